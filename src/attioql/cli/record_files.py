"""Records from files, one at a time and in constant memory: JSON Lines, answers of the API, or an array of records.

What cannot be read is handed on as a `UnreadableRecord`, and reading goes on where that is possible.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from attioql.cli.json_stream import JsonStream, StreamError
from attioql.json_text.nesting import decode
from attioql.json_text.source import RECORDS
from attioql.limits import LIMITS

LONGEST_LINE = LIMITS.line_bytes

_PEEK = 64 * 1024
_ANSWER = re.compile(rb'\{\s*"data"\s*:\s*\[')


class FoundRecord(NamedTuple):
    """A record, where it stands (`name:line` or `name[number]`), and its text if it has a line of its own."""

    record: Any
    where: str
    text: str | None


class UnreadableRecord(NamedTuple):
    """Something that is no record, and where it stands."""

    message: str
    where: str


class RecordFile:
    """A file of records, or standard input for `-`. `report` hears of every stretch of bytes that was read."""

    def __init__(self, path: str, report: Callable[[int], None]) -> None:
        """Keep the path; nothing is opened yet."""
        self._path = path
        self._name = "<stdin>" if path == "-" else path
        self._report = report

    def __iter__(self) -> Iterator[FoundRecord | UnreadableRecord]:
        """Yield the records, and what is none."""
        try:
            with io.BufferedReader(_Counted(self._open(), self._report), _PEEK) as stream:
                yield from self._records(stream)
        except OSError as error:
            yield UnreadableRecord(error.strerror or str(error), self._name)

    def _open(self) -> BinaryIO:
        return sys.stdin.buffer if self._path == "-" else Path(self._path).open("rb", buffering=0)

    def _records(self, stream: io.BufferedReader[_Counted]) -> Iterator[FoundRecord | UnreadableRecord]:
        head = stream.peek(_PEEK).removeprefix(b"\xef\xbb\xbf").lstrip()
        first, line_break, _ = head.partition(b"\n")
        spread_out = line_break and head.startswith(b"{") and not _is_json(first)
        long_answer = not line_break and _ANSWER.match(head) and not _is_json(first)
        whole = head.startswith(b"[") or spread_out or long_answer
        return self._of_document(stream) if whole else self._of_lines(stream)

    def _of_document(self, stream: io.BufferedReader[_Counted]) -> Iterator[FoundRecord | UnreadableRecord]:
        text = JsonStream(stream)
        number = 1
        try:
            while text.following():
                for record in _listed(text):
                    yield FoundRecord(record, f"{self._name}[{number}]", None)
                    number += 1
        except StreamError as error:
            yield UnreadableRecord(str(error), f"{self._name}[{number}]")

    def _of_lines(self, stream: io.BufferedReader[_Counted]) -> Iterator[FoundRecord | UnreadableRecord]:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            where = f"{self._name}:{number}"
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


def _of_line(line: bytes, where: str, *, first: bool) -> Iterator[FoundRecord | UnreadableRecord]:
    try:
        text = line.decode("utf-8-sig" if first else "utf-8").strip()
        record: Any = decode(RECORDS, text) if text else None
    except UnicodeDecodeError as error:
        yield UnreadableRecord(f"not UTF-8 (byte {error.start} of the line)", where)
        return
    except ValueError as error:
        yield UnreadableRecord(f"not JSON: {_one_line(error)}", where)
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


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
