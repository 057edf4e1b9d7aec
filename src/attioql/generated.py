"""Writes the generated files of a checkout, or checks that they are up to date. Each room makes the content of its own."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path


def write_or_check(
    command: str,
    wanted: Mapping[Path, str],
    arguments: Sequence[str] | None = None,
    there: Iterable[Path] = (),
) -> int:
    """Run `command` with `--write` or `--check`: write files, or list on standard error those that are out of date.

    `there` are the existing files of the same command; those that are not in `wanted` are removed. Returns the exit status;
    `arguments` are those of the command line by default.
    """
    parser = argparse.ArgumentParser(
        prog=command, description="Write generated files, or check that they are up to date."
    )
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--write", action="store_true", help="write the files")
    group.add_argument("--check", action="store_true", help="fail if they are not up to date")
    options = parser.parse_args(arguments)
    paths = sorted({*wanted, *there})
    stale = [path for path in paths if _text(path) != wanted.get(path)]
    if options.write:
        for path in stale:
            _put(path, wanted.get(path))
        return 0
    for path in stale:
        sys.stderr.write(f"{path} is not up to date: run {command} --write\n")
    return 1 if stale else 0


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _put(path: Path, text: str | None) -> None:
    if text is None:
        path.unlink()
        return
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
