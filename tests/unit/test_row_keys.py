"""Rows whose keys have other names: what is said, and that the fixes rename them."""

import json

import pytest

import attioql

UNSAFE = attioql.Applicability.UNSAFE
ROW = {"path": "job_title", "op": "contains", "values": ["chef"]}


@pytest.fixture
def people():
    return attioql.Workspace.standard()["people"]


def faults(rows, people):
    with pytest.raises(attioql.FilterError) as raised:
        attioql.from_rows(rows, people)
    return raised.value.diagnostics


@pytest.mark.parametrize(
    ("key", "other"),
    [("path", "field"), ("path", "attribute"), ("path", "property"), ("op", "operator"), ("values", "value")],
)
def test_a_key_of_another_tool_is_one_error_whose_fix_renames_it(people, key, other):
    text = json.dumps({"any_of": [{"all_of": [{(other if name == key else name): ROW[name] for name in ROW}]}]})
    [fault] = faults(text, people)
    assert fault.message == f"rows have no key `{other}` here; did you mean `{key}`?"
    [fix] = fault.fixes
    fixed = attioql.apply_fixes(text, [fault], applicability=UNSAFE)
    assert attioql.from_rows(fixed, people) == attioql.compile('job_title contains "chef"', people)
    assert fix.applicability is UNSAFE


def test_all_keys_at_once_are_renamed(people):
    rows = {"or": [{"all_of": []}]}
    assert [each.message for each in faults(rows, people)] == ["rows have no key `or` here; did you mean `any_of`?"]
    row = {"field": "job_title", "operator": "=", "value": ["x"]}
    found = faults({"any_of": [{"all_of": [row]}]}, people)
    assert [len(each.fixes) for each in found] == [1, 1, 1]


def test_a_key_beside_the_one_that_it_means_is_not_renamed(people):
    [fault] = faults({"any_of": [{"all_of": [{**ROW, "value": "x"}]}]}, people)
    assert (fault.message, fault.fixes) == ("rows have no key `value` here", ())


def test_a_value_without_an_array_is_said_to_belong_under_values(people):
    row = {"path": "job_title", "op": "contains", "value": "chef"}
    [fault] = faults({"any_of": [{"all_of": [row]}]}, people)
    assert fault.message == "rows have no key `value` here; did you mean `values`?"
