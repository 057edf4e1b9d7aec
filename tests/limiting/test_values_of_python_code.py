"""Values that Python code hands in: long numbers, many parameters, classes of its own; what they cost, and that they are read by what is in them."""

from collections import UserDict
from decimal import Decimal
from itertools import repeat
from typing import Any

import pytest

import attioql
from attioql.json_text import strict_json
from attioql.limiting import entry as limiting_entry
from attioql.limits import LIMITS
from attioql.linter.fixable import TEXT
from attioql.linter.fixing import fix_document

PEOPLE = attioql.Workspace.standard()["people"]
UNTRUSTED = attioql.Limits.untrusted()
LONG = (Decimal("1." + "0" * 10**5), Decimal("9" * 10**5), Decimal("-0." + "7" * 10**5), 10**10**5)


def names_of(work):
    """Return the names of what is reported or raised."""
    try:
        return [problem.name for problem in work()]
    except attioql.FilterError as error:
        return [problem.name for problem in error.diagnostics]


@pytest.mark.parametrize("number", LONG, ids=["zeros", "nines", "decimals", "int"])
@pytest.mark.parametrize(
    "entry",
    [
        lambda number: attioql.check({"twitter_follower_count": number}, PEOPLE, limits=UNTRUSTED),
        lambda number: attioql.lint({"twitter_follower_count": number}, PEOPLE, limits=UNTRUSTED),
        lambda number: attioql.load({"twitter_follower_count": number}, PEOPLE, limits=UNTRUSTED),
        lambda number: attioql.check_query({"filter": {"twitter_follower_count": number}}, PEOPLE, limits=UNTRUSTED),
        lambda number: attioql.from_rows(
            {"all_of": [{"path": "twitter_follower_count", "op": "=", "values": [number]}]}, PEOPLE, limits=UNTRUSTED
        ),
        lambda number: attioql.check("twitter_follower_count = :p", PEOPLE, params={"p": number}, limits=UNTRUSTED),
        lambda number: attioql.lint("twitter_follower_count = :p", PEOPLE, params={"p": number}, limits=UNTRUSTED),
        lambda number: attioql.check(
            "twitter_follower_count in :p", PEOPLE, params={"p": [number] * 200}, limits=UNTRUSTED
        ),
    ],
    ids=["check", "lint", "load", "check_query", "from_rows", "parameter", "lint parameter", "list"],
)
def test_long_numbers_count_with_their_digits(entry, number):
    assert names_of(lambda: entry(number)) == ["text-too-long"]


@pytest.mark.parametrize("number", [0.5, -1.25, 1e300, 12, -3, Decimal("1.50"), Decimal("-7E+3")])
def test_a_number_has_the_characters_of_its_text(number):
    value = {"twitter_follower_count": {"$lt": number}}
    length = len(f'{{"twitter_follower_count":{{"$lt":{number}}}}}')
    assert "text-too-long" not in names_of(
        lambda: attioql.check(value, PEOPLE, limits=attioql.Limits(characters=length))
    )
    assert names_of(lambda: attioql.check(value, PEOPLE, limits=attioql.Limits(characters=length - 1))) == [
        "text-too-long"
    ]


@pytest.mark.parametrize("digits", [70, 77, 100, 1_000, 5_000, 10**5])
def test_a_long_decimal_never_counts_as_longer_than_it_is(digits):
    value = {"twitter_follower_count": Decimal("9" * digits)}
    limits = attioql.Limits(characters=digits + len('{"twitter_follower_count":}'))
    assert "text-too-long" not in names_of(lambda: attioql.check(value, PEOPLE, limits=limits))


def test_blanks_beyond_the_limit_are_not_looked_at():
    blank = " " * 10**6
    for work in (
        lambda: attioql.check(blank, PEOPLE, limits=UNTRUSTED),
        lambda: attioql.check(f"[{blank}", PEOPLE, limits=UNTRUSTED),
        lambda: attioql.lint(blank, PEOPLE, limits=UNTRUSTED),
        lambda: attioql.check_query(blank, PEOPLE, limits=UNTRUSTED),
    ):
        assert names_of(work) == ["text-too-long"]
    for raising in (attioql.complete, attioql.complete_query, attioql.hover):
        assert names_of(lambda raising=raising: raising(blank, 0, PEOPLE, limits=UNTRUSTED)) == ["text-too-long"]


def test_json_text_is_told_by_no_more_characters_than_the_limit(monkeypatch):
    looked_at = []

    def is_json_text(text, most):
        looked_at.append(most)
        return strict_json.is_json_text(text, most)

    monkeypatch.setattr(limiting_entry, "is_json_text", is_json_text)
    for call in (attioql.check, attioql.lint, attioql.check_query, attioql.fix):
        call(" " * 5_000, PEOPLE, limits=UNTRUSTED)
    assert set(looked_at) == {UNTRUSTED.characters}
    assert not attioql.check(' {"name": "x"}', PEOPLE, limits=UNTRUSTED)


