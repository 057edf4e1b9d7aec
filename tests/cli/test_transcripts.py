"""Whole sessions of the command line, to the letter: what each command prints on both streams, its exit status, the files it writes.

Each file of `transcripts` is a session in an empty folder. `<<< NAME` begins the text of a file, up to `>>>`. A line of `$` is a
command, and `cat NAME` prints a file. Below it, `|` begins a line of standard output and `!` one of standard error; a line
without a break ends with `␄`. `TERMINAL=1` before a command stands for streams that are a terminal.
`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/cli/test_transcripts.py` writes the answers anew.
"""

import os
import shlex
from pathlib import Path

import click.testing
import pytest
from click.testing import CliRunner

from attioql.cli.app import app

FOLDER = Path(__file__).parent / "transcripts"
NO_BREAK = "␄"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_a_session_is_as_it_was(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = FOLDER / f"{name}.txt"
    before = path.read_text(encoding="utf-8")
    after = "".join(_played(before.removesuffix("\n").split("\n"), monkeypatch))
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        path.write_text(after, encoding="utf-8")
    assert after == path.read_text(encoding="utf-8")


def _played(lines, monkeypatch):
    """Yield a session with the answers that its commands give now."""
    following = iter(lines)
    for line in following:
        if line.startswith("<<< "):
            yield from _made(line, following)
        elif line.startswith("$ "):
            yield f"{line}\n"
            yield from _answer(shlex.split(line[2:]), monkeypatch)
        elif not line.startswith(("|", "!", "exit ")):
            yield f"{line}\n"


def _made(line, following):
    content = []
    while (row := next(following)) != ">>>":
        content.append(f"{row}\n")
    to = Path(line[4:])
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text("".join(content), encoding="utf-8", newline="")
    yield f"{line}\n{''.join(content)}>>>\n"


def _answer(words, monkeypatch):
    if words[0] == "cat":
        yield from _shown("|", Path(words[1]).read_text(encoding="utf-8"))
        return
    env = {"COLUMNS": "80", "TERM": "xterm", "ATTIOQL_WORKSPACE": None}
    while "=" in words[0]:
        variable, _, value = words.pop(0).partition("=")
        env[variable] = value
    given = Path(words.pop()).read_bytes() if words[-2:-1] == ["<"] else None
    arguments = words[1:-1] if given is not None else words[1:]
    with monkeypatch.context() as patched:
        if env.pop("TERMINAL", None):
            patched.setattr(click.testing._NamedTextIOWrapper, "isatty", lambda _: True, raising=False)
        done = CliRunner(env=env).invoke(app, arguments, input=given, prog_name="attioql")
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    here = f"{Path.cwd()}{os.sep}"
    yield from _shown("|", done.stdout.replace(here, ""))
    yield from _shown("!", done.stderr.replace(here, ""))
    if done.exit_code:
        yield f"exit {done.exit_code}\n"


def _shown(mark, text):
    *lines, last = text.replace("\x1b", "␛").replace("\r", "␍").split("\n")
    if last:
        lines.append(f"{last}{NO_BREAK}")
    for line in lines:
        yield f"{mark} {line}\n" if line else f"{mark}\n"
