"""Dates and timestamps as ISO 8601 text: their one pattern, and their one parser.

Timestamps are text in UTC with `Z`, to the nanosecond, without trailing zeros. The patterns mean the same in Python and in JSON Schema.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta, timezone

DAY_PATTERN = "(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
TIME_PATTERN = f"{_CLOCK}(:[0-5][0-9](\\.[0-9]{{1,9}})?)?"
API_TIME = re.compile(f"T{_CLOCK}:[0-5][0-9]\\.[0-9]{{9}}Z")
"""What follows the day in a timestamp of the API."""
_DATE_SHAPE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIMESTAMP = re.compile(f"(?P<day>{DAY_PATTERN})[Tt](?P<time>{TIME_PATTERN})(?:[Zz]|(?P<offset>[+-]{_CLOCK}))?")


def is_day(text: str) -> bool:
    """Tell whether a text that is known to be a date or a timestamp is a date."""
    return len(text) == len("YYYY-MM-DD")


def is_date_shaped(text: str) -> bool:
    """Tell whether a text is written as a date, whether or not it is in the calendar."""
    return _DATE_SHAPE.fullmatch(text) is not None


def parse_date(text: str) -> date | None:
    """Return the date `YYYY-MM-DD` says; `None` when it says none that exists."""
    if not is_day(text) or text[4] != "-" or text[7] != "-":
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
    if match is None or parse_date(match["day"]) is None:
        return None
    day, time, offset = match.group("day", "time", "offset")
    whole, _, fraction = time.partition(".")
    fraction = fraction.rstrip("0")
    instant = f"{day}T{whole if len(whole) == len('HH:MM:SS') else whole + ':00'}"
    if offset is not None:
        ahead = timedelta(hours=int(offset[1:3]), minutes=int(offset[4:]))
        local = datetime.fromisoformat(instant)
        instant = (local - ahead if offset[0] == "+" else local + ahead).isoformat()
    return f"{instant}{'.' + fraction if fraction else ''}Z"


def parse_timestamp_or_none(text: str) -> str | None:
    """Return the timestamp a text is, or nothing, whatever is wrong with it."""
    try:
        return parse_timestamp(text)
    except OverflowError:
        return None


def has_offset(timestamp: str) -> bool:
    """Tell whether a timestamp names an offset from UTC, and not `Z`."""
    return timestamp[-6] in "+-"


def write_instant(instant: datetime) -> str:
    """Write an instant in UTC, without trailing zeros in the fraction."""
    text = datetime.isoformat(datetime.astimezone(instant, timezone.utc)).removesuffix("+00:00")
    return f"{text.rstrip('0') if instant.microsecond else text}Z"
