"""A bug in attioql: it is reported with the input it came up on, the rest is done, and the exit status is 3."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from attioql.cli import fmt, lint_file, workspace
from attioql.cli.app import app
from attioql.impact.effects import Impact
from attioql.linter import entries

SET = {
    "target": "people",
    "filters": {
        "bad": {"query": "name = 'explode'"},
        "good": {"query": "nam = 'x'"},
        "json": {"filter": {"name": "explode"}},
        "fine": {"filter": {"nam": "x"}},
    },
}


class BugError(Exception):
    """What nobody expects."""


def run(*arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


def explode(monkeypatch, module, name, text_of):
    """Have a function of a module raise on a text that says `explode`."""
    monkeypatch.setattr(module, name, exploding(vars(module)[name], text_of))


def exploding(function, text_of):
    def wrapped(*arguments, **options):
        if "explode" in text_of(*arguments):
            raise BugError("boom")
        return function(*arguments, **options)

    return wrapped


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.filters.json").write_text(json.dumps(SET), encoding="utf-8")
    (tmp_path / "b.attioql").write_text("# target: people\nnam = 'y'\n", encoding="utf-8")
    (tmp_path / "c.attioql").write_text("# target: people\nname   =   'explode'\n", encoding="utf-8")
    (tmp_path / "d.attioql").write_text("# target: people\nname   =   'd'\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken_lint(monkeypatch):
    explode(monkeypatch, entries, "parse_text", lambda source, *_: source.text)
    explode(monkeypatch, entries, "prepare_json", lambda _, source, *__: source.text)


def assert_reported(done, *inputs):
    assert done.exit_code == 3
    assert done.stderr.count("attioql: internal error: ") == len(inputs)
    assert "This is a bug in attioql, not a mistake in your input. Please report it" in done.stderr
    for each in inputs:
        assert f"  on: {each}\n" in done.stderr
    assert "Traceback" in done.stderr
    assert "boom" in done.stderr


@pytest.mark.parametrize("options", [(), ("--exit-zero",), ("--fix",), ("--unsafe-fixes", "--diff"), ("--statistics",)])
@pytest.mark.usefixtures("broken_lint")
def test_lint_goes_on_with_the_other_filters_and_files(project, options):
    done = run("lint", ".", *options)
    assert_reported(done, "a.filters.json, filter `bad`", "a.filters.json, filter `json`", "c.attioql")
    if "--diff" not in options:
        assert done.stdout.count("unknown-attribute") == (1 if options == ("--statistics",) else 3)
    assert "explode" in (project / "c.attioql").read_text(encoding="utf-8")


@pytest.mark.usefixtures("project")
def test_lint_goes_on_after_a_file_that_cannot_be_taken_apart(monkeypatch):
    explode(monkeypatch, lint_file, "read_document", lambda source: source.text)
    assert_reported(run("lint", "."), "a.filters.json", "c.attioql")


@pytest.mark.usefixtures("project")
def test_lint_goes_on_after_a_fix_that_fails(monkeypatch):
    explode(monkeypatch, lint_file, "fix_text", lambda text, *_: text + "explode")
    done = run("lint", "--fix", "--unsafe-fixes", ".")
    assert_reported(done, "a.filters.json", "b.attioql")
    assert "unknown-attribute" in done.stdout


@pytest.mark.usefixtures("project")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers have what was patched")
def test_lint_reports_them_from_several_processes():
    code = (
        "import multiprocessing, sys\nmultiprocessing.set_start_method('fork')\nsys.path.insert(0, sys.argv.pop(1))\nfrom attioql.linter import entries\n"
        "from test_internal_errors import exploding\n"
        "entries.parse_text = exploding(entries.parse_text, lambda source, *_: source.text)\n"
        "from attioql.cli import main\nmain()\n"
    )
    command = [sys.executable, "-c", code, str(Path(__file__).parent), "lint", "--jobs", "2", "."]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 3
    assert done.stderr.count("attioql: internal error: ") == 2
    assert "  on: c.attioql\n" in done.stderr
    assert done.stdout.count("unknown-attribute") == 3


def test_fmt_goes_on_with_the_other_files(project, monkeypatch):
    explode(monkeypatch, fmt, "format_text", lambda source: source.text)
    assert_reported(run("fmt", "c.attioql", "d.attioql"), "c.attioql")
    assert (project / "d.attioql").read_text(encoding="utf-8") == '# target: people\nname = "d"\n'


@pytest.mark.parametrize("report_format", ["human", "json"])
def test_check_filters_goes_on_with_the_other_filters(project, monkeypatch, report_format):
    (project / "w.json").write_text(json.dumps({"objects": {}}), encoding="utf-8")
    monkeypatch.setattr(Impact, "_read", exploding(Impact._read, lambda _, entry, *__: entry.source.text))
    monkeypatch.setattr(workspace, "load_workspace", lambda _: __import__("attioql").Workspace.standard())
    files_given = ("a.filters.json", "b.attioql", "c.attioql", "d.attioql")
    done = run("workspace", "check-filters", "w.json", "w.json", *files_given, "--format", report_format)
    assert_reported(done, "a.filters.json, filter `bad`", "a.filters.json, filter `json`", "c.attioql")
    if report_format == "json":
        assert [row["file"] for row in json.loads(done.stdout)["filters"]] == [
            "a.filters.json",
            "a.filters.json",
            "b.attioql",
            "d.attioql",
        ]


@pytest.mark.parametrize("command", ["check", "compile"])
def test_other_commands_report_their_arguments(monkeypatch, command):
    room, name = {"check": ("check", "check_filter"), "compile": ("options", "compile_text")}[command]
    module = sys.modules[f"attioql.cli.{room}"]
    monkeypatch.setattr(module, name, exploding(getattr(module, name), lambda source, *_: source.text))
    assert_reported(
        run(command, "people", "name = 'explode'"), f"attioql {command} people 'name = '\"'\"'explode'\"'\"''"
    )


def test_wrong_use_is_no_internal_error():
    assert run("check", "nothing", "a = 1").exit_code == 2
    assert run("nothing").exit_code == 2
    assert run("--help").exit_code == 0


COMMANDS = (["types"], ["--help"], ["check", "people", "name = 1"], ["compile", "people", "name = 'x'"])
BUFFERED = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
"""The environment without what has Python write each line at once."""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
@pytest.mark.parametrize("arguments", COMMANDS)
@pytest.mark.parametrize("stream", [">/dev/full", ">&-"])
def test_output_that_cannot_be_written_is_no_internal_error(arguments, stream):
    command = shlex.join([sys.executable, "-m", "attioql", *arguments])
    done = subprocess.run(
        ["bash", "-c", f"{command} {stream}"], env=BUFFERED, capture_output=True, text=True, check=False
    )
    reason = "No space left on device" if stream == ">/dev/full" else "Bad file descriptor"
    assert (done.returncode, done.stderr) == (2, f"attioql: {reason}\n")


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
@pytest.mark.parametrize(("streams", "status"), [("2>&-", 1), ("<&-", 1), ("<&- 2>&-", 1), ("<&- >&- 2>&-", 2)])
def test_closed_streams_that_a_command_does_not_need_change_nothing(streams, status):
    command = shlex.join([sys.executable, "-m", "attioql", "check", "people", "nme = 'x'"])
    done = subprocess.run(
        ["bash", "-c", f"{command} {streams}"], env=BUFFERED, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (status, "")
    assert ("AQ201" in done.stdout) is (status == 1)


@pytest.mark.skipif(sys.platform == "win32", reason="a shell closes the streams")
def test_closed_standard_input_cannot_be_read():
    command = shlex.join([sys.executable, "-m", "attioql", "check", "people", "-"])
    done = subprocess.run(["bash", "-c", f"{command} <&-"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "<stdin>: this file cannot be read: Bad file descriptor" in done.stderr
