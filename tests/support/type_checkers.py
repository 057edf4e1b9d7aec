"""Runs type checkers on a folder of Python files: which lines each of them refuses."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
Refused = set[tuple[str, int]]
_LINE = re.compile(r"^(?:ERROR )?(?:[^\s:]*/)?(\w+\.py):(\d+):.*", re.MULTILINE)
_NOTE = re.compile(r": note:|: warning\[")
_REFUSED = re.compile(r"# refused(?: by ([a-z, ]+))?")


def mypy(folder: Path) -> Refused:
    """Return the lines that mypy refuses."""
    options = ["--config-file=", "--strict", "--follow-imports=silent", "--no-error-summary", "--python-version=3.11"]
    files = sorted(folder.glob("*.py"))
    command = [sys.executable, "-m", "mypy", *options, f"--cache-dir={folder / '.mypy_cache'}", *map(str, files)]
    return _lines(_run(command, folder, MYPYPATH=f"{ROOT / 'src'}{os.pathsep}{folder}", PATH=""))


def pyright(folder: Path) -> Refused:
    """Return the lines that pyright refuses, in its strict mode."""
    options = {"typeCheckingMode": "strict", "extraPaths": [str(ROOT / "src")], "pythonVersion": "3.11"}
    (folder / "pyrightconfig.json").write_text(json.dumps(options), encoding="utf-8")
    command = [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, "--outputjson", "-p", str(folder)]
    found = json.loads(_run(command, folder))["generalDiagnostics"]
    errors = [each for each in found if each["severity"] != "information"]
    return {(Path(each["file"]).name, each["range"]["start"]["line"] + 1) for each in errors}


def ty(folder: Path) -> Refused:
    """Return the lines that ty refuses."""
    path = f"--extra-search-path={ROOT / 'src'}"
    command = [_tool("ty"), "check", "--output-format=concise", "--python-version=3.11", path, str(folder)]
    return _lines(_run(command, folder))


def pyrefly(folder: Path) -> Refused:
    """Return the lines that pyrefly refuses: it reports little without a configuration."""
    options = f'preset = "strict"\npython-version = "3.11"\nsearch-path = [{json.dumps(str(ROOT / "src"))}]\n'
    (folder / "pyrefly.toml").write_text(options, encoding="utf-8")
    return _lines(_run([_tool("pyrefly"), "check", "--output-format=min-text"], folder))


CHECKERS: Mapping[str, Callable[[Path], Refused]] = {"mypy": mypy, "pyright": pyright, "ty": ty, "pyrefly": pyrefly}
"""The type checkers by name."""


def expected(path: Path, checker: str) -> Refused:
    """Return the lines of a file that say that a checker refuses them."""
    found = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        said = _REFUSED.search(line)
        if said and (said[1] is None or checker in said[1].replace(" ", "").split(",")):
            found.add((path.name, number))
    return found


def _tool(name: str) -> str:
    return str(Path(sys.executable).with_name(name))


def _run(command: Iterable[str], folder: Path, **variables: str) -> str:
    environment = {**os.environ, "PYTHONPATH": "", **variables}
    done = subprocess.run([*command], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.stdout, done.stderr
    return done.stdout


def _lines(report: str) -> Refused:
    return {(found[1], int(found[2])) for found in _LINE.finditer(report) if not _NOTE.search(found[0])}
