"""Conditions on one text, looked at whole: every two or three of them against every short text, with letters that fold oddly.

A text of five pieces has room for what a text begins with, what it contains, what it ends with and a letter between each, so
that the universe holds a witness for whatever three conditions leave possible.
"""

from functools import cache
from itertools import combinations, product

import pytest

import attioql
from attioql.filters import one_value
from attioql.filters.model import AttributePath, Condition
from attioql.filters.model import Test as TextTest

NAME = attioql.Workspace.standard()["companies"].attributes["name"]
OPERATORS = NAME.type.properties["value"].operators
BETWEEN = "-"  # a letter that no operand has


def _tests(operands):
    alone = [TextTest(operator, text) for name, operator in OPERATORS.items() if name != "$in" for text in operands]
    return [*alone, TextTest(OPERATORS["$in"], tuple(operands[-2:]))]


@cache
def _texts(letters):
    return ["".join(each) for size in range(6) for each in product((*letters, BETWEEN), repeat=size)]


def _literals(operands, letters):
    """Return each test, passed and failed, with the texts of the universe that do."""
    found = []
    for test in _tests(operands):
        passing = {text for text in _texts(letters) if one_value.passes(test, text)}
        found += [(test, True, passing), (test, False, set(_texts(letters)) - passing)]
    return found


def _is_plainly_possible(chosen):
    if len(chosen) != 2:
        return False
    (one, first, _), (two, second, _) = chosen
    prop = NAME.type.properties["value"]
    conditions = [Condition.of(AttributePath(NAME, (), "name", "name", True, True), [test]) for test in (one, two)]
    return one_value.is_plainly_possible(prop, conditions[0], first, conditions[1], second)


def _name(texts):
    """Name a case in ASCII: mutmut asks for tests by name."""
    return "-".join("".join(f"{ord(letter):x}" for letter in text) for text in texts)


@pytest.mark.parametrize(
    ("operands", "letters"),
    [
        (("", "a", "ab"), ("a", "b")),
        (("b", "ab", "ba"), ("a", "b")),
        (("A", "a", "Ab"), ("a", "A", "b")),
        (("ß", "ss", "s"), ("ß", "s")),
        (("İ", "i̇", "i"), ("İ", "i̇", "i")),
        (("ŉ", "ʼn", "n"), ("ŉ", "ʼ", "n")),
        (("ς", "σ", "Σσ"), ("ς", "σ", "Σ")),
    ],
    ids=_name,
)
def test_three_conditions_on_one_text_are_decided_exactly(operands, letters):
    literals = _literals(operands, letters)
    for size in (1, 2, 3):
        for chosen in combinations(literals, size):
            passed = [test for test, holds, _ in chosen if holds]
            failed = tuple((test,) for test, holds, _ in chosen if not holds)
            if not passed:
                continue
            witnesses = set.intersection(*(texts for _, _, texts in chosen))
            assert witnesses or not _is_plainly_possible(chosen)
            told = [(str(test.operator.name), test.value, holds) for test, holds, _ in chosen]
            assert one_value.can_be_value(NAME, passed, failed) is bool(witnesses), (told, sorted(witnesses)[:3])
