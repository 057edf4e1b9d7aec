"""Filter JSON in: every spelling that is accepted, every mistake by name, and where it is."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

import attioql
from attioql.attio import offers, rewrites
from attioql.attio.reader import read_quickly
from attioql.json_text.strict_json import read_pairs
from attioql.limits import LIMITS
from attioql.report.json_report import json_report

DATA = Path(__file__).parent / "data"
ACCEPTED = json.loads((DATA / "accepted.json").read_text(encoding="utf-8"))
REFUSED = json.loads((DATA / "refused.json").read_text(encoding="utf-8"))
SPELLED = json.loads((DATA / "spelled.json").read_text(encoding="utf-8"))
HARBOUR = Path(__file__).parents[1] / "golden" / "harbour.json"


@pytest.mark.parametrize("row", ACCEPTED, ids=lambda row: json.dumps(row["json"])[:60])
def test_accepted(row, world):
    row = world.renamed(row)
    target = world.workspace[row["target"]]
    loaded = attioql.load(row["json"], target)
    assert loaded.json() == row["canonical"]
    assert loaded.text() == row["text"]
    warnings = [problem.name for problem in loaded.diagnostics if problem.severity is attioql.Severity.WARNING]
    assert warnings == row.get("warnings", [])
    assert {problem.name for problem in loaded.diagnostics} >= set(row.get("notes", ()))
    assert attioql.load(json.dumps(row["json"]), target) == loaded
    assert attioql.load(json.dumps(row["json"]).encode(), target) == loaded
    assert attioql.load(loaded.json(), target) == loaded
    assert attioql.load(loaded.json("shorthand"), target) == loaded
    assert attioql.compile(loaded.text(), target) == loaded
    assert attioql.decompile(row["json"], target) == row["text"]


@pytest.fixture(scope="module")
def harbour():
    return attioql.Workspace.load(HARBOUR)


@pytest.mark.parametrize("row", SPELLED, ids=lambda row: json.dumps(row["json"])[:60])
def test_every_spelling_to_the_letter(row, harbour):
    """A filter as query text, and as JSON in both styles; in a workspace with every type of attribute."""
    target = harbour[row["target"]]
    loaded = attioql.load(row["json"], target)
    assert (loaded.text(), loaded.dumps(), loaded.dumps("shorthand")) == tuple(
        row[key] for key in ("text", "canonical", "shorthand")
    )
    for style in ("canonical", "shorthand"):
        assert json.loads(row[style], parse_float=Decimal) == as_decimals(loaded.json(style))
        assert attioql.load(row[style], target) == loaded
    assert attioql.compile(row["text"], target) == loaded


def test_indented_json_to_the_letter(harbour):
    text = 'length between 0.5 and 7 and (name in ("a", "b") or insured = true) and not site is empty'
    assert attioql.compile(text, harbour["boats"]).dumps("shorthand", indent=2).splitlines() == [
        "{",
        '  "$and": [',
        "    {",
        '      "length": {',
        '        "$gte": 0.5,',
        '        "$lte": 7',
        "      }",
        "    },",
        "    {",
        '      "site": {',
        '        "$not_empty": true',
        "      }",
        "    },",
        "    {",
        '      "$or": [',
        "        {",
        '          "insured": true',
        "        },",
        "        {",
        '          "name": {',
        '            "$in": [',
        '              "a",',
        '              "b"',
        "            ]",
        "          }",
        "        }",
        "      ]",
        "    }",
        "  ]",
        "}",
    ]


def as_decimals(value):
    return json.loads(json.dumps(value), parse_float=Decimal)


@pytest.mark.parametrize("row", SPELLED, ids=lambda row: json.dumps(row["json"])[:60])
def test_what_is_right_is_read_in_one_pass(row, harbour):
    """`carefully` names the rows that need the careful reader: they have warnings, or are rare."""
    target = harbour[row["target"]]
    pairs = read_pairs(attioql.Source(json.dumps(row["json"])))
    found = [read_quickly(row["json"], target, dict), read_quickly(pairs, target, tuple)]
    assert [read is None for read in found] == [row.get("carefully", False)] * 2


def _value_at(value, pointer):
    for token in pointer.split("/")[1:]:
        key = token.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def _applied(text, fix):
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["case"])
def test_refused(row, world):
    row = world.renamed(row)
    target = world.workspace[row["target"]]
    with pytest.raises(attioql.FilterError) as caught:
        attioql.load(row["json"], target)
    [problem] = caught.value.diagnostics
    assert (problem.name, problem.pointer) == (row["name"], row["pointer"])
    assert problem.span is None
    _value_at(row["json"], problem.pointer)
    assert row.get("says", "") in f"{problem.message} {' '.join(problem.notes)}"


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["case"])
def test_refused_as_text_with_its_place_and_its_fix(row, world):
    row = world.renamed(row)
    target = world.workspace[row["target"]]
    text = json.dumps(row["json"], indent=2)
    with pytest.raises(attioql.FilterError) as caught:
        attioql.load(text, target)
    [problem] = caught.value.diagnostics
    assert problem.pointer == row["pointer"]
    culprit = text[problem.span.start : problem.span.end]
    key = row["pointer"].rpartition("/")[2].replace("~1", "/").replace("~0", "~")
    value = json.dumps(_value_at(row["json"], row["pointer"]))
    assert culprit == json.dumps(key) or json.loads(culprit) == json.loads(value)
    json.loads(json_report([problem]))
    if "fixed" in row:
        fixed = [json.loads(_applied(text, fix)) for fix in problem.fixes]
        assert row["fixed"] in fixed
        attioql.load(row["fixed"], target)
    assert all(fix.edits for fix in problem.fixes)


def test_several_mistakes_at_once(workspace):
    text = '{"nam": "x", "$or": [{"name": {"$ne": 1}}, {"created_at": 5}], "stage": null}'
    problems = attioql.check(text, workspace["people"])
    assert [problem.pointer for problem in problems] == ["/nam", "/$or/0/name/$ne", "/$or/1/created_at", "/stage"]
    assert str(problems[0]).startswith("1:2: ")


def test_check_takes_text_and_json(workspace):
    people = workspace["people"]
    assert attioql.check({"name": "x"}, people) == ()
    assert attioql.check('{"name": "x"}', people) == ()
    assert attioql.check('name = "x"', people) == ()
    assert [problem.name for problem in attioql.check([], people)] == ["not-a-filter"]
    assert [problem.name for problem in attioql.check(3, people)] == ["not-a-filter"]


@pytest.mark.parametrize(
    ("value", "pointers"),
    [
        ({"$and": [], "$not": {}}, ["/$and", "/$not"]),
        ({"$and": [{"nam": "x"}, {"$not": {}}]}, ["/$and/0/nam", "/$and/1/$not"]),
        ({"$and": [{"$not": {"nam": "x"}}, {"$not": {"$and": [{}]}}]}, ["/$and/0/$not/nam", "/$and/1/$not"]),
    ],
)
def test_the_negation_of_nothing_is_reported_beside_other_mistakes(workspace, value, pointers):
    assert [problem.pointer for problem in attioql.check(value, workspace["people"])] == pointers


def test_mistakes_of_a_parsed_value_come_in_the_order_of_the_filter(workspace):
    value = {"$or": [{"nam": "x"}, {"$not": {"nam": "y"}}], "stage": None, "$and": [{"nam": "z"}] * 200}
    pointers = [problem.pointer for problem in attioql.check(value, workspace["people"])]
    assert pointers[:4] == ["/$or/0/nam", "/$or/1/$not/nam", "/stage", "/$and/0/nam"]
    assert len(pointers) == 100


def test_a_condition_of_another_tool_is_found_after_other_mistakes(workspace):
    value = {"$and": [{"name": 5}, {"attribute": "name", "operator": "contains", "value": "x"}, {"name": "y"}]}
    problems = attioql.check(value, workspace["people"])
    assert [(problem.name, problem.pointer) for problem in problems] == [
        ("wrong-value-type", "/$and/0/name"),
        ("foreign-condition", "/$and/1"),
    ]


def test_a_warning_about_an_empty_value_points_at_it():
    filters = {"$or": [{"job_title": "a"}, {"job_title": "b"}, {"first_interaction": {"interaction_type": ""}}]}
    [warning] = attioql.check(filters, attioql.Workspace.standard()["people"])
    assert (warning.name, warning.pointer) == ("unlisted-value", "/$or/2/first_interaction/interaction_type")


def test_fixes_of_a_long_list_are_written_within_the_budget(monkeypatch):
    written = []
    write = rewrites.rewritings

    def counted(name, value, target):
        for each in write(name, value, target):
            written.append(each)
            yield each

    monkeypatch.setattr(offers, "rewritings", counted)
    attioql.check({"job_title": {"$in": list(range(2500))}}, attioql.Workspace.standard()["people"])
    assert len(written) <= LIMITS.json_fix_values / 2500 + 1
