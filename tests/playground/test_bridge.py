"""What the page asks the package for, without a browser."""

import json
import subprocess
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest
from playground_bridge import Session
from playground_reading import MOST_LEVELS

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


def test_what_the_panes_show_of_a_filter(ask):
    chef = query('job_title = "chef"')
    assert ask("pane", **chef, pane="words") == 'People where Job title is "chef".'
    assert ask("pane", **chef, pane="rows") == {
        "groups": [{"all_of": [{"path": "job_title", "op": "=", "values": ["chef"], "negated": False}]}]
    }
    record = json.loads(ask("pane", **chef, pane="example")["record"])
    assert record["record"]["values"]["job_title"][0]["value"] == "chef"
    assert set(ask("pane", **chef, pane="code")) == {"Python", "TypeScript", "curl"}


def test_a_finding_of_the_linter_leads_to_the_page_of_its_rule(ask):
    never = query('job_title = "a" and job_title = "b"')
    assert ask("read", **never)["problems"] == []
    problems = ask("lint", **never)["problems"]
    assert [problem["page"].split("/")[0] for problem in problems] == ["rules"]
    assert ask("pane", **never, pane="example") == {"record": None, "isContradiction": True}


def test_a_filter_that_has_no_rows_says_why(ask):
    text = '(name = "a" or name = "b") and (job_title = "c" or job_title = "d")'
    rows = ask("pane", **query(text), pane="rows")
    assert rows.get("error") or rows.get("groups")


@pytest.mark.parametrize("pane", ["words", "rows", "example", "code"])
def test_a_wrong_filter_has_no_panes_and_no_findings(ask, pane):
    assert ask("pane", **query("nme = 1"), pane=pane) is None
    assert ask("lint", **query("nme = 1")) is None


WHOLE = 'job_title = "chef" order by created_at desc, name.last_name limit 50 offset 100'
BODY = {
    "filter": {"job_title": {"$eq": "chef"}},
    "sorts": [
        {"attribute": "created_at", "direction": "desc"},
        {"attribute": "name", "field": "last_name", "direction": "asc"},
    ],
    "limit": 50,
    "offset": 100,
}


def test_a_whole_query_is_read_as_a_request_body_and_back(ask):
    assert json.loads(ask("read", **query(WHOLE))["other"]) == BODY
    assert ask("read", **filter_json(BODY))["other"] == f"{WHOLE}\n"


def test_words_name_the_sorts_and_the_page_of_a_query(ask):
    assert ask("pane", **query(WHOLE), pane="words") == (
        'People where Job title is "chef".\n\n'
        "Sorted by created_at (descending), then by name.last_name (ascending). Without the first 100. At most 50."
    )


def test_a_mistake_in_an_ending_has_its_place_and_its_fixes(ask):
    wrong = query('job_title = "chef" sort by created_at')
    [problem] = ask("read", **wrong)["problems"]
    assert wrong["text"][problem["from"] : problem["to"]] == "sort by"
    assert ask("fix", **wrong, problem=0, fix=0)["text"] == 'job_title = "chef" order by created_at'
    half = query("job_title = chef order by created_at")
    assert ask("fix", **half)["text"] == 'job_title = "chef" order by created_at'


def test_findings_of_a_query_are_those_of_its_filter_and_of_its_page(ask):
    names = [each["name"] for each in ask("lint", **query('job_title = "a" and job_title = "b" limit 900'))["problems"]]
    assert names == ["contradiction", "large-limit"]


def test_a_query_and_its_request_body_have_the_same_finding_about_pages_without_an_order(ask):
    text, body = query('job_title = "a" limit 5 offset 5'), filter_json({"limit": 5, "offset": 5})
    assert [[each["name"] for each in ask("lint", **asked)["problems"]] for asked in (text, body)] == [
        ["offset-without-sorts"],
        ["offset-without-sorts"],
    ]
    assert ask("fix", **text, problem=0, fix=0)["text"] == 'job_title = "a" order by created_at limit 5 offset 5'


def test_completion_knows_what_follows_a_filter(ask):
    text = 'job_title = "chef" order by created'
    assert "created_at" in [each["label"] for each in ask("complete", **query(text, offset=len(text)))["items"]]


def fields(text, target="people"):
    return {**query(text), "target": target}


@pytest.mark.parametrize(
    ("text", "target", "parameters"),
    [
        ("name.first_name = :a and job_title contains :b", "people", {"a": "a text", "b": "a text"}),
        ("value > :least", "deals", {"least": "a number"}),
        ("created_at >= :day", "people", {"day": "a date and time"}),
        ("created_at > now - :n", "people", {"n": "a duration, such as 30d"}),
        ("created_at during last :n", "people", {"n": "a duration, such as 30d"}),
        ("created_at during :when", "people", {"when": "a period, such as last 30d"}),
        ("job_title in :titles", "people", {"titles": "a text, or several with commas"}),
        ("job_title in (:a, :b)", "people", {"a": "a text", "b": "a text"}),
        ("value between :a and :b", "deals", {"a": "a number", "b": "a number"}),
        ("not (email_addresses { email_domain = :domain })", "people", {"domain": "a text"}),
        ("nme = :a", "people", {"a": "a value"}),
        ("job_title = :a and and :b", "people", {"a": "a text", "b": "a value"}),
        ('job_title = ":a" # :b', "people", {}),
        ("created_at > 2024-01-01T00:00:00Z", "people", {}),
        ('{"job_title":true}', "people", {}),
    ],
)
def test_the_parameters_of_a_text_say_what_they_take(ask, text, target, parameters):
    found = ask("read", **fields(text, target))["parameters"]
    assert {each["name"]: each["takes"] for each in found} == parameters


