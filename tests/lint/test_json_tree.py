"""Filter JSON is read to one tree, by the tables for what is right or by the careful reader."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attioql import Workspace
from attioql.linter.json_tree import json_tree, plain_tree
from attioql.linter.survey import survey
from attioql.testing import filter_trees

WORKSPACE = Workspace.standard()
PEOPLE = WORKSPACE["people"]


def _described(part):
    """Everything but the numbers that the careful reader gives to places."""
    condition = survey(part).visits[0].first
    tests = None if condition is None else (condition.path, condition.tests)
    return (part.kind, tests, type(part.meaning), *part[5:], [_described(inner) for inner in part.parts])


@pytest.mark.parametrize("slug", ["people", "companies", "deals"])
@settings(max_examples=25)
@given(data=st.data())
def test_both_readers_make_one_tree(slug, data):
    value = data.draw(filter_trees(WORKSPACE[slug]))
    plain = plain_tree(value, WORKSPACE[slug])
    assert plain is None or _described(plain) == _described(json_tree(value, None, WORKSPACE[slug]))


def test_what_is_right_is_read_by_the_tables():
    value = {
        "name": {"last_name": {"$eq": "x"}, "first_name": "y"},
        "$or": [
            {"$not": {"job_title": "z"}},
            {"path": [["people", "company"], ["companies", "name"]], "constraints": {"value": "a"}},
        ],
    }
    plain = plain_tree(value, PEOPLE)
    assert plain is not None
    assert _described(plain) == _described(json_tree(value, None, PEOPLE))


@pytest.mark.parametrize(
    "value", [{}, {"$and": []}, {"$and": [{}]}, {"nothing": "x"}, {"limit": 5}, {1: "x"}, [], "x", None]
)
def test_what_is_wrong_or_rare_is_not(value):
    assert plain_tree(value, PEOPLE) is None


@pytest.mark.parametrize("levels", [30, 300, 3_000])
def test_deep_nesting_costs_no_recursion(levels):
    value: dict[str, object] = {"name": "x"}
    for _ in range(levels):
        value = {"$not": value}
    assert (plain_tree(value, PEOPLE) is None) is (levels > 200)
