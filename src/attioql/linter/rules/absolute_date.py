"""A date that is fixed looks as if one that moves with time was meant.

It is a lower bound, at the beginning of a day not longer than a year ago, with no upper bound beside it: what looks like
"the last thirty days" today covers more with every day that goes by. The rule needs the current time to tell, and is
silent without it.

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= 2024-05-01
```

```findings
1:15 absolute-date: this day was 30 days ago, and falls further back every day
```

Count from the current day, or name a period that moves.

```fixed unsafe
created_at during this month
```

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= today - 30d
```

A stretch of time with two ends is a fixed one.

```attioql target=people now=2024-05-31T12:00:00+00:00
created_at >= 2024-05-01 and created_at < 2024-05-15
```
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from attioql.checker.times import Clock
from attioql.diagnostics.model import Applicability, Edit
from attioql.filters.model import conditions
from attioql.linter.instants import stretch_of
from attioql.linter.rule import Change, Finding, Rule
from attioql.linter.survey import survey_of
from attioql.linter.tree import Subject, Value, Visit
from attioql.linter.values import value_finding, value_of, values_of
from attioql.text.source import Span

_Stretch: TypeAlias = tuple[int, str, str]
"""The group that a bound stands in, the place and the property that it bounds."""

_KINDS = frozenset({"date", "timestamp", "instant"})
_LOWER = frozenset({"$gt", "$gte"})
_UPPER = frozenset({"$lt", "$lte"})
_RECENT = 366
_ADVICE = "filter JSON has fixed dates alone: keep the filter as query text, and compile it when it is used"


def _look(_: Visit, subject: Subject) -> Iterator[Finding]:
    if subject.clock.now is None:
        return
    ended: set[_Stretch] = set()
    begun: list[tuple[Visit, _Stretch]] = []
    for visit in survey_of(subject).visits:
        if visit.part.kind == "condition":
            group = id(visit.parent if visit.parent is not None and visit.parent.kind == "and" else visit.part)
            ended.update([(group, *bound) for bound in _ends(visit)])
            begun += [(each, (group, *bound)) for each, bound in _beginnings(visit, subject)]
    for visit, stretch in begun:
        if stretch not in ended:
            yield from _findings(visit, subject)


def _ends(visit: Visit) -> Iterator[tuple[str, str]]:
    """Yield the places and properties that a condition sets upper bounds to, written in whatever way."""
    for condition in conditions(visit.part.meaning):
        for test in condition.tests:
            if test.operator.name in _UPPER:
                yield condition.place.key, test.operator.property


def _beginnings(visit: Visit, subject: Subject) -> Iterator[tuple[Visit, tuple[str, str]]]:
    """Yield the lower bounds that are written as dates, and the place and property of each."""
    for value in values_of(visit, subject):
        if value.operator in _LOWER and value.property.value.kind in _KINDS and not value.bound:
            yield visit._replace(value=value), (value.at.key, value.property.name)


def _findings(visit: Visit, subject: Subject) -> Iterator[Finding]:
    value = value_of(visit)
    stretch = stretch_of(value.text, subject.clock)
    today = _today(subject.clock)
    if stretch is None or stretch.day is None or today is None or not 0 <= (today - stretch.day).days <= _RECENT:
        return
    days = (today - stretch.day).days
    ago = "is today" if not days else f"was {days} day{'s' if days > 1 else ''} ago"
    message = f"this day {ago}, and falls further back every day"
    notes = (_ADVICE,) if value.comparison is None else ()
    yield value_finding(visit, message, notes, tuple(_changes(value, stretch.day, today)))


def _today(clock: Clock) -> date | None:
    """Return the current day; `None` where it falls outside the calendar in the time zone."""
    try:
        return clock.local_now().date()
    except OverflowError:
        return None


def _changes(value: Value, day: date, today: date) -> Iterator[Change]:
    comparison = value.comparison
    if comparison is None:
        return
    period = _period(day, today)
    if period and comparison.operator == ">=":
        edit = Edit(Span(comparison.operator_start, comparison.end), f"during this {period}")
        yield Change(f"ask for this {period}, whichever that is at the time", Applicability.UNSAFE, edits=(edit,))
        return
    days = (today - day).days
    edit = Edit(value.span, f"today - {days}d" if days else "today")
    yield Change("count from the current day, so that the bound moves with it", Applicability.UNSAFE, edits=(edit,))


def _period(day: date, today: date) -> str:
    """Return the longest period around today that begins on a day: year, quarter or month."""
    if day == today.replace(month=1, day=1):
        return "year"
    if day == today.replace(month=today.month - (today.month - 1) % 3, day=1):
        return "quarter"
    return "month" if day == today.replace(day=1) else ""


RULE = Rule("absolute-date", frozenset({"filter"}), _look, opt_in=True)
