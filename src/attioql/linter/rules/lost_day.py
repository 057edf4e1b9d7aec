"""A bound on timestamps names a day, and means its first instant: the rest of the day falls on the wrong side.

Where a timestamp is compared, a date stands for the moment that the day begins. So `<= 2024-05-31` leaves out all of that day
but its first instant, and `> 2024-05-31` takes all of it in but that.

```attioql target=companies
created_at <= 2024-05-31
```

```findings
1:15 lost-day: this is the first instant of 2024-05-31: the rest of that day is left out
```

```fixed unsafe
created_at < 2024-06-01
```

Write `<` and `>=`, whose day does not depend on the bound's own instant, or `during`.

```attioql target=companies
created_at >= 2024-05-01 and created_at < 2024-06-01
```

Attributes of the type date have no such trap.

```attioql target=companies
foundation_date <= 2024-05-31
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attioql.checker.times import parse_date
from attioql.diagnostics.model import Applicability, Edit
from attioql.linter.instants import INSTANTS, Stretch, has_instants, stretch_of
from attioql.linter.rule import Change, Finding, Rewrite, Rule
from attioql.linter.tree import Subject, Value, Visit, comparisons
from attioql.linter.values import condition_of, value_finding, value_of
from attioql.operators import is_negated
from attioql.syntax import nodes
from attioql.syntax.nodes import Block, Comparison, Moment, Range
from attioql.text.source import Span

_INSTEAD = {"$lte": "$lt", "$gt": "$gte"}
_NEXT = {"yesterday": "today", "today": "tomorrow", "tomorrow": "tomorrow + 1d"}


def _look(visit: Visit, subject: Subject) -> Iterator[Finding]:
    if visit.value is None:
        yield from _by_name(visit, subject)
        return
    value = value_of(visit)
    if not _may_name_a_day(value):
        return
    stretch = stretch_of(value.text, subject.clock)
    if stretch is None or stretch.day is None or _ends_a_month(value, stretch.day):
        return
    left_out = (value.operator == "$lte") is not _is_negated(visit, value.comparison)
    message, fix = _said(stretch.day.isoformat(), left_out=left_out)
    yield value_finding(visit, message, (), tuple(_changes(visit, subject, stretch, fix)))


def _said(day: str, *, left_out: bool) -> tuple[str, str]:
    """Say what becomes of a day, and what the fix does about it."""
    message = f"this is the first instant of {day}: the rest of that day is {'left out' if left_out else 'taken in'}"
    return message, "take all of that day in" if left_out else "leave all of that day out"


def _by_name(visit: Visit, subject: Subject) -> Iterator[Finding]:
    """Find upper bounds that are `today` and the like. One that is counted from there is a distance, not a day."""
    for comparison in comparisons(visit.part):
        operand = comparison.operand
        bound = operand.high if isinstance(operand, Range) else operand
        if not isinstance(bound, Moment) or bound.shift or bound.base not in _NEXT:
            continue
        if comparison.operator != "<=" and not isinstance(operand, Range):
            continue
        message, fix = _said(bound.base, left_out=not _is_negated(visit, comparison))
        edit = Edit(Span(comparison.operator_start, comparison.end), f"< {_NEXT[bound.base]}")
        if isinstance(operand, Range):
            if subject.source is None or not (
                isinstance(visit.part.node, Block) or condition_of(visit).place.mergeable
            ):
                yield Finding(visit.part, message, span=bound.span)
                continue
            edit = _two_bounds(visit, comparison, operand.low, _NEXT[bound.base], subject.source.text)
        yield Finding(visit.part, message, changes=(Change(fix, Applicability.UNSAFE, edits=(edit,)),), span=bound.span)


def _may_name_a_day(value: Value) -> bool:
    """Tell whether a day may be meant: by a date; in JSON, where timestamps have a time of day always, by an upper bound too."""
    return parse_date(value.text) is not None or (value.comparison is None and value.operator == "$lte")


def _ends_a_month(value: Value, day: date) -> bool:
    """Tell whether a midnight is written out that is the end of the month before rather than a day."""
    return day.day == 1 and parse_date(value.text) is None


def _is_negated(visit: Visit, comparison: Comparison | None) -> bool:
    return visit.negated is not (comparison is not None and is_negated(comparison.operator))


def _changes(visit: Visit, subject: Subject, stretch: Stretch, message: str) -> Iterator[Change]:
    value = value_of(visit)
    match value.comparison:
        case Comparison(operand=Range(low)) as between:
            if subject.source is not None and (isinstance(visit.part.node, Block) or value.at.mergeable):
                edit = _two_bounds(visit, between, low, stretch.end, subject.source.text)
                yield Change(message, Applicability.UNSAFE, edits=(edit,))
        case _ if _INSTEAD[value.operator] not in value.beside:
            rewrite = Rewrite(value, stretch.end, _INSTEAD[value.operator])
            yield Change(message, Applicability.UNSAFE, rewrites=(rewrite,))


def _two_bounds(visit: Visit, between: Comparison, low: nodes.Value, end: str, text: str) -> Edit:
    """Return `between` written as two bounds, where two conditions say the same of one value."""
    path = text[between.path.start : between.path.end]
    bounds = f"{path} >= {text[low.start : low.end]} and {path} < {end}"
    if is_negated(between.operator):
        return Edit(between.span, f"not ({bounds})")
    part, parent = visit.part, visit.parent
    alone = part.grouped or isinstance(part.node, Block) or parent is None or parent.kind == "and"
    return Edit(between.span, bounds if alone else f"({bounds})")


RULE = Rule("lost-day", INSTANTS | {"moment"}, _look, at=has_instants, operators=frozenset(_INSTEAD))
