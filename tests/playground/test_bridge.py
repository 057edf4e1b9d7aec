"""What the page asks the package for, without a browser."""

import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playground_bridge import MOST_LEVELS, Session

STAND_INS = Path(__file__).resolve().parents[2] / "playground" / "stand_ins"
NOW = datetime(2026, 11, 29, 12, tzinfo=timezone.utc)
TARGET = {"target": "people", "zone": "Europe/Berlin"}
SHIPS = {
    "objects": {
        "ships": {
            "singular": "Ship",
            "plural": "Ships",
            "attributes": {
                "record_id": {"title": "Record ID", "type": "text"},
                "created_at": {"title": "Created at", "type": "timestamp"},
                "created_by": {"title": "Created by", "type": "actor-reference"},
                "mast": {"title": "Mast", "type": "number"},
            },
        }
    },
    "lists": {"docks": {"name": "Docks", "parents": ["ships"], "attributes": {}}},
}


@pytest.fixture
def ask():
    session = Session(lambda: NOW)

    def call(method, **given):
        return json.loads(session.call(method, json.dumps(given)))

    return call


def query(text, **more):
    return {"side": "query", "text": text, **TARGET, **more}


def filter_json(value, **more):
    return {"side": "json", "text": value if isinstance(value, str) else json.dumps(value), **TARGET, **more}


def test_query_text_is_read_as_json(ask):
    answer = ask("read", **query('name contains "Ltd"'))
    assert json.loads(answer["other"]) == {"name": {"full_name": {"$contains": "Ltd"}}}
    assert answer["problems"] == []


def test_json_is_read_as_query_text(ask):
    assert ask("read", **filter_json({"job_title": {"$eq": "chef"}}))["other"] == 'job_title = "chef"\n'


def test_a_day_starts_in_the_zone_that_is_given(ask):
    assert "2026-11-28T23:00:00" in ask("read", **query("created_at >= today"))["other"]
    assert "2026-11-29T00:00:00" in ask("read", **query("created_at >= today", zone="UTC"))["other"]


def test_an_error_has_its_place_its_page_and_fixes_that_are_applied(ask):
    wrong = query('job_title = "x" and nme contains "Ltd"')
    [problem] = ask("read", **wrong)["problems"]
    assert wrong["text"][problem["from"] : problem["to"]] == "nme"
    assert (problem["line"], problem["column"]) == (1, 21)
    assert problem["page"] == "diagnostics/unknown-attribute.html"
    [fix] = problem["fixes"]
    assert fix["message"] == "write `name`"
    assert ask("fix", **wrong, problem=0, fix=0) == {"text": 'job_title = "x" and name contains "Ltd"'}


def test_a_fix_of_json_changes_its_text(ask):
    wrong = filter_json({"job_title": {"value": {"$equals": "chef"}}})
    assert ask("read", **wrong)["other"] is None
    assert json.loads(ask("fix", **wrong, problem=0, fix=0)["text"]) == {"job_title": {"value": {"$eq": "chef"}}}


def test_all_safe_fixes_are_applied_at_once(ask):
    assert ask("fix", **query("job_title = a and name = b and nme = 1"))["text"] == (
        'job_title = "a" and name = "b" and nme = 1'
    )


def test_details_of_a_filter(ask):
    details = ask("details", **query('job_title = "chef"'))
    assert details["words"] == 'People where Job title is "chef".'
    assert details["rows"] == {
        "groups": [{"all_of": [{"path": "job_title", "op": "=", "values": ["chef"], "negated": False}]}]
    }
    assert json.loads(details["example"])["record"]["values"]["job_title"][0]["value"] == "chef"
    assert set(details["snippets"]) == {"Python", "TypeScript", "curl"}


def test_a_finding_of_the_linter_leads_to_the_page_of_its_rule(ask):
    never = query('job_title = "a" and job_title = "b"')
    assert ask("read", **never)["problems"] == []
    details = ask("details", **never)
    assert [problem["page"].split("/")[0] for problem in details["problems"]] == ["rules"]
    assert (details["example"], details["isContradiction"]) == (None, True)


def test_a_filter_that_has_no_rows_says_why(ask):
    rows = ask("details", **query('(name = "a" or name = "b") and (job_title = "c" or job_title = "d")'))["rows"]
    assert rows.get("error") or rows.get("groups")


def test_details_of_a_wrong_filter_are_none(ask):
    assert ask("details", **query("nme = 1")) is None


def run_python(code):
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return printed.stdout


def test_the_python_to_copy_runs(ask):
    text = "job_title = \"it's\" and name contains '\"'"
    code = ask("details", **query(text))["snippets"]["Python"]
    assert "full_name" in run_python(code)


