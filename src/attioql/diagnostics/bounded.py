"""Reports of bounded length, however many diagnostics there are and however long their texts: for exceptions and notebooks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attioql.diagnostics.drawing import DEFAULT_COLUMNS, Line, Piece, report_lines
from attioql.diagnostics.parts import Drawable
from attioql.diagnostics.phrases import summary
from attioql.limits import LIMITS

MOST_DIAGNOSTICS = 10
MOST_CHARACTERS = 10_000
"""Once a report has as many characters, no further diagnostic is begun."""
MOST_LINES = 40
"""The most lines of one diagnostic."""
LONGEST_LINE = LIMITS.fix_characters + 20
"""Characters of a line: those of a fix that is shown whole, and what stands before them."""
_CUT = Piece("…")


class Beginning(NamedTuple):
    """The lines of each of the first diagnostics, and a sentence about the others; it is empty if there are none."""

    lines: tuple[tuple[Line, ...], ...]
    rest: str


def beginning(diagnostics: Sequence[Drawable], columns: int = DEFAULT_COLUMNS, *, wrap: bool = False) -> Beginning:
    """Return the human report of the first diagnostics, and count the others by severity."""
    parts: list[tuple[Line, ...]] = []
    characters = 0
    for diagnostic in diagnostics[:MOST_DIAGNOSTICS]:
        if characters >= MOST_CHARACTERS:
            break
        lines = tuple(_lines(diagnostic, columns, wrap=wrap))
        parts.append(lines)
        characters += sum(len(piece.text) for line in lines for piece in line) + len(lines) - 1
    rest = diagnostics[len(parts) :]
    return Beginning(tuple(parts), f"… and {len(rest):,} more: {summary(rest)}" if rest else "")


def bounded_report(diagnostics: Sequence[Drawable]) -> str:
    """Return the human report of the first diagnostics, and count the others by severity. No line break at the end."""
    begun = beginning(diagnostics)
    parts = ["\n".join("".join(piece.text for piece in line) for line in lines) for lines in begun.lines]
    return "\n\n".join([*parts, begun.rest] if begun.rest else parts)


def _lines(diagnostic: Drawable, columns: int, *, wrap: bool) -> Iterator[Line]:
    lines = report_lines([diagnostic], columns, wrap=wrap)
    for line in islice(lines, MOST_LINES):
        yield _cut(line)
    if next(lines, None) is not None:
        yield (_CUT,)


def _cut(line: Line) -> Line:
    """Cut a line that is too long, and mark the cut."""
    if sum(len(piece.text) for piece in line) <= LONGEST_LINE:
        return line
    kept: list[Piece] = []
    room = LONGEST_LINE - 1
    for piece in line:
        kept.append(piece._replace(text=piece.text[:room]))
        room -= len(piece.text)
        if room <= 0:
            break
    return (*kept, _CUT)
