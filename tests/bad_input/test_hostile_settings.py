"""What the calling program does to decimals and to the text of integers changes nothing and raises nothing."""

import decimal
import json
import pickle
import sys
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.values.exact import BeyondNumber, exact_number, read_decimal, read_integer

COMPANIES = attioql.Workspace.standard()["companies"]
DEALS = attioql.Workspace.standard()["deals"]
SIGNALS = list(decimal.Context().flags)
NUMBERS = [
    *("0", "-0", "7", "-3", "1.50", "0.1", "1e308", "-1.7976931348623157e308", "1e309", "1e-1000", "1e-1101"),
    *("1e99999999999999999999", "-1e99999999999999999999", "1e-99999999999999999999", "0e99999999999999999999"),
    *("9" * 300, "9" * 641, "-" + "9" * 5_000, "0." + "1" * 700, "123456789012345678901.5", "1234567.891"),
]
TEMPLATES = [
    '{"twitter_follower_count": %s}',
    '{"twitter_follower_count": {"$gt": %s}}',
    '{"$or": [{"funding_raised_usd": {"$lte": %s}}, {"name": "a"}]}',
    '{"name": %s}',
    '{"filter": {"name": "a"}, "limit": %s}',
    '{"foundation_date": %s}',
]


@contextmanager
def hostile():
    """Round to three digits, trap every signal, and refuse long integers."""
    digits = sys.get_int_max_str_digits()
    with decimal.localcontext(decimal.Context(prec=3, Emax=9, Emin=-9, capitals=0, clamp=1, traps=SIGNALS)):
        sys.set_int_max_str_digits(640)
        try:
            yield
        finally:
            sys.set_int_max_str_digits(digits)


@contextmanager
def careless():
    """Round to three digits, downwards, and trap nothing."""
    with decimal.localcontext(decimal.Context(prec=3, rounding=decimal.ROUND_FLOOR, traps=[])):
        yield


def from_text(text, target):
    try:
        found = attioql.compile(text, target)
    except attioql.FilterError as error:
        return [(problem.name, problem.message) for problem in error.diagnostics]
    return told(found, target)


def from_json(text, target):
    try:
        found = attioql.load(text, target)
    except attioql.FilterError as error:
        return [(problem.name, problem.message, problem.span) for problem in error.diagnostics]
    return told(found, target)


def told(found, target):
    records = [
        {
            "values": {
                "name": [{"value": "b"}],
                "foundation_date": [],
                "twitter_follower_count": [{"value": count}],
                "funding_raised_usd": [{"currency_value": funding}],
            }
        }
        for count in (5, -0.5, 1.1e300)
        for funding in (5, 1234567.891, "12.5")
    ]
    return (
        found.dumps(),
        found.text(),
        [verdict(found, record) for record in records],
        found.is_contradiction(),
        found.implies(attioql.compile("twitter_follower_count > 1.5", target)),
        [problem.name for problem in attioql.lint(found.text(), target)],
        [problem.name for problem in attioql.lint(found.dumps(), target)],
        found.json("shorthand"),
        attioql.load(found.dumps(), target) == found,
    )


@pytest.mark.parametrize("settings", [hostile, careless])
@pytest.mark.parametrize("number", NUMBERS)
def test_nothing_that_is_read_depends_on_them(number, settings):
    def everything():
        found = [from_json(template % number, COMPANIES) for template in TEMPLATES]
        found += [
            from_text(f"{name} > {number}", COMPANIES) for name in ("twitter_follower_count", "funding_raised_usd")
        ]
        return [*found, from_text(f"twitter_follower_count between {number} and 5", COMPANIES)]

    expected = everything()
    with settings():
        assert everything() == expected


@given(st.data())
def test_parameters_do_not_depend_on_them(data):
    value = data.draw(
        st.one_of(st.integers(), st.decimals(), st.integers(max_value=0).map(lambda n: 10 ** -max(n, -6_000)))
    )

    def bound():
        try:
            return attioql.compile("value > :p or value < 1", DEALS, params={"p": value}).dumps()
        except attioql.FilterError as error:
            return [(problem.name, problem.message) for problem in error.diagnostics]

    expected = bound()
    with hostile():
        assert bound() == expected


def verdict(found, record):
    try:
        return found.matches(record)
    except attioql.RecordError as error:
        return str(error)


HELD = [1e400, -1.5, 10**5_000, decimal.Decimal("1e-999999"), decimal.Decimal("NaN"), "12", None]


@pytest.mark.parametrize("held", HELD, ids=range(len(HELD)))
def test_records_do_not_depend_on_them(held):
    record = {"values": {"twitter_follower_count": [{"value": held}], "funding_raised_usd": [{"currency_value": held}]}}
    filters = [
        attioql.compile(f"{name} > 1.50", COMPANIES) for name in ("twitter_follower_count", "funding_raised_usd")
    ]

    def verdicts():
        return [verdict(each, record) for each in filters]

    expected = verdicts()
    with hostile():
        assert verdicts() == expected


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_beyond_what_attio_keeps_is_located(number):
    beyond = exact_number(number) is None or exact_number(number)[1] > 1_100
    found = attioql.check(json.loads('"' + TEMPLATES[1].replace('"', r"\"") + '"') % number, COMPANIES)
    assert [(each.name, each.span) for each in found] == (
        [("number-out-of-range", (35, 35 + len(number)))] if beyond else []
    )


@pytest.mark.parametrize("text", ["1e99999999999999999999", "-2E+99999999999999999999", "1.5e-99999999999999999999"])
def test_a_number_beyond_computing_keeps_its_text(text):
    number = read_decimal(text)
    assert isinstance(number, BeyondNumber)
    assert str(number) == str(pickle.loads(pickle.dumps(number))) == text
    assert (number < 0) is text.startswith("-")


def test_a_long_integer_is_as_exact_as_a_short_one():
    assert read_integer("9" * 600) == 10**600 - 1
    assert read_integer("-" + "9" * 5_000) == 1 - 10**5_000
