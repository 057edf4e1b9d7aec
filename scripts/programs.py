"""Programs that the scripts run, such as npm: found on `PATH`, and run in a folder."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path


def found(program: str) -> str:
    """Return the path of a program. Raises `SystemExit` with what to install."""
    path = shutil.which(program)
    if path is None:
        message = f"{program} is not installed: Node.js 20 or newer has it"
        raise SystemExit(message)
    return path


def run(folder: Path, program: str, *arguments: str) -> None:
    """Run a program in a folder. Raises `CalledProcessError` if it fails."""
    subprocess.run([found(program), *arguments], cwd=folder, check=True)
