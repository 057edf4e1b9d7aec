"""A parameter is bound by value: it can change a leaf of the filter, and nothing else."""

import json
import re
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET, quote

import attioql

NOW = datetime(2024, 5, 15, 10, 30, tzinfo=timezone.utc)
any_text = st.text(st.characters(exclude_categories=["Cs"]))
injections = st.sampled_from(
    ['" or name = "x', "'; drop", "$not", '{"$or": []}', ") or (", ":other", "\\", '"', "a\nb", "null", "now"]
)
hostile = st.one_of(any_text, injections)
no_period = st.one_of(any_text.filter(re.compile(r"[^ A-Za-z0-9:/.+-]").search), injections)


def _shape(value, marker):
    """Replace every leaf that is the marker, and leave the rest."""
    if isinstance(value, dict):
        return {key: _shape(member, marker) for key, member in value.items()}
    if isinstance(value, list):
        return [_shape(member, marker) for member in value]
    return "*" if value == marker else value


TEXTS = [
    "name = :p",
    "name != :p and description contains :p",
    "not (categories = :p or name starts with :p)",
    "domains { domain contains :p and root_domain = :p }",
    "team.name.first_name ends with :p",
]


@given(st.sampled_from(TEXTS), hostile)
def test_a_parameter_never_changes_the_structure(text, value):
    harmless = "harmless"
    wanted = attioql.compile(text, TARGET, params={"p": harmless}).json()
    given_ = attioql.compile(text, TARGET, params={"p": value}).json()
    assert _shape(given_, value) == _shape(wanted, harmless)


@given(st.lists(hostile, min_size=1, max_size=5))
def test_a_list_is_bound_as_one_operand(values):
    filter_: Any = attioql.compile("name in :p", TARGET, params={"p": values}).json()
    assert list(filter_) == ["name"]
    operator, operand = next(iter(filter_["name"].items()))
    assert operator == ("$in" if len(set(values)) > 1 else "$eq")
    assert (set(operand) if operator == "$in" else {operand}) == set(values)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_binding_a_text_is_writing_it_as_a_string(value):
    bound = attioql.compile("name = :p", TARGET, params={"p": value})
    assert bound == attioql.compile(f"name = {quote(value)}", TARGET)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_binding_a_number_is_writing_it(value):
    bound = attioql.compile("twitter_follower_count > :p", TARGET, params={"p": value})
    assert bound == attioql.compile(f"twitter_follower_count > {value:f}", TARGET)


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("inf"),
        timedelta(1),
        None,
        b"x",
        Decimal("NaN"),
        Decimal("Infinity"),
        {},
        set(),
        object(),
        [["x"]],
        [None],
    ],
)
def test_other_types_are_refused_by_name(value):
    text = "name in :p" if isinstance(value, list) else "name = :p"
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile(text, TARGET, params={"p": value})
    assert {problem.name for problem in caught.value.diagnostics} == {"invalid-parameter"}


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300))
def test_binding_a_float_is_writing_the_digits_that_json_shows(value):
    bound = attioql.compile("twitter_follower_count > :p", TARGET, params={"p": value})
    assert bound == attioql.load({"twitter_follower_count": {"$gt": value}}, TARGET)
    assert bound == attioql.compile(f"twitter_follower_count > {json.dumps(value)}", TARGET)


@given(st.integers(0, 10**5), st.sampled_from(["d", "h", "min"]))
def test_a_timedelta_is_the_duration_of_its_length(number, unit):
    length = timedelta(**{{"d": "days", "h": "hours", "min": "minutes"}[unit]: number})
    for text in ("created_at > now - {}", "created_at < today + {}", "created_at during last {}"):
        bound = attioql.compile(text.format(":n"), TARGET, params={"n": length}, now=NOW)
        # a length of 24 hours is a day of the calendar, which in UTC is the same
        assert bound == attioql.compile(text.format(f"{number}{unit}"), TARGET, now=NOW)


@given(st.dates(), st.dates())
def test_two_ends_after_during_are_two_bounds(start, end):
    wanted = attioql.compile(f"created_at >= {start} and created_at < {end}", TARGET)
    for value in ((start, end), [start, end], (str(start), end), f"{start}/{end}", f"{start} / {end}"):
        assert attioql.compile("created_at during :p", TARGET, params={"p": value}) == wanted
    assert attioql.compile(f'created_at during "{start}/{end}"', TARGET) == wanted


def test_the_text_of_a_duration_stands_for_it():
    for text in ("0d", "0D", "30d", "3MO"):
        wanted = attioql.compile(f"created_at > now - {text}", TARGET, now=NOW)
        assert attioql.compile("created_at > now - :p", TARGET, params={"p": text}, now=NOW) == wanted


@pytest.mark.parametrize(
    "period", ["last 30d", "Next  3mo", "this week", "last quarter", "today", "2024", "2024-05", "2024-05-31"]
)
def test_the_text_of_a_period_stands_for_it(period):
    wanted = attioql.compile(f"created_at during {period}", TARGET, now=NOW)
    assert attioql.compile("created_at during :p", TARGET, params={"p": period}, now=NOW) == wanted
    assert attioql.compile(f'created_at during "{period}"', TARGET, now=NOW) == wanted


@given(no_period)
def test_no_text_of_a_period_or_duration_is_more_than_that(value):
    for text in ("created_at during :p", "created_at during last :p", "created_at > now - :p"):
        found = attioql.check(text, TARGET, params={"p": value}, now=NOW)
        assert {problem.name for problem in found} <= {"invalid-period", "invalid-parameter", "invalid-timestamp"}
        assert found


def test_missing_and_unused_parameters_are_said():
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile("name = :wanted", TARGET, params={"given": "x"})
    assert [problem.name for problem in caught.value.diagnostics] == ["missing-parameter", "unused-parameter"]
