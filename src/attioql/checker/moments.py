"""Moments and periods against a clock: `today - 2w`, `last quarter`, `2024-05`. Loaded only for a filter that has one.

Days, months and years are counted by the calendar of the time zone; a start of day that a change of the clocks leaves
out is the first instant of that day.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, timedelta, timezone

from attioql.limits import LIMITS
from attioql.syntax.nodes import CalendarPeriod, Moment, RollingPeriod
from attioql.values.clock import Clock
from attioql.values.iso import parse_date, write_instant
from attioql.values.model import Precision

_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
UNIT_NAMES = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks", "mo": "months", "y": "years"}
_DURATION = re.compile(rf"([+-]?)(\d+)({'|'.join(UNIT_NAMES)})", re.ASCII)
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
PARTS_OF_DAYS = frozenset({"min", "h"})
DAYS_OR_LONGER = frozenset(UNIT_NAMES) - PARTS_OF_DAYS
CALENDAR_UNITS = {"day": (1, "d"), "week": (1, "w"), "month": (1, "mo"), "quarter": (3, "mo"), "year": (1, "y")}
"""The units of calendar periods, with their lengths."""

_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "min": timedelta(minutes=1)}
_LONGEST = LIMITS.duration_units


class NotADayError(ValueError):
    """A date is asked for, and a time within a day was written."""


class NoPeriodError(ValueError):
    """What was written is not a period."""


def moment_as_instant(moment: Moment, clock: Clock) -> datetime:
    """Return the instant of a moment: for a day, its start. Raises `NowNeededError` and `OverflowError`."""
    now = clock.local_now()
    if moment.base == "now":
        return _shifted_instant(now, moment.shift, clock) if moment.shift else now
    day = _shifted_day(now.date(), _DAYS[moment.base], "d")
    number, unit = _duration(moment.shift) if moment.shift else (0, "d")
    if unit in DAYS_OR_LONGER:
        return clock.start_of_day(_shifted_day(day, number, unit))
    return clock.start_of_day(day) + _short(number, unit)


def moment_as_date(moment: Moment, clock: Clock) -> date:
    """Return the day of a moment. Raises `NowNeededError`, `OverflowError`, and `NotADayError` for a time of day."""
    if moment.base == "now" or (moment.shift and _duration(moment.shift)[1] not in DAYS_OR_LONGER):
        raise NotADayError
    day = _shifted_day(clock.local_now().date(), _DAYS[moment.base], "d")
    return _shifted_day(day, *_duration(moment.shift)) if moment.shift else day


def moment_text(moment: Moment, precision: Precision, clock: Clock) -> str:
    """Return the day or the instant of a moment, as Attio is sent it. Raises `NowNeededError`, `OverflowError` and `NotADayError`."""
    if precision == "day":
        return moment_as_date(moment, clock).isoformat()
    return write_instant(moment_as_instant(moment, clock))


def is_whole_day(moment: Moment) -> bool:
    """Tell whether a moment is a day, rather than a time within one."""
    return moment.base != "now" and not moment.shift.endswith(("h", "min"))


def written_period(text: str) -> tuple[date, date]:
    """Return the first day of a date, month or year, and the day after it. Raises `NoPeriodError`, `OverflowError`."""
    if _YEAR.fullmatch(text) and int(text) > 0:
        return date(int(text), 1, 1), _shifted_day(date(int(text), 1, 1), 1, "y")
    if (match := _MONTH.fullmatch(text)) and int(match[1]) > 0 and 1 <= int(match[2]) <= 12:
        first = date(int(match[1]), int(match[2]), 1)
        return first, _shifted_day(first, 1, "mo")
    day = parse_date(text)
    if day is None:
        raise NoPeriodError
    return day, _shifted_day(day, 1, "d")


def calendar_period(period: CalendarPeriod, clock: Clock) -> tuple[date, date]:
    """Return the first day of this, the last or the next day, week, month, quarter or year, and the day after it."""
    today = clock.local_now().date()
    number, unit = CALENDAR_UNITS[period.unit]
    first = {
        "day": today,
        "week": today - timedelta(days=today.weekday()),
        "month": today.replace(day=1),
        "quarter": today.replace(month=today.month - (today.month - 1) % 3, day=1),
        "year": today.replace(month=1, day=1),
    }[period.unit]
    if period.which == "last":
        return _shifted_day(first, -number, unit), first
    if period.which == "next":
        first = _shifted_day(first, number, unit)
    return first, _shifted_day(first, number, unit)


def rolling_instants(period: RollingPeriod, clock: Clock) -> tuple[datetime, datetime]:
    """Return the stretch of that length that ends (`last`) or begins (`next`) now."""
    now = clock.local_now()
    if period.which == "last":
        return _shifted_instant(now, f"-{period.duration}", clock), now
    return now, _shifted_instant(now, period.duration, clock)


def rolling_days(period: RollingPeriod, clock: Clock) -> tuple[date, date]:
    """Return the whole days up to today, without it (`last`), or from today on (`next`). Raises `NotADayError`."""
    if _duration(period.duration)[1] not in DAYS_OR_LONGER:
        raise NotADayError
    today = clock.local_now().date()
    if period.which == "last":
        return _shifted_day(today, *_duration(f"-{period.duration}")), today
    return today, _shifted_day(today, *_duration(period.duration))


def duration_text(value: object) -> str | None:
    """Write a duration the way query text does: a `timedelta` of whole minutes, or text; `None` for anything else.

    Whole days are days of the calendar, as in `8d`; the rest are hours or minutes.
    """
    match value:
        case str():
            found = _DURATION.fullmatch(value.lower())
            return None if found is None or found[1] else found[0]
        case timedelta() if value >= timedelta() and not value % timedelta(minutes=1):
            for unit, length in _UNITS.items():
                if not value % length:
                    return f"{value // length}{unit}"
    return None


def _duration(text: str) -> tuple[int, str]:
    match = _DURATION.fullmatch(text)
    if match is None or len(match[2]) > len(str(_LONGEST)):
        raise OverflowError
    number = int(match[2])
    return (-number if match[1] == "-" else number), match[3]


def _shifted_day(day: date, number: int, unit: str) -> date:
    """Move a day by the calendar; a month that is too short for it gives its last day."""
    if unit == "d":
        return day + timedelta(days=number)
    if unit == "w":
        return day + timedelta(weeks=number)
    months = day.year * 12 + day.month - 1 + (number if unit == "mo" else number * 12)
    year, month = divmod(months, 12)
    if not 1 <= year <= 9999:
        raise OverflowError
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _shifted_instant(moment: datetime, shift: str, clock: Clock) -> datetime:
    """Move an instant: by days and longer on the wall clock of the time zone, by hours and minutes exactly."""
    number, unit = _duration(shift)
    if unit not in DAYS_OR_LONGER:
        return moment.astimezone(timezone.utc) + _short(number, unit)
    day = _shifted_day(moment.date(), number, unit)
    return datetime.combine(day, moment.time(), clock.zone).astimezone(timezone.utc)


def _short(number: int, unit: str) -> timedelta:
    return timedelta(hours=number) if unit == "h" else timedelta(minutes=number)
