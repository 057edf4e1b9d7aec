"""`attioql.render`: every format from Python, the same text as on the command line."""

import json
import sys
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner

import attioql
from attioql.cli.app import app
from attioql.report.formats import FORMATS
from attioql.report.human import human_report
from attioql.resources import read_resource

PEOPLE = attioql.Workspace.standard()["people"]
TEXT = "nam = 1 and email contains 'y' and owner = 5"
PROBLEMS = attioql.check(TEXT, PEOPLE)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("text", [TEXT, "name = 'x'", '{"nam": 1}', "created_by.referenced_actor_type = 'bot'"])
def test_a_report_from_python_is_the_report_of_the_command_line(name, text):
    source = attioql.Source(text, "<filter>")
    done = CliRunner().invoke(app, ["check", "people", text, "--format", name])
    written = attioql.render(attioql.check(source, PEOPLE), format=name)
    if name == "human":
        assert done.stdout.startswith(written)
    elif written and (FORMATS[name].is_document or attioql.check(source, PEOPLE)):
        assert done.stdout == written


def test_the_command_line_offers_the_formats_there_are():
    for command in ("check", "compile", "lint", "fmt", "decompile", "match"):
        found: list[Any] = [each for each in app.commands[command].params if each.name == "report_format"]
        [option] = found
        assert list(option.type.choices) == list(FORMATS)


def test_human_is_the_default():
    assert attioql.render(PROBLEMS) == attioql.render(PROBLEMS, format="human") == human_report(PROBLEMS)
    assert attioql.render(iter(PROBLEMS)) == human_report(PROBLEMS)
    assert attioql.render(()) == ""


@pytest.mark.parametrize("columns", [20, 40, 72])
def test_columns_wrap_the_human_report(columns):
    assert attioql.render(PROBLEMS, columns=columns) == human_report(PROBLEMS, columns, wrap=True)


def test_sarif_has_the_version_the_pages_and_what_was_suppressed():
    [found] = json.loads(attioql.render(PROBLEMS[:1], format="sarif", suppressed=PROBLEMS[1:2]))["runs"]
    driver = found["tool"]["driver"]
    assert driver["version"] == attioql.__version__
    assert driver["rules"][0]["help"]["markdown"].startswith("## ")
    assert [result.get("suppressions") for result in found["results"]] == [None, [{"kind": "inSource"}]]


def test_junit_has_a_case_for_each_file():
    [suite] = ET.fromstring(attioql.render(PROBLEMS, format="junit", files=["fine.attioql"]))  # noqa: S314 - our own text
    assert [case.get("name") for case in suite] == ["fine.attioql", "<filter>"]


def test_json_follows_its_schema():
    schema = json.loads(read_resource("schemas", "diagnostics.schema.json"))
    jsonschema.validate(json.loads(attioql.render(PROBLEMS, format="json")), schema)


def test_junit_without_its_package_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "junitparser", None)
    with pytest.raises(
        ImportError, match=r"junit needs junitparser; install it with: pip install junitparser"
    ) as caught:
        attioql.render(PROBLEMS, format="junit")
    assert caught.value.name == "junitparser"
    done = CliRunner().invoke(app, ["check", "people", TEXT, "--format", "junit"])
    assert done.exit_code == 2
    assert "pip install junitparser" in done.stderr


@pytest.mark.parametrize(
    ("diagnostics", "options", "error", "says"),
    [
        (PROBLEMS, {"format": "jsn"}, ValueError, "did you mean 'json'"),
        (PROBLEMS, {"format": "x" * 10_000}, ValueError, "there are human, concise, json, sarif, github, junit"),
        (PROBLEMS, {"format": None}, TypeError, "format must be the name of one"),
        (PROBLEMS, {"columns": "80"}, TypeError, "columns must be an int"),
        (PROBLEMS, {"columns": True}, TypeError, "columns must be an int"),
        (PROBLEMS, {"columns": 19}, ValueError, "columns must be 20 or more, not 19"),
        (PROBLEMS, {"files": "a.attioql"}, TypeError, "files must be an iterable"),
        (PROBLEMS, {"files": [5]}, TypeError, "files must be an iterable"),
        (PROBLEMS, {"suppressed": [5]}, TypeError, "made of Diagnostic objects, not int"),
        (PROBLEMS[0], {}, TypeError, "an iterable of Diagnostic, not Diagnostic"),
        (attioql.FilterError(PROBLEMS), {}, TypeError, "not FilterError; pass its `diagnostics`"),
        ("nam = 1", {}, TypeError, "made of Diagnostic objects, not str"),
        (5, {}, TypeError, "an iterable of Diagnostic, not int"),
    ],
)
def test_wrong_arguments_say_what_is_taken(diagnostics, options, error, says):
    with pytest.raises(error, match=says) as caught:
        attioql.render(diagnostics, **options)
    assert len(str(caught.value)) < 200
