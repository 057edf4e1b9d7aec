"""A kind of value is one record, and a kind or a column that is missing is found when the catalogue is loaded."""

import dataclasses

import pytest

import attioql
from attioql.attio.json_values import REFUSALS
from attioql.catalog.types import extended, load_types
from attioql.checker.literal_values import DIAGNOSTICS
from attioql.values.kinds import KINDS, added
from attioql.values.model import Rejection, ValueKind

ROW = {"operators": ["$eq"], "value": {"kind": "colour"}, "source": "https://example.com"}
TYPES = {
    "paint": {
        "title": "Paint",
        "source": "",
        "implicit": "value",
        "sort": {"fields": ["value"]},
        "properties": {"value": ROW},
    }
}
COLOUR = dataclasses.replace(KINDS["text"], name="colour")


def test_every_property_has_a_kind_of_its_name():
    properties = [prop for kind in load_types().types.values() for prop in kind.properties.values()]
    assert {prop.kind.name for prop in properties} == {prop.value.kind for prop in properties} == set(KINDS)


def test_a_type_with_an_unknown_kind_is_refused_when_it_is_loaded():
    with pytest.raises(LookupError, match="there is no kind of value 'colour'"), extended(TYPES):
        pass


def test_a_kind_is_there_for_as_long_as_it_is_added():
    with added(COLOUR), extended(TYPES):
        assert load_types().types["paint"].properties["value"].kind is COLOUR
    assert "colour" not in KINDS
    assert "paint" not in load_types().types


def test_a_kind_is_added_once():
    with pytest.raises(ValueError, match="there is a kind of value 'text' already"), added(KINDS["text"]):
        pass


@pytest.mark.parametrize("column", [field.name for field in dataclasses.fields(ValueKind) if field.name != "name"])
def test_a_record_without_a_column_is_none(column):
    columns = {
        field.name: getattr(COLOUR, field.name) for field in dataclasses.fields(ValueKind) if field.name != column
    }
    if next(each for each in dataclasses.fields(ValueKind) if each.name == column).default is dataclasses.MISSING:
        with pytest.raises(TypeError, match=column):
            ValueKind(**columns)
    else:
        assert ValueKind(**columns)


def test_an_operator_without_a_meaning_for_the_values_is_refused_when_the_type_is_loaded():
    row = {**ROW, "operators": ["$gt"], "value": {"kind": "text"}}
    paint = {"paint": {**TYPES["paint"], "properties": {"value": row}}}
    with pytest.raises(ValueError, match="value: values of the kind 'text' cannot be tested by"), extended(paint):
        pass


def test_every_rejection_has_a_sentence_wherever_it_comes_up():
    only_of_text = {Rejection.UNKNOWN_MEMBER, Rejection.DAY_FOR_INSTANT}
    only_of_json = {Rejection.DAY_FOR_TIMESTAMP, Rejection.OFFSET}
    assert set(DIAGNOSTICS) == {*Rejection} - only_of_json
    assert set(REFUSALS) == {*Rejection} - only_of_text


@pytest.mark.parametrize(
    "column", [{"precision": "hour"}, {"names": "list"}, {"json_type": "array"}, {"literals": frozenset({"colour"})}]
)
def test_a_record_with_a_value_that_no_room_knows_is_refused(column):
    with pytest.raises(ValueError, match="the kind of value 'colour' says"):
        dataclasses.replace(COLOUR, **column)


def test_text_and_json_take_the_id_of_an_object():
    identity = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
    attributes = {"owner": {"type": "record-reference", "objects": ["sailors"]}}
    objects = {"boats": {"attributes": attributes}, "sailors": {"id": identity, "attributes": {}}}
    boats = attioql.Workspace.from_dict({"objects": objects})["boats"]
    by_slug = attioql.compile('owner.target_object = "sailors"', boats)
    assert attioql.compile(f'owner.target_object = "{identity}"', boats) == by_slug
    assert attioql.load({"owner": {"target_object": identity}}, boats) == by_slug
