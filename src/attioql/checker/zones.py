"""Time zones by name, from the IANA database that Python finds, and those of a caller. Loaded only for a zone other than UTC."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attioql.values.clock import offset_of


def find(name: str) -> tzinfo | None:
    """Return the time zone of this name; `None` when there is none."""
    try:
        return ZoneInfo(str.__str__(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def checked(zone: tzinfo) -> tzinfo:
    """Return a time zone whose offset is never `None`. Raises `TypeError` for one that has none at all."""
    if isinstance(zone, ZoneInfo):
        return zone
    if offset_of(datetime(2000, 1, 1, tzinfo=zone), "tz") is None:
        message = "tz must be a time zone with an offset from UTC; the utcoffset() of this one is None"
        raise TypeError(message)
    return _CheckedZone(zone)


class _CheckedZone(tzinfo):
    """A caller's time zone. Where its offset is `None`, Python would take the zone of the machine: this one raises `ValueError`."""

    def __init__(self, zone: tzinfo) -> None:
        self._zone = zone

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """Return the offset at a moment. Raises `ValueError` where there is none."""
        offset = self._zone.utcoffset(moment if moment is None else moment.replace(tzinfo=self._zone))
        if offset is None:
            raise self._no_offset(moment)
        return offset

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Return what the zone says of summer time."""
        return self._zone.dst(moment if moment is None else moment.replace(tzinfo=self._zone))

    def tzname(self, moment: datetime | None) -> str | None:
        """Return what the zone calls itself."""
        return self._zone.tzname(moment if moment is None else moment.replace(tzinfo=self._zone))

    def fromutc(self, moment: datetime) -> datetime:
        """Return a moment of UTC in the zone. Raises `ValueError` where there is no offset."""
        there = moment.replace(tzinfo=self._zone)
        if there.utcoffset() is None:
            raise self._no_offset(moment)
        return self._zone.fromutc(there).replace(tzinfo=self)

    def _no_offset(self, moment: datetime | None) -> ValueError:
        day = "this date" if moment is None else f"{moment:%Y-%m-%d}"
        return ValueError(
            f"tz must have an offset from UTC on every date; on {day} the utcoffset() of this one is None"
        )
