"""Runs TypeScript's compiler, which npm installs in a folder of the cache, outside the repository."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

VERSION = "7.0.2"
"""The version of npm's package `typescript`."""

_ERROR = re.compile(r"^(\S+)\((\d+),\d+\): error", re.MULTILINE)


def tsc(folder: Path, *files: str) -> set[tuple[str, int]]:
    """Return the lines of some files of a folder that `tsc --strict` refuses, by the name of the file."""
    command = [str(installed()), "--strict", "--noEmit", "--pretty", "false", "--target", "es2022", *files]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    found = {(name, int(line)) for name, line in _ERROR.findall(done.stdout)}
    assert bool(found) == bool(done.returncode), done.stdout + done.stderr
    return found


def installed() -> Path:
    """Return the compiler, which is installed at the first use."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = cache / "attioql-tests" / f"typescript-{VERSION}"
    command = folder / "node_modules" / ".bin" / "tsc"
    if not command.exists():
        folder.mkdir(parents=True, exist_ok=True)
        install = ["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder), f"typescript@{VERSION}"]
        subprocess.run(install, cwd=folder, check=True, capture_output=True)
    return command
