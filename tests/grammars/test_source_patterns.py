"""The patterns of literals hold to the calendar and to whole numbers, and have nothing that a dialect of grammars lacks."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from gbnf import random_text, read_gbnf
from grammar_walks import chance_of
from hypothesis import given
from hypothesis import strategies as st

from attioql.grammars.gbnf import write_gbnf
from attioql.grammars.model import Pattern, Production
from attioql.values import source_patterns

PATTERNS = {
    name: getattr(source_patterns, name)
    for name in dir(source_patterns)
    if name.isupper() and not name.startswith("_") and isinstance(getattr(source_patterns, name), str)
}
PATTERNS["decimals"] = source_patterns.decimal_numbers(4)
PATTERNS["integers"] = source_patterns.integers_between(-120, 34_567)


def test_every_day_from_1000_to_2999_is_a_day_and_no_other_text_of_digits():
    day = re.compile(source_patterns.DAY)
    first, last = date(1000, 1, 1), date(2999, 12, 31)
    days = {(first + timedelta(days=number)).isoformat() for number in range((last - first).days + 1)}
    texts = (f"{y:04}-{m:02}-{d:02}" for y in range(990, 3010) for m in range(14) for d in range(33))
    assert {text for text in texts if day.fullmatch(text)} == days


@given(st.integers(-10_000, 10_000), st.integers(-10_000, 10_000))
def test_the_integers_between_two_are_matched_and_no_others(one, other):
    least, most = sorted((one, other))
    pattern = re.compile(source_patterns.integers_between(least, most))
    near = {number + step for number in (least, most, 0, 10, 99, 1000) for step in range(-12, 13)}
    assert {number for number in near if pattern.fullmatch(str(number))} == {n for n in near if least <= n <= most}
    assert not pattern.fullmatch("-0")
    assert not pattern.fullmatch("007")


def test_there_are_no_integers_between_a_number_and_a_smaller_one():
    assert source_patterns.integers_between(5, 4) == ""


@pytest.mark.parametrize("name", PATTERNS)
def test_gbnf_says_the_same_as_the_pattern(name):
    pattern, chance = re.compile(PATTERNS[name]), chance_of(name)
    rules = read_gbnf(write_gbnf([Production("value", ((Pattern(pattern.pattern),),), lexeme=True)], "value"))
    for _ in range(200):
        text = random_text(rules, chance)
        assert pattern.fullmatch(text), text
