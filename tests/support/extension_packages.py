"""Installs the npm packages that `editors/vscode` locks, in a folder of the cache, outside the repository."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

EXTENSION = Path(__file__).resolve().parents[2] / "editors" / "vscode"
_LOCKED = ("package.json", "package-lock.json")


def installed() -> Path:
    """Return a folder with `node_modules`, which is made at the first use of a lock file."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "attioql-tests"
    digest = hashlib.sha256((EXTENSION / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = cache / f"vscode-{digest}"
    if folder.exists():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        for name in _LOCKED:
            shutil.copy(EXTENSION / name, temporary)
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=temporary, check=True, capture_output=True)
        try:
            Path(temporary).rename(folder)
        except OSError:
            assert folder.exists(), f"{folder} cannot be made"
        Path(temporary).mkdir(exist_ok=True)
    return folder
