"""JSON text read one level at a time, with the places of keys and values: for files whose parts are looked at one by one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from attioql.diagnostics.model import Diagnostic
from attioql.json_text.nesting import decode_at
from attioql.json_text.strict_json import DECODER, DuplicateKeyError, read_json
from attioql.text.source import Source, Span

_SPACE = re.compile(r"[ \t\r\n]*")
_COMMA = re.compile(r"[ \t\r\n]*,[ \t\r\n]*")
_PLAIN_KEY = re.compile(r'"([^"\\\x00-\x1f]*)"[ \t\r\n]*:[ \t\r\n]*')

_SKIPPER = json.JSONDecoder(parse_float=str, parse_int=str)


class Cursor:
    """A place in JSON text that moves on as the text is read. Every method raises `json.JSONDecodeError`."""

    def __init__(self, text: str, at: int = 0) -> None:
        """Start at an offset, past the blanks there."""
        self.text = text
        self.at = at
        self.skip()

    def skip(self) -> str:
        """Pass over blanks; return the character that comes then, or nothing at the end."""
        found = _SPACE.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def value(self) -> tuple[object, Span]:
        """Read a whole value. Raises `DuplicateKeyError` as well, for an object with one key twice; then it is passed over."""
        start = self.at
        try:
            value, self.at = decode_at(DECODER, self.text, start, len(self.text))
        except DuplicateKeyError:
            self.pass_over()
            raise
        return value, Span(start, self.at)

    def pass_over(self) -> None:
        """Pass over a whole value, whatever is in it."""
        _, self.at = decode_at(_SKIPPER, self.text, self.at, len(self.text))

    def fault(self, start: int) -> Diagnostic | None:
        """Return what is wrong with the value that was passed over, in terms of its own text."""
        found = read_json(Source(self.text[start : self.at]))
        return found if isinstance(found, Diagnostic) else None

    def members(self) -> Iterator[tuple[str, Span]]:
        """Yield the keys of an object. Before the next key is asked for, the value must have been read."""
        self._take("{")
        if self.skip() == "}":
            self.at += 1
            return
        while True:
            yield self._key()
            if (following := _COMMA.match(self.text, self.at)) is not None:
                self.at = following.end()
            elif self.skip() == "}":
                self.at += 1
                return
            else:
                self._take(",")

    def _key(self) -> tuple[str, Span]:
        """Read a key with its colon, and the blanks after it. One without escapes is read in one match."""
        start = self.at
        plain = _PLAIN_KEY.match(self.text, start)
        if plain is not None:
            self.at = plain.end()
            return plain[1], Span(start, plain.end(1) + 1)
        if self.text[start : start + 1] != '"':
            raise json.JSONDecodeError("Expecting property name enclosed in double quotes", self.text, start)
        key, self.at = DECODER.raw_decode(self.text, start)
        end = self.at
        self._take(":")
        self.skip()
        return str(key), Span(start, end)

    def items(self) -> Iterator[int]:
        """Yield the number of every item of an array. Before the next is asked for, the item must have been read."""
        self._take("[")
        if self.skip() == "]":
            self.at += 1
            return
        number = 0
        while True:
            yield number
            number += 1
            if (following := _COMMA.match(self.text, self.at)) is not None:
                self.at = following.end()
            elif self.skip() == "]":
                self.at += 1
                return
            else:
                self._take(",")

    def _take(self, character: str) -> None:
        if self.skip() != character:
            message = f"Expecting '{character}'"
            raise json.JSONDecodeError(message, self.text, self.at)
        self.at += 1
