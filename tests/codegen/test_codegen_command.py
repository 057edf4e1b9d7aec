"""`attioql codegen`: writes a file, leaves an equal one alone, and checks one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

import attioql
from attioql.cli.app import app

WORKSPACE = str(Path(__file__).with_name("workspace.json"))
LANGUAGES = ["python", "typescript"]


def run(*arguments):
    return CliRunner().invoke(app, ["codegen", *map(str, arguments)])


@pytest.mark.parametrize("language", LANGUAGES)
def test_standard_output_has_the_file_that_o_writes(tmp_path, language):
    path = tmp_path / "made"
    done = run(language, "--workspace", WORKSPACE, "-o", path)
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", f"generated {path}\n")
    wanted = attioql.generate_types(attioql.Workspace.load(WORKSPACE), language)
    assert path.read_text(encoding="utf-8") == run(language, "--workspace", WORKSPACE).stdout == wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_check_fails_when_the_workspace_is_another_one(tmp_path, language):
    path = tmp_path / "made"
    done = run(language, "-o", path, "--check")
    assert (done.exit_code, done.stdout) == (1, f"would regenerate {path}\n")
    assert not path.exists()
    run(language, "-o", path)
    assert run(language, "-o", path, "--check").exit_code == 0
    before = path.read_bytes()
    done = run(language, "--workspace", WORKSPACE, "-o", path, "--check")
    assert (done.exit_code, done.stdout) == (1, f"would regenerate {path}\n")
    assert path.read_bytes() == before
    done = run(language, "--workspace", WORKSPACE, "-o", path)
    assert (done.exit_code, done.stderr) == (0, f"regenerated {path}\n")
    assert run(language, "--workspace", WORKSPACE, "-o", path, "--check").exit_code == 0


def test_line_breaks_and_a_byte_order_mark_are_no_difference(tmp_path):
    path = tmp_path / "attio_filters.py"
    run("python", "-o", path)
    as_on_windows = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(as_on_windows)
    assert run("python", "-o", path, "--check").exit_code == 0
    done = run("python", "-o", path)
    assert (done.exit_code, done.stderr) == (0, "")
    assert path.read_bytes() == as_on_windows


def test_incorrect_usage(tmp_path):
    done = run("python", "--check")
    assert done.exit_code == 2
    assert "--check compares a file: name it with -o" in done.stderr
    done = run("python", "-o", tmp_path)
    assert done.exit_code == 2
    assert f"{tmp_path}: Is a directory" in done.stderr
    assert run("cobol").exit_code == 2


@pytest.mark.parametrize(
    ("name", "meant"), [("ts", "typescript"), ("TS", "typescript"), ("js", "typescript"), ("py", "python")]
)
def test_a_short_name_of_a_language_gets_a_suggestion(name, meant):
    done = run(name)
    assert (done.exit_code, f"Did you mean '{meant}'?" in done.stderr) == (2, True)