def test_names_of_parameters_are_counted():
    params = {f"p{index}": 1 for index in range(10**4)}
    for call in (attioql.check, attioql.lint, attioql.check_query, attioql.compile):
        assert names_of(lambda call=call: call('name = "x"', PEOPLE, params=params, limits=UNTRUSTED)) == [
            "text-too-long"
        ]


def test_no_more_unused_parameters_are_reported_than_diagnostics_of_a_text():
    params = {f"p{index}": 1 for index in range(1_000)}
    assert names_of(lambda: attioql.check('name = "x"', PEOPLE, params=params)) == ["unused-parameter"] * 100


def test_path_steps_include_the_property_in_a_value_block():
    for text, names in (('company{target_object="companies"}', 2), ('company.team{(target_object="people")}', 3)):
        found = names_of(
            lambda text=text, names=names: attioql.check(text, PEOPLE, limits=attioql.Limits(path_steps=names))
        )
        assert "path-too-long" not in found
        limits = attioql.Limits(path_steps=names - 1)
        assert names_of(lambda text=text, limits=limits: attioql.check(text, PEOPLE, limits=limits)) == [
            "path-too-long"
        ]


def test_bytes_that_are_too_many_are_not_decoded_to_be_fixed():
    with pytest.raises(attioql.FilterError) as raised:
        attioql.fix(b"\xff" * 20_000, PEOPLE, limits=UNTRUSTED)
    assert raised.value.diagnostics[0].name == "text-too-long"
    with pytest.raises(ValueError, match="UTF-8"):
        attioql.fix(b"\xff" * 20, PEOPLE, limits=UNTRUSTED)


class _Empty(dict[Any, Any]):
    """Says that it is empty."""

    def __len__(self):
        return 0


class _Endless(list[Any]):
    """Says that it has one item, and has no end."""

    def __len__(self):
        return 1

    def __iter__(self):
        return repeat({"name": "x"})


class _Short(str):
    """Says that it has one character."""

    __slots__ = ()

    def __len__(self):
        return 1


class _Equal(str):
    """Is equal to everything."""

    __slots__ = ()

    def __eq__(self, other):
        return True

    def __hash__(self):
        return 1


@pytest.mark.parametrize("limits", [None, UNTRUSTED])
@pytest.mark.parametrize("kind", [_Empty, UserDict])
def test_a_filter_of_another_class_is_read_by_what_is_in_it(kind, limits):
    for given in (kind(name="x"), {"$and": [kind(name="x")]}, kind({"filter": kind(name="x")})):
        assert attioql.load(given, PEOPLE, limits=limits) == attioql.load({"name": "x"}, PEOPLE)
        assert not attioql.lint(given, PEOPLE, limits=limits)
    assert names_of(lambda: attioql.check(kind(nme="x"), PEOPLE, limits=limits)) == ["unknown-attribute"]
    assert attioql.load({"name": kind(last_name="x")}, PEOPLE, limits=limits) == attioql.load(
        {"name": {"last_name": "x"}}, PEOPLE
    )


def test_what_says_that_it_is_short_is_counted_by_what_is_in_it():
    given: Any
    for given in ({"$or": _Endless()}, _Endless(), {"name": _Short("x" * 5_000)}, {_Short("x" * 5_000): 1}):
        for call in (attioql.check, attioql.lint, attioql.load):
            assert names_of(lambda call=call, given=given: call(given, PEOPLE, limits=UNTRUSTED)) == ["text-too-long"]


def test_keys_that_are_equal_to_everything_are_read_as_their_text():
    assert names_of(lambda: attioql.check({_Equal("zzz"): "x", "name": "y"}, PEOPLE)) == ["unknown-attribute"]
    assert attioql.load({_Equal("name"): "x"}, PEOPLE) == attioql.load({"name": "x"}, PEOPLE)


def test_values_of_other_types_are_named_and_not_shown():
    wrong: Any = bytearray(10**6)
    with pytest.raises(TypeError, match="not bytearray"):
        attioql.moment(wrong)
    found = attioql.compile('name = "x"', PEOPLE)
    odd: Any = {}
    with pytest.raises(TypeError, match="a key is text, not"):
        found.without(odd)
    with pytest.raises(TypeError, match="a key is text, not"):
        found.replace(odd, found)


def test_fixing_many_mistakes_ends_when_enough_was_checked():
    many = 12_000
    text = " and ".join(["nme = 1"] * many)
    checked = []

    def check(document):
        checked.append(len(document))
        return attioql.check(document, PEOPLE)

    fixed = fix_document(text, TEXT, check, attioql.Applicability.UNSAFE)
    assert fixed.left
    assert sum(checked) < LIMITS.lint_fix_characters + 3 * len(text)
