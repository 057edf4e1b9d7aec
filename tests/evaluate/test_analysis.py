"""What follows from filters: rows by hand, soundness on random records, and a small universe looked at whole."""

import json
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.limits import LIMITS
from attioql.testing import cases, filter_trees

ROWS = json.loads((Path(__file__).parent / "analysis.json").read_text(encoding="utf-8"))
TARGET = attioql.Workspace.standard()[ROWS["target"]]
THINGS = attioql.Workspace(
    {
        "objects": {
            "things": {
                "singular": "Thing",
                "plural": "Things",
                "attributes": {
                    "done": {"title": "Done", "type": "checkbox"},
                    "score": {"title": "Score", "type": "rating"},
                    "price": {"title": "Price", "type": "currency"},
                },
            }
        }
    }
)["things"]
DEALS = attioql.Workspace.standard()["deals"]
PEOPLE = attioql.Workspace.standard()["people"]


def _compile(text):
    return attioql.compile(text, TARGET)


@pytest.mark.parametrize(
    ("target", "text", "expected"),
    [
        (target, text, answer)
        for target, rows in (
            (TARGET, ROWS),
            (THINGS, ROWS["things"]),
            (DEALS, ROWS["deals"]),
            (PEOPLE, ROWS["people"]),
        )
        for key, answer in (("contradictions", True), ("possible", False), ("unknown", None))
        for text in rows.get(key, ())
    ],
)
def test_contradictions(target, text, expected):
    assert attioql.compile(text, target).is_contradiction() is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(*pair, answer) for key, answer in (("implied", True), ("not_implied", False)) for pair in ROWS[key]],
)
def test_implications(left, right, expected):
    assert _compile(left).implies(_compile(right)) is expected


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(*pair, answer) for key, answer in (("same", True), ("different", False)) for pair in ROWS[key]],
)
def test_equivalence(left, right, expected):
    assert _compile(left).equivalent(_compile(right)) is expected
    assert _compile(right).equivalent(_compile(left)) is expected


def test_past_the_limit_nothing_is_known():
    several = " and ".join(f'(description contains "a{n}" or name contains "b{n}")' for n in range(20))
    none = "(twitter_follower_count = 1 or twitter_follower_count = 2) and (twitter_follower_count = 3 or twitter_follower_count = 4)"
    assert LIMITS.logic_steps < 2**20
    assert _compile(none).is_contradiction() is True
    assert _compile(f"{several} and {none}").is_contradiction() is None


@given(cases(DEALS))
def test_nothing_matches_a_contradiction(case):
    if case.filter.is_contradiction():
        assert not case.filter.matches(case.universe.record, related=case.universe.related)


@given(cases(TARGET, max_conditions=3), st.data())
def test_what_implies_another_matches_no_more(case, data):
    attributes = tuple(case.universe.record["values"])
    used = tuple(slug for slug in attributes if case.universe.record["values"][slug]) or ("name",)
    other = attioql.load(data.draw(filter_trees(TARGET, paths=False, attributes=used)), TARGET)
    if not case.filter.matches(case.universe.record, related=case.universe.related):
        return
    if case.filter.implies(other):
        assert other.matches(case.universe.record)
    if case.filter.equivalent(other):
        assert other.matches(case.universe.record)


# A universe of one number (of 0, 1, 2 and none) and one text, looked at whole.
ATOMS = [
    "twitter_follower_count = 1",
    "twitter_follower_count > 0",
    "twitter_follower_count >= 2",
    "twitter_follower_count < 2",
    'name = "a"',
    'name contains "a"',
    'name starts with "b"',
    'domains = "a"',
    'domains { domain = "a" and root_domain = "b" }',
]
NUMBERS = [[], *([{"value": number}] for number in (-1, 0, 1, 1.5, 2, 3))]
NAMES = [[], *([{"value": text}] for text in ("", "a", "A", "b", "ba", "ab", "c"))]
_DOMAINS = [{"domain": domain, "root_domain": root} for domain in "ab" for root in "bc"]
DOMAINS = [list(some) for size in range(3) for some in combinations(_DOMAINS, size)]
RECORDS = [
    {"values": {"twitter_follower_count": number, "name": name, "domains": domains}}
    for number, name, domains in product(NUMBERS, NAMES, DOMAINS)
]


def _verdicts(text):
    matches = _compile(text).predicate()
    return tuple(matches(record) for record in RECORDS)


@pytest.fixture(scope="module")
def atom_verdicts():
    return {text: _verdicts(text) for text in [*ATOMS, *(f"not {text}" for text in ATOMS)]}


@pytest.mark.parametrize("atom", ATOMS)
def test_negation_is_the_complement(atom, atom_verdicts):
    assert atom_verdicts[f"not {atom}"] == tuple(not verdict for verdict in atom_verdicts[atom])


def test_every_pair_of_conditions_means_what_its_parts_mean(atom_verdicts):
    for left, right in product(atom_verdicts, repeat=2):
        both = tuple(map(all, zip(atom_verdicts[left], atom_verdicts[right], strict=True)))
        either = tuple(map(any, zip(atom_verdicts[left], atom_verdicts[right], strict=True)))
        assert _verdicts(f"({left}) and ({right})") == both
        assert _verdicts(f"({left}) or ({right})") == either


def test_every_pair_of_conditions_is_analysed_exactly(atom_verdicts):
    """The universe has a witness for whatever two conditions leave possible, so `False` is held to it as well."""
    for left, right in product(atom_verdicts, repeat=2):
        both = any(map(all, zip(atom_verdicts[left], atom_verdicts[right], strict=True)))
        assert _compile(f"({left}) and ({right})").is_contradiction() is not both, (left, right)
        implied = all(b for a, b in zip(atom_verdicts[left], atom_verdicts[right], strict=True) if a)
        assert _compile(left).implies(_compile(right)) is implied, (left, right)


def test_every_three_conditions_are_analysed_exactly(atom_verdicts):
    literals = list(atom_verdicts)
    for parts in combinations(literals, 3):
        possible = any(map(all, zip(*(atom_verdicts[part] for part in parts), strict=True)))
        text = " and ".join(f"({part})" for part in parts)
        assert _compile(text).is_contradiction() is not possible, text
        implied = all(c for a, b, c in zip(*(atom_verdicts[part] for part in parts), strict=True) if a or b)
        assert _compile(f"({parts[0]}) or ({parts[1]})").implies(_compile(parts[2])) is implied, parts
