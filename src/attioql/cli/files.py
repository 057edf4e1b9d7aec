"""Files of filters: found in folders, read whole, and written back."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

from attioql.cli.replacing import ChangedFileError, replace_text
from attioql.diagnostics.model import Diagnostic
from attioql.documents import messages
from attioql.documents.read import SUFFIXES, decode
from attioql.limits import LIMITS
from attioql.project.file_paths import may_block
from attioql.project.file_settings import is_among, relative
from attioql.text.source import Source

STANDARD_INPUT = "-"
LARGEST_FILE = LIMITS.file_bytes

_AT_FIRST = 1 << 16
_PASSED_OVER = frozenset({"node_modules", "__pycache__", "venv"})


class GivenFile(NamedTuple):
    """A file to read; unless it is `named`, by its path or a pattern, it holds filters only if it looks like that."""

    path: str
    named: bool


class FileContent(NamedTuple):
    """The text and the bytes of a file."""

    source: Source
    raw: bytes


def find_files(
    paths: Sequence[str],
    excluded: Sequence[str],
    folder: Path,
    included: Sequence[str] = (),
    *,
    skip_others: bool = False,
) -> Iterator[GivenFile]:
    """Yield the files that paths name, and those in the folders among them, in order, each once.

    Hidden folders are skipped, and so are paths that match a pattern of `excluded`, relative to `folder`. Files that match one
    of `included` may have any suffix. A path that does not exist and a folder that cannot be listed are yielded too: reading
    them gives the diagnostic. With `skip_others`, a file that is named counts as one that is found in the current folder.
    """
    seen: set[str] = set()
    for path in paths:
        given = (
            _in_folder(path, excluded, folder, included)
            if Path(path).is_dir()
            else iter(_as_found(path, excluded, folder, included) if skip_others else (GivenFile(path, named=True),))
        )
        for each in given:
            key = each.path if each.path == STANDARD_INPUT else os.path.realpath(each.path)
            if key not in seen:
                seen.add(key)
                yield each


def read(path: str, name: str) -> FileContent | Diagnostic:
    """Return the content of a file, or of standard input for `-`; a diagnostic if it cannot be read."""
    try:
        raw = _read_from(sys.stdin.buffer) if path == STANDARD_INPUT else _read(path)
    except OSError as error:
        return messages.unreadable(name, error.strerror or str(error))
    if len(raw) > LARGEST_FILE:
        return messages.unreadable(name, f"it has more than {LARGEST_FILE:,} bytes")
    source = decode(raw, name)
    return source if isinstance(source, Diagnostic) else FileContent(source, raw)


def write_back(path: str, text: str, loaded: FileContent) -> Diagnostic | None:
    """Replace the text of a file that was read; return a diagnostic if it cannot be written."""
    try:
        replace_text(Path(path), text, loaded.raw)
    except ChangedFileError:
        return messages.changed(loaded.source)
    except OSError as error:
        return messages.unwritable(loaded.source, error.strerror or str(error))
    return None


def _read(path: str) -> bytes:
    with open(path, "rb") as stream:  # noqa: PTH123 - many paths, each a text
        return _read_from(stream)


def _read_from(stream: BinaryIO) -> bytes:
    """Read a file, or enough of it to see that it is too large. Asked for all at once, Python makes room for the limit."""
    pieces = []
    left = LARGEST_FILE + 1
    size = _AT_FIRST
    while left and (piece := stream.read(min(size, left))):
        pieces.append(piece)
        left -= len(piece)
        size *= 2
    return b"".join(pieces)


def _in_folder(path: str, excluded: Sequence[str], base: Path, included: Sequence[str]) -> Iterator[GivenFile]:
    failed: list[str] = []
    for folder, folders, files in os.walk(path, onerror=lambda error: failed.append(str(error.filename))):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _PASSED_OVER
            and not is_among(os.path.join(folder, name), excluded, base)  # noqa: PTH118 - as below
        )
        for name in sorted(files):
            here = os.path.normpath(os.path.join(folder, name))  # noqa: PTH118 - as above
            yield from _of_kind(here, excluded, base, included)
    for name in sorted(failed):
        yield GivenFile(os.path.normpath(name), named=True)


def _of_kind(path: str, excluded: Sequence[str], base: Path, included: Sequence[str]) -> Iterator[GivenFile]:
    """Yield a file of a folder, if it is of a kind that is read or matches a pattern of `included`, and is not excluded."""
    named = is_among(path, included, base)
    if not (named or path.endswith(SUFFIXES)) or is_among(path, excluded, base):
        return
    if not may_block(path):
        yield GivenFile(path, named)


def _as_found(path: str, excluded: Sequence[str], base: Path, included: Sequence[str]) -> Iterator[GivenFile]:
    """Yield a file as the walk through the current folder would."""
    *folders, _ = Path(relative(path, Path.cwd())).parts
    around = [os.path.join(*folders[: number + 1]) for number in range(len(folders))]  # noqa: PTH118 - as above
    is_hidden = any((name.startswith(".") and name != "..") or name in _PASSED_OVER for name in folders)
    if not is_hidden and not any(is_among(each, excluded, base) for each in around):
        yield from _of_kind(path, excluded, base, included)
