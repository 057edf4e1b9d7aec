"""A list has only one value, so `=` means the same and is shorter.

Most such lists were longer before, or come from a program.

```attioql target=companies
name in ("Acme")
```

```findings
1:1 single-member-in: this list has one value, which `=` takes as well
```

```fixed safe
name = "Acme"
```

The rule does not report a list with one day on a timestamp. It matches the first instant of that day, and `=` with
a day is an error there.

```attioql target=companies
last_interaction.interacted_at in (2024-05-31)
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Edit
from attioql.filters.model import Condition, conditions
from attioql.linter.rule import Finding, Gate, Replace, Rule, on_conditions, safe
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.operators import is_negated, operator_of, written_as
from attioql.syntax.nodes import Items
from attioql.text.source import Span


@on_conditions(Gate(odd=True))
def _list_of_one(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """Find lists of one value in text. `=` takes no whole day for an instant, and stands once on a property of a block."""
    compared = list(comparisons(visit.part))
    taken = {each.path.text for each in compared if each.operator == written_as("equal")}
    for comparison in compared:
        listed = comparison.operand
        if not isinstance(listed, Items) or len(listed.values) != 1 or subject.source is None:
            continue
        if comparison.path.text not in taken and not _asks_for_an_instant(visit):
            [value], instead = listed.values, written_as("equal", negated=is_negated(comparison.operator))
            written = f"{instead} {subject.source.text[value.start : value.end]}"
            fix = safe(f"compare with `{instead}`", Edit(Span(comparison.operator_start, listed.end), written))
            message = f"this list has one value, which `{instead}` takes as well"
            yield Finding(visit.part, message, fixes=(fix,), span=comparison.span)


@on_conditions(Gate(odd=True))
def _array_of_one(visit: Visit, _: Subject) -> Iterator[Finding]:
    meaning = visit.part.meaning
    if visit.part.node is not None or not isinstance(meaning, Condition):
        return
    taken = {test.operator.property for test in meaning.tests if test.operator.name == operator_of("equal")}
    if any(
        isinstance(test.value, tuple) and len(test.value) == 1 and test.operator.property not in taken
        for test in meaning.tests
    ):
        fix = safe("write `$eq`", Replace(visit.part, meaning, visit.parent))
        yield Finding(visit.part, "this list has one value, which `$eq` takes as well", fixes=(fix,))


def _asks_for_an_instant(visit: Visit) -> bool:
    """Tell whether the value may be a whole day where an instant is asked for."""
    return any(
        condition.path.attribute.type.properties[test.operator.property].kind.precision == "instant"
        for condition in conditions(visit.part.meaning)
        for test in condition.tests
    )


RULE = Rule(
    "single-member-in", "AQ813", "warning", "a list has one value", (_list_of_one, _array_of_one), needs="tests"
)
