"""Dates and timestamps as text, and the clock that a filter is compiled against. Nothing here reads the real one.

Timestamps are text in UTC with `Z`, to the nanosecond, without trailing zeros. Moments and periods are in `check.moments`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:([Zz])|([+-])(\d{2}):(\d{2}))?", re.ASCII
)


class NowNeededError(ValueError):
    """The current time is asked for, and none was given."""


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
    if len(text) != len("YYYY-MM-DD") or text[4] != "-" or text[7] != "-":
        return None
    try:
        return date.fromisoformat(text)
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
