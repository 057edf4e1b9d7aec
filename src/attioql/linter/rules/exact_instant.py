"""A condition tests whether a timestamp equals one instant, to the nanosecond.

Attio stores timestamps to the nanosecond, so hardly any value equals one that a person writes.

```attioql target=companies
created_at = 2024-05-31T10:00Z
```

```findings
1:14 exact-instant: hardly any timestamp equals this instant to the nanosecond
```

```fixed unsafe
created_at >= 2024-05-31T10:00:00Z and created_at < 2024-05-31T10:01:00Z
```

Use a period: `during` for a day, and two bounds for any other period.

```attioql target=companies
created_at during 2024-05-31
```

The rule does not report a timestamp with a fraction of a second, because it is most likely copied from a record.

```attioql target=companies
created_at = 2023-11-25T15:21:06.447Z
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Edit
from attioql.filters.model import Condition, Not, Test
from attioql.linter.instants import INSTANTS, Stretch, has_instants, stretch_of
from attioql.linter.rule import Finding, FixDraft, Gate, Replace, Rule, on_conditions, on_values, unsafe, value_finding
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.linter.written_values import EQUALITIES, WrittenValue
from attioql.operators import is_equality, load_operators, operator_of, written_as, written_taking
from attioql.syntax.nodes import Items, Moment
from attioql.text.source import Span

_MESSAGE = "hardly any timestamp equals this instant to the nanosecond"


@on_values(Gate(kinds=INSTANTS, operators=EQUALITIES))
def _written_out(value: WrittenValue, subject: Subject) -> Iterator[Finding]:
    if value.kind in INSTANTS and value.operator in EQUALITIES:
        stretch = stretch_of(value.text, subject.clock)
        if stretch is not None:
            yield value_finding(value, _MESSAGE, *_fixes(value, stretch))


@on_conditions(Gate(at=has_instants, odd=True))
def _by_name(visit: Visit, _: Subject) -> Iterator[Finding]:
    """Find equalities with `now` and the like, whatever instant that is."""
    for comparison in comparisons(visit.part):
        operand = comparison.operand
        values = operand.values if isinstance(operand, Items) else (operand,)
        if has_instants(visit.condition.path) and (isinstance(operand, Items) or is_equality(comparison.operator)):
            yield from [Finding(visit.part, _MESSAGE, span=each.span) for each in values if isinstance(each, Moment)]


def _fixes(value: WrittenValue, stretch: Stretch) -> Iterator[FixDraft]:
    message = f"match the whole {stretch.unit}"
    comparison = value.comparison
    if comparison is not None and comparison.operator == written_as("equal") and stretch.day is not None:
        span = Span(comparison.operator_start, comparison.end)
        yield unsafe(message, Edit(span, f"{written_taking('period')} {stretch.day.isoformat()}"))
        return
    part = value.visit.part
    condition = part.meaning.operand if isinstance(part.meaning, Not) else part.meaning
    if value.operator == operator_of("equal") and isinstance(condition, Condition) and not condition.others:
        first, last = [value.prop.operators[end] for end in load_operators().spelling_taking("period").operators]
        within = condition.with_tests([Test(first, stretch.start), Test(last, stretch.end)])
        instead = Not(within) if isinstance(part.meaning, Not) else within
        yield unsafe(message, Replace(part, instead, value.visit.parent))


RULE = Rule(
    "exact-instant",
    "AQ809",
    "warning",
    "a condition tests whether a timestamp equals one instant",
    (_written_out, _by_name),
)
