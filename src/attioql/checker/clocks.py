"""The clock of a compile: the current time if it is given, and the zone that days start in."""

from __future__ import annotations

from datetime import datetime, timezone, tzinfo

from attioql.checker import messages, zones
from attioql.diagnostics.model import Diagnostic
from attioql.text.source import Source
from attioql.values.clock import UTC, Clock, offset_of


def clock_of(now: datetime | None, tz: str | tzinfo, source: Source) -> Clock | Diagnostic:
    """Return the clock that `now` and `tz` say, or what is wrong with the time zone. Raises `TypeError` as `compile` does."""
    if now is None and tz == "UTC":
        return UTC
    if now is not None and not isinstance(now, datetime):
        message = f"now must be a datetime with a time zone, not {type(now).__name__}"
        raise TypeError(message)
    if now is not None:
        _require_instant(now)
    if isinstance(tz, tzinfo):
        return Clock(now, tz if type(tz) is timezone else zones.checked(tz))
    if not isinstance(tz, str):
        message = f"tz must be the name of a time zone or a tzinfo, not {type(tz).__name__}"
        raise TypeError(message)
    zone = timezone.utc if tz == "UTC" else zones.find(tz)
    return messages.diagnose("unknown-time-zone", source, None, name=tz) if zone is None else Clock(now, zone)


def _require_instant(now: datetime) -> None:
    """Raise `TypeError` for a current time without an offset."""
    if offset_of(now, "now") is None:
        message = "now must be a datetime with a time zone, such as datetime.now(timezone.utc); this one has none"
        raise TypeError(message)
