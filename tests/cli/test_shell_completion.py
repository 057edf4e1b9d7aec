"""Shell completion, through click: what is offered where, and that bash offers it."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from click.shell_completion import ShellComplete

import attioql
from attioql.catalog.types import load_types
from attioql.cli.app import app
from attioql.diagnostics.codes import CODES, rule_rows

VARIABLE = "_ATTIOQL_COMPLETE"
STANDARD = list(attioql.Workspace.standard())
SELECTABLE = {name for name, row in {**CODES, **rule_rows()}.items() if row.severity != "error"} | {"all"}


def offered(*arguments, written=""):
    return ShellComplete(app, {}, "attioql", VARIABLE).get_completions(list(arguments), written)


def values(*arguments, written=""):
    return [item.value for item in offered(*arguments, written=written)]


def _told(*arguments, written):
    return [(item.value, item.help) for item in offered(*arguments, written=written)]


@pytest.fixture
def own(tmp_path):
    """A workspace file with an object that no shell takes as one word."""
    attributes = {"name": {"title": "Name", "type": "text"}}
    rows = {
        slug: {"singular": "Boat", "plural": "Boats\x1b[31m\nred", "attributes": attributes}
        for slug in ("boats", "lost boats;id")
    }
    path = tmp_path / "workspace.json"
    path.write_text(json.dumps({"objects": rows}), encoding="utf-8")
    return path


def test_commands_are_offered():
    assert values() == sorted(app.commands)
    assert values(written="de") == ["decompile", "describe"]
    assert values("workspace") == ["build", "check-filters", "diff"]


@pytest.mark.parametrize(
    "command",
    [
        "attributes",
        "check",
        "compile",
        "complete",
        "decompile",
        "describe",
        "fix",
        "grammar",
        "match",
        "rows",
        "schema",
    ],
)
def test_targets_are_offered(command):
    assert values(command) == STANDARD
    assert values(command, written="pe") == ["people"]
    assert [item.help for item in offered(command, written="pe")] == ["object People"]


def test_targets_are_those_of_the_workspace(own, tmp_path, monkeypatch):
    assert values("check", "--workspace", str(own)) == ["boats"]
    assert values("lint", "--workspace", str(own), "--target", written="b") == ["boats"]
    monkeypatch.chdir(tmp_path)
    (tmp_path / "attioql.toml").write_text('workspace = "workspace.json"\n', encoding="utf-8")
    assert values("check") == ["boats"]
    (tmp_path / "attioql.toml").unlink()
    monkeypatch.setenv("ATTIOQL_WORKSPACE", str(own))
    assert values("check") == ["boats"]


def test_help_is_one_line_that_no_terminal_obeys(own):
    [boats] = offered("check", "--workspace", str(own))
    assert boats.help == "object Boats\ufffd[31m\ufffdred"


@pytest.mark.parametrize("content", ["{", '{"objects": 5}', None])
def test_a_workspace_that_cannot_be_read_offers_nothing_and_says_nothing(tmp_path, capfd, content):
    path = tmp_path / "workspace.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert values("check", "--workspace", str(path)) == []
    assert values("check", "--workspace", str(path), "people", written="--fo") == ["--format"]
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("option", ["--select", "--extend-select", "--ignore"])
def test_rules_are_offered(option):
    assert set(values("lint", option)) == SELECTABLE
    assert values("lint", option, written="lost-") == ["lost-day"]
    assert values("lint", option, written="lost-day,double-n") == ["lost-day,double-negation"]
    assert _told("lint", option, written="al") == [
        ("always-true", "every record matches a filter, or a part of it"),
        ("all", "everything there is to select"),
    ]


def test_pages_are_offered_by_name_and_by_code():
    assert set(values("explain")) == {*CODES, *rule_rows()}
    assert values("explain", written="unknown-prop") == ["unknown-property"]
    assert values("explain", written="aq201") == values("explain", written="AQ201") == ["AQ201"]
    assert [item.help for item in offered("explain", written="AQ201")] == ["unknown-attribute"]
    assert _told("explain", written="unknown-attribute-") == [
        ("unknown-attribute-type", "this version does not know the type of an attribute")
    ]


def test_attribute_types_are_offered():
    assert values("types") == list(load_types().types)
    assert values("types", written="time") == ["timestamp"]
    assert _told("types", written="record") == [("record-reference", "Record reference")]


def test_closed_options_are_offered():
    assert "sarif" in values("check", "people", "--format")
    assert values("compile", "people", "--style") == ["canonical", "shorthand"]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (("lint",), "file"),
        (("fmt",), "file"),
        (("decompile", "people"), "file"),
        (("match", "people", "name = 'x'"), "file"),
        (("check", "people", "--json"), "file"),
        (("compile", "people", "--file"), "file"),
        (("complete", "people", "--file"), "file"),
        (("check", "--workspace"), "file"),
        (("lint", "--config"), "file"),
        (("workspace", "build"), "dir"),
        (("workspace", "build", "answers", "-o"), "file"),
        (("workspace", "diff", "old.json"), "file"),
        (("workspace", "check-filters", "old.json", "new.json"), "file"),
    ],
)
def test_files_are_left_to_the_shell(arguments, kind):
    assert [(item.type, item.value) for item in offered(*arguments, written="a")] == [(kind, "a")]


@pytest.fixture
def shell(tmp_path):
    """Runs a script in a shell that finds this checkout as the command `attioql`."""
    command = tmp_path / "bin" / "attioql"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m attioql "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"

    def run(name, script):
        found = shutil.which(name)
        if found is None:
            pytest.skip(f"{name} is not installed")
        environment = {**os.environ, "PATH": path}
        command = [found, "-c", script]
        return subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)

    return run


BASH = """
eval "$(_ATTIOQL_COMPLETE=bash_source attioql)" 2>/dev/null
COMP_WORDS=({words}); COMP_CWORD={index}
_attioql_completion attioql; printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.mark.parametrize(
    ("words", "index", "completed"),
    [
        ("attioql comp", 1, ["compile", "complete"]),
        ("attioql check pe", 2, ["people"]),
        ("attioql check --workspace workspace.json ''", 4, ["boats"]),
        ("attioql lint --select lost-day,double-n", 3, ["lost-day,double-negation"]),
        ("attioql types time", 2, ["timestamp"]),
    ],
)
@pytest.mark.usefixtures("own")
def test_bash_completes(shell, words, index, completed):
    done = shell("bash", BASH.format(words=words, index=index))
    assert done.stdout.split() == completed
    assert done.stderr == ""


def test_fish_completes(shell):
    script = "_ATTIOQL_COMPLETE=fish_source attioql | source; complete -C 'attioql check pe'"
    assert shell("fish", script).stdout.splitlines() == ["people\tobject People"]


def test_zsh_has_a_function(shell):
    script = 'autoload -U compinit; compinit -u -D; eval "$(_ATTIOQL_COMPLETE=zsh_source attioql)"; whence -w _attioql_completion'
    assert shell("zsh", script).stdout.split() == ["_attioql_completion:", "function"]
