"""Count the modules that fixed work goes through, and the calls from one module into another: `python benchmarks/hops.py`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NamedTuple

from click.testing import CliRunner

import attioql
from attioql.cli.app import app

COMPANIES = attioql.Workspace.standard()["companies"]


class Hops(NamedTuple):
    """How many modules of AttioQL ran, how many pairs of them called one another, and how many calls went from one to another."""

    modules: int
    pairs: int
    calls: int


def main() -> None:
    """Print a table of the work and its hops."""
    sys.stdout.write("| work | modules | pairs | calls |\n|---|--:|--:|--:|\n")
    with TemporaryDirectory() as folder:
        file = Path(folder, "filters.attioql")
        file.write_text('not not name contains "x"\n')
        for name, work in (
            ("a good text, compiled", _compile_right),
            ("a wrong name, reported", _report_wrong_name),
            ("a wrong JSON value, reported", _report_wrong_value),
            ("a file with a finding, linted", lambda: _lint(file)),
        ):
            work()  # fills the caches and loads what is loaded at first use
            modules, pairs, calls = hops(work)
            sys.stdout.write(f"| {name} | {modules} | {pairs} | {calls} |\n")


def hops(work: Callable[[], object]) -> Hops:
    """Return the hops of some work."""
    pairs: list[tuple[str, str]] = []
    modules: set[str] = set()

    def note(frame: FrameType, event: str, _: object) -> None:
        if event != "call" or not _module(frame).startswith("attioql"):
            return
        modules.add(_module(frame))
        if _module(frame.f_back) != _module(frame):
            pairs.append((_module(frame.f_back), _module(frame)))

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return Hops(len(modules), len(set(pairs)), len(pairs))


def _module(frame: FrameType | None) -> str:
    return str(frame.f_globals.get("__name__", "")) if frame is not None else ""


def _compile_right() -> None:
    attioql.compile('name contains "boat" and created_at >= 2024-01-01', COMPANIES).json()


def _report_wrong_name() -> None:
    try:
        attioql.compile('nmae contains "boat"', COMPANIES)
    except attioql.FilterError as error:
        str(error)


def _report_wrong_value() -> None:
    try:
        attioql.load({"created_at": {"$gte": "yesterday"}}, COMPANIES)
    except attioql.FilterError as error:
        str(error)


def _lint(file: Path) -> None:
    CliRunner().invoke(app, ["lint", str(file), "--target", "people"])


if __name__ == "__main__":
    main()
