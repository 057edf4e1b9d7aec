"""Days in the notations of other tools: 2024/5/1, 31.05.2024, 05/31/2024, May 5, 2024."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LONGEST = len("30th September 2024") + 4

_WITH_MONTH = (
    rf"(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+)?(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+"
    r"(?:(?P<later>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>\d{4})"
)
DAY_NOTATIONS = (
    r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})",
    _WITH_MONTH,
    r"(?P<d>\d{1,2})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<y>\d{4})",
)
"""Patterns without case; `days_of` reads what they find."""

_PATTERNS = [re.compile(notation, re.IGNORECASE | re.ASCII) for notation in DAY_NOTATIONS]


def days_of(parts: Mapping[str, str | None], *, year_is_last: bool) -> list[str]:
    """Return the days that the parts of a notation may mean: two where day and month could be either way, none that does not exist."""
    year, month, day = parts["y"] or "", (parts["m"] or "").lower(), parts["d"] or parts.get("later") or "0"
    month = str(_MONTHS.index(month) + 1) if month in _MONTHS else month
    days = {_iso(year, month, day)}
    if parts.get("mark") in {"-", "/"} and year_is_last:
        days.add(_iso(year, day, month))
    return sorted(each for each in days if each)


def read_day(text: str) -> str | None:
    """Return the one day that a text says in another notation, as YYYY-MM-DD."""
    for pattern in _PATTERNS if len(text) <= _LONGEST else ():
        if found := pattern.fullmatch(text.strip()):
            days = days_of(found.groupdict(), year_is_last=found.end("y") == found.end())
            return days[0] if len(days) == 1 else None
    return None


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
