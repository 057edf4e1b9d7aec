"""Where values stand in JSON text that is well formed. Only what leads to a value that is asked for is gone into."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from attioql.json_text.cursor import Cursor
from attioql.json_text.paths import JsonSpans, escaped, pointer
from attioql.json_text.strict_json import all_positions
from attioql.text.source import Source, Span

_DEEP = 500
"""Past so many levels, pointers are as long as they are deep: one for each level on the way would take too much memory."""


class _Open(NamedTuple):
    """An object or array that is gone through: its members that are left, its pointer, its key if it has one, its start."""

    members: Iterator[tuple[str | int, Span | None]]
    where: str
    key: Span | None
    start: int


def find_positions(source: Source, pointers: AbstractSet[str]) -> dict[str, JsonSpans]:
    """Return where the values with these pointers stand in a JSON text in which no key stands twice. Nothing here recurses."""
    if any(where.count("/") > _DEEP for where in pointers):
        return _found_everywhere(source.text, pointers)
    return _Search(source.text, pointers).found()


def _found_everywhere(text: str, pointers: AbstractSet[str]) -> dict[str, JsonSpans]:
    """Look at every value of a text that is nested too deeply. A pointer is as long as it is deep, so few are spelled out."""
    depths = {where.count("/") for where in pointers}
    spelled = [(pointer(place), position) for place, depth, position in all_positions(text) if depth in depths]
    return {where: position for where, position in spelled if where in pointers}


class _Search:
    """Goes through what leads to a value; the standard library passes over the rest."""

    def __init__(self, text: str, pointers: AbstractSet[str]) -> None:
        self._cursor = Cursor(text)
        self._pointers = pointers
        self._found: dict[str, JsonSpans] = {}
        self._stack: list[_Open] = []

    def found(self) -> dict[str, JsonSpans]:
        cursor, ahead = self._cursor, _ahead(self._pointers)
        here: tuple[str, Span | None] | None = ("", None)
        while here is not None and len(self._found) < len(self._pointers):
            where, key = here
            start = cursor.at
            if where in ahead and cursor.text[start] in "{[":
                self._stack.append(_Open(_members(cursor), where, key, start))
            else:
                cursor.pass_over()
                self._note(where, key, start)
            here = self._next()
        return self._found

    def _next(self) -> tuple[str, Span | None] | None:
        """Return the pointer and key of the next value; objects and arrays that have no more are at their end."""
        while self._stack:
            opened = self._stack[-1]
            member = next(opened.members, None)
            if member is not None:
                return f"{opened.where}/{escaped(member[0])}", member[1]
            self._stack.pop()
            self._note(opened.where, opened.key, opened.start)
        return None

    def _note(self, where: str, key: Span | None, start: int) -> None:
        """Keep the position of a value that is asked for and ends here."""
        if where in self._pointers:
            value = Span(start, self._cursor.at)
            self._found[where] = JsonSpans(key or value, value)


def _ahead(pointers: AbstractSet[str]) -> set[str]:
    """Return the pointers of what the values are in."""
    ahead: set[str] = set()
    for where in pointers:
        around = where.rpartition("/")[0]
        while where and around not in ahead:
            ahead.add(around)
            around = around.rpartition("/")[0]
    return ahead


def _members(cursor: Cursor) -> Iterator[tuple[str | int, Span | None]]:
    """Yield the keys of an object with their places, or the numbers of the items of an array."""
    if cursor.text[cursor.at] == "{":
        yield from cursor.members()
    else:
        for number in cursor.items():
            yield number, None
