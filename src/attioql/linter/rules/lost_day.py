"""A bound on a timestamp is a day, which means only the first instant of that day.

If a filter compares a timestamp with a date, the date means the first instant of the day. So `<= 2024-05-31`
excludes nearly all of that day, and `> 2024-05-31` includes nearly all of it.

```attioql target=companies
created_at <= 2024-05-31
```

```findings
1:15 lost-day: this is the first instant of 2024-05-31: the rest of that day is excluded
```

```fixed unsafe
created_at < 2024-06-01
```

Use `<` and `>=` with the bounds of whole days, or use `during`.

```attioql target=companies
created_at >= 2024-05-01 and created_at < 2024-06-01
```

The rule does not report attributes of type date, because their values are days.

```attioql target=companies
foundation_date <= 2024-05-31
```
"""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.model import Edit
from attioql.linter.instants import INSTANTS, has_instants, stretch_of
from attioql.linter.rule import Finding, FixStep, Gate, Respell, Rule, on_conditions, on_values, unsafe, value_finding
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.linter.written_values import WrittenValue
from attioql.operators import is_negated, operator_of, row_of, within_days, written_as
from attioql.syntax.nodes import Block, Comparison, Moment, Range
from attioql.text.source import Span
from attioql.values.iso import parse_date

_INSTEAD = {
    operator_of("below", closed=True): operator_of("below"),
    operator_of("above"): operator_of("above", closed=True),
}
_OPERATORS = frozenset(_INSTEAD)
_NEXT = {"yesterday": "today", "today": "tomorrow", "tomorrow": "tomorrow + 1d"}


@on_values(Gate(kinds=INSTANTS, operators=_OPERATORS))
def _written_out(value: WrittenValue, subject: Subject) -> Iterator[Finding]:
    """Find bounds that are the first instant of a day. A midnight that is written out may be the end of the month before."""
    if value.kind not in INSTANTS or value.operator not in _OPERATORS:
        return
    by_date = parse_date(value.text) is not None
    if not by_date and (value.comparison is not None or row_of(value.operator).role != "below"):
        return
    stretch = stretch_of(value.text, subject.clock)
    if stretch is None or stretch.day is None or (stretch.day.day == 1 and not by_date):
        return
    left_out = (row_of(value.operator).role == "below") is not _is_negated(value.visit, value.comparison)
    step = _step(value, subject, stretch.end)
    message, advice = _explained(stretch.day.isoformat(), left_out=left_out)
    yield value_finding(value, message, *([unsafe(advice, step)] if step is not None else ()))


@on_conditions(Gate(at=has_instants, odd=True))
def _by_name(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """Find upper bounds that are `today` and the like. One that is counted from there is a distance, not a day."""
    for comparison in comparisons(visit.part):
        is_range = isinstance(comparison.operand, Range)
        bound = comparison.operand.high if isinstance(comparison.operand, Range) else comparison.operand
        if (
            has_instants(visit.condition.path)
            and isinstance(bound, Moment)
            and bound.base in _NEXT
            and not bound.shift
            and (is_range or comparison.operator == written_as("below", closed=True))
        ):
            after = _NEXT[bound.base]
            upper = Edit(Span(comparison.operator_start, comparison.end), f"{written_as('below')} {after}")
            step = _two_bounds(visit, comparison, after, subject) if is_range else upper
            message, advice = _explained(bound.base, left_out=not _is_negated(visit, comparison))
            fixes = () if step is None else (unsafe(advice, step),)
            yield Finding(visit.part, message, fixes=fixes, span=bound.span)


def _explained(day: str, *, left_out: bool) -> tuple[str, str]:
    """Return what becomes of a day, and what the fix does about it."""
    message = f"this is the first instant of {day}: the rest of that day is {'excluded' if left_out else 'included'}"
    return message, "include all of that day" if left_out else "exclude all of that day"


def _is_negated(visit: Visit, comparison: Comparison | None) -> bool:
    return visit.negated is not (comparison is not None and is_negated(comparison.operator))


def _step(value: WrittenValue, subject: Subject, end: str) -> FixStep | None:
    """Return the step that moves a bound to the end of its day; `None` where there is another bound in its way."""
    if value.comparison is not None and isinstance(value.comparison.operand, Range):
        return _two_bounds(value.visit, value.comparison, end, subject)
    instead = _INSTEAD[value.operator]
    return None if instead in value.beside else Respell(value, end, instead)


def _two_bounds(visit: Visit, between: Comparison, end: str, subject: Subject) -> Edit | None:
    """Return `between` written as two bounds; `None` where two conditions do not say the same of one value."""
    part, parent = visit.part, visit.parent
    inside = isinstance(part.node, Block)
    if subject.source is None or not isinstance(between.operand, Range):
        return None
    if not inside and not visit.condition.path.mergeable:
        return None
    text, low = subject.source.text, between.operand.low
    path = text[between.path.start : between.path.end]
    bounds = within_days(path, text[low.start : low.end], end)
    if is_negated(between.operator):
        return Edit(between.span, f"not ({bounds})")
    alone = part.grouped or inside or parent is None or parent.kind == "and"
    return Edit(between.span, bounds if alone else f"({bounds})")


RULE = Rule(
    "lost-day", "AQ810", "warning", "a bound loses all but the first instant of its day", (_written_out, _by_name)
)
