"""Parameters where a row of a table is awkward: subclasses, mappings that are none, and binding by value."""

from __future__ import annotations

import enum
import sys
from collections import ChainMap
from datetime import date, datetime, timezone
from decimal import Decimal
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql

DEALS = attioql.Workspace.standard()["deals"]


class Stage(str, enum.Enum):
    LEAD = "Lead"


class Amount(enum.IntEnum):
    SMALL = 3


class Misleading(str):
    __slots__ = ()

    def __str__(self):
        return '" or name = "x'


class Day(date):
    pass


class Exact(Decimal):
    pass


def stage(value):
    return attioql.compile("stage = :p", DEALS, params={"p": value}).json()


@pytest.mark.parametrize("value", [Stage.LEAD, "Lead"])
def test_a_member_of_a_text_enumeration_is_its_text(value):
    assert stage(value) == {"stage": {"status": {"$eq": "Lead"}}}


def test_text_is_what_it_holds_not_what_it_prints():
    assert stage(Misleading("Lead")) == {"stage": {"status": {"$eq": "Lead"}}}


def test_subclasses_are_bound_as_their_types():
    text = "value = :amount or value > :exact or created_at > :day"
    params: dict[str, attioql.ParameterValue] = {
        "amount": Amount.SMALL,
        "exact": Exact("1.50"),
        "day": Day(2024, 5, 31),
    }
    assert attioql.compile(text, DEALS, params=params).json() == {
        "$or": [
            {"created_at": {"$gt": "2024-05-31T00:00:00Z"}},
            {"value": {"$eq": 3}},
            {"value": {"$gt": 1.5}},
        ]
    }


@pytest.mark.parametrize("params", [MappingProxyType({"p": "Lead"}), ChainMap({"p": "Lead"})])
def test_any_mapping_will_do(params):
    assert attioql.compile("stage = :p", DEALS, params=params).json() == {"stage": {"status": {"$eq": "Lead"}}}


@pytest.mark.parametrize("params", [[("p", "Lead")], "p", 5, {"p"}, object()])
def test_anything_but_a_mapping_is_a_type_error(params):
    with pytest.raises(TypeError, match="params must be a mapping"):
        attioql.compile("stage = :p", DEALS, params=params)


@pytest.mark.parametrize("key", [1, None, b"p", ("p",)])
def test_names_that_are_no_text_are_a_type_error(key):
    with pytest.raises(TypeError, match="names of params must be str"):
        attioql.compile('stage = "Lead"', DEALS, params={key: "Lead"})


def test_the_mapping_is_read_when_it_is_given():
    params = {"p": ["Lead"]}
    compiled = attioql.compile("stage in :p", DEALS, params=params)
    params["p"].append("Lost")
    assert compiled.json() == {"stage": {"status": {"$eq": "Lead"}}}


def test_a_datetime_without_a_zone_is_in_utc():
    naive, aware = datetime(2024, 5, 31, 9, 30), datetime(2024, 5, 31, 9, 30, tzinfo=timezone.utc)  # noqa: DTZ001 - the case
    filters = {attioql.compile("created_at > :p", DEALS, params={"p": p}, tz="Asia/Tokyo") for p in (naive, aware)}
    assert len(filters) == 1


@given(st.text().filter(lambda text: text.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in text)))
def test_text_is_bound_by_value_whatever_it_holds(text):
    compiled = attioql.compile("name = :p and not stage = :p", DEALS, params={"p": text})
    assert compiled.json() == {
        "$and": [{"name": {"$eq": text}}, {"$not": {"stage": {"status": {"$eq": text}}}}],
    }


@pytest.mark.parametrize(("text", "given"), [("name = :p", "\ud800"), ("name in :p", ["a", "\udc00"])])
def test_half_a_surrogate_pair_is_refused(text, given):
    [problem] = attioql.check(text, DEALS, params={"p": given})
    assert problem.name == "lone-surrogate"
    assert problem.message == "the parameter `:p` contains half a surrogate pair, which is not a character"
    assert text[problem.span.start : problem.span.end] == ":p"


@pytest.mark.parametrize("sign", [1, -1])
def test_the_largest_number_is_that_of_a_64_bit_float(sign):
    largest = int(sys.float_info.max)
    assert attioql.check("value = :p", DEALS, params={"p": sign * largest}) == ()
    assert attioql.check({"value": sign * largest}, DEALS) == ()
    for problems in (
        attioql.check("value = :p", DEALS, params={"p": sign * (largest + 1)}),
        attioql.check({"value": sign * (largest + 1)}, DEALS),
    ):
        assert [problem.name for problem in problems] == ["number-out-of-range"]


@given(st.integers(min_value=-(2**1023), max_value=2**1023))
def test_integers_are_bound_exactly(number):
    text = attioql.compile("value = :p", DEALS, params={"p": number}).dumps()
    digits = text.removeprefix('{"value": {"$eq": ').removesuffix("}}")
    assert Decimal(digits) == number
