"""Dates, timestamps, moments and periods where a row of a table is awkward: whole calendars, zones of one's own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date, datetime, timedelta, timezone, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.checker.moments import (
    NoPeriodError,
    NotADayError,
    calendar_period,
    moment_as_date,
    moment_as_instant,
    rolling_days,
    rolling_instants,
    written_period,
)
from attioql.syntax.nodes import CalendarPeriod, Moment, RollingPeriod
from attioql.values.clock import Clock, NowNeededError
from attioql.values.iso import parse_date, parse_timestamp, write_instant

UTC = timezone.utc
UNITS = ["day", "week", "month", "quarter", "year"]
ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Asia/Kolkata",
    "Pacific/Apia",
]
DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2035, 12, 31))
INSTANTS = st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - hypothesis adds the zone


def clock(now=None, zone=UTC):
    return Clock(now, zone)


def period(which, unit, on):
    noon = datetime(on.year, on.month, on.day, 12, tzinfo=UTC)
    return calendar_period(CalendarPeriod(which, unit, 0, 0), clock(noon))


@given(DAYS, st.sampled_from(UNITS))
def test_the_last_this_and_the_next_period_touch(day, unit):
    last, this, following = (period(which, unit, day) for which in ("last", "this", "next"))
    assert this[0] <= day < this[1]
    assert (last[1], this[1]) == (this[0], following[0])
    assert period("this", unit, this[0]) == this == period("this", unit, this[1] - timedelta(days=1))
    assert period("this", unit, this[1]) == following


@given(DAYS)
def test_periods_begin_where_calendars_say(day):
    assert period("this", "week", day)[0].isoweekday() == 1
    assert period("this", "month", day)[0].day == 1
    quarter = period("this", "quarter", day)[0]
    assert (quarter.day, quarter.month in {1, 4, 7, 10}) == (1, True)
    year = period("this", "year", day)[0]
    assert (year.day, year.month) == (1, 1)


@pytest.mark.parametrize("zone", ZONES)
@given(day=DAYS)
def test_a_day_starts_at_its_first_instant(zone, day):
    local = ZoneInfo(zone)
    start = clock(zone=local).start_of_day(day)
    assert start.tzinfo is UTC
    assert start.astimezone(local).date() >= day
    assert (start - timedelta(microseconds=1)).astimezone(local).date() < day


def test_a_gap_around_midnight_ends_on_the_next_day():
    """Clocks in Toronto went from 23:30 on 30 March 1919 to 00:30 on the 31st, which is when that day began."""
    start = clock(zone=ZoneInfo("America/Toronto")).start_of_day(date(1919, 3, 31))
    assert start == datetime(1919, 3, 31, 4, 30, tzinfo=UTC)


def test_a_fixed_offset_is_a_zone():
    zone = timezone(timedelta(hours=-9, minutes=-30))
    assert clock(zone=zone).start_of_day(date(2024, 5, 31)) == datetime(2024, 5, 31, 9, 30, tzinfo=UTC)


def test_the_first_day_east_of_greenwich_starts_before_the_calendar():
    with pytest.raises(OverflowError):
        clock(zone=timezone(timedelta(hours=1))).start_of_day(date(1, 1, 1))


def test_the_last_day_west_of_greenwich_starts_within_the_calendar():
    start = clock(zone=timezone(timedelta(hours=-12))).start_of_day(date(9999, 12, 31))
    assert start == datetime(9999, 12, 31, 12, tzinfo=UTC)


@given(INSTANTS)
def test_an_instant_is_written_as_it_is_read(instant):
    text = write_instant(instant)
    assert parse_timestamp(text) == text
    assert datetime.fromisoformat(_full(text)) == instant


def _full(text):
    """Write a timestamp as the oldest Python's `fromisoformat` reads it."""
    whole, _, fraction = text.removesuffix("Z").partition(".")
    return f"{whole}.{fraction.ljust(6, '0')}+00:00"


@given(INSTANTS, st.integers(min_value=-23 * 60 - 59, max_value=23 * 60 + 59))
def test_an_offset_does_not_change_an_instant(instant, minutes):
    zone = timezone(timedelta(minutes=minutes))
    assert parse_timestamp(instant.astimezone(zone).isoformat()) == write_instant(instant)


@given(st.dates())
def test_every_date_is_read(day):
    assert parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["", "2024-02-30", "2024-2-03", "2024-02-03\n", "２０２４-02-03", "20240203", "2024-02-03Z"]
)
def test_what_is_no_date_is_none(text):
    assert parse_date(text) is None


@pytest.mark.parametrize("base", ["now", "today", "yesterday", "tomorrow"])
def test_moments_need_a_clock(base):
    with pytest.raises(NowNeededError):
        moment_as_instant(Moment(base, "", 0, 0), clock())


@pytest.mark.parametrize("moment", [Moment("now", "", 0, 0), Moment("now", "-1d", 0, 0), Moment("today", "+1h", 0, 0)])
def test_a_time_of_day_is_no_day(moment):
    with pytest.raises(NotADayError):
        moment_as_date(moment, clock(datetime(2024, 3, 15, tzinfo=UTC)))


@pytest.mark.parametrize("duration", ["15min", "12h"])
def test_a_stretch_of_hours_is_no_stretch_of_days(duration):
    with pytest.raises(NotADayError):
        rolling_days(RollingPeriod("last", duration, 0, 0), clock(datetime(2024, 3, 15, tzinfo=UTC)))


@given(INSTANTS, st.sampled_from(["15min", "12h", "30d", "2w", "3mo", "1y"]))
def test_rolling_periods_touch_now(now, duration):
    last = rolling_instants(RollingPeriod("last", duration, 0, 0), clock(now))
    following = rolling_instants(RollingPeriod("next", duration, 0, 0), clock(now))
    assert last[1] == now == following[0]
    assert last[0] < now < following[1]


