"""Writes files: the one writer for all commands that do, such as `lint --fix`, `fmt` and `workspace build`. A file keeps all that belongs to it but its text.

It is replaced in one step where nothing is lost by that, and overwritten where something would be: hard links, an owner that
cannot be given to another file, extended attributes and access control lists, a folder that takes no new files.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import BinaryIO

_MARK = b"\xef\xbb\xbf"
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
_OF_THE_SYSTEM = "security."
"""The start of the names of extended attributes that every file of a folder gets, such as SELinux's label."""


class ChangedFileError(OSError):
    """A file was changed or removed after it was read, and is not written."""


def replace_text(path: Path, text: str, before: bytes | None = None) -> None:
    """Write a text to a file, or to the one that a symbolic link names, as a whole or not at all.

    `before` is the content that was read: a byte order mark in it stays, and a file that is gone or has another content by now is
    not written, nor a pipe: what was read from it does not stand there. Raises `ChangedFileError`, and `OSError`, for a read-only file too.
    """
    path = path.resolve()
    content = (_MARK if before is not None and before.startswith(_MARK) else b"") + text.encode()
    try:
        status = path.stat()
    except FileNotFoundError:
        if before is not None:
            message = "the file was removed after it was read, and is not written"
            raise ChangedFileError(message) from None
        _create(path, content)
        return
    if not status.st_mode & _WRITABLE or not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, "it is read-only")
    if before is not None and stat.S_ISFIFO(status.st_mode):
        raise OSError(errno.ESPIPE, "it is a pipe, and cannot be written back")
    if not stat.S_ISREG(status.st_mode):
        path.write_bytes(content)
        return
    replacement = _replacement(path, content, status)
    if replacement is None:
        _overwrite(path, content, before)
        return
    try:
        _require_same(path.read_bytes(), before)
        replacement.replace(path)
    except BaseException:
        replacement.unlink(missing_ok=True)
        raise


def content_of(path: Path) -> bytes | None:
    """Return the content of a file; `None` where there is none, or a device or a pipe."""
    return path.read_bytes() if path.is_file() else None


def regenerate_text(path: Path, text: str, before: bytes | None) -> None:
    """Write a text with line feeds that is made anew, with the byte order mark and the line breaks of the content that was there."""
    replace_text(path, text.replace("\n", "\r\n") if before is not None and b"\r\n" in before else text, before)


def _create(path: Path, content: bytes) -> None:
    try:
        with path.open("xb", buffering=0) as stream:
            _write(stream, content)
    except FileExistsError:
        raise
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _replacement(path: Path, content: bytes, status: os.stat_result) -> Path | None:
    """Return a new file beside another, with its mode, owner and group; `None` where the other has more than that."""
    if status.st_nlink > 1 or _has_attributes(path):
        return None
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError:
        return None
    made = Path(name)
    try:
        with os.fdopen(handle, "wb", buffering=0) as stream:
            _write(stream, content)
        if _is_made_alike(made, status):
            return made
    except BaseException:
        made.unlink(missing_ok=True)
        raise
    made.unlink()
    return None


def _has_attributes(path: Path) -> bool:
    if sys.platform != "linux":
        return False
    try:
        names = os.listxattr(path)
    except OSError:
        return False
    return not all(name.startswith(_OF_THE_SYSTEM) for name in names)


def _is_made_alike(path: Path, status: os.stat_result) -> bool:
    """Give a file the owner, the group and the mode of another, and return whether that was possible."""
    made = path.stat()
    try:
        if sys.platform != "win32" and (made.st_uid, made.st_gid) != (status.st_uid, status.st_gid):
            os.chown(path, status.st_uid, status.st_gid)
        path.chmod(stat.S_IMODE(status.st_mode))
    except OSError:
        return False
    return True


def _overwrite(path: Path, content: bytes, before: bytes | None) -> None:
    """Write a file in place. Its old content is put back if that fails."""
    with path.open("r+b", buffering=0) as stream:
        old = stream.readall()
        _require_same(old, before)
        try:
            _write(stream, content)
        except OSError:
            _write(stream, old)
            raise


def _write(stream: BinaryIO, content: bytes) -> None:
    """Make content all that an unbuffered stream has, down to the disk."""
    stream.seek(0)
    left = memoryview(content)
    while left:
        left = left[stream.write(left) :]
    stream.truncate()
    os.fsync(stream.fileno())


def _require_same(content: bytes, before: bytes | None) -> None:
    if before is not None and content != before:
        message = "the file was changed after it was read, and is not written"
        raise ChangedFileError(message)
