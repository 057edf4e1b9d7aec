"""Places in the text of an entry to places in its file: by a shift, or character by character through a string literal."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from attioql.diagnostics.model import Edit
from attioql.text.source import Span


@dataclass(frozen=True, slots=True)
class Shift:
    """The text stands in the file as it is, `by` characters further on."""

    by: int

    def span(self, span: Span) -> Span:
        """Shift a span."""
        return Span(span.start + self.by, span.end + self.by)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Shift edits."""
        return tuple([Edit(self.span(edit.span), edit.replacement) for edit in edits])


class Chunk(NamedTuple):
    """A stretch of decoded text, from `at` on, and of the file: of one length where `plain`, else one written for the other."""

    at: int
    start: int
    end: int
    plain: bool


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text is what a literal of the file says, chunk by chunk.

    `write` spells a replacement so that it can stand in the literal; `None` where it cannot. `end` is where the text ends in
    the file, inside the quotes if there are some.
    """

    chunks: tuple[Chunk, ...]
    end: int
    write: Callable[[str], str | None]

    def span(self, span: Span) -> Span:
        """Return the stretch of the literal that says a span of the text."""
        start = self._start(span.start)
        return Span(start, start if span.end == span.start else self._end(span.end))

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the literal; none where one of them cannot be written in it."""
        found: list[Edit] = []
        for edit in edits:
            written = self.write(edit.replacement)
            if written is None:
                return ()
            found.append(Edit(self.span(edit.span), written))
        return tuple(found)

    def _start(self, offset: int) -> int:
        index = bisect_right(self.chunks, offset, key=_at) - 1
        if index < 0:
            return self.end
        chunk = self.chunks[index]
        if not chunk.plain:
            return chunk.start if offset == chunk.at else chunk.end
        return min(chunk.start + offset - chunk.at, chunk.end)

    def _end(self, offset: int) -> int:
        """Return the end of the character before an offset."""
        chunk = self.chunks[bisect_right(self.chunks, offset - 1, key=_at) - 1]
        return chunk.start + offset - chunk.at if chunk.plain else chunk.end


def _at(chunk: Chunk) -> int:
    return chunk.at


_new = tuple.__new__  # makes a named tuple without a call of Python code
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonString:
    """The text is what a JSON string says, which stands at `start` of the file, quotes and all. It is read when it is asked."""

    literal: str
    start: int

    def span(self, span: Span) -> Span:
        """Return the stretch of the literal that says a span of the text."""
        return self._decoded().span(span)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the literal."""
        return self._decoded().edits(edits)

    def _decoded(self) -> Decoded:
        return _decoded(self.literal, self.start)


@lru_cache(maxsize=1)
def _decoded(literal: str, start: int) -> Decoded:
    """Return the stretches of a JSON string. Diagnostics come one filter after another, and each asks several times."""
    chunks: list[Chunk] = []
    at, behind = 0, 1
    for escape in _ESCAPE.finditer(literal, 1, len(literal) - 1):
        first, end = escape.span()
        if first > behind:
            chunks.append(_new(Chunk, (at, start + behind, start + first, True)))
            at += first - behind
        chunks.append(_new(Chunk, (at, start + first, start + end, False)))
        at, behind = at + 1, end
    end = len(literal) - 1
    if end > behind:
        chunks.append(_new(Chunk, (at, start + behind, start + end, True)))
    return Decoded(tuple(chunks), start + end, _in_json)


def _in_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


_COMMENT = re.compile(r"\s#")


@dataclass(frozen=True, slots=True)
class Respelled:
    """The text is JSON made of a value that the file (`text`) spells in another way; `offsets` leads from token to token.

    Places are those of keys and values, whose ends are known; a replacement is JSON, which can stand where it is put.
    """

    text: str
    offsets: Mapping[int, int]
    whole: Span

    def span(self, span: Span) -> Span:
        """Return where what begins and ends with these tokens stands."""
        start, end = self.offsets.get(span.start), self.offsets.get(span.end)
        return self.whole if start is None or end is None or end < start else Span(start, end)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file.

        There are none where one begins or ends inside a token, puts something between two tokens, or would take a comment away.
        """
        if any(edit.span.start == edit.span.end for edit in edits):
            return ()
        if any(edit.span.start not in self.offsets or edit.span.end not in self.offsets for edit in edits):
            return ()
        found = tuple([Edit(self.span(edit.span), edit.replacement) for edit in edits])
        return () if any(_COMMENT.search(self.text, *edit.span) for edit in found) else found
