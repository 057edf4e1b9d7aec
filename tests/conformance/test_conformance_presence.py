"""Where Attio has no operator that asks whether an attribute has a value, the message says so, and what it names instead is accepted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import attioql
from attioql.catalog.types import load_types
from attioql.testing.pools import operands

TABLE = json.loads((Path(__file__).parent / "presence.json").read_text(encoding="utf-8"))["rows"]
NOT_ASKED = pytest.mark.parametrize(
    "kind", [kind for kind in TABLE if kind["text"] != "a is not empty"], ids=lambda kind: kind["type"]
)
BY_TYPE = pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind["type"])
MOMENT = "2024-01-01T00:00:00.000000000Z"
ASKS_TEXT = ("a is empty", "a is not empty", "a = null", "a != null")
ASKS_JSON = (
    {"$not_empty": True},
    {"$is_empty": True},
    {"$exists": False},
    {"is_null": True},
    {"$ne": None},
    None,
)
ADVICE = re.compile(r"match `(.+)`; put `")


def target_of(kind):
    attribute = {"type": kind, **({"objects": ["things"]} if kind == "record-reference" else {})}
    attributes = {"a": attribute, "created_at": {"type": "timestamp"}}
    return attioql.Workspace({"objects": {"things": {"attributes": attributes}}})["things"]


def record(*values):
    whole = [{"active_from": MOMENT, "active_until": None, **value} for value in values]
    created = [{"value": MOMENT, "active_from": MOMENT, "active_until": None}]
    return {"values": {"a": whole, "created_at": created}}


def advice_in(problems):
    """Return the conditions that the notes of the errors name."""
    notes = [note for problem in problems if problem.severity is attioql.Severity.ERROR for note in problem.notes]
    return [found[1] for found in map(ADVICE.search, notes) if found]


def says_what_cannot_be_asked(problem):
    return any(note.startswith("Attio has no operator that tests whether ") for note in problem.notes)


def is_error(problem):
    return problem.severity is attioql.Severity.ERROR


def test_the_table_has_every_type():
    assert [kind["type"] for kind in TABLE] == list(load_types().types)


@NOT_ASKED
@pytest.mark.parametrize("text", ASKS_TEXT)
def test_query_text_that_asks_for_a_value_is_told_what_can_be_asked(kind, text):
    [problem] = attioql.check(text, target_of(kind["type"]))
    assert advice_in([problem]) == ([] if kind["text"] is None else [kind["text"]])
    assert says_what_cannot_be_asked(problem) or "is not empty" in kind["text"]


@NOT_ASKED
@pytest.mark.parametrize("asked", ASKS_JSON, ids=json.dumps)
def test_filter_json_that_asks_for_a_value_is_told_what_can_be_asked(kind, asked):
    [problem] = attioql.check({"a": asked}, target_of(kind["type"]))
    assert [json.loads(each) for each in advice_in([problem])] == ([] if kind["json"] is None else [kind["json"]])
    assert says_what_cannot_be_asked(problem) or "is not empty" in kind["text"]


@BY_TYPE
def test_what_is_offered_is_accepted_and_finds_the_records_with_a_value(kind):
    if kind["text"] is None:
        return
    target = target_of(kind["type"])
    compiled, loaded = attioql.compile(kind["text"], target), attioql.load(kind["json"], target)
    assert compiled == loaded
    assert not any(map(is_error, attioql.check(kind["text"], target)))
    related = lambda _object, _id: record()  # noqa: E731 - one record stands for all
    assert compiled.matches(record(kind["value"]), related=related)
    assert not compiled.matches(record(), related=related)
    around = attioql.compile(f"not ({kind['text']})", target)
    assert around == attioql.load({"$not": kind["json"]}, target)
    assert around.matches(record(), related=related)


@BY_TYPE
def test_every_operator_that_a_message_names_is_accepted(kind):
    target = target_of(kind["type"])
    attribute = target.attributes["a"]
    for name, prop in attribute.type.properties.items():
        beside = "" if prop.alone is None else prop.alone.without
        for operator in prop.operators:
            for operand in operands(attribute, prop, operator):
                asked: dict[str, object] = {name: {operator: [operand] if operator == "$in" else operand}}
                if beside:
                    other = attribute.type.properties[beside]
                    asked[beside] = operands(attribute, other, "$eq")[0]
                assert not any(map(is_error, attioql.check({"a": asked}, target))), (name, operator, operand)
        if prop.operators and not {"$not_empty"} & set(prop.operators):
            [problem] = attioql.check({"a": {name: {"$not_empty": True}}}, target)
            listed = next(note for note in problem.notes if note.startswith("it supports: "))
            assert re.findall(r"`([^`]+)`", listed) == list(prop.operators)
            [problem] = attioql.check(f"a.{name} is empty", target)
            listed = next(note for note in problem.notes if note.startswith("it supports: "))
            assert re.findall(r"`([^`]+)`", listed) == list(prop.spellings)


def test_a_reference_to_several_objects_has_no_such_condition():
    attributes = {"a": {"type": "record-reference", "objects": ["things", "others"]}}
    created = {"created_at": {"type": "timestamp"}}
    objects = {"things": {"attributes": {**attributes, **created}}, "others": {"attributes": created}}
    target = attioql.Workspace({"objects": objects})["things"]
    [problem] = attioql.check("a is empty", target)
    assert "Attio documents no other condition for it" in problem.notes
    assert not advice_in([problem])


def test_a_condition_at_the_end_of_a_path_is_told_the_whole_path():
    people = attioql.Workspace.standard()["people"]
    [problem] = attioql.check("company.employee_range is empty", people)
    [advice] = advice_in([problem])
    asked = {"path": [["people", "company"], ["companies", "employee_range"]], "constraints": {"$not_empty": True}}
    [in_json] = advice_in(attioql.check(asked, people))
    assert attioql.compile(advice, people) == attioql.load(in_json, people)
