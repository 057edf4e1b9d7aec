"""Reads records from files, one at a time and in constant memory: JSON Lines, answers of the API, or an array of records.

An error is yielded as an `UnreadableRecord`, and reading goes on if that is possible; a file that cannot be read is an `UnreadableFile`.
"""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, TypeAlias

from attioql.cli.files import STANDARD_INPUT
from attioql.cli.json_stream import JsonStream, StreamError
from attioql.diagnostics.phrases import short
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import RECORDS, is_json_text, why_not_json
from attioql.limits import LIMITS

LONGEST_LINE = LIMITS.line_bytes

_PEEK = 64 * 1024
_ANSWER = re.compile(rb'\{\s*"data"\s*:\s*\[')


class FoundRecord(NamedTuple):
    """A record, its place (`name:line` or `name[number]`), and its text if it has a line of its own."""

    record: Any
    where: str
    text: str | None


class UnreadableRecord(NamedTuple):
    """An error, and the place of the value that is not a record."""

    message: str
    where: str


class UnreadableFile(NamedTuple):
    """An error of the system, and the file that cannot be read."""

    message: str
    where: str


Records: TypeAlias = Iterator[FoundRecord | UnreadableRecord | UnreadableFile]


def read_records(path: str, report: Callable[[int], None] = lambda _: None) -> Records:
    """Yield the records and the errors of a file, or of standard input for `-`; `report` gets the number of bytes of each read."""
    name = "<stdin>" if path == STANDARD_INPUT else path
    try:
        opened = sys.stdin.buffer if path == STANDARD_INPUT else Path(path).open("rb", buffering=0)  # noqa: SIM115 - `_Counted` closes it
        with io.BufferedReader(_Counted(opened, report), _PEEK) as stream:
            head = stream.peek(_PEEK).removeprefix(b"\xef\xbb\xbf").lstrip()
            yield from _of_document(stream, name) if _is_document(head) else _of_lines(stream, name)
    except OSError as error:
        yield _not_opened(path, error)


def _not_opened(path: str, error: OSError) -> UnreadableFile:
    """Return why a file cannot be opened; of a record that was given in place of one, where to put it."""
    if is_json_text(path) or path.lstrip().startswith("["):
        return UnreadableFile(
            "records are read from a file, or from standard input as `-`, not from an argument", short(path)
        )
    return UnreadableFile(error.strerror or str(error), path)


def _is_document(head: bytes) -> bool:
    """Tell whether a file is one array or answer of the API, spread over its lines, by its first bytes."""
    first, line_break, _ = head.partition(b"\n")
    spread_out = line_break and head.startswith(b"{") and not _is_json(first)
    long_answer = not line_break and _ANSWER.match(head) and not _is_json(first)
    return bool(head.startswith(b"[") or spread_out or long_answer)


def _of_document(stream: io.BufferedReader[_Counted], name: str) -> Records:
    text = JsonStream(stream)
    number = 1
    try:
        while text.following():
            for record in _listed(text):
                yield FoundRecord(record, f"{name}[{number}]", None)
                number += 1
    except StreamError as error:
        yield UnreadableRecord(str(error), f"{name}[{number}]")


def _of_lines(stream: io.BufferedReader[_Counted], name: str) -> Records:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        where = f"{name}:{number}"
        if len(line) > LONGEST_LINE:
            yield UnreadableRecord(f"a line has more than {LONGEST_LINE:,} bytes; this is not JSON Lines", where)
            return
        yield from _of_line(line, where, first=number == 1)


class _Counted(io.RawIOBase):
    """Reads on from another stream and reports how many bytes were read."""

    def __init__(self, stream: BinaryIO, report: Callable[[int], None]) -> None:
        self._stream = stream
        self._report = report

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        self._report(len(data))
        return len(data)

    def close(self) -> None:
        if self._stream is not sys.stdin.buffer:
            self._stream.close()
        super().close()


def _listed(text: JsonStream) -> Iterator[Any]:
    """Yield the elements of an array, or of the `data` of an answer."""
    if text.following() == "[":
        yield from text.elements()
        return
    any_data = False
    for key in text.members():
        if key == "data" and text.following() == "[":
            any_data = True
            yield from text.elements()
        else:
            text.value()
    if not any_data:
        message = "there are no records: neither JSON Lines nor an answer with `data`"
        raise StreamError(message)


def _of_line(line: bytes, where: str, *, first: bool) -> Records:
    try:
        text = line.decode("utf-8-sig" if first else "utf-8").strip()
        record: Any = decode(RECORDS, text) if text else None
    except UnicodeDecodeError as error:
        yield UnreadableRecord(f"not UTF-8 (byte {error.start} of the line)", where)
        return
    except json.JSONDecodeError as error:
        reason, at = why_not_json(error)
        yield UnreadableRecord(f"not JSON at column {at + 1}: {reason}", where)
        return
    except ValueError as error:
        yield UnreadableRecord(f"not JSON: {error}", where)
        return
    if not text:
        return
    match record:
        case {"data": list(several)} if not {"values", "entry_values"} & set(record):
            for number, each in enumerate(several, 1):
                yield FoundRecord(each, f"{where}[{number}]", None)
        case _:
            yield FoundRecord(record, where, text)


def _is_json(line: bytes) -> bool:
    try:
        decode(RECORDS, line.decode("utf-8"))
    except ValueError:
        return False
    return True
