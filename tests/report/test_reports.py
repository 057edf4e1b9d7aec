"""The reports: what a person sees, line by line, and what a program reads."""

import json
import os
from pathlib import Path

import jsonschema
import pytest

import attioql
from attioql.diagnostics.phrases import summary
from attioql.report.concise import concise_report
from attioql.report.human import human_report
from attioql.report.json_report import json_report
from attioql.resources import read_resource
from attioql.text.source import Source

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "operator": ("deals", 'stage contains "Lead"', 100),
    "several": ("people", 'nam = "x" and email contains "y"\n  and company = 5', 100),
    "wide-characters": ("companies", 'name = "日本" and nam = "x"', 100),
    "tabs": ("companies", '\tname = "x"\n\tand\tnam = "y"', 100),
    "end-of-text": ("companies", "name =", 100),
    "open-bracket": ("companies", '(name = "a"\n  or description = "b"', 100),
    "long-line": ("companies", 'name = "' + "a" * 150 + '" and nam = "x" and ' + 'description = "b" ' * 3, 80),
    "combining-marks": ("companies", 'name = "e\u0301" and nam = "x"', 100),
    "control-characters": ("companies", 'name = "x" \x07', 100),
    "json": ("companies", '{\n  "$and": [\n    {"name": {"$ne": "x"}}\n  ]\n}', 100),
    "warning": ("deals", 'owner.referenced_actor_type = "app"', 100),
    "first-and-last": ("companies", ") name = 'x", 100),
}
SCHEMA = json.loads(read_resource("schemas", "diagnostics.schema.json"))


def _problems(target, text):
    given = text if text.startswith("{") else Source(text, "saved.attioql")
    return attioql.check(given, attioql.Workspace.standard()[target])


@pytest.mark.parametrize("name", CASES)
def test_human_report(name):
    target, text, columns = CASES[name]
    report = human_report(_problems(target, text), columns)
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        path.write_text(report, encoding="utf-8")
    assert report == path.read_text(encoding="utf-8")


def test_a_fix_over_several_lines_shows_no_carriage_returns():
    problems = attioql.lint("value > 5\r\nand value > 3", attioql.Workspace.standard()["deals"])
    assert human_report(problems, 80).split("help: ")[1].splitlines() == [
        "remove it",
        "  |",
        "1 - value > 5",
        "2 - and value > 3",
        "1 + value > 5",
    ]


@pytest.mark.parametrize("name", CASES)
def test_json_report_follows_its_schema(name):
    target, text, _ = CASES[name]
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    jsonschema.validate(json.loads(json_report(_problems(target, text))), SCHEMA)


def test_the_schema_refuses_what_is_no_diagnostic():
    report = json.loads(json_report(_problems("deals", 'stage contains "Lead"')))
    report["diagnostics"][0]["location"]["start"]["line"] = 0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, SCHEMA)


def test_to_dict_is_complete():
    [problem] = _problems("deals", "stage = 1 ")
    assert problem.to_dict() == {
        "name": "wrong-value-type",
        "code": "AQ401",
        "severity": "error",
        "message": problem.message,
        "location": {
            "start": {"offset": 8, "line": 1, "column": 9},
            "end": {"offset": 9, "line": 1, "column": 10},
        },
        "labels": [],
        "notes": list(problem.notes),
        "fixes": [
            {
                "message": problem.fixes[0].message,
                "applicability": "unsafe",
                "edits": [{"location": problem.to_dict()["location"], "replacement": '"1"'}],
                "json_edits": [],
            }
        ],
        "pointer": None,
        "parameters": {"taker": "`stage`", "takes": "the title in quotes, or the ID", "given": "a number"},
    }


def test_concise_report():
    report = concise_report(_problems("deals", 'stage = 1\nand nam = "x"'))
    assert [line.split(" ")[0] for line in report.splitlines()] == ["saved.attioql:1:9:", "saved.attioql:2:5:"]
    assert "error[wrong-value-type AQ401]" in report


def test_control_characters_are_never_printed():
    target = attioql.Workspace.standard()["deals"]
    problems = attioql.check('{"a\\nb\\u001b[31m": 5, "owner": {"c\\nd": 1}}', target)
    problems += attioql.check(Source("nam = 1", "x\ny\x1b.attioql"), target)
    for report in (human_report(problems), concise_report(problems)):
        assert "x\ufffdy\ufffd.attioql" in report
        assert "`a\ufffdb\ufffd[31m`" in report
        assert "\x1b" not in report
    assert len(concise_report(problems).split("\n")) == len(problems) + 1


def test_a_file_without_a_place_in_it_is_named():
    problem = attioql.Diagnostic("unreadable-file", "this file cannot be read: x", source=Source("", "a.attioql"))
    changed = attioql.Diagnostic("changed-file", "this file was changed", source=Source("name = 1", "b.attioql"))
    assert human_report([problem, changed]).splitlines() == [
        "error[unreadable-file AQ841]: this file cannot be read: x",
        " --> a.attioql",
        "",
        "error[changed-file AQ842]: this file was changed",
        " --> b.attioql",
    ]


def test_summary_counts():
    assert summary(_problems("deals", "stage = 1 and nam = 2")) == "2 errors"
    assert summary(_problems("deals", "owner = system()")) == "1 warning"
    assert summary(()) == ""
