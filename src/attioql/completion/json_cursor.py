"""Where a cursor stands in JSON text, which may be broken or not written to its end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from attioql.text.source import Span

_LEXEME = re.compile(r'"(?:[^"\\\n]|\\.)*(?:"|(?=\n)|\Z)|[{}\[\]:,]|[^\s{}\[\]:,"]+')
_MARKS = "{}[]:,"
_COLON = re.compile(r"\s*:")

KeyOrIndex: TypeAlias = "str | int"


@dataclass(slots=True)
class Container:
    """An object or an array that is open: its keys so far, where the value of each starts, and the place in it that was reached."""

    is_object: bool
    starts: dict[str, int] = field(default_factory=dict)
    key: str | None = None
    index: int = 0
    is_key_next: bool = True
    is_value_next: bool = True

    @property
    def step(self) -> KeyOrIndex:
        """The key or the number that leads to what is read now."""
        return (self.key or "") if self.is_object else self.index


class JsonCursor(NamedTuple):
    """Where a cursor stands: in which containers, the outermost first, and whether a key or a value belongs there.

    `prefix` is what was typed of it, without the quote, and `span` what it replaces; `has_colon` tells that a colon follows.
    """

    text: str
    containers: tuple[Container, ...]
    is_key: bool
    prefix: str
    span: Span
    has_colon: bool

    @property
    def steps(self) -> tuple[KeyOrIndex, ...]:
        """The keys and numbers that lead to the container of the cursor."""
        return tuple([each.step for each in self.containers[:-1]])

    def written(self, depth: int, key: str) -> object:
        """Return the value of a key that stands before the cursor in the container at a depth; `None` if it cannot be read."""
        start = self.containers[depth].starts.get(key)
        if start is not None:
            with suppress(ValueError, RecursionError):
                return json.JSONDecoder().raw_decode(self.text, start)[0]
        return None


def json_cursor_at(text: str, offset: int) -> JsonCursor | None:
    """Return where a cursor stands; `None` where neither a key nor a value belongs."""
    containers: list[Container] = []
    span, prefix = Span(offset, offset), ""
    for start, lexeme in _lexemes(text):
        end = start + len(lexeme)
        if start > offset or (start == offset and lexeme in _MARKS):
            break
        if lexeme not in _MARKS and end >= offset and not (lexeme[0] == '"' and end == offset and _is_closed(lexeme)):
            span, prefix = Span(start, _end_of(text, start, end, offset)), text[start:offset].lstrip('"')
            break
        if lexeme not in _MARKS and end == offset:
            return None
        _read(lexeme, start, containers)
    if not containers:
        return None
    inner = containers[-1]
    is_key = inner.is_object and inner.is_key_next
    if not is_key and not inner.is_value_next:
        return None
    return JsonCursor(text, tuple(containers), is_key, prefix, span, bool(_COLON.match(text, span.end)))


def key_or_value_at(text: str, offset: int) -> tuple[Span, str] | None:
    """Return the key or value at an offset, and what it says without quotes."""
    for start, lexeme in _lexemes(text):
        end = start + len(lexeme)
        if start <= offset <= end and lexeme not in _MARKS:
            return Span(start, end), _decoded(lexeme)
        if start > offset:
            break
    return None


def _lexemes(text: str) -> Iterator[tuple[int, str]]:
    for match in _LEXEME.finditer(text):
        yield match.start(), match[0]


def _read(lexeme: str, start: int, containers: list[Container]) -> None:
    inner = containers[-1] if containers else None
    match lexeme:
        case "{" | "[":
            _note_value(inner, start)
            containers.append(Container(lexeme == "{"))
        case "}" | "]":
            if inner is not None:
                containers.pop()
        case ":":
            if inner is not None and inner.is_object:
                inner.is_key_next, inner.is_value_next = False, True
        case ",":
            if inner is not None:
                inner.index += 1
                inner.key, inner.is_key_next, inner.is_value_next = None, True, not inner.is_object
        case _ if inner is not None and inner.is_object and inner.is_key_next:
            inner.key, inner.is_key_next, inner.is_value_next = _decoded(lexeme), False, False
        case _:
            _note_value(inner, start)


def _note_value(container: Container | None, start: int) -> None:
    if container is not None:
        container.is_value_next = False
        if container.is_object and container.key is not None:
            container.starts[container.key] = start


def _decoded(lexeme: str) -> str:
    with suppress(ValueError):
        return str(json.loads(lexeme))
    return lexeme.strip('"')


def _is_closed(lexeme: str) -> bool:
    return len(lexeme) > 1 and lexeme.endswith('"')


def _end_of(text: str, start: int, end: int, offset: int) -> int:
    """Return where the lexeme at a cursor ends: at the cursor, if it is a string that swallowed what follows."""
    if text[start] != '"' or start == offset:
        return end
    line_end = text.find("\n", end)
    quotes = text.count('"', end, len(text) if line_end < 0 else line_end)
    return offset if quotes % 2 or not _is_closed(text[start:end]) else end
