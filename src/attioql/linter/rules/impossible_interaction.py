"""A condition compares an attribute for one type of interaction with another type, so no value can match.

As documented, `first_email_interaction` has only e-mails, and `last_calendar_interaction` has only calendar events.
For the attributes of calls and of in-person meetings, the rule infers the type from their names. A condition on
another type matches no record, and its negation matches every record.

```attioql target=people
first_email_interaction.interaction_type = "calendar-event"
```

```findings
1:44 impossible-interaction: `first_email_interaction` is never of type `calendar-event`, only `email`
```

Use the attribute for the type that you want. `first_interaction`, `last_interaction` and `next_interaction` have
interactions of any type.

```attioql target=people
first_interaction.interaction_type = "calendar-event"
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attioql.catalog.workspace import Target
from attioql.filters.model import AttributePath
from attioql.linter.rule import Finding, Gate, Rule, on_values, value_finding
from attioql.linter.tree import Subject
from attioql.linter.written_values import WrittenValue


def _has_types_of_its_own(place: AttributePath, _: Target) -> bool:
    slug = place.attribute.slug
    return any(slug in prop.value.by_attribute for prop in place.attribute.type.properties.values())


@on_values(Gate(kinds=frozenset({"choice"}), at=_has_types_of_its_own))
def _never_there(value: WrittenValue, subject: Subject) -> Iterator[Finding]:
    slug, rule = value.path.attribute.slug, value.prop.value
    held = rule.by_attribute.get(slug)
    if held is None or value.text in held or value.text not in rule.known:
        return
    others = [
        other
        for other, names in rule.by_attribute.items()
        if value.text in names and other in subject.target.attributes
    ]
    notes = (f"that type is in {_alternatives(others)}",) if others and not value.path.steps else ()
    message = f"`{slug}` is never of type `{value.text}`, only {_alternatives(held)}"
    yield value_finding(value, message, notes=notes)


def _alternatives(names: Iterable[str]) -> str:
    return " or ".join([f"`{name}`" for name in names])


RULE = Rule(
    "impossible-interaction",
    "AQ808",
    "warning",
    "a condition compares an interaction with a type that it cannot have",
    (_never_there,),
)
