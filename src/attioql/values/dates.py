"""Dates, timestamps, and instants, which are either."""

from __future__ import annotations

from attioql.values.model import Schema, Use, ValueKind
from attioql.values.patterns import DATE, TIME, whole

_MOMENT = "a date, a timestamp, or a moment such as `now - 1h`"


def _date_schema(_use: Use) -> Schema:
    return whole(DATE)


def _timestamp_schema(_use: Use) -> Schema:
    return whole(f"{DATE}[Tt]{TIME}[Zz]?")


def _instant_schema(_use: Use) -> Schema:
    return whole(f"{DATE}([Tt]{TIME}[Zz]?)?")


DATE_KIND = ValueKind(
    name="date",
    words="a date",
    literal="a date, such as 2024-05-31, or a day such as `today`",
    json_words='a date such as "2024-05-31"',
    precision="day",
    schema=_date_schema,
)
TIMESTAMP = ValueKind(
    name="timestamp",
    words="a date and time",
    literal=_MOMENT,
    json_words='a date and time in UTC such as "2024-05-31T09:30:00Z"',
    precision="instant",
    schema=_timestamp_schema,
)
INSTANT = ValueKind(
    name="instant",
    words="a date, or a date and time",
    literal=_MOMENT,
    json_words='a date, or a date and time in UTC such as "2024-05-31T09:30:00Z"',
    precision="instant",
    schema=_instant_schema,
)
