"""An attribute is an old one that another has replaced, and may go at any time.

```attioql target=companies
strongest_connection_strength_legacy > 3
```

```findings
1:1 deprecated-attribute: `strongest_connection_strength_legacy` is given up for `strongest_connection_strength`
```

Use the new attribute. Where it is of another type, what it is compared with is another matter too, and there is no fix.

```attioql target=companies
strongest_connection_strength = "Very strong"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.catalog.workspace import Attribute, Target
from attioql.checker.names import place_of as place_at
from attioql.diagnostics.model import Applicability
from attioql.filters.model import Condition, Node, Not, Place
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Subject, Visit
from attioql.linter.values import condition_of, path_span


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    place = condition_of(visit).place
    old = place.attribute
    owner = subject.target.workspace[place.steps[-1][0]] if place.steps else subject.target
    new = owner.find(old.replaced_by)
    span = path_span(visit.part)
    if new is None:
        yield Finding(visit.part, f"`{old.slug}` is an old attribute that may go", span=span)
        return
    message = f"`{old.slug}` is given up for `{new.slug}`"
    if new.type is not old.type:
        note = f"`{new.slug}` is of the type {new.type.title.lower()}, and is compared with other values"
        yield Finding(visit.part, message, (note,), span=span)
        return
    instead = None if place.steps else _on(new, visit.part.meaning, subject)
    changes = () if instead is None else (_change(visit, instead, new),)
    yield Finding(visit.part, message, changes=changes, span=span)


def _is_deprecated(place: Place, _: Target) -> bool:
    return place.attribute.deprecated


def _on(new: Attribute, meaning: Node, subject: Subject) -> Node | None:
    """Return what a condition means on another attribute."""
    match meaning:
        case Condition():
            return meaning._replace(place=place_at(subject.target, [(subject.target, new)]))
        case Not(Condition() as condition):
            return Not(condition._replace(place=place_at(subject.target, [(subject.target, new)])))
    return None


def _change(visit: Visit, instead: Node, new: Attribute) -> Change:
    message = f"ask for `{new.slug}`, whose values may be others"
    return Change(message, Applicability.UNSAFE, (Replacement(visit.part, instead, visit.parent),))


RULE = Rule("deprecated-attribute", frozenset({"condition"}), _look, at=_is_deprecated)
