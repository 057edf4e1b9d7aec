"""What a path that nobody checked may name: no file at all, or a pipe or a device, from which reading may never return."""

from __future__ import annotations

import os
import stat
from pathlib import Path

NOT_REGULAR = "it is not a regular file"


def may_block(path: str | os.PathLike[str]) -> bool:
    """Tell whether a path is a pipe or a device, from which reading may never return."""
    try:
        mode = os.stat(path).st_mode  # noqa: PTH116 - many paths, each a text
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def is_file(path: Path) -> bool:
    """Tell whether a path names a regular file. Unlike `Path.is_file`, it raises for no path, not even one that is too long."""
    return os.path.isfile(path)  # noqa: PTH113


def is_path(text: str) -> bool:
    """Tell whether a text can be a path, and the URI of a file: it has no NUL character and no half of a surrogate pair."""
    return "\0" not in text and text.encode(errors="ignore").decode() == text
