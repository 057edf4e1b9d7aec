"""Numbers as JSON: exact, in one spelling."""

from __future__ import annotations

import json
import math
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attioql.values.exact import Decimals, as_json_number, number_text, read_float

SPELLED = [
    (0, "0"),
    (-7, "-7"),
    (10**20, "100000000000000000000"),
    (Decimal("0.5"), "0.5"),
    (Decimal("-12.25"), "-12.25"),
    (Decimal("0.000001"), "0.000001"),
    (Decimal("0.0000015"), "0.0000015"),
    (Decimal("1e-7"), "1e-7"),
    (Decimal("-15e-8"), "-1.5e-7"),
    (Decimal("1e20"), "100000000000000000000"),
    (Decimal("1e21"), "1e21"),
    (Decimal("-125e25"), "-1.25e27"),
    (Decimal("123456789012345678901.5"), "123456789012345678901.5"),
    (Decimal("1234567890123456789012.5"), "1.2345678901234567890125e21"),
]


@pytest.mark.parametrize(("number", "text"), SPELLED)
def test_a_number_has_one_spelling(number, text):
    assert number_text(number) == text


@given(st.decimals(allow_nan=False, allow_infinity=False))
def test_a_spelling_is_json_and_exact(number):
    assert json.loads(number_text(number), parse_float=Decimal, parse_int=Decimal) == number


@pytest.mark.parametrize(("number", "kind"), [("0.1", float), ("1.5", float), ("1e21", float), ("1e-7", float)])
def test_a_decimal_whose_digits_a_float_prints_is_a_float(number, kind):
    found = as_json_number(Decimal(number))
    assert type(found) is kind
    assert Decimal(json.dumps(found)) == Decimal(number)


@pytest.mark.parametrize("number", ["0.1000000000000000055511151231257827", "123456789012345678901.5", "1e-400"])
def test_a_decimal_that_no_float_prints_stays_itself(number):
    found = as_json_number(Decimal(number))
    assert type(found) is Decimal
    assert found == Decimal(number)


def test_integers_stay_integers():
    assert as_json_number(9007199254740993) == 9007199254740993


@pytest.mark.parametrize("number", ["0.1000000000000000055511151231257827", "123456789012345678901.5", "1e-400"])
def test_a_decimal_that_no_float_prints_is_rounded_or_refused_when_asked(number):
    assert as_json_number(Decimal(number), "float") == float(number)
    with pytest.raises(ValueError, match="no float is"):
        as_json_number(Decimal(number), "error")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_itself_whatever_becomes_of_decimals(number):
    decimals: tuple[Decimals, ...] = ("keep", "float", "error")
    assert [as_json_number(Decimal(repr(number)), each) for each in decimals] == [number] * 3


NUMBERS_AS_TEXT = st.builds(
    lambda sign, whole, fraction, exponent: f"{sign}{whole}{fraction}{exponent}",
    st.sampled_from(["", "-"]),
    st.integers(0, 10**25).map(str),
    st.one_of(st.just(""), st.from_regex(r"\A\.[0-9]{1,25}\Z")),
    st.one_of(st.just(""), st.builds("{}{}".format, st.sampled_from("eE"), st.integers(-400, 400))),
)


@given(NUMBERS_AS_TEXT)
@example("0.1234567890123456789")
@example("9007199254740993.0")
@example("1.00000000000001e-310")
@example("1e400")
@example("1e-400")
@example("-0.0")
def test_a_number_of_a_record_is_a_float_only_where_that_prints_as_the_same_number(text):
    number = read_float(text)
    assert Decimal(str(number)) == Decimal(text)
    nearest = float(text)
    assert isinstance(number, float) == (
        nearest not in {math.inf, -math.inf} and Decimal(repr(nearest)) == Decimal(text)
    )
