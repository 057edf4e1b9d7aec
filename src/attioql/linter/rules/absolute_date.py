"""A fixed date seems to mean a date that moves with time.

The rule reports a lower bound without an upper bound, at the start of a day at most one year ago. Such a filter
covers "the last thirty days" today, and more every day after that. The rule needs the current time, and reports
nothing without it.

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= 2024-05-01
```

```findings
1:15 absolute-date: this day was 30 days ago, and falls further back every day
```

Count from the current day, or use a period that moves.

```fixed unsafe
created_at during this month
```

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= today - 30d
```

The rule does not report a period with two ends, because it is meant to be fixed.

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= 2024-05-01 and created_at < 2024-05-15
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from attioql.diagnostics.model import Edit
from attioql.filters.model import conditions
from attioql.linter.instants import stretch_of
from attioql.linter.rule import Finding, FixDraft, Rule, on_filters, unsafe, value_finding
from attioql.linter.survey import survey_of
from attioql.linter.tree import Subject, Visit
from attioql.linter.written_values import WrittenValue, values_of
from attioql.operators import operators_of, written_as, written_taking
from attioql.text.source import Span
from attioql.values.clock import Clock

_Bounded: TypeAlias = tuple[int, str, str]
"""The group that a bound stands in, the attribute path and the property that it bounds."""

_LOWER = operators_of("above")
_UPPER = operators_of("below")
_RECENT = 366
_ADVICE = "filter JSON has only fixed dates: keep the filter as query text, and compile it for each use"


@on_filters()
def _fixed_lower_bounds(subject: Subject) -> Iterator[Finding]:
    """Find days of the last year that something is to be after, where nothing beside them says until when."""
    today = _today(subject.clock)
    visits = [visit for visit in survey_of(subject).visits if visit.first is not None] if today is not None else []
    ended = {bounded for visit in visits for bounded in _ends(visit)}
    for visit in visits:
        for value in values_of(visit, subject):
            is_lower = value.operator in _LOWER and value.prop.kind.precision and not value.bound
            if not is_lower or (_group(visit), value.path.key, value.prop.name) in ended:
                continue
            stretch = stretch_of(value.text, subject.clock)
            if stretch is not None and stretch.day is not None and today is not None:
                days = (today - stretch.day).days
                if 0 <= days <= _RECENT:
                    ago = f"was {days} day{'s' if days > 1 else ''} ago" if days else "is today"
                    message = f"this day {ago}, and falls further back every day"
                    notes = (_ADVICE,) if value.comparison is None else ()
                    yield value_finding(value, message, *_fixes(value, stretch.day, today), notes=notes)


def _group(visit: Visit) -> int:
    return id(visit.parent if visit.parent is not None and visit.parent.kind == "and" else visit.part)


def _ends(visit: Visit) -> Iterator[_Bounded]:
    """Yield what a condition sets upper bounds to, written in whatever way."""
    for condition in conditions(visit.part.meaning):
        for test in condition.tests:
            if test.operator.name in _UPPER:
                yield _group(visit), condition.path.key, test.operator.property


def _today(clock: Clock) -> date | None:
    """Return the current day; `None` where it is not known, or falls outside the calendar in the time zone."""
    try:
        return None if clock.now is None else clock.local_now().date()
    except OverflowError:
        return None


def _fixes(value: WrittenValue, day: date, today: date) -> Iterator[FixDraft]:
    comparison = value.comparison
    if comparison is None:
        return
    period = _period(day, today)
    if period and comparison.operator == written_as("above", closed=True):
        edit = Edit(Span(comparison.operator_start, comparison.end), f"{written_taking('period')} this {period}")
        yield unsafe(f"write this {period} relative to the current day", edit)
        return
    days = (today - day).days
    edit = Edit(value.span, f"today - {days}d" if days else "today")
    yield unsafe("count from the current day", edit)


def _period(day: date, today: date) -> str:
    """Return the longest period around today that begins on a day: year, quarter or month."""
    if day == today.replace(month=1, day=1):
        return "year"
    if day == today.replace(month=today.month - (today.month - 1) % 3, day=1):
        return "quarter"
    return "month" if day == today.replace(day=1) else ""


RULE = Rule(
    "absolute-date",
    "AQ811",
    "note",
    "a fixed date seems to mean a date that moves with time",
    (_fixed_lower_bounds,),
    opt_in=True,
)
