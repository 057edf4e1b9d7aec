"""Every witness shows what it promises, as an evaluator of raw JSON decides it, and there is one wherever the logic says so."""

import json
from typing import Any

from hypothesis import event, given
from hypothesis import strategies as st
from raw_json import holds
from record_shape import faults

import attioql
from attioql.testing import filter_trees
from attioql.values.ids import UUID

WORKSPACE = attioql.Workspace.standard()
OWN = attioql.Workspace.from_dict(
    {
        "members": [{"id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b", "first_name": "Ada", "last_name": "Lee"}],
        "objects": {
            "boats": {
                "attributes": {
                    "name": {"type": "text"},
                    "kind": {"type": "select", "options": [{"title": "Yawl"}, {"title": "Ketch"}]},
                    "stage": {"type": "status", "options": [{"title": "Afloat"}, {"title": "Sold"}]},
                    "tags": {"type": "select", "many": True, "options": [{"title": "Old"}, {"title": "New"}]},
                    "price": {"type": "currency"},
                    "length": {"type": "number"},
                    "score": {"type": "rating"},
                    "afloat": {"type": "checkbox"},
                    "launched": {"type": "date"},
                    "seen_at": {"type": "timestamp"},
                    "lengths": {"type": "number", "many": True},
                    "harbours": {"type": "location", "many": True},
                    "owner": {"type": "record-reference", "objects": ["sailors", "boats"]},
                    "tenders": {"type": "record-reference", "many": True, "objects": ["boats"]},
                }
            },
            "sailors": {
                "attributes": {
                    "name": {"type": "personal-name"},
                    "boats": {"type": "record-reference", "many": True, "objects": ["boats"]},
                    "skipper": {"type": "actor-reference"},
                    "phones": {"type": "phone-number", "many": True},
                }
            },
        },
        "lists": {"races": {"parents": ["boats"], "attributes": {"rank": {"type": "number"}}}},
    }
)
TARGETS = {name: workspace[name] for workspace in (WORKSPACE, OWN) for name in workspace}
TREES = {name: filter_trees(target) for name, target in TARGETS.items()}
PAIRS = st.sampled_from([*TREES]).flatmap(lambda name: st.tuples(st.just(name), TREES[name], TREES[name]))


def verdict(tree, target, witness):
    """Decide by the raw JSON, and hold the library to it. An entry of a list has its values and its parent elsewhere."""
    record, related = witness.record, witness.related
    found = attioql.load(tree, target).matches(record, related=related)
    values = _values(record)
    if "parent_object" in record:
        parent = {
            "attribute_type": "record-reference",
            "target_object": record["parent_object"],
            "target_record_id": record["parent_record_id"],
        }
        values = {"parent_record": [parent], **values}
    assert holds(tree, {"values": values}, related) is found
    return found


def _values(record: Any):
    return record["values"] if "values" in record else record["entry_values"]


@given(PAIRS)
def test_an_example_matches_and_a_counterexample_does_not(drawn):
    name, tree, _ = drawn
    target = TARGETS[name]
    found = attioql.load(tree, target)
    for witness, wanted, none in (
        (found.example(), True, found.is_contradiction()),
        (found.counterexample(), False, attioql.load({"$not": tree}, target).is_contradiction()),
    ):
        event(f"none: {none}, a witness: {witness is not None}")
        assert none is None or none is (witness is None)
        assert witness is None or verdict(tree, target, witness) is wanted


@given(PAIRS)
def test_a_difference_shows_each_implication_that_does_not_hold(drawn):
    name, tree, other = drawn
    target = TARGETS[name]
    first, second = attioql.load(tree, target), attioql.load(other, target)
    difference = first.difference(second)
    event(difference.relation)
    for told, known, witness, wanted in (
        (difference.implies, first.implies(second), difference.only_first, True),
        (difference.implied, second.implies(first), difference.only_second, False),
    ):
        assert known is None or told is known
        assert (witness is not None) is (told is False)
        if witness is not None:
            assert verdict(tree, target, witness) is wanted
            assert verdict(other, target, witness) is not wanted
    assert first.equivalent(second) in {None, difference.equivalent}


@given(PAIRS)
def test_records_are_such_as_the_api_could_answer(drawn):
    name, tree, other = drawn
    target = TARGETS[name]
    found = attioql.load(tree, target)
    difference = found.difference(attioql.load(other, target))
    for witness in (found.example(), found.counterexample(), difference.only_first, difference.only_second):
        assert witness is None or [*faults(target, witness)] == []


@given(PAIRS)
def test_a_difference_reads_the_same_from_both_sides(drawn):
    name, tree, other = drawn
    target = TARGETS[name]
    first, second = attioql.load(tree, target), attioql.load(other, target)
    forth, back = first.difference(second), second.difference(first)
    assert (forth.implies, forth.implied) == (back.implied, back.implies)
    assert (forth.only_first is None) is (back.only_second is None)


@given(PAIRS)
def test_a_witness_is_the_same_each_time_and_lists_no_more_than_the_filter_names(drawn):
    name, tree, _ = drawn
    target = TARGETS[name]
    found = attioql.load(tree, target)
    witness = found.example()
    assert witness == found.example()
    if witness is None:
        return
    written = json.dumps(tree)
    assert all(slug in written for slug in _values(witness.record))
    for (slug, identity), record in witness.related.items():
        assert slug in target.workspace
        assert UUID.match(identity)
        assert record["id"] == {"record_id": identity}
