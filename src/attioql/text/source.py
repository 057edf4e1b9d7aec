"""A piece of text with a name, spans in it, and the lines and columns a person counts.

Offsets count code points from 0; lines and columns count from 1. This module knows nothing of any language.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

LINE_BREAK = re.compile(r"\r\n?|\n")
"""What ends a line: a line feed, a carriage return, or both. Editors and Python count lines so."""

_LINE_FEED = re.compile(r"\n")
"""The same for a text without a carriage return, found many times faster."""


class Span(NamedTuple):
    """A half-open range of code points: `start` is in it, `end` is not."""

    start: int
    end: int


class Position(NamedTuple):
    """A place in a text: `offset` from 0 in code points, `line` and `column` from 1."""

    offset: int
    line: int
    column: int


class _LineStarts:
    """Where the lines of a text start, found at the first use."""

    __slots__ = ("_line_starts",)

    _line_starts: array[int]


@dataclass(frozen=True, slots=True)
class Source(_LineStarts):
    """A text and the name it is shown under (a file name, or `<filter>`)."""

    text: str
    name: str = "<filter>"

    def position(self, offset: int) -> Position:
        """Return the line and column of `offset`; an offset outside the text is clamped to it."""
        offset = max(0, min(offset, len(self.text)))
        starts = self._starts()
        line = bisect_right(starts, offset)
        return Position(offset, line, offset - starts[line - 1] + 1)

    def utf16_column(self, offset: int) -> int:
        """Return the column of `offset` from 0 in UTF-16 code units, as editors count."""
        position = self.position(offset)
        before = self.text[position.offset - position.column + 1 : position.offset]
        return len(before) + sum(character > "\uffff" for character in before)

    def line(self, number: int) -> str:
        """Return line `number` (from 1) without its line break."""
        start, end = self.line_span(number)
        return self.text[start:end]

    def line_span(self, number: int) -> Span:
        """Return where line `number` (from 1) stands, without its line break."""
        starts = self._starts()
        start = starts[number - 1]
        end = starts[number] if number < len(starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return Span(start, end)

    @property
    def line_count(self) -> int:
        """How many lines there are: one more than line breaks."""
        return len(self._starts())

    def line_start(self, number: int) -> int:
        """Return the offset at which line `number` (from 1) starts."""
        return self._starts()[number - 1]

    def _starts(self) -> array[int]:
        """Find where lines start at the first use: only texts with diagnostics need it. An array takes a fifth of the memory of a list."""
        try:
            return self._line_starts
        except AttributeError:
            breaks = LINE_BREAK if "\r" in self.text else _LINE_FEED
            starts = array("q", [0, *[found.end() for found in breaks.finditer(self.text)]])
            object.__setattr__(self, "_line_starts", starts)
            return starts
