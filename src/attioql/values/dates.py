"""Dates, timestamps, and instants, which are either."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from attioql.values import source_patterns
from attioql.values.iso import (
    API_TIME,
    DAY_PATTERN,
    TIME_PATTERN,
    has_offset,
    is_date_shaped,
    is_day,
    parse_date,
    parse_timestamp,
    parse_timestamp_or_none,
    write_instant,
)
from attioql.values.model import (
    CodeType,
    Days,
    MalformedError,
    Measure,
    Ordered,
    Rejection,
    Scalar,
    SourceForms,
    ValueKind,
)
from attioql.values.patterns import whole
from attioql.values.use import Use, ValueRule

_START_OF_DAY = "T00:00:00.000000000"
_NO_FRACTION = ".000000000"
_DIGITS_OF_MICROSECONDS = 6
_SECOND = 10**9
_STEPS = (86_400 * _SECOND, 3_600 * _SECOND, 60 * _SECOND, _SECOND, 1)
_FIRST = datetime(1, 1, 1)  # noqa: DTZ001 - all of these are in UTC
_MOMENT = "a date, a timestamp, or a moment such as `now - 1h`"
_DAYS = ("2024-02-28", "2024-02-29", "2024-03-01")
_INSTANTS = ("2024-02-28T23:59:59.999999999Z", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.5Z")


def _read_date(form: str, text: str, _use: Use) -> Scalar | Rejection:
    day = parse_date(text)
    if day is not None:
        return day.isoformat()
    is_time = form == "timestamp" or parse_timestamp_or_none(text) is not None
    if is_time:
        return Rejection.TIME_FOR_DATE
    return Rejection.NO_SUCH_DATE if is_date_shaped(text) else Rejection.NO_DATE


@lru_cache(maxsize=4_096)
def _day(value: Scalar) -> int:
    return date.fromisoformat(str(value)).toordinal()


def _held_day(value: object) -> str:
    if type(value) is str and is_day(value) and _exists(value):
        return value
    message = "a date such as 2024-05-31"
    raise MalformedError(message)


@lru_cache(maxsize=16_384)
def _exists(text: str) -> bool:
    """Tell whether there is a day. Only texts as long as one are asked about: those asked about are kept."""
    return parse_date(text) is not None


def _day_at(measure: Measure) -> str:
    return date.fromordinal(int(measure)).isoformat()


def _python_date(value: Scalar) -> date:
    return date.fromisoformat(str(value))


DATE = ValueKind(
    name="date",
    words="a date",
    literal="a date, such as 2024-05-31, or a day such as `today`",
    json_words='a date such as "2024-05-31"',
    literals=frozenset({"date", "timestamp", "string"}),
    read=_read_date,
    schema=lambda *_: whole(DAY_PATTERN),
    samples=lambda *_: _DAYS,
    source=lambda _: SourceForms(pattern=source_patterns.DAY),
    python=_python_date,
    domain=Ordered(_day, lambda *_: (date.min.toordinal(), date.max.toordinal()), _day_at),
    examples=lambda *_: ("2024-01-15",),
    held_key=lambda *_: _held_day,
    json_mismatch=Rejection.NO_DATE,
    precision="day",
    python_type=lambda *_: CodeType(("date", "RelativeTime")),
    typescript_type=lambda *_: CodeType(("IsoDate",)),
    fast_path=lambda *_: Days(),
)


def _instant_key(value: Scalar) -> str:
    """Return what a date or a timestamp in UTC sorts by as an instant, to the nanosecond; a date is its first one."""
    text = str(value)
    if is_day(text):
        return text + _START_OF_DAY
    second, _, fraction = text[:-1].partition(".")
    return f"{second}.{fraction:0<9}" if fraction else second + _NO_FRACTION


@lru_cache(maxsize=4_096)
def _nanosecond(value: Scalar) -> int:
    whole_seconds, _, fraction = _instant_key(value).partition(".")
    since = datetime.fromisoformat(whole_seconds) - _FIRST
    return (since.days * 86_400 + since.seconds) * _SECOND + int(fraction)


def _held_at(measure: Measure) -> str:
    """Write an instant as the API does, with nine decimals."""
    seconds, fraction = divmod(int(measure), _SECOND)
    return f"{(_FIRST + timedelta(seconds=seconds)).isoformat()}.{fraction:09}Z"


def _all_instants(_rule: ValueRule) -> tuple[int, int]:
    return _nanosecond("0001-01-01T00:00:00Z"), _nanosecond("9999-12-31T23:59:59.999999999Z")


def _held_instant(value: object) -> str:
    """The API writes nine decimals and `Z`; other timestamps are read as well."""
    if type(value) is str:
        if API_TIME.fullmatch(value, 10) and _exists(value[:10]):
            return value[:-1]
        timestamp = parse_timestamp_or_none(value)
        if timestamp is not None:
            return _instant_key(timestamp)
    message = "a timestamp such as 2024-05-31T09:30:00.000000000Z"
    raise MalformedError(message)


def _read_instant(_form: str, text: str, use: Use) -> Scalar | Rejection:
    """A date or a date and time, as precise as it was written."""
    day = parse_date(text)
    if day is not None:
        return Rejection.DAY_FOR_INSTANT if use.is_equality else day.isoformat()
    if is_date_shaped(text):
        return Rejection.NO_SUCH_DATE
    try:
        timestamp = parse_timestamp(text)
    except OverflowError:
        return Rejection.OUT_OF_CALENDAR
    if timestamp is None:
        return Rejection.NO_TIMESTAMP
    return Rejection.OFFSET if use.clock is None and has_offset(text) else timestamp


def _python_instant(value: Scalar) -> date | datetime | str:
    """Return a date as one, and a timestamp in UTC; one that is finer than Python's microseconds stays text."""
    text = str(value)
    if is_day(text):
        return date.fromisoformat(text)
    second, _, fraction = text[:-1].partition(".")
    if len(fraction) > _DIGITS_OF_MICROSECONDS:
        return text
    microsecond = int(f"{fraction:0<6}")
    return datetime.fromisoformat(second).replace(microsecond=microsecond, tzinfo=timezone.utc)


