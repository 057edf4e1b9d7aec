"""Reads the values of a long JSON text one at a time, in the memory that the largest of them takes.

The standard library decodes them; this module finds where each begins and reads more of the stream.
"""

from __future__ import annotations

import codecs
import io
import json
import re
from collections.abc import Iterator
from typing import Any

from attioql.json_text.nesting import decode_at
from attioql.json_text.strict_json import RECORDS, why_not_json
from attioql.limits import LIMITS

LONGEST_VALUE = LIMITS.value_characters

_CHUNK = 1024 * 1024
_LONGEST_WORD = 16  # longer than `-Infinity` and `\\uXXXX`: an error this near the end may be a token that was cut off
_SPACE = re.compile(r"[ \t\n\r]*")


class StreamError(ValueError):
    """The text is no JSON, or a value in it is too long."""


class JsonStream:
    """A JSON text that is read from a stream value by value."""

    def __init__(self, stream: io.BufferedIOBase, chunk: int = _CHUNK) -> None:
        """Keep the stream of UTF-8 bytes, which may begin with a byte order mark, to be read in chunks of so many."""
        self._stream = stream
        self._chunk = chunk
        self._decoder = codecs.getincrementaldecoder("utf-8-sig")()
        self._text = ""
        self._at = 0
        self._ended = False

    def following(self) -> str:
        """Return the next character that is not white space without consuming it; the empty string at the end."""
        while True:
            self._at = _SPACE.match(self._text, self._at).end()  # type: ignore[union-attr]  # it matches nothing, too
            if self._at < len(self._text) or not self._read_on():
                return self._text[self._at : self._at + 1]

    def value(self) -> Any:
        """Return the next value. Raises `StreamError`."""
        self.following()
        found = self._decoded()
        while found is None:
            found = self._decoded()
        value, self._at = found
        return value

    def _decoded(self) -> tuple[Any, int] | None:
        """Return a value and where it ends; `None` after reading more of the stream, in which the value may go on."""
        try:
            value, end = decode_at(RECORDS, self._text, self._at)
        except json.JSONDecodeError as error:
            if self._may_be_cut_short(error) and self._read_on():
                return None
            raise _no_json(why_not_json(error)[0]) from None
        except ValueError as error:
            raise _no_json(str(error)) from None
        if len(self._text) - end < _LONGEST_WORD and self._read_on():  # a number may go on
            return None
        return value, end

    def elements(self) -> Iterator[Any]:
        """Yield the elements of the array that comes next."""
        for _ in self._items("[", "]"):
            yield self.value()

    def members(self) -> Iterator[str]:
        """Yield the keys of the object that comes next; each value is to be read before the next key."""
        for _ in self._items("{", "}"):
            key = self.value()
            if not isinstance(key, str):
                raise _no_json("a key is a string in double quotes")
            self._pass(":")
            yield key

    def _items(self, opening: str, closing: str) -> Iterator[None]:
        self._pass(opening)
        if self.following() != closing:
            yield
            while self.following() == ",":
                self._pass(",")
                yield
        self._pass(closing)

    def _pass(self, sign: str) -> None:
        if self.following() != sign:
            found = repr(self.following()) if self.following() else "the end"
            message = f"{sign!r} is expected, not {found}"
            raise _no_json(message)
        self._at += 1

    def _may_be_cut_short(self, error: json.JSONDecodeError) -> bool:
        return error.msg.startswith("Unterminated string") or len(self._text) - error.pos < _LONGEST_WORD

    def _read_on(self) -> bool:
        """Double the text that is buffered, so that a long value is not decoded too often; return whether there was more."""
        waiting = len(self._text) - self._at
        if self._ended:
            return False
        if waiting > LONGEST_VALUE:
            message = f"a value has more than {LONGEST_VALUE:,} characters"
            raise StreamError(message)
        data = self._stream.read(max(self._chunk, waiting))
        try:
            text = self._decoder.decode(data, final=not data)
        except UnicodeDecodeError:
            message = "not UTF-8"
            raise StreamError(message) from None
        if not data:
            self._ended = True
            return False
        self._text, self._at = self._text[self._at :] + text, 0
        return True


def _no_json(why: str) -> StreamError:
    return StreamError(f"not JSON: {why}")
