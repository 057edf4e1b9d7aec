"""Tables in columns of blanks. Cells are broken between words, never inside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attioql.text.width import printable_line, shown, width, words, wrapped

NO_BREAK = "\u00a0"
"""A blank that cells are not broken at; it is printed as a blank."""

_GAP = 2
_NARROWEST = 12


class TableLine(NamedTuple):
    """A line of a table, and whether it belongs to the headings."""

    text: str
    is_heading: bool


def table_lines(
    headings: Sequence[str], rows: Sequence[Sequence[str]], columns: int | None = None
) -> Iterator[TableLine]:
    """Yield the lines of a table, its headings first, that fits into `columns`; without them, every row is one line.

    A first cell that is wider than its column stands on a line of its own. Every line is safe to print.
    """
    lines = [[shown(cell) for cell in cells] for cells in (headings, *rows)]
    widths = _widths(lines, columns)
    for number, line in enumerate(lines):
        for text in _row(line, widths):
            yield TableLine(printable_line(text), number == 0)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    broken = [wrapped(cell, room) for cell, room in zip(cells, widths, strict=True)]
    if any(width(part) > widths[0] for part in broken[0]):
        yield cells[0].replace(NO_BREAK, " ")
        broken[0] = [""]
    for number in range(max(map(len, broken))):
        parts = [lines[number] if number < len(lines) else "" for lines in broken]
        padded = [part + " " * (room - width(part)) for part, room in zip(parts, widths, strict=True)]
        yield (" " * _GAP).join(padded).rstrip().replace(NO_BREAK, " ")


def _widths(lines: Sequence[Sequence[str]], columns: int | None) -> list[int]:
    """Return the width of each column: as wide as its cells, or narrower, down to its longest word, to fit."""
    cells = list(zip(*lines, strict=True))
    widths = [max(map(width, column)) for column in cells]
    if columns is None:
        return widths
    longest = [max((width(word) for cell in column for word in words(cell)), default=0) for column in cells]
    least = [max(word, min(whole, _NARROWEST)) for word, whole in zip(longest, widths, strict=True)]
    excess = sum(widths) + _GAP * (len(widths) - 1) - columns
    while excess > 0:
        widest = max(range(len(widths)), key=lambda index: (widths[index] > least[index], widths[index]))
        if widths[widest] <= least[widest]:
            break
        widths[widest] -= 1
        excess -= 1
    widths[0] = min(widths[0], max(_NARROWEST, widths[0] - excess))
    return widths