def _instant_source(use: Use) -> SourceForms:
    """A date and time, and a date where it is not compared by `=`."""
    return SourceForms(pattern=source_patterns.TIMESTAMP if use.is_equality else source_patterns.DAY_OR_TIMESTAMP)


INSTANT = ValueKind(
    name="instant",
    words="a date, or a date and time",
    literal=_MOMENT,
    json_words='a date, or a date and time in UTC such as "2024-05-31T09:30:00Z"',
    literals=frozenset({"date", "timestamp", "string"}),
    read=_read_instant,
    schema=lambda *_: whole(f"{DAY_PATTERN}([Tt]{TIME_PATTERN}[Zz]?)?"),
    samples=lambda *_: _INSTANTS + _DAYS,
    source=_instant_source,
    python=_python_instant,
    domain=Ordered(_nanosecond, _all_instants, _held_at, steps=_STEPS),
    examples=lambda *_: ("2024-01-15T09:30:00Z",),
    key=_instant_key,
    held_key=lambda *_: _held_instant,
    held=lambda *_: (*_INSTANTS, "2024-02-29T00:00:00.000000000Z"),
    json_mismatch=Rejection.NO_TIMESTAMP,
    precision="instant",
    python_type=lambda _rule, _attribute, is_equality: CodeType(
        ("datetime" if is_equality else "date", "RelativeTime")
    ),
    typescript_type=lambda *_: CodeType(("IsoDate", "IsoTimestamp")),
    fast_path=lambda *_: Days(),
)


def _read_timestamp(form: str, text: str, use: Use) -> Scalar | Rejection:
    """Date and time: in query text a bare day is its start in the time zone."""
    value = _read_instant(form, text, use)
    if not isinstance(value, str) or not is_day(value):
        return value
    if use.clock is None:
        return Rejection.DAY_FOR_TIMESTAMP
    try:
        return write_instant(use.clock.start_of_day(date.fromisoformat(value)))
    except OverflowError:
        return Rejection.OUT_OF_CALENDAR


TIMESTAMP = replace(
    INSTANT,
    name="timestamp",
    words="a date and time",
    json_words='a date and time in UTC such as "2024-05-31T09:30:00Z"',
    read=_read_timestamp,
    schema=lambda *_: whole(f"{DAY_PATTERN}[Tt]{TIME_PATTERN}[Zz]?"),
    samples=lambda *_: _INSTANTS,
    typescript_type=lambda *_: CodeType(("IsoTimestamp",)),
    fast_path=None,
)
