"""Generated filters against brute force: whether no record of a small universe matches, by an oracle that shares no code.

The universe holds a record for whatever these conditions leave possible, so both answers are exact.
"""

import random
from itertools import combinations, product

import pytest

import attioql
from attioql.limits import LIMITS
from attioql.linter.json_tree import json_tree
from attioql.linter.tree import Subject
from attioql.linter.verdicts import verdicts_of

COMPANIES = attioql.Workspace.standard()["companies"]
PEOPLE = attioql.Workspace.standard()["people"]
NUMBERS = (None, -1, 0, 0.5, 1, 1.5, 2, 3, 4)
NAMES = (None, "", "a", "A", "b", "ba", "ab", "aba", "bcab", "c")
DAYS = (None, "2022-12-31", "2023-01-01", "2023-06-01", "2024-01-01", "2024-01-02")
DOMAINS = [some for size in range(3) for some in combinations(("a", "ab", "b", "c"), size)]
RECORDS = [*product(NUMBERS, NAMES, DAYS, DOMAINS)]


def _some(test):
    """Return a test of a value that is missing nowhere."""
    return lambda value: value is not None and test(value)


CONDITIONS = {
    "twitter_follower_count = 1": (0, _some(lambda number: number == 1)),
    "twitter_follower_count > 0": (0, _some(lambda number: number > 0)),
    "twitter_follower_count >= 2": (0, _some(lambda number: number >= 2)),
    "twitter_follower_count < 2": (0, _some(lambda number: number < 2)),
    "twitter_follower_count between 1 and 3": (0, _some(lambda number: 1 <= number <= 3)),
    'name = "a"': (1, _some(lambda text: text == "a")),
    'name in ("a", "b")': (1, _some(lambda text: text in {"a", "b"})),
    'name contains "a"': (1, _some(lambda text: "a" in text.lower())),
    'name starts with "b"': (1, _some(lambda text: text.lower()[:1] == "b")),
    'name ends with "a"': (1, _some(lambda text: text.lower()[-1:] == "a")),
    "foundation_date > 2024-01-01": (2, _some(lambda day: day > "2024-01-01")),
    "foundation_date < 2023-01-01": (2, _some(lambda day: day < "2023-01-01")),
    "foundation_date = 2024-01-01": (2, _some(lambda day: day == "2024-01-01")),
    "foundation_date between 2023-01-01 and 2024-01-01": (2, _some(lambda day: "2023-01-01" <= day <= "2024-01-01")),
    'domains = "a"': (3, lambda domains: "a" in domains),
    'domains in ("a", "c")': (3, lambda domains: "a" in domains or "c" in domains),
    'domains contains "b"': (3, lambda domains: any("b" in domain for domain in domains)),
}


def _passing(text):
    part, test = CONDITIONS[text]
    return frozenset(number for number, record in enumerate(RECORDS) if test(record[part]))


PASSING = {text: _passing(text) for text in CONDITIONS}
ALL = frozenset(range(len(RECORDS)))


def _generated(draw, depth):
    """Return a text, and the records that it matches."""
    if depth == 0 or draw.random() < 0.35:
        text = draw.choice([*CONDITIONS])
        return (text, PASSING[text]) if draw.random() < 0.65 else (f"not {text}", ALL - PASSING[text])
    if draw.random() < 0.15:
        text, matching = _generated(draw, depth - 1)
        return f"not ({text})", ALL - matching
    parts = [_generated(draw, depth - 1) for _ in range(draw.choice((2, 2, 3, 4)))]
    word, join = draw.choice(
        (("and", frozenset.intersection), ("and", frozenset.intersection), ("or", frozenset.union))
    )
    return f"({f' {word} '.join(text for text, _ in parts)})", join(*[matching for _, matching in parts])


CASES = [_generated(random.Random(seed), 3) for seed in range(3_000)]  # noqa: S311 - the same filters each time


def test_no_answer_is_wrong_or_missing():
    wrong = [text for text, matching in CASES if attioql.compile(text, COMPANIES).is_contradiction() is bool(matching)]
    assert wrong == []


def test_implications_are_decided_exactly():
    for (text, matching), (other, others) in zip(CASES[:1_000], CASES[1_000:2_000], strict=True):
        answer = attioql.compile(text, COMPANIES).implies(attioql.compile(other, COMPANIES))
        assert answer is (matching <= others), (text, other)


def test_the_linter_finds_every_contradiction():
    contradictions = [text for text, matching in CASES if not matching]
    assert len(contradictions) > 300
    missed = [text for text in contradictions if not _is_reported(text)]
    assert missed == []


def _is_reported(text):
    return {"contradiction", "always-true"} & {each.name for each in attioql.lint(text, COMPANIES)}


def test_the_linter_says_of_no_filter_more_than_is_true():
    always = {frozenset(): False, ALL: True}
    for text, matching in CASES[:1_500]:
        tree = json_tree(attioql.compile(text, COMPANIES).json(), None, COMPANIES)
        decided = verdicts_of(Subject(COMPANIES, tree, "json", {})).decided
        assert decided.get(tree) in {None, always.get(matching)}, text


def _blocks(groups):
    blocks = [f'not name {{ first_name contains "x{n}" and last_name contains "y{n}" }}' for n in range(13)]
    either = [f'(name.first_name contains "a{n}" or name.last_name contains "b{n}")' for n in range(groups)]
    return " and ".join([*blocks, *either])


@pytest.mark.parametrize("groups", [0, 1, 7, 40])
def test_negated_blocks_beside_groups_take_no_more_work_with_each_group(groups):
    assert attioql.compile(_blocks(groups), PEOPLE).is_contradiction() is False


def test_what_takes_too_many_steps_is_not_known():
    holes = LIMITS.logic_steps.bit_length()
    either = [f'(team.name = "a{n}" or team.job_title = "b{n}")' for n in range(holes)]
    assert attioql.compile(" and ".join(either), COMPANIES).is_contradiction() is None
