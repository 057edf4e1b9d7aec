"""Runs the code blocks of a page, in their order, in one folder: what a block names with `file=` is a file there.

`attioql target=…` compiles, and a plain `json` behind it is what it compiles to; `json target=…` is loaded. `console` has commands behind `$ `
and what they print; `python` runs alone, and a `text` behind it is what it prints. With `from=`, lines are those of a file that runs elsewhere; with `reads=file`, the file is only read by what follows;
with `needs=`, the block runs where that module is. In `sh`, only the lines that call `attioql` run: the others
install something. A line `…` stands for any lines of an output.
"""

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml import YAML

import attioql

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(r"^(```+)([^\n`]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    """A code block: its language, the words behind it, and its lines."""

    language: str
    given: dict[str, str]
    text: str


NOTHING = Block("", {}, "")
_PARSERS: dict[str, Callable[[str], object]] = {"toml": tomllib.loads, "yaml": YAML(typ="safe").load}


def blocks(path: Path) -> list[Block]:
    """Return the code blocks of a page."""
    found = []
    for _, info, text in FENCE.findall(path.read_text(encoding="utf-8")):
        language, *words = info.split() or [""]
        found.append(Block(language, {word.partition("=")[0]: word.partition("=")[2] for word in words}, text))
    return found


def run_page(path: Path, folder: Path) -> int:
    """Run the blocks of a page in a folder. Returns how many ran; one that cannot run is an error."""
    page = Folder(folder)
    found = blocks(path)
    before = NOTHING
    for block, after in pairwise([*found, NOTHING]):
        try:
            page.run(before, block, after)
        except AssertionError as error:
            message = f"{path.name}: {block.language} block\n{block.text}\n{error}"
            raise AssertionError(message) from error
        before = block
    return len(found)


class Folder:
    """The folder of a page, with `attioql` and `python` of this checkout on its path."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / ".bin").mkdir()
        for name, command in (("attioql", "-m attioql"), ("python", "")):
            script = folder / ".bin" / name
            script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {command} "$@"\n', encoding="utf-8")
            script.chmod(0o755)

    def run(self, before: Block, block: Block, after: Block) -> None:
        """Run a block; those around it may be what it is made from or what it prints."""
        if "file" in block.given:
            self._write(block)
        if "from" in block.given:
            assert block.text in (ROOT / block.given["from"]).read_text(encoding="utf-8"), "the file has other lines"
            return
        if block.given.get("reads") == "file" or not _has(block.given.get("needs")):
            return
        match block.language:
            case "attioql" | "json" if "target" in block.given:
                self._filter(block, after)
            case "json":
                json.loads(block.text)
                assert block.given or before.language in {"attioql", "console", "python"}, "nothing makes this JSON"
            case "console":
                self._console(block)
            case "sh":
                self._commands_of_attioql(block)
            case "python":
                self._python(block, after)
            case "text":
                assert before.language == "python", "nothing prints this text"
            case _:
                assert "file" in block.given, "no test runs this block"

    def _write(self, block: Block) -> None:
        target = self.folder / block.given["file"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(block.text, encoding="utf-8")
        if block.language in _PARSERS:
            _PARSERS[block.language](block.text)

    def _filter(self, block: Block, after: Block) -> None:
        given = block.given
        name = given.get("workspace")
        workspace = attioql.Workspace.load(self.folder / name) if name else attioql.Workspace.standard()
        target = workspace[given["target"]]
        if block.language == "json":
            attioql.load(block.text, target)
            return
        now = datetime.fromisoformat(given["now"]) if "now" in given else None
        params = json.loads(given.get("params", "{}"))
        made = attioql.compile(block.text, target, params=params, now=now, tz=given.get("tz", "UTC"))
        if after.language == "json" and not after.given:
            assert made.json() == json.loads(after.text)

    def _console(self, block: Block) -> None:
        for command, shown in _commands(block.text):
            printed = self.shell(command)
            assert _alike(printed.stdout, shown), f"$ {command}\n{printed.stdout}"

    def _commands_of_attioql(self, block: Block) -> None:
        for line in block.text.splitlines():
            if line.startswith("attioql "):
                done = self.shell(line)
                assert done.returncode == 0, done.stdout

    def _python(self, block: Block, after: Block) -> None:
        done = self._called([sys.executable, "-c", block.text])
        assert done.returncode == 0, done.stdout
        assert after.language != "text" or _alike(done.stdout, after.text), done.stdout

    def shell(self, command: str) -> subprocess.CompletedProcess[str]:
        """Run a command of a shell in the folder."""
        return self._called(["bash", "-c", command])

    def _called(self, command: list[str]) -> subprocess.CompletedProcess[str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("ATTIOQL_")}
        own = {
            "PATH": os.pathsep.join([str(self.folder / ".bin"), kept.get("PATH", "")]),
            "PYTHONPATH": str(ROOT / "src"),
            "PYTHONUTF8": "1",
            "NO_COLOR": "1",
        }
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**kept, **own},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )


def _has(module: str | None) -> bool:
    return module is None or importlib.util.find_spec(module) is not None


def _commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a console block, with its lines that end in a backslash, and what it prints."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command = re.match(r"(?:.*\\\n)*.*\n", part)
        assert command is not None, part
        yield command[0], part[command.end() :]


def _alike(printed: str, shown: str) -> bool:
    wanted = re.escape(shown.rstrip()).replace(re.escape("…\n"), "(?:.*\n)*?")
    return re.fullmatch(wanted, printed.rstrip()) is not None
