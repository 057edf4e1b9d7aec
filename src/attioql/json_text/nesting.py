"""How deeply JSON text is nested, and a decoder for text that is nested too deeply for the one of the standard library.

The standard library recurses, and how deep depends on the Python, its recursion limit and the frames of the caller. Here
depth costs no recursion: what is read and what is rejected is the same everywhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple, NoReturn, cast

from attioql.diagnostics.templates import sentence
from attioql.limits import LIMITS

MOST_LEVELS = LIMITS.json_levels

_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"?|[][{}]', re.DOTALL)
_STEPS = {"{": 1, "[": 1, "}": -1, "]": -1}
_SPACE = re.compile(r"[ \t\n\r]*")
_OF_ONE_SHAPE = bytes.maketrans(b"{}", b"[]")
_NEITHER_QUOTE_NOR_BRACKET = bytes.maketrans(b"", b"").translate(None, b'"[]{}')
_PAIRS_REMOVED = 32


class TooDeepJsonError(ValueError):
    """More objects and arrays are open at once than may be; `at` is the offset of the first bracket too many."""

    def __init__(self, at: int, most: int) -> None:
        """Keep the offset; the message names the limit."""
        self.said = sentence("nesting-too-deep.text", limit=most)
        super().__init__(self.said.message)
        self.at = at


def decode(decoder: json.JSONDecoder, text: str) -> object:
    """Return what the `decode` of a decoder returns. Raises `TooDeepJsonError` past `MOST_LEVELS`, never `RecursionError`."""
    require_shallow(text)
    try:
        return cast("object", decoder.decode(text))
    except RecursionError:
        value, end = _Decoding(decoder, text, MOST_LEVELS).value(_after_space(text, 0))
    end = _after_space(text, end)
    if end != len(text):
        raise json.JSONDecodeError("Extra data", text, end)
    return value


def decode_at(decoder: json.JSONDecoder, text: str, at: int, most: int = MOST_LEVELS) -> tuple[object, int]:
    """Return what the `raw_decode` of a decoder returns. Raises `TooDeepJsonError` past `most` levels, never `RecursionError`."""
    try:
        value, end = cast("tuple[object, int]", decoder.raw_decode(text, at))
    except json.JSONDecodeError as error:
        require_shallow(text[at : error.pos], most)
        raise
    except RecursionError:
        return _Decoding(decoder, text, most).value(at)
    require_shallow(text[at:end], most)
    return value, end


def require_shallow(text: str, most: int = MOST_LEVELS) -> None:
    """Raise `TooDeepJsonError` if more than `most` objects and arrays are open at once in a text, JSON or not.

    Brackets behind a backslash outside strings may not count: no reader of JSON gets that far.
    """
    if text.count("{") + text.count("[") <= most:
        return
    if _depth_at_most(text) <= most:
        return
    level = 0
    for found in _STRING_OR_BRACKET.finditer(text):
        level += _STEPS.get(found[0], 0)
        if level > most:
            raise TooDeepJsonError(found.start(), most)


def _depth_at_most(text: str) -> int:
    """Return a depth that no bracket is beyond, without a step for each: whenever all pairs `[]` are removed, a level goes."""
    found = text.encode("ascii", "ignore")
    if b"\\" in found:
        found = found.replace(b"\\\\", b"").replace(b'\\"', b"")
    found = found.translate(_OF_ONE_SHAPE, _NEITHER_QUOTE_NOR_BRACKET).replace(b'""', b"")
    outside = b"".join(found.split(b'"')[::2])
    for _ in range(_PAIRS_REMOVED):
        outside = outside.replace(b"[]", b"")
    return outside.count(b"[") + _PAIRS_REMOVED


class _Open(NamedTuple):
    """An object or array whose end has not come, with what it has so far; an object also has the key that is read."""

    members: list[Any]
    is_object: bool


class _Decoding:
    """Decodes one value with a stack of its own. Mistakes are described as the standard library does."""

    def __init__(self, decoder: json.JSONDecoder, text: str, most: int) -> None:
        self._decoder = decoder
        self._text = text
        self._most = most
        self._stack: list[_Open] = []
        self._keys: list[str] = []

    def value(self, at: int) -> tuple[object, int]:
        """Return the value that starts at an offset, and where it ends."""
        while True:
            at, value, is_whole = self._start(at)
            while is_whole:
                if not self._stack:
                    return value, at
                at, value, is_whole = self._add(value, at)

    def _start(self, at: int) -> tuple[int, object, bool]:
        """Read a scalar or an empty collection, which is whole, or open a collection up to its first value."""
        opening = self._text[at : at + 1]
        if opening not in {"{", "["}:
            value, end = self._decoder.raw_decode(self._text, at)
            return end, value, True
        if len(self._stack) == self._most:
            raise TooDeepJsonError(at, self._most)
        opened = _Open([], opening == "{")
        at = _after_space(self._text, at + 1)
        if self._text[at : at + 1] == ("}" if opened.is_object else "]"):
            return at + 1, self._closed(opened), True
        self._stack.append(opened)
        return (self._key(at) if opened.is_object else at), None, False

    def _add(self, value: object, at: int) -> tuple[int, object, bool]:
        """Add a value to what it stands in, which then is whole or goes on to its next value."""
        opened = self._stack[-1]
        opened.members.append((self._keys.pop(), value) if opened.is_object else value)
        at = _after_space(self._text, at)
        following = self._text[at : at + 1]
        if following == ("}" if opened.is_object else "]"):
            return at + 1, self._closed(self._stack.pop()), True
        if following != ",":
            self._fail("Expecting ',' delimiter", at)
        at = _after_space(self._text, at + 1)
        return (self._key(at) if opened.is_object else at), None, False

    def _key(self, at: int) -> int:
        """Read a key and its colon; return where its value starts."""
        if self._text[at : at + 1] != '"':
            self._fail("Expecting property name enclosed in double quotes", at)
        key, end = self._decoder.raw_decode(self._text, at)
        self._keys.append(key)
        end = _after_space(self._text, end)
        if self._text[end : end + 1] != ":":
            self._fail("Expecting ':' delimiter", end)
        return _after_space(self._text, end + 1)

    def _closed(self, opened: _Open) -> object:
        if not opened.is_object:
            return opened.members
        hook = cast("Callable[[list[tuple[str, object]]], object] | None", self._decoder.object_pairs_hook)
        return dict(opened.members) if hook is None else hook(opened.members)

    def _fail(self, message: str, at: int) -> NoReturn:
        raise json.JSONDecodeError(message, self._text, at)


def _after_space(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return at if found is None else found.end()
