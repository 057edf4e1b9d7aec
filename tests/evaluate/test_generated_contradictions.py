"""Generated filters against brute force: whether no record of a small universe matches, by an oracle that shares no code.

The universe holds a record for whatever these conditions leave possible, so both answers are exact.
"""

import random
from itertools import combinations, product

import pytest

import attioql
from attioql.filters import one_value
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
    groups = LIMITS.logic_steps.bit_length()
    either = [f'(description contains "a{n}" or name contains "b{n}")' for n in range(groups)]
    either += ["(twitter_follower_count = 1 or twitter_follower_count = 2)", "twitter_follower_count in (3, 4)"]
    assert attioql.compile(" and ".join(either), COMPANIES).is_contradiction() is None


@pytest.mark.parametrize("groups", [2, 20, 200])
@pytest.mark.parametrize(
    "group",
    [
        'team.name = "a{0}" or team.job_title = "b{0}"',
        'team.name = "a{0}" or not team.job_title = "b{0}"',
        'not team.name = "a{0}" or team.company.name = "b{0}"',
        'domains = "a{0}" or team.company.domains = "b{0}"',
    ],
)
def test_groups_of_paths_are_possible_however_many_there_are(group, groups):
    text = " and ".join(f"({group.format(n)})" for n in range(groups))
    assert attioql.compile(text, COMPANIES).is_contradiction() is False


@pytest.mark.parametrize("attribute", ["name", "domains", "team.job_title", "team.company.domains"])
def test_the_logic_examines_no_more_than_its_steps(attribute, monkeypatch):
    draw = random.Random(7)  # noqa: S311 - the same filters each time
    examined = 0

    def counting(*given):
        nonlocal examined
        examined += 1
        return possible(*given)

    possible = one_value.is_possible
    monkeypatch.setattr(one_value, "is_possible", counting)
    groups = [
        " or ".join(f'{draw.choice(("", "not "))}{attribute} contains "q{n:02}z"' for n in draw.sample(range(20), 3))
        for _ in range(85)
    ]
    attioql.compile(" and ".join(f"({group})" for group in groups), COMPANIES).is_contradiction()
    assert examined <= LIMITS.logic_steps
