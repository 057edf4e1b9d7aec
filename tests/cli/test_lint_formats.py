"""What `attioql lint` and `check` report to machines: SARIF, GitHub, JUnit, JSON."""

import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

import attioql
from attioql.cli.app import app
from attioql.report.github import github_report
from attioql.report.sarif import sarif_report
from attioql.resources import read_resource

ROOT = Path(__file__).resolve().parents[2]
SARIF = json.loads((ROOT / "tests/report/sarif/sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft4Validator(SARIF, format_checker=jsonschema.FormatChecker())
TEXT = """# target: deals
not not value > 5  # attioql: ignore[double-negation] to be cleaned up
and name = "日本" and valeu = 1
"""
DOUBTFUL = """# target: deals
not not value > 5 and value < 3  # attioql: ignore[contradiction] x
and name = "日本"
"""


def run(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a b.attioql").write_text(DOUBTFUL, encoding="utf-8")
    (tmp_path / "bad.attioql").write_text(TEXT, encoding="utf-8")
    (tmp_path / "fine.attioql").write_text("# target: deals\nvalue > 1", encoding="utf-8")
    (tmp_path / "latin.attioql").write_bytes(b"\xe9")
    return tmp_path


@pytest.mark.usefixtures("here")
def test_sarif_is_valid_and_complete():
    log = json.loads(run("lint", "--format", "sarif").stdout)
    VALIDATOR.validate(log)
    [found] = log["runs"]
    rules = found["tool"]["driver"]["rules"]
    results = found["results"]
    assert {rules[result["ruleIndex"]]["id"] for result in results} == {rule["id"] for rule in rules}
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in results)
    by_name = {rules[result["ruleIndex"]]["name"]: result for result in results}
    contradiction, negation = by_name["contradiction"], by_name["double-negation"]
    assert contradiction["suppressions"] == [{"kind": "inSource"}]
    place = negation["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "a%20b.attioql"
    assert place["region"] == {
        "startLine": 2,
        "startColumn": 1,
        "endLine": 2,
        "endColumn": 18,
        "charOffset": 16,
        "charLength": 17,
    }
    [change] = negation["fixes"][0]["artifactChanges"]
    assert change["replacements"][0]["insertedContent"] == {"text": "value"}
    helps = {rule["name"]: rule["help"]["markdown"] for rule in rules}
    assert helps["double-negation"].startswith("## double-negation\n")
    assert helps["unreadable-file"].startswith("## unreadable-file\n")
    assert by_name["unreadable-file"]["level"] == "error"


def test_sarif_of_nothing_and_of_json_without_text():
    VALIDATOR.validate(json.loads(sarif_report(())))
    people = attioql.Workspace.standard()["people"]
    VALIDATOR.validate(json.loads(sarif_report(attioql.check({"email": "x", "nam": 1}, people))))


def test_github_commands_are_escaped():
    source = attioql.Source("a\nb", "x,y:z%.attioql")
    diagnostic = attioql.Diagnostic("not-json", "100% of\nit", attioql.Span(0, 3), notes=("a: b",), source=source)
    expected = "::error file=x%2Cy%3Az%25.attioql,title=not-json AQ601,line=1,endLine=2,col=1::100%25 of%0Ait%0Aa: b\n"
    assert github_report([diagnostic]) == expected


@pytest.mark.usefixtures("here")
def test_github_has_a_command_for_each_finding():
    lines = run("lint", "--format", "github").stdout.splitlines()
    assert all(re.match(r"::(error|warning|notice) file=[^,]+,title=[a-z-]+ AQ\d+", line) for line in lines)
    assert any(line.startswith("::warning file=a b.attioql,title=double-negation AQ814,line=2,") for line in lines)


@pytest.mark.usefixtures("here")
def test_junit_has_a_case_for_each_file():
    suites = ET.fromstring(run("lint", "--format", "junit").stdout)  # noqa: S314 - our own text
    [suite] = suites
    cases = {case.get("name"): [child.tag for child in case] for case in suite}
    assert cases["fine.attioql"] == []
    assert cases["latin.attioql"] == ["error"]
    assert set(cases["a b.attioql"]) == {"failure"}
    assert (suite.get("tests"), suite.get("errors")) == ("4", "2")


@pytest.mark.usefixtures("here")
def test_json_names_the_files():
    report = json.loads(run("lint", "--format", "json").stdout)
    jsonschema.validate(report, json.loads(read_resource("schemas", "diagnostics.schema.json")))
    assert {each["file"] for each in report["diagnostics"]} == {"a b.attioql", "bad.attioql", "latin.attioql"}


@pytest.mark.parametrize("report_format", ["sarif", "github", "junit", "json"])
def test_check_has_the_same_formats(report_format):
    done = run("check", "deals", "valeu = 1", "--format", report_format)
    assert done.exit_code == 1
    assert "unknown-attribute" in done.stdout
    assert run("check", "deals", "value = 1", "--format", report_format).exit_code == 0


def test_the_hooks_are_commands_there_are():
    hooks = YAML(typ="safe", pure=True).load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["attioql-lint", "attioql-fmt"]
    for hook in hooks:
        program, command, *options = hook["entry"].split()
        assert (program, command in app.commands) == ("attioql", True)
        known = {name for option in app.commands[command].params for name in option.opts}
        assert known.issuperset(options)
    assert "files" not in hooks[0]
    assert re.search(hooks[1]["files"], "x.attioql")
    assert not re.search(hooks[1]["files"], "package.json")


def test_the_hook_sees_what_a_folder_shows(tmp_path, monkeypatch):
    """pre-commit names every file of a commit: those that `lint .` skips are skipped, and all others are read."""
    here = tmp_path
    monkeypatch.chdir(here)
    wrong = "not not value > 5"
    request = 'attio.records.query({ object: "people", filter: { nam: 1 } });'
    files = {
        "attioql.toml": '[lint]\nexclude = ["old/*"]\ninclude = ["queries/*.txt"]\n[lint.targets]\n"deals/*" = "deals"\n"*.txt" = "deals"\n',
        "a.attioql": f"# target: deals\n{wrong}",
        "set.yaml": f"target: deals\nfilters:\n  a: {{query: '{wrong}'}}\n",
        "set.json": f'{{"target": "deals", "filters": {{"a": {{"query": "{wrong}"}}}}}}',
        "deals/plain.json": '{"nam": 1}',
        "queries/x.txt": wrong,
        "notes.txt": wrong,
        "package.json": '{"name": 1}',
        "workflow.yml": "on: push\n",
        "old/b.attioql": f"# target: deals\n{wrong}",
        "node_modules/c.ts": request,
        ".hidden/d.ts": request,
        **{f"code{suffix}": request for suffix in (".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts")},
        "code.py": 'attio.query_records(object="people", filter={"nam": 1})\n',
        "page.vue": request,
    }
    for name, text in files.items():
        path = here / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    of_folder = run("lint", ".", "--format", "concise")
    of_hook = run("lint", "--skip-others", *sorted(files), "--format", "concise")
    assert sorted(of_hook.stdout.splitlines()) == sorted(of_folder.stdout.splitlines())
    seen = {line.split(":")[0] for line in of_hook.stdout.splitlines()}
    assert seen == {
        *("a.attioql", "set.yaml", "set.json", "deals/plain.json", "queries/x.txt", "code.py"),
        *[name for name in files if name.startswith("code.")],
    }
    assert run("lint", "--skip-others", "package.json").exit_code == 0
    assert run("lint", "package.json").exit_code == 1
