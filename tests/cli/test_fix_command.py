"""`attioql fix`: what it prints, what it writes, and its exit status."""

import json

import pytest
from click.testing import CliRunner

from attioql.cli.app import app

WRONG = 'nam = "x" and job_titel = "y"  # all\r\n'
FIXED = 'name = "x" and job_title = "y"  # all\r\n'


def run(*arguments, **options):
    return CliRunner().invoke(app, ["fix", "people", *arguments], **options)


def test_the_fixed_filter_is_printed_and_what_remains_is_reported():
    done = run('nam = "x" and nonsense = 1', "--unsafe-fixes", "--format", "concise")
    assert (done.exit_code, done.stdout) == (1, 'name = "x" and nonsense = 1\n')
    assert "unknown-attribute" in done.stderr
    assert "`nam`" not in done.stderr


def test_fixes_that_may_change_the_meaning_are_applied_on_request():
    done = run('nam = "x"')
    assert (done.exit_code, done.stdout) == (1, 'nam = "x"\n')
    assert "1 more with --unsafe-fixes" in done.stderr
    done = run('nam = "x"', "--unsafe-fixes")
    assert (done.exit_code, done.stdout, done.stderr) == (0, 'name = "x"\n', "1 fix applied\n")


def test_filter_json_keeps_its_layout():
    done = run("-", "--unsafe-fixes", input='{\n\t"nam":   "x"\n}')
    assert (done.exit_code, done.stdout) == (0, '{\n\t"name":   "x"\n}')


def test_rules_on_request():
    text = 'not not name = "x"'
    assert run(text).stdout == f"{text}\n"
    assert run(text, "--lint").stdout == 'name = "x"\n'
    assert run(text, "--select", "lost-day,AQ814").stdout == 'name = "x"\n'
    assert run(text, "--ignore", "double-negation").stdout == f"{text}\n"
    done = run(text, "--select", "no-such-rule")
    assert (done.exit_code, "no rule" in done.stderr) == (2, True)


def test_a_file_is_printed_or_written_back(tmp_path):
    path = tmp_path / "people.attioql"
    path.write_bytes(b"\xef\xbb\xbf" + WRONG.encode())
    before = path.stat().st_mode
    done = run("--file", str(path), "--unsafe-fixes")
    assert (done.exit_code, done.stdout_bytes.decode()) == (0, FIXED)
    assert path.read_bytes() == b"\xef\xbb\xbf" + WRONG.encode()
    done = run("--file", str(path), "--unsafe-fixes", "--write")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "2 fixes applied\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + FIXED.encode()
    assert path.stat().st_mode == before
    assert run("--file", str(path), "--unsafe-fixes", "--write").stderr == ""


@pytest.mark.parametrize("mode", ["--check", "--diff"])
def test_nothing_is_written_to_check_or_show(tmp_path, mode):
    path = tmp_path / "people.filter.json"
    path.write_text('{"nam": "x"}\n', encoding="utf-8")
    done = run("--file", str(path), "--unsafe-fixes", "--write", mode)
    assert done.exit_code == 1
    assert path.read_text(encoding="utf-8") == '{"nam": "x"}\n'
    assert "1 fix would be applied" in done.stderr
    if mode == "--check":
        assert done.stdout == f"would fix {path}\n"
    else:
        assert done.stdout.splitlines()[-2:] == ['-{"nam": "x"}', '+{"name": "x"}']
    path.write_text('{"name": "x"}\n', encoding="utf-8")
    done = run("--file", str(path), "--unsafe-fixes", mode)
    assert (done.exit_code, done.stdout) == (0, "")


def test_wrong_usage():
    assert run('name = "x"', "--write").exit_code == 2
    assert run("--file", "-", "--write", input="").exit_code == 2
    assert run().exit_code == 2
    assert run('{"name": "x"}', "-p", "a=1").exit_code == 2
    assert run("--file", "no-such-file").exit_code == 2


def test_a_file_that_cannot_be_written_is_a_usage_error(tmp_path):
    path = tmp_path / "people.attioql"
    path.write_text('nam = "x"', encoding="utf-8")
    path.chmod(0o444)
    done = run("--file", str(path), "--unsafe-fixes", "--write")
    assert (done.exit_code, "read-only" in done.stderr) == (2, True)


def test_parameters_and_formats():
    done = run("nam = :n", "-p", "n=x", "--unsafe-fixes")
    assert (done.exit_code, done.stdout) == (0, "name = :n\n")
    done = run("nonsense = 1", "--format", "json")
    assert [each["name"] for each in json.loads(done.stderr)["diagnostics"]] == ["unknown-attribute"]


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_file_ends_as_it_did_when_its_filter_is_taken_out_of_a_fence(ending, tmp_path):
    file = tmp_path / "a.attioql"
    file.write_bytes(f"```\nname = 'x'\n```{ending}".encode())
    assert run("--file", str(file)).stdout_bytes == f"name = 'x'{ending}".encode()
    assert run("--file", str(file), "--write").exit_code == 0
    assert file.read_bytes() == f"name = 'x'{ending}".encode()