@pytest.mark.parametrize(
    "text", ["", "0", "5", "02024", "2024-00", "2024-13", "2024-02-30", "0000", "0000-01", "2024-5", "2024-W01"]
)
def test_what_is_no_period_says_so(text):
    with pytest.raises(NoPeriodError):
        written_period(text)


@pytest.mark.parametrize("text", ["9999", "9999-12", "9999-12-31"])
def test_a_period_that_ends_after_the_calendar_overflows(text):
    with pytest.raises(OverflowError):
        written_period(text)


@pytest.mark.parametrize(
    "shift", ["+9999999999999d", "-9999y", "+120000mo", "+999999999w", "+999999999h", "-999999999999min"]
)
def test_a_shift_out_of_the_calendar_overflows(shift):
    with pytest.raises(OverflowError):
        moment_as_instant(Moment("now", shift, 0, 0), clock(datetime(2024, 3, 15, tzinfo=UTC)))


class _WithoutOffset(tzinfo):
    def utcoffset(self, _):
        return None

    def dst(self, _):
        return None

    def tzname(self, _):
        return None


def test_a_zone_without_an_offset_is_an_error_and_never_the_zone_of_the_machine():
    companies = attioql.Workspace.standard()["companies"]
    moment = datetime(2024, 5, 31, tzinfo=_WithoutOffset())
    for arguments in ({"tz": _WithoutOffset()}, {"tz": _WithoutOffset(), "now": datetime(2024, 5, 31, tzinfo=UTC)}):
        for text in ('name = "x"', "created_at during 2024-05-31"):
            with pytest.raises(TypeError, match="offset from UTC"):
                attioql.compile(text, companies, **arguments)
            with pytest.raises(TypeError, match="offset from UTC"):
                attioql.check(text, companies, **arguments)
            with pytest.raises(TypeError, match="offset from UTC"):
                attioql.lint(text, companies, **arguments)
            with pytest.raises(TypeError, match="offset from UTC"):
                attioql.Compiler(companies).compile(text, **arguments)
    with pytest.raises(TypeError, match="time zone"):
        attioql.compile("created_at < now", companies, now=moment)
    bound = attioql.compile("created_at < :x", companies, params={"x": moment})
    assert bound.json() == {"created_at": {"$lt": "2024-05-31T00:00:00Z"}}


def test_a_time_whose_zone_has_no_offset_is_named_by_how_it_was_given():
    companies = attioql.Workspace.standard()["companies"]
    moment = datetime(2024, 5, 31, tzinfo=type("Bare", (tzinfo,), {})())
    with pytest.raises(TypeError, match="parameter :x must have a time zone"):
        attioql.compile("created_at < :x", companies, params={"x": moment})
    with pytest.raises(TypeError, match="a datetime must have a time zone"):
        attioql.build(attioql.fields(companies).created_at < moment)


def test_a_bound_time_without_an_offset_is_utc_in_every_zone_of_the_machine():
    code = (
        "import datetime, attioql\n"
        "class Z(datetime.tzinfo):\n"
        "    utcoffset = dst = tzname = lambda *_: None\n"
        "print(attioql.compile('created_at < :x', attioql.Workspace.standard()['people'],"
        " params={'x': datetime.datetime(2024, 5, 31, tzinfo=Z())}).dumps())"
    )
    for zone in ("UTC", "Asia/Tokyo"):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "TZ": zone}
        )
        assert json.loads(done.stdout) == {"created_at": {"$lt": "2024-05-31T00:00:00Z"}}


class _WithoutOffsetLater(tzinfo):
    def utcoffset(self, moment):
        return None if moment is not None and moment.year > 2024 else timedelta(hours=1)

    def dst(self, _):
        return timedelta()

    def tzname(self, _):
        return "some"


@pytest.mark.parametrize("text", ["created_at during 2025-05-31", "created_at > today", "created_at during last 30d"])
def test_a_zone_without_an_offset_on_some_dates_is_an_error_there(text):
    people = attioql.Workspace.standard()["people"]
    arguments: dict[str, Any] = {"tz": _WithoutOffsetLater(), "now": datetime(2025, 5, 31, tzinfo=UTC)}
    for call in (
        attioql.compile,
        attioql.check,
        attioql.lint,
        lambda *args, **rest: attioql.Compiler(args[1]).compile(args[0], **rest),
    ):
        with pytest.raises(ValueError, match="offset from UTC on every date; on 2025-05-3"):
            call(text, people, **arguments)
    earlier = attioql.compile("created_at during 2024-05-31", people, **arguments)
    assert earlier.json() == {"created_at": {"$gte": "2024-05-30T23:00:00Z", "$lt": "2024-05-31T23:00:00Z"}}


def test_a_bare_tzinfo_is_an_error_in_words():
    people = attioql.Workspace.standard()["people"]
    bare = tzinfo()  # type: ignore[abstract]  # what Python lets a caller do
    moment = datetime(2024, 5, 31, tzinfo=bare)
    given: tuple[dict[str, Any], ...] = ({"tz": bare}, {"now": moment}, {"params": {"x": moment}})
    for arguments, name in zip(given, ("tz", "now", "the parameter :x"), strict=True):
        for call in (
            attioql.compile,
            attioql.check,
            attioql.lint,
            lambda *args, **rest: attioql.Compiler(args[1]).compile(args[0], **rest),
        ):
            with pytest.raises(TypeError, match=f"{name} must have a time zone with an offset from UTC"):
                call(
                    "created_at > :x" if "params" in arguments else "created_at during 2024-05-31", people, **arguments
                )
