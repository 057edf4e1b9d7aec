"""The clock that a filter is compiled against. Nothing here reads the real one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple


class NowNeededError(ValueError):
    """The current time is asked for, and none was given."""


class Clock(NamedTuple):
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


def offset_of(moment: datetime, name: str) -> timedelta | None:
    """Return the offset of a caller's moment from UTC; `name` is its argument. Raises `TypeError` for a zone that has no `utcoffset()`."""
    try:
        return moment.utcoffset()
    except NotImplementedError:
        message = f"{name} must have a time zone with an offset from UTC; the one given, a {type(moment.tzinfo).__name__}, has no utcoffset()"
        raise TypeError(message) from None


UTC = Clock(None, timezone.utc)
"""The time zone of a filter that says nothing of any, at no time in particular."""
