"""The operators of rows: what people write in their place, and that advice about them holds when it is followed."""

from __future__ import annotations

import json

import pytest
from fix_law import broken

import attioql
from attioql.aliases import load_aliases
from attioql.operators import load_operators

WORKSPACE = attioql.Workspace.standard()
PEOPLE, DEALS = WORKSPACE["people"], WORKSPACE["deals"]
MEANT = {
    "==": "=",
    "===": "=",
    "is": "=",
    "IS": "=",
    "$eq": "=",
    "eq": "=",
    "equals": "=",
    "<>": "!=",
    "is not": "!=",
    "is  not": "!=",
    "=>": ">=",
    "gt": ">",
    "$gte": ">=",
    "like": "contains",
    "includes": "contains",
    "does not contain": "not contains",
    "doesn’t contain": "not contains",
    "is null": "is empty",
    "IN": "in",
    "starts_with": "starts with",
    "contian": "contains",
}
NONE = ("", " ", "?", "xyz", "during last", "-")
ROWS = {
    "name": (PEOPLE, "name", ["a"]),
    "employee": (PEOPLE, "job_title", ["a"]),
    "value": (DEALS, "value", [5]),
    "day": (WORKSPACE["companies"], "foundation_date", ["2024-05-31"]),
    "instant": (PEOPLE, "created_at", ["2024-05-31T10:00:00Z"]),
    "nothing": (PEOPLE, "name", []),
    "two": (DEALS, "value", [5, 6]),
}


def problems_of(text, target):
    try:
        return attioql.from_rows(text, target).diagnostics
    except attioql.FilterError as error:
        return error.diagnostics


def rows(op, path, values):
    return json.dumps({"any_of": [{"all_of": [{"path": path, "op": op, "values": values}]}]})


def suggested(op):
    """Return what one of the rows of any form is advised to have."""
    targets = [(*each, problem) for each in ROWS.values() for problem in problems_of(rows(op, *each[1:]), each[0])]
    return {problem.parameters["near"] for *_, problem in targets if "did you mean" in problem.message}


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_what_people_write_leads_to_the_operator_they_mean(written, meant):
    assert suggested(written) == {meant}


@pytest.mark.parametrize("written", NONE)
def test_nothing_is_suggested_for_what_means_nothing(written):
    assert suggested(written) == set()


@pytest.mark.parametrize("form", ROWS)
def test_advice_about_every_alias_holds_when_it_is_followed(form):
    target, path, values = ROWS[form]
    aliases = load_aliases()
    for written in {*aliases.operators, *aliases.words["alone"], *load_operators().written}:
        text = rows(written, path, values)
        wrong, _ = broken(text, lambda text: problems_of(text, target))
        assert not wrong
        for problem in problems_of(text, target):
            assert "did you mean" not in problem.message or problem.fixes


def test_a_fix_of_parsed_rows_is_an_edit_of_the_value():
    with pytest.raises(attioql.FilterError) as caught:
        attioql.from_rows(json.loads(rows("==", "name", ["a"])), PEOPLE)
    [problem] = caught.value.diagnostics
    [edit] = problem.fixes[0].json_edits
    assert (edit.op, edit.pointer, edit.value) == ("set", "/any_of/0/all_of/0/op", "=")


def test_a_suggestion_stays_where_the_path_is_wrong_as_well():
    [problem] = problems_of(rows("==", "nmae", ["a"]), PEOPLE)
    assert problem.message.endswith("did you mean `=`?")
    assert not problem.fixes


def test_fixes_of_a_list_with_thousands_of_wrong_values_are_bounded():
    found = problems_of(rows("in", "value", ["5,000"] * 3000), DEALS)
    assert all(len(problem.fixes) <= 1 for problem in found)
    assert found
