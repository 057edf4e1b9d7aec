"""The types of the public API: what a type checker sees in right calls, and the wrong calls that it refuses."""

import ast
import json
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

import attioql

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ACCEPTED, REFUSED = HERE / "accepted.py", HERE / "refused.py"
EXPECTED = re.compile(r"  # refused: ([a-z-]+)$")
FOUND = re.compile(r"^[^:]*?(\w+)\.py:(\d+): error: .*\[([a-z-]+)\]$", re.MULTILINE)


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """What mypy says of both files, as it would for a user: strict, and silent about the library itself."""
    # Errors inside the library are for the project's own run of mypy, and so is Python 3.10, which has no `assert_type`.
    options = ["--config-file=", "--strict", "--follow-imports=silent", "--no-error-summary", "--python-version=3.11"]
    cache = f"--cache-dir={tmp_path_factory.mktemp('mypy')}"
    command = [sys.executable, "-m", "mypy", *options, cache, str(ACCEPTED), str(REFUSED)]
    environment = {"MYPYPATH": str(ROOT / "src"), "PATH": ""}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_right_calls_have_the_types_that_are_asserted(report):
    assert [line for line in report.splitlines() if ACCEPTED.name in line] == []


def test_wrong_calls_are_refused_and_no_other_line_is(report):
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    expected = {(number, found[1]) for number, line in enumerate(lines, 1) if (found := EXPECTED.search(line))}
    refused = {(int(line), code) for name, line, code in FOUND.findall(report) if name == REFUSED.stem}
    assert refused == expected


@pytest.mark.skipif(find_spec("pyright") is None, reason="pyright loads 65 MB: the extra `dev` has it, `test` has not")
def test_pyright_accepts_and_refuses_the_same(tmp_path):
    for path in (ACCEPTED, REFUSED):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    options = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "src")], "pythonVersion": "3.11"}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(options), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    errors = [
        (Path(each["file"]).name, each["range"]["start"]["line"] + 1)
        for each in json.loads(done.stdout)["generalDiagnostics"]
        if each["severity"] == "error"
    ]
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    wrong = {(REFUSED.name, number) for number, line in enumerate(lines, 1) if EXPECTED.search(line)}
    assert set(errors) == wrong


def test_every_line_that_can_be_wrong_says_how():
    calls = ast.parse(REFUSED.read_text(encoding="utf-8")).body
    lines = REFUSED.read_text(encoding="utf-8").splitlines()
    setting_up = {"people", "found", "q"}
    for node in calls:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in setting_up:
            continue
        if isinstance(node, (ast.Assign, ast.Expr, ast.If)) and not isinstance(
            getattr(node, "value", None), ast.Constant
        ):
            assert EXPECTED.search(lines[node.lineno - 1]), lines[node.lineno - 1]


def test_every_public_name_is_in_a_type_test():
    written = ACCEPTED.read_text(encoding="utf-8") + REFUSED.read_text(encoding="utf-8")
    assert [name for name in attioql.__all__ if not re.search(rf"\battioql\.{name}\b", written)] == []
