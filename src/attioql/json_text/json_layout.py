"""How JSON stands on several lines, and pieces of JSON laid out like what they replace."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import NamedTuple

from attioql.text.blanks import behind_blanks
from attioql.text.source import Span

_INDENTED = re.compile(r"(\r?\n)([ \t]*)")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[][{},:]|[^][{},:\s"]+', re.DOTALL)
CLOSING = MappingProxyType({"{": "}", "[": "]"})
"""The bracket that closes each opening one."""

_UNIT = "  "
_AFTER_KEY = ": "


class Layout(NamedTuple):
    """What ends a line, what the line that JSON begins on is indented by, and what a level more is."""

    line_end: str
    base: str
    unit: str

    def line(self, depth: int) -> str:
        """Return the start of a line so many levels deep."""
        return self.line_end + self.base + self.unit * depth

    def inside(self, opening: str, body: str) -> str:
        """Return an object or an array of one member, whose other lines are laid out a level deeper."""
        return f"{opening}{self.line(1)}{body}{self.line(0)}{CLOSING[opening]}"

    def opened(self, piece: str) -> str:
        """Put each member of an object or an array that stands on one line on a line of its own."""
        if "\n" in piece:
            return piece
        members = _members(piece)
        return self.inside(piece[0], f",{self.line(1)}".join(members)) if members else piece


def layout_of(text: str, span: Span) -> Layout | None:
    """Return how a piece of a text is laid out; `None` if it stands on one line."""
    nested = _INDENTED.search(text, span.start, span.end)
    if nested is None:
        return None
    outer = indentation(text, span.start)
    inner = nested[2]
    unit = inner.removeprefix(outer) if inner.startswith(outer) and inner != outer else _UNIT
    return Layout(nested[1], outer, unit)


def indentation(text: str, at: int) -> str:
    """Return what the line of an offset is indented by."""
    start = text.rfind("\n", 0, at) + 1
    return text[start : behind_blanks(text, start)]


def laid_out(piece: str, layout: Layout | None) -> str:
    """Lay out JSON, or a key and its value, on several lines; without a layout, leave it on one."""
    if layout is None:
        return piece
    written: list[str] = []
    depth, before = 0, ""
    for token in _TOKEN.findall(piece):
        if token in CLOSING.values():
            depth -= 1
            written += [token] if before in CLOSING else [layout.line(depth), token]
        else:
            written += [layout.line(depth)] if before in CLOSING or before == "," else []
            written.append(_AFTER_KEY if token in _AFTER_KEY else token)
            depth += token in CLOSING
        before = token
    return "".join(written)


def _members(piece: str) -> list[str]:
    """Return the members of an object or an array as they are written."""
    commas, depth = [0], 0
    for token in _TOKEN.finditer(piece):
        depth += (token[0] in CLOSING) - (token[0] in CLOSING.values())
        if token[0] == "," and depth == 1:
            commas.append(token.start())
    ends = [*commas[1:], len(piece) - 1]
    found = [piece[start + 1 : end].strip() for start, end in zip(commas, ends, strict=True)]
    return [member for member in found if member]


def moved(piece: str, old: str, layout: Layout) -> str:
    """Indent the further lines of a piece, which stood on a line indented by `old`, like the place that it moves to.

    A piece with a line that is indented less stays as it is.
    """
    first, *others = piece.split("\n")
    if not all(line.startswith(old) for line in others):
        return piece
    return "\n".join([first, *(layout.base + line.removeprefix(old) for line in others)])
