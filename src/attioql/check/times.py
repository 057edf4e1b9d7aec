"""Dates, timestamps, moments and periods, against a clock that was handed in. Nothing here reads the real one.

Days, months and years are counted by the calendar of the time zone; a start of day that a change of the clocks leaves
out is the first instant of that day. Timestamps are text in UTC with `Z`, to the nanosecond, without trailing zeros.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from attioql.syntax.nodes import CalendarPeriod, Moment, RollingPeriod

_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):(\d{2}))?", re.ASCII
)
_DATE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_DURATION = re.compile(r"([+-]?)(\d+)(min|mo|h|d|w|y)", re.ASCII)
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}
_DAYS_OR_LONGER = frozenset({"d", "w", "mo", "y"})
_LONGEST = 10**9


class NowNeededError(ValueError):
    """The current time is asked for, and none was given."""


class NotADayError(ValueError):
    """A date is asked for, and a time within a day was written."""


class NoPeriodError(ValueError):
    """What was written is not a period."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The current time, if it was given, and the time zone that days are counted in."""

    now: datetime | None
    zone: tzinfo

    def local_now(self) -> datetime:
        """Return the current time in the time zone. Raises `NowNeededError`."""
        if self.now is None:
            raise NowNeededError
        return self.now.astimezone(self.zone)

    def start_of_day(self, day: date) -> datetime:
        """Return the first instant of a day in the time zone, in UTC. Raises `OverflowError` outside the calendar."""
        instant = datetime.combine(day, time(), self.zone).astimezone(timezone.utc)
        if instant.astimezone(self.zone).time() == time():
            return instant
        return self._first_instant(day, instant)

    def _first_instant(self, day: date, after: datetime) -> datetime:
        """Find, to the second, when a day begins whose midnight the clocks leave out."""
        before = after - timedelta(days=1)
        while after - before > timedelta(seconds=1):
            middle = before + (after - before) // 2
            before, after = (before, middle) if middle.astimezone(self.zone).date() >= day else (middle, after)
        return after.replace(microsecond=0)


UTC = Clock(None, timezone.utc)
"""The time zone of a filter that says nothing of any, at no time in particular."""


def parse_date(text: str) -> date | None:
    """Return the date `YYYY-MM-DD` says; `None` when it says none that exists."""
    if not _DATE.fullmatch(text):
        return None
    try:
        return date(int(text[:4]), int(text[5:7]), int(text[8:]))
    except ValueError:
        return None


