"""A timestamp is compared for equality with one instant, to the nanosecond.

Attio keeps timestamps to the nanosecond, so hardly any value equals what somebody types.

```attioql target=companies
created_at = 2024-05-31T10:00Z
```

```findings
1:14 exact-instant: hardly any timestamp equals this instant to the nanosecond
```

```fixed unsafe
created_at >= 2024-05-31T10:00:00Z and created_at < 2024-05-31T10:01:00Z
```

Ask for a stretch of time: a day with `during`, anything else with two bounds.

```attioql target=companies
created_at during 2024-05-31
```

A timestamp with a fraction of a second is taken as copied from a record, which it then equals.

```attioql target=companies
created_at = 2023-11-25T15:21:06.447Z
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import Condition, Not, Test
from attioql.linter.instants import INSTANTS, Stretch, has_instants, stretch_of
from attioql.linter.rule import Change, Finding, Replacement, Rule
from attioql.linter.tree import Subject, Value, Visit, comparisons
from attioql.linter.values import EQUALITIES, value_finding, value_of
from attioql.syntax.nodes import Items, Moment
from attioql.text.source import Span

_EQUAL = frozenset({"=", "!="})


_MESSAGE = "hardly any timestamp equals this instant to the nanosecond"


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if visit.value is None:
        yield from _moments(visit)
        return
    value = value_of(visit)
    stretch = stretch_of(value.text, subject.clock)
    if stretch is not None:
        yield value_finding(visit, _MESSAGE, (), tuple(_changes(visit, value, stretch)))


def _moments(visit: Visit) -> Iterator[Finding]:
    """Find equalities with `now` and the like, whatever instant that is."""
    for comparison in comparisons(visit.part):
        operand = comparison.operand
        values = operand.values if isinstance(operand, Items) else (operand,)
        if isinstance(operand, Items) or comparison.operator in _EQUAL:
            yield from [Finding(visit.part, _MESSAGE, span=each.span) for each in values if isinstance(each, Moment)]


def _changes(visit: Visit, value: Value, stretch: Stretch) -> Iterator[Change]:
    message = f"ask for the whole {stretch.unit}: any instant of it matches then"
    comparison = value.comparison
    if comparison is not None and comparison.operator == "=" and stretch.day is not None:
        edit = Edit(Span(comparison.operator_start, comparison.end), f"during {stretch.day.isoformat()}")
        yield Change(message, Applicability.UNSAFE, edits=(edit,))
        return
    meaning = visit.part.meaning
    condition = meaning.operand if isinstance(meaning, Not) else meaning
    if value.operator == "$eq" and isinstance(condition, Condition) and not condition.others:
        operators = value.property.operators
        within = condition.with_tests([Test(operators["$gte"], stretch.start), Test(operators["$lt"], stretch.end)])
        replacement = Replacement(visit.part, Not(within) if isinstance(meaning, Not) else within, visit.parent)
        yield Change(message, Applicability.UNSAFE, (replacement,))


RULE = Rule("exact-instant", INSTANTS | {"moment"}, _look, at=has_instants, operators=EQUALITIES)
