"""Time zones by name, from the IANA database that Python finds. Loaded only for a zone other than UTC."""

from __future__ import annotations

from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def find(name: str) -> tzinfo | None:
    """Return the time zone of this name; `None` when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