def test_curl_sends_the_filter_whatever_is_in_it(ask):
    code = ask("details", **query('job_title = "it\'s $HOME"'))["snippets"]["curl"]
    shown = subprocess.run(
        ["sh", "-c", f'curl() {{ for each; do last=$each; done; printf %s "$last"; }}\n{code}'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(shown.stdout) == {"filter": {"job_title": {"$eq": "it's $HOME"}}}


def test_completion_and_hover(ask):
    found = ask("complete", **query("job_t", offset=5))
    assert (found["from"], found["to"], found["items"][0]["insert"]) == (0, 5, "job_title")
    assert "Job title" in ask("hover", **query('job_title = "x"', offset=3))["info"]
    assert ask("hover", **query("   ", offset=1)) is None
    keys = ask("complete", **filter_json('{"job', offset=5))
    assert any("job_title" in each["label"] for each in keys["items"])


def test_a_record_is_tested_and_the_conditions_that_decide_are_named(ask):
    chef = query('job_title = "chef"')
    example = ask("details", **chef)["example"]
    assert ask("match", **chef, record=example)["matches"] is True
    other = json.dumps({"values": {"job_title": []}})
    assert ask("match", **chef, record=other) == {
        "matches": False,
        "reasons": [{"text": 'job_title = "chef"', "holds": False}],
    }


def test_a_number_that_no_float_is_stays_exact_in_the_example(ask):
    deal = query("value = 1234567890123456.5678", target="deals")
    example = ask("details", **deal)["example"]
    assert "1234567890123456.5678" in example
    assert ask("match", **deal, record=example)["matches"] is True


@pytest.mark.parametrize(
    ("record", "said"),
    [("{", "Expecting"), ("[]", "object"), ('{"values": 3}', "values"), ("[" * 100_000, "nested")],
)
def test_a_record_that_cannot_be_read_has_an_error(ask, record, said):
    assert said in ask("match", **query('job_title = "chef"'), record=record)["error"]


def test_a_reference_asks_for_the_other_records(ask):
    wanted = query('company.name = "Acme"')
    assert '"related"' in ask("match", **wanted, record='{"values": {"company": []}}')["error"]
    example = ask("details", **wanted)["example"]
    assert ask("match", **wanted, record=example)["matches"] is True


def test_a_workspace_file_gives_its_targets(ask):
    answer = ask("workspace", text=json.dumps(SHIPS), name="mine.json")
    assert answer == {
        "targets": [{"name": "ships", "kind": "object"}, {"name": "docks", "kind": "list"}],
        "isOwn": True,
    }
    ships = {"side": "query", "text": "mast > 30", "target": "ships", "zone": "UTC"}
    assert json.loads(ask("read", **ships)["other"]) == {"mast": {"$gt": 30}}
    snippets = ask("details", **ships)["snippets"]
    assert 'Workspace.load("workspace.json")' in snippets["Python"]
    docks = {**ships, "text": 'entry_id = "f0bd2ac3-6d1e-4a26-a0e8-d4c7f3a9a1a1"', "target": "docks"}
    assert ask("read", **docks)["other"] is None
    standard = ask("workspace", text=None, name="")
    assert standard["isOwn"] is False
    assert "people" in {each["name"] for each in standard["targets"]}


def test_a_wrong_workspace_file_has_its_message_and_changes_nothing(ask):
    wrong = {"objects": {"ships": {"attributes": {"mast": {"type": 3}}}}}
    error = ask("workspace", text=json.dumps(wrong), name="mine.json")["error"]
    assert "a string is expected here, not a number" in error
    assert "--> mine.json:1:" in error
    assert ask("read", **query('job_title = "chef"'))["problems"] == []


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_json_that_is_nested_deeply_is_an_error_before_anything_reads_it(ask, opening):
    deep = opening * 100_000
    [problem] = ask("read", **filter_json(deep))["problems"]
    assert problem["name"] == "nesting-too-deep"
    assert ask("complete", **filter_json(deep, offset=5)) is None
    assert ask("hover", **filter_json(deep, offset=5)) is None
    assert "nesting-too-deep" in ask("workspace", text=deep, name="mine.json")["error"]


def test_json_within_the_levels_is_read(ask):
    levels = MOST_LEVELS // 2 - 1
    text = '{"$not":' * levels + '{"job_title":"a"}' + "}" * levels
    problems = ask("read", **filter_json(text))["problems"]
    assert "nesting-too-deep" not in {each["name"] for each in problems if "200" in each["message"]}


def test_the_stand_in_for_rpds_lets_jsonschema_explain():
    code = (
        f"import sys; sys.path.insert(0, {str(STAND_INS)!r})\n"
        "import rpds, attioql\n"
        f"assert rpds.__file__.startswith({str(STAND_INS)!r})\n"
        "try:\n"
        "    attioql.Workspace.from_dict({'objects': {'ships': {'attributes': {'mast': {'type': 3}}}}})\n"
        "except attioql.WorkspaceError as error:\n"
        "    print(error.diagnostics[0].message)\n"
    )
    assert run_python(code) == "a string is expected here, not a number\n"