@pytest.mark.parametrize(
    ("text", "target", "values", "expected"),
    [
        ("job_title = :a", "people", {"a": "100"}, {"job_title": {"$eq": "100"}}),
        ("value > :n", "deals", {"n": " 12.5 "}, {"value": {"$gt": 12.5}}),
        (
            "stage in :s",
            "deals",
            {"s": "Lead, In Progress"},
            {"$or": [{"stage": {"status": {"$eq": each}}} for each in ("In Progress", "Lead")]},
        ),
        ("created_at >= :day", "people", {"day": "2024-07-01"}, {"created_at": {"$gte": "2024-06-30T22:00:00Z"}}),
        ("job_title = :a", "people", {"a": "x", "b": "not named"}, {"job_title": {"$eq": "x"}}),
    ],
)
def test_the_values_of_parameters_are_read_as_what_the_attribute_takes(ask, text, target, values, expected):
    answer = ask("read", **fields(text, target), values=values)
    assert answer["problems"] == []
    assert json.loads(answer["other"]) == expected


def test_an_empty_field_is_a_parameter_without_a_value(ask):
    answer = ask("read", **query("job_title = :a"), values={"a": ""})
    assert [(each["name"], each["notes"]) for each in answer["problems"]] == [
        ("missing-parameter", ["write its value into the field `:a`"])
    ]
    assert answer["other"] is None


def test_a_value_of_another_type_is_an_error(ask):
    answer = ask("read", **fields("value > :n", "deals"), values={"n": "much"})
    assert [each["severity"] for each in answer["problems"]] == ["error"]


def run_python(code):
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return printed.stdout


def code_of(ask, language, given):
    return ask("pane", **given, pane="code")[language]


@pytest.mark.parametrize(
    "given",
    [
        query("job_title = \"it's\" and name contains '\"'"),
        query(WHOLE),
        query('job_title = "chef"\n# a comment\nand name contains "\\\\"'),
        query("job_title = :a and created_at >= 2024-07-01", values={"a": "chef"}),
        filter_json(BODY),
    ],
)
def test_the_python_to_copy_prints_the_body_of_the_request(ask, given):
    printed = json.loads(run_python(code_of(ask, "Python", given)))
    shown = json.loads(given["text"] if given["side"] == "json" else ask("read", **given)["other"])
    assert printed == (shown if "filter" in shown else {"filter": shown})


def test_the_python_to_copy_passes_what_the_text_needs_and_no_more(ask):
    assert "tz=" not in code_of(ask, "Python", query('job_title = "chef"'))
    assert "tz='Europe/Berlin'" in code_of(ask, "Python", query("created_at >= 2024-07-01"))
    moving = code_of(ask, "Python", query("created_at >= now - :n", values={"n": "30d"}))
    assert "'created_at >= now - :n'" in moving
    assert "params={'n': '30d'}" in moving
    assert "now=datetime.now(timezone.utc)" in moving
    assert "created_at" in run_python(moving)
    assert "params={'n': 100}" in code_of(ask, "Python", {**fields("value > :n", "deals"), "values": {"n": "100"}})


@pytest.mark.parametrize(
    ("text", "body"), [('job_title = "it\'s $HOME"', {"filter": {"job_title": {"$eq": "it's $HOME"}}}), (WHOLE, BODY)]
)
def test_curl_sends_the_whole_body_whatever_is_in_it(ask, text, body):
    code = code_of(ask, "curl", query(text))
    shown = subprocess.run(
        ["sh", "-c", f'curl() {{ for each; do last=$each; done; printf %s "$last"; }}\n{code}'],
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(shown.stdout) == body


def test_typescript_has_the_whole_body(ask):
    code = code_of(ask, "TypeScript", query(WHOLE))
    assert json.loads(code.removeprefix("const body = ").partition(";\n\n")[0]) == BODY
    assert "body: JSON.stringify(body)," in code


def test_completion_and_hover(ask):
    found = ask("complete", **query("job_t", offset=5))
    assert (found["from"], found["to"], found["items"][0]["insert"]) == (0, 5, "job_title")
    assert "Job title" in ask("hover", **query('job_title = "x"', offset=3))["info"]
    assert ask("hover", **query("   ", offset=1)) is None
    keys = ask("complete", **filter_json('{"job', offset=5))
    assert any("job_title" in each["label"] for each in keys["items"])


def test_a_record_is_tested_and_the_conditions_that_decide_are_named(ask):
    chef = query('job_title = "chef"')
    example = ask("pane", **chef, pane="example")["record"]
    assert ask("match", **chef, record=example)["matches"] is True
    other = json.dumps({"values": {"job_title": []}})
    assert ask("match", **chef, record=other) == {
        "matches": False,
        "reasons": [{"text": 'job_title = "chef"', "holds": False}],
    }


def test_a_number_that_no_float_is_stays_exact_in_the_example(ask):
    deal = query("value = 1234567890123456.5678", target="deals")
    example = ask("pane", pane="example", **deal)["record"]
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
    example = ask("pane", **wanted, pane="example")["record"]
    assert ask("match", **wanted, record=example)["matches"] is True


def test_a_workspace_file_gives_its_targets(ask):
    answer = ask("workspace", text=json.dumps(SHIPS), name="mine.json")
    assert answer == {
        "targets": [{"name": "ships", "kind": "object"}, {"name": "docks", "kind": "list"}],
        "isOwn": True,
    }
    ships = {"side": "query", "text": "mast > 30", "target": "ships", "zone": "UTC"}
    assert json.loads(ask("read", **ships)["other"]) == {"mast": {"$gt": 30}}
    snippets = ask("pane", **ships, pane="code")
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
