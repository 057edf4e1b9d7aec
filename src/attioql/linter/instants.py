"""The span of time that the author of a date or timestamp in a filter may have meant."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.filters.model import AttributePath
from attioql.values.clock import Clock
from attioql.values.iso import parse_date, parse_timestamp_or_none, write_instant
from attioql.values.kinds import KINDS

INSTANTS = frozenset(kind.name for kind in KINDS.values() if kind.precision == "instant")
"""The kinds of value that are instants."""

_DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """A stretch of time from its first instant, or day, to the one after its last, as Attio is sent them.

    `unit` is day, minute or second; `day` is the date where it is a whole day.
    """

    unit: str
    start: str
    end: str
    day: date | None = None


def has_instants(place: AttributePath, _: Target | None = None) -> bool:
    """Tell whether an instant may be asked for where a condition looks."""
    return any(prop.kind.precision == "instant" for prop in place.attribute.type.properties.values())


def stretch_of(text: str, clock: Clock) -> Stretch | None:
    """Return the stretch that a date or a timestamp is precise to: a midnight to its day.

    `None` for a timestamp with a fraction of a second, which somebody must have copied, and at the end of the calendar.
    """
    try:
        return _stretch_of(text, clock)
    except OverflowError:
        return None


def _stretch_of(text: str, clock: Clock) -> Stretch | None:
    day = parse_date(text)
    if day is not None:
        return Stretch("day", text, (day + _DAY).isoformat(), day)
    timestamp = parse_timestamp_or_none(text)
    if timestamp is None or "." in timestamp:
        return None
    instant = datetime.fromisoformat(timestamp.removesuffix("Z")).replace(tzinfo=timezone.utc)
    day = instant.astimezone(clock.zone).date()
    if clock.start_of_day(day) == instant:
        return Stretch("day", timestamp, write_instant(clock.start_of_day(day + _DAY)), day)
    unit, length = ("second", timedelta(seconds=1)) if instant.second else ("minute", timedelta(minutes=1))
    return Stretch(unit, timestamp, write_instant(instant + length))
