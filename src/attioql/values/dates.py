"""Dates, timestamps, and instants, which are either."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from attioql.values.model import Ordered, Scalar, Schema, Use, ValueKind
from attioql.values.patterns import DATE, TIME, whole

_MOMENT = "a date, a timestamp, or a moment such as `now - 1h`"


def _date_schema(_use: Use) -> Schema:
    return whole(DATE)


def _timestamp_schema(_use: Use) -> Schema:
    return whole(f"{DATE}[Tt]{TIME}[Zz]?")


def _instant_schema(_use: Use) -> Schema:
    return whole(f"{DATE}([Tt]{TIME}[Zz]?)?")


_START_OF_DAY = "T00:00:00.000000000"
_FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - all of these are in UTC
_NO_FRACTION = ".000000000"


def instant_key(text: str) -> str:
    """Return what a date or a timestamp in UTC sorts by as an instant, to the nanosecond; a date is its first one."""
    if len(text) == len("YYYY-MM-DD"):
        return text + _START_OF_DAY
    whole_seconds, _, fraction = text[:-1].partition(".")
    return f"{whole_seconds}.{fraction:0<9}" if fraction else whole_seconds + _NO_FRACTION


@lru_cache(maxsize=4_096)
def _day(value: Scalar) -> int:
    return date.fromisoformat(str(value)).toordinal()


@lru_cache(maxsize=4_096)
def _nanosecond(value: Scalar) -> int:
    whole_seconds, _, fraction = instant_key(str(value)).partition(".")
    since = datetime.fromisoformat(whole_seconds) - _FIRST
    return (since.days * 86_400 + since.seconds) * 10**9 + int(fraction)


_INSTANTS = Ordered(
    _nanosecond, lambda _: (_nanosecond("0001-01-01T00:00:00Z"), _nanosecond("9999-12-31T23:59:59.999999999Z"))
)

DATE_KIND = ValueKind(
    name="date",
    words="a date",
    literal="a date, such as 2024-05-31, or a day such as `today`",
    json_words='a date such as "2024-05-31"',
    precision="day",
    domain=Ordered(_day, lambda _: (date.min.toordinal(), date.max.toordinal())),
    schema=_date_schema,
)
TIMESTAMP = ValueKind(
    name="timestamp",
    words="a date and time",
    literal=_MOMENT,
    json_words='a date and time in UTC such as "2024-05-31T09:30:00Z"',
    precision="instant",
    domain=_INSTANTS,
    schema=_timestamp_schema,
)
INSTANT = ValueKind(
    name="instant",
    words="a date, or a date and time",
    literal=_MOMENT,
    json_words='a date, or a date and time in UTC such as "2024-05-31T09:30:00Z"',
    precision="instant",
    domain=_INSTANTS,
    schema=_instant_schema,
)