def parse_timestamp(text: str) -> str | None:
    """Return an ISO 8601 timestamp in UTC, to the nanosecond; `None` when it is none. Without a zone it is in UTC.

    Raises `OverflowError` when the same instant in UTC is outside the calendar.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None or (day := parse_date(match[1])) is None:
        return None
    hour, minute, second = int(match[2]), int(match[3]), int(match[4] or 0)
    offset_hours, offset_minutes = int(match[8] or 0), int(match[9] or 0)
    if hour > 23 or minute > 59 or second > 59 or offset_hours > 23 or offset_minutes > 59:
        return None
    instant = datetime(day.year, day.month, day.day, hour, minute, second)  # noqa: DTZ001 - moved to UTC below
    offset = timedelta(hours=offset_hours, minutes=offset_minutes)
    instant = instant + offset if match[7] == "-" else instant - offset
    fraction = (match[5] or "").rstrip("0")
    return f"{instant.isoformat()}{'.' + fraction if fraction else ''}Z"


def write_instant(instant: datetime) -> str:
    """Write an instant in UTC, without trailing zeros in the fraction."""
    utc = instant.astimezone(timezone.utc).replace(tzinfo=None)
    text = utc.isoformat()
    return f"{text.rstrip('0') if utc.microsecond else text}Z"


def moment_as_instant(moment: Moment, clock: Clock) -> datetime:
    """Return the instant of a moment: for a day, its start. Raises `NowNeededError` and `OverflowError`."""
    now = clock.local_now()
    if moment.base == "now":
        return _shifted_instant(now, moment.shift, clock) if moment.shift else now
    day = _shifted_day(now.date(), f"{_DAYS[moment.base]}d")
    number, unit = _duration(moment.shift) if moment.shift else (0, "d")
    if unit in _DAYS_OR_LONGER:
        return clock.start_of_day(_shifted_day(day, f"{number}{unit}"))
    return clock.start_of_day(day) + _short(number, unit)


def moment_as_date(moment: Moment, clock: Clock) -> date:
    """Return the day of a moment. Raises `NowNeededError`, `OverflowError`, and `NotADayError` for a time of day."""
    if moment.base == "now" or (moment.shift and _duration(moment.shift)[1] not in _DAYS_OR_LONGER):
        raise NotADayError
    day = _shifted_day(clock.local_now().date(), f"{_DAYS[moment.base]}d")
    return _shifted_day(day, moment.shift) if moment.shift else day


def written_period(text: str) -> tuple[date, date]:
    """Return the first day of a date, month or year, and the day after it. Raises `NoPeriodError`, `OverflowError`."""
    if _YEAR.fullmatch(text) and int(text) > 0:
        return date(int(text), 1, 1), _shifted_day(date(int(text), 1, 1), "1y")
    if (match := _MONTH.fullmatch(text)) and int(match[1]) > 0 and 1 <= int(match[2]) <= 12:
        first = date(int(match[1]), int(match[2]), 1)
        return first, _shifted_day(first, "1mo")
    day = parse_date(text)
    if day is None:
        raise NoPeriodError
    return day, _shifted_day(day, "1d")


def calendar_period(period: CalendarPeriod, clock: Clock) -> tuple[date, date]:
    """Return the first day of this, the last or the next day, week, month, quarter or year, and the day after it."""
    today = clock.local_now().date()
    first, length = {
        "day": (today, "1d"),
        "week": (today - timedelta(days=today.weekday()), "1w"),
        "month": (today.replace(day=1), "1mo"),
        "quarter": (today.replace(month=today.month - (today.month - 1) % 3, day=1), "3mo"),
        "year": (today.replace(month=1, day=1), "1y"),
    }[period.unit]
    if period.which == "last":
        return _shifted_day(first, f"-{length}"), first
    if period.which == "next":
        first = _shifted_day(first, length)
    return first, _shifted_day(first, length)


def rolling_instants(period: RollingPeriod, clock: Clock) -> tuple[datetime, datetime]:
    """Return the stretch of that length that ends (`last`) or begins (`next`) now."""
    now = clock.local_now()
    if period.which == "last":
        return _shifted_instant(now, f"-{period.duration}", clock), now
    return now, _shifted_instant(now, period.duration, clock)


def rolling_days(period: RollingPeriod, clock: Clock) -> tuple[date, date]:
    """Return the whole days up to today, without it (`last`), or from today on (`next`). Raises `NotADayError`."""
    if _duration(period.duration)[1] not in _DAYS_OR_LONGER:
        raise NotADayError
    today = clock.local_now().date()
    if period.which == "last":
        return _shifted_day(today, f"-{period.duration}"), today
    return today, _shifted_day(today, period.duration)


def _duration(text: str) -> tuple[int, str]:
    match = _DURATION.fullmatch(text)
    if match is None or len(match[2]) > len(str(_LONGEST)):
        raise OverflowError
    number = int(match[2])
    return (-number if match[1] == "-" else number), match[3]


def _shifted_day(day: date, shift: str) -> date:
    """Move a day by the calendar; a month that is too short for it gives its last day."""
    number, unit = _duration(shift)
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
    if unit not in _DAYS_OR_LONGER:
        return moment.astimezone(timezone.utc) + _short(number, unit)
    day = _shifted_day(moment.date(), shift)
    return datetime.combine(day, moment.time(), clock.zone).astimezone(timezone.utc)


def _short(number: int, unit: str) -> timedelta:
    return timedelta(hours=number) if unit == "h" else timedelta(minutes=number)
