"""An attribute is deprecated: another attribute replaces it, and Attio may remove it at any time.

```attioql target=companies
strongest_connection_strength_legacy > 3
```

```findings
1:1 deprecated-attribute: `strongest_connection_strength_legacy` is deprecated in favour of `strongest_connection_strength`
```

Use the new attribute. If it has another type, it takes other values, so there is no fix.

```attioql target=companies
strongest_connection_strength = "Very strong"
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.catalog.workspace import Attribute, Target
from attioql.checker.names import walked_path
from attioql.filters.model import AttributePath, Condition, Node, Not
from attioql.linter.rule import Finding, Gate, Replace, Rule, on_conditions, unsafe
from attioql.linter.tree import Subject, Visit, path_span


def _is_deprecated(place: AttributePath, _: Target) -> bool:
    return place.attribute.deprecated


@on_conditions(Gate(at=_is_deprecated))
def _old(visit: Visit, subject: Subject) -> Iterator[Finding]:
    place = visit.condition.path
    old = place.attribute
    if not old.deprecated:
        return
    owner = subject.target.workspace[place.steps[-1][0]] if place.steps else subject.target
    new = owner.find(old.replaced_by)
    span = path_span(visit.part)
    if new is None:
        yield Finding(visit.part, f"`{old.slug}` is deprecated and may be removed", span=span)
        return
    message = f"`{old.slug}` is deprecated in favour of `{new.slug}`"
    if new.type is not old.type:
        note = f"`{new.slug}` has the type {new.type.title.lower()}, and takes other values"
        yield Finding(visit.part, message, (note,), span=span)
        return
    instead = None if place.steps else _on(new, visit.part.meaning, subject)
    advice = f"write `{new.slug}`, whose values may differ"
    fixes = () if instead is None else (unsafe(advice, Replace(visit.part, instead, visit.parent)),)
    yield Finding(visit.part, message, fixes=fixes, span=span)


def _on(new: Attribute, meaning: Node, subject: Subject) -> Node | None:
    """Return what a condition means on another attribute."""
    match meaning:
        case Condition():
            return meaning._replace(path=walked_path(subject.target, [(subject.target, new)]))
        case Not(Condition() as condition):
            return Not(condition._replace(path=walked_path(subject.target, [(subject.target, new)])))
    return None


RULE = Rule(
    "deprecated-attribute",
    "AQ822",
    "warning",
    "the attribute is deprecated",
    (_old,),
    needs="paths",
    marks="deprecated",
)
