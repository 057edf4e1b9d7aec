"""A filter knows its target: filters of different targets are different, and prove nothing of each other."""

import copy
import json
import pickle
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given

import attioql
from attioql.testing import filters

STANDARD = attioql.Workspace.standard()
DATA = {
    "objects": {
        "people": {"attributes": {"name": {"type": "text"}}},
        "boats": {"attributes": {"name": {"type": "text"}}},
    },
    "lists": {"people": {"parents": ["boats"], "attributes": {"name": {"type": "text"}}}},
    "activities": {"people": {"attributes": {"name": {"type": "text"}}}},
}
NAMES = ("people", "boats", "lists/people", "activities/people")


def made(name, workspace=None):
    return attioql.compile('name = "x"', (workspace or attioql.Workspace.from_dict(DATA))[name])


def test_compile_and_load_keep_the_target():
    deals = STANDARD["deals"]
    for found in (
        attioql.compile("value > 5", deals),
        attioql.compile("owner.referenced_actor_type = app", deals),
        attioql.load({"value": {"$gt": 5}}, deals),
        attioql.load('{"value": {"$gt": 5}}', deals),
        attioql.load({"filter": {"value": {"$gt": 5}}, "limit": 5}, deals),
        attioql.Compiler(deals).compile("value > 5"),
    ):
        assert found.target is deals


def test_a_filter_that_was_recognised_keeps_the_target():
    companies = attioql.Workspace.from_dict({"objects": {"companies": {"attributes": {"name": {"type": "text"}}}}})
    many = json.dumps({"$or": [{"name": {"$eq": "x" * 90}}] * 4_000})
    assert attioql.load(many, companies["companies"]).target is companies["companies"]
    assert attioql.load('{"name": {"$eq": "a"}}', companies["companies"]).target is companies["companies"]


@pytest.mark.parametrize(("one", "other"), list(permutations(NAMES, 2)))
def test_filters_of_different_targets_differ(one, other):
    workspace = attioql.Workspace.from_dict(DATA)
    left, right = made(one, workspace), made(other, workspace)
    assert left.dumps() == right.dumps()
    assert left != right
    assert hash(left) != hash(right)
    assert repr(left) != repr(right)
    assert workspace[one] != workspace[other]


@pytest.mark.parametrize("ask", ["implies", "equivalent"])
def test_filters_of_different_targets_prove_nothing_of_each_other(ask):
    left = attioql.compile("created_at > 2024-02-01", STANDARD["deals"])
    right = attioql.compile("created_at > 2024-01-01", STANDARD["people"])
    with pytest.raises(ValueError, match="different targets: the object `deals` and the object `people`"):
        getattr(left, ask)(right)
    lists = attioql.Workspace.from_dict(DATA)
    with pytest.raises(ValueError, match="the object `people` and the list `people`"):
        getattr(made("people", lists), ask)(made("lists/people", lists))
    assert left.implies(attioql.compile("created_at > 2024-01-01", STANDARD["deals"]))


@pytest.mark.parametrize("name", NAMES)
def test_a_target_is_what_its_kind_slug_and_workspace_say(name):
    one, other = attioql.Workspace.from_dict(DATA), attioql.Workspace.from_dict(copy.deepcopy(DATA))
    assert one == other
    assert hash(one) == hash(other)
    assert one[name] == other[name]
    assert hash(one[name]) == hash(other[name])
    changed: Any = copy.deepcopy(DATA)
    changed["objects"]["boats"]["attributes"]["length"] = {"type": "number"}
    third = attioql.Workspace.from_dict(changed)
    assert third != one
    assert third[name] != one[name]
    assert made(name, one) == made(name, other) == made(name, third)
    assert one != DATA
    assert one[name] != name


def test_workspaces_are_equal_whatever_the_order_of_their_parts():
    data: Any = DATA
    turned = {section: dict(reversed(rows.items())) for section, rows in reversed(data.items())}
    one, other = attioql.Workspace.from_dict(DATA), attioql.Workspace.from_dict(turned)
    assert one == other
    assert hash(one) == hash(other)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
def test_a_copy_is_the_same_filter_of_the_same_target(name, again):
    found = made(name)
    copied = again(found)
    assert copied == found
    assert hash(copied) == hash(found)
    assert copied.target == found.target
    assert copied.target.workspace == found.target.workspace
    assert copied.implies(found)


def test_filters_share_one_workspace_in_a_pickle_and_the_standard_one_is_not_in_it():
    workspace = attioql.Workspace.from_dict(DATA)
    one, other = pickle.loads(pickle.dumps([made("people", workspace), made("boats", workspace)]))
    assert one.target.workspace is other.target.workspace
    standard = attioql.compile('name = "x"', STANDARD["companies"])
    assert pickle.loads(pickle.dumps(standard)).target is STANDARD["companies"]


@given(filters(STANDARD["deals"], max_conditions=2), filters(STANDARD["people"], max_conditions=2))
def test_no_filter_of_a_target_equals_one_of_another(left, right):
    assert left != right
    for one, other in permutations((left, right)):
        with pytest.raises(ValueError, match="different targets"):
            one.implies(other)
