"""What a workspace of one's own makes it possible to check, in text and in JSON: the tables of `checks.json`."""

import json
from pathlib import Path
from typing import Any

import pytest

import attioql

TABLES = json.loads((Path(__file__).parent / "checks.json").read_text(encoding="utf-8"))["tables"]
ROWS: list[Any] = [
    pytest.param(row, id=f"{table['name']}-{number}") for table in TABLES for number, row in enumerate(table["rows"])
]


@pytest.mark.parametrize("row", ROWS)
def test_row(row, harbour):
    target = harbour[row["target"]]
    given = row["text"] if "text" in row else row["json"]
    params = {"params": row["params"]} if "params" in row else {}
    problems = attioql.check(given, target, **params)
    assert [problem.name for problem in problems] == row.get("names", [])
    if "pointer" in row:
        assert problems[0].pointer == row["pointer"]
    if "says" in row:
        assert row["says"] in " ".join([problems[0].message, *problems[0].notes])
    if "filter" not in row:
        return
    found = attioql.compile(given, target, **params) if "text" in row else attioql.load(given, target)
    assert found.json() == row["filter"]
    assert attioql.load(found.dumps(), target) == found
    assert attioql.compile(found.text(), target) == found


@pytest.mark.parametrize("row", [row for row in ROWS if "json" in row.values[0]])
def test_json_text_has_the_place(row, harbour):
    text = json.dumps(row["json"], indent=1)
    for problem in attioql.check(text, harbour[row["target"]]):
        if problem.name != "options-unknown":
            start, end = problem.span
            assert 0 < start < end <= len(text)
        for fix in problem.fixes:
            assert fix.edits


def test_members_of_a_workspace_that_lists_none_are_not_looked_up():
    workspace = attioql.Workspace.from_dict({"objects": {"a": {"attributes": {"o": {"type": "actor-reference"}}}}})
    assert [each.name for each in attioql.check('o = member("tom@acme.com")', workspace["a"])] == ["unknown-member"]
    assert [each.name for each in attioql.check('o = "tom@acme.com"', workspace["a"])] == ["invalid-actor"]
    identity = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
    assert attioql.check(f'o = "{identity}"', workspace["a"]) == ()


UNLISTED = '"50cf242c-7fa3-4cad-87d0-75b1af71c57b"'


@pytest.mark.parametrize(
    ("path", "values", "names"),
    [
        ("kind", ["Sailing", "Hydrofoil"], ["archived-option"]),
        ("owner.segment", ["Buyer", "Seller"], []),
        ("keel", ['"Fin"', '"Bulb"'], ["options-unknown"]),
        ("broker", ['"tom@acme.com"', UNLISTED], ["unlisted-member"]),
        ("last_visit.owner_member_id", ['"tom@acme.com"', UNLISTED, '"50cf242c-7fa3-4cad-87d0-75b1af71c57c"'], ["unlisted-member"] * 2),
        ("last_visit.interaction_type", ['"email"', '"telepathy"'], ["unlisted-value"]),
    ],
)  # fmt: skip
def test_each_value_of_a_list_has_the_warnings_that_it_has_alone(path, values, names, harbour):
    def warned(text):
        found = attioql.check(text, harbour["boats"])
        return [(each.name, each.message, each.notes, text[slice(*each.span)] if each.span else "") for each in found]

    for equal, within, joint in (("=", "in", "or"), ("!=", "not in", "and")):
        alone = warned(f" {joint} ".join(f"{path} {equal} {value}" for value in values))
        assert [each[0] for each in alone] == names
        assert warned(f"{path} {within} ({', '.join(values)})") == alone


def test_an_option_without_an_id_leaves_ids_unchecked():
    options = [{"title": "Open"}, {"title": "Shut", "id": "0f8a2d3e-8a2b-4f53-9a17-6c1f0a5c2b77"}]
    row = {"objects": {"a": {"attributes": {"s": {"type": "status", "options": options}}}}}
    target = attioql.Workspace.from_dict(row)["a"]
    assert attioql.check("s = Open", target) == ()
    assert attioql.check("s = 0f8a2d3e-8a2b-4f53-9a17-6c1f0a5c2b77", target) == ()
    assert [each.name for each in attioql.check("s = Opn", target)] == ["unknown-option"]
    unknown = attioql.check("s = 50cf242c-7fa3-4cad-87d0-75b1af71c57b", target)
    assert [each.name for each in unknown] == ["options-unknown"]


def test_a_title_of_an_archived_option_and_of_one_that_is_not_is_the_latter():
    options = [{"title": "Open", "id": "1"}, {"title": "Open", "id": "2", "archived": True}]
    for order in (options, options[::-1]):
        row = {"objects": {"a": {"attributes": {"s": {"type": "status", "options": order}}}}}
        assert attioql.check("s = Open", attioql.Workspace.from_dict(row)["a"]) == ()


def test_the_standard_workspace_says_nothing_of_options():
    assert attioql.check('stage = "Whatever"', attioql.Workspace.standard()["deals"]) == ()


def test_a_long_filter_has_one_note():
    options = attioql.Workspace.from_dict({"objects": {"a": {"attributes": {"s": {"type": "select"}}}}})
    text = " or ".join(f's = "{number}"' for number in range(3_000))
    assert [each.name for each in attioql.check(text, options["a"])] == ["options-unknown"]


def test_the_json_schema_of_a_target_knows_its_options(harbour):
    import jsonschema

    schema: Any = attioql.json_schema(harbour["boats"], depth=0)
    exact = jsonschema.Draft202012Validator(schema)
    lead = harbour["boats"].attributes["stage"].option("Lead").id
    good = [
        {"stage": "Lead"},
        {"stage": {"status": {"$eq": lead}}},
        {"keel": "Fin"},
        {"stage": {"active_from": {"$gte": "2024-01-01"}}},
    ]
    bad = [
        {"stage": "Led"},
        {"stage": {"status": "50cf242c-7fa3-4cad-87d0-75b1af71c57b"}},
        {"colour": "Red"},
        {"trail": 1},
    ]
    for value in good:
        assert exact.is_valid(value)
        assert isinstance(attioql.load(value, harbour["boats"]), attioql.Filter)
    for value in bad:
        assert not exact.is_valid(value)
        with pytest.raises(attioql.FilterError):
            attioql.load(value, harbour["boats"])
    assert schema["$defs"]["conditions"]["properties"]["yard_notes"]["deprecated"] is True
