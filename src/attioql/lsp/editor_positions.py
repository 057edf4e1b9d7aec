"""Offsets in code points to positions in the units that client and server agreed on, and back."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import accumulate

from lsprotocol import types

from attioql.text.source import Source, Span


class Positions:
    """Maps the offsets of one text. Lines end as LSP says, after a line feed, a carriage return, or both.

    A line may be as long as the text, and each of its tokens has a position: none is counted from the start of its line.
    """

    __slots__ = ("_bytes", "_encoding", "_more", "_wide", "source")

    def __init__(self, source: Source, encoding: types.PositionEncodingKind | str) -> None:
        """Map the offsets of a text to the units of an encoding."""
        self.source = source
        self._encoding, self._bytes = _UNITS.get(encoding, _UNITS[types.PositionEncodingKind.Utf16])
        self._wide: array[int] | None = None
        self._more = array("q", [0])

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset; one outside the text is that of its nearer end."""
        found = self.source.position(offset)
        return types.Position(found.line - 1, self.length(Span(found.offset - found.column + 1, found.offset)))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position. One past the end of its line is that end, one inside of a character its start."""
        if position.line >= self.source.line_count:
            return len(self.source.text)
        start, end = self.source.line_span(position.line + 1)
        line = self.source.text[start:end]
        if line.isascii():
            return start + min(position.character, len(line))
        written = line.encode(self._encoding, "surrogatepass")[: position.character * self._bytes]
        return start + len(written.decode(self._encoding, "ignore"))

    def span(self, span: types.Range) -> Span:
        """Return the span of a range; an empty one at its start if it ends before it."""
        start, end = self.offset(span.start), self.offset(span.end)
        return Span(start, max(start, end))

    def length(self, span: Span) -> int:
        """Return how many units a part of the text has."""
        return span.end - span.start + self._more_before(span.end) - self._more_before(span.start)

    def _more_before(self, offset: int) -> int:
        """Return how many units the characters before an offset have beyond one for each."""
        if self._wide is None:
            text = self.source.text
            wide = array("q", [found.start() for found in _WIDE[self._encoding].finditer(text)])
            self._more = array("q", accumulate([self._units(text[at]) - 1 for at in wide], initial=0))
            self._wide = wide
        return self._more[bisect_left(self._wide, offset)]

    def _units(self, character: str) -> int:
        return len(character.encode(self._encoding, "surrogatepass")) // self._bytes


_UNITS: dict[types.PositionEncodingKind | str, tuple[str, int]] = {
    types.PositionEncodingKind.Utf8: ("utf-8", 1),
    types.PositionEncodingKind.Utf16: ("utf-16-le", 2),
    types.PositionEncodingKind.Utf32: ("utf-32-le", 4),
}
"""The codec of each encoding, and how many bytes a unit has."""

_WIDE = {
    "utf-8": re.compile(r"[^\x00-\x7f]"),
    "utf-16-le": re.compile(r"[\U00010000-\U0010ffff]"),
    "utf-32-le": re.compile(r"(?!)"),
}
"""The characters that have more than one unit, by codec."""
