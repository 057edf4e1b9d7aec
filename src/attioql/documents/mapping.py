"""Maps spans and edits in the text of an entry to its file: by a shift, or through the literal that holds the text."""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from attioql.diagnostics.build import orphans_comment
from attioql.diagnostics.model import Edit
from attioql.documents.model import Mapped
from attioql.documents.yaml_layout import as_yaml
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

    def offset(self, at: int) -> int | None:
        """Shift an offset back; one past the end of the text is not known as such."""
        return at - self.by if at >= self.by else None


class LiteralPiece(NamedTuple):
    """A part of a literal and the text it stands for: itself, or the character of an escape."""

    start: int
    end: int
    says: str


@dataclass(frozen=True, slots=True)
class Decoded:
    """A literal piece by piece; `end` is where its text ends, inside the quotes if there are some."""

    pieces: tuple[LiteralPiece, ...]
    starts: tuple[int, ...]
    """Where the text of each piece begins in the text of the literal."""
    end: int
    value: str

    @classmethod
    def of(cls, pieces: Iterable[LiteralPiece], end: int, after: str = "") -> Decoded:
        """Put pieces together, without those that say nothing; `after` is what the value ends with past the last of them."""
        kept = tuple([piece for piece in pieces if piece.says])
        starts: list[int] = []
        at = 0
        for piece in kept:
            starts.append(at)
            at += len(piece.says)
        return cls(kept, tuple(starts), end, "".join([piece.says for piece in kept]) + after)

    def span(self, span: Span) -> Span:
        """Return the span of the literal for a span of its value."""
        start = self._start(span.start)
        return Span(start, start if span.end == span.start else self._end(span.end))

    def edits(self, edits: Sequence[Edit], write: Callable[[str], str | None]) -> tuple[Edit, ...]:
        """Return edits of the literal; none if `write` returns `None` for a replacement, which cannot stand in it then."""
        found: list[Edit] = []
        for edit in edits:
            written = write(edit.replacement)
            if written is None:
                return ()
            found.append(Edit(self.span(edit.span), written))
        return tuple(found)

    def offset(self, at: int) -> int | None:
        """Return the offset of the value at an offset of the literal; `None` outside of its text."""
        index = bisect_right([piece.start for piece in self.pieces], at) - 1
        if at > self.end or index < 0:
            return 0 if at == self.end else None
        (start, end, says), begins = self.pieces[index], self.starts[index]
        if at >= end:
            return begins + len(says)
        return begins + at - start if len(says) == end - start else begins

    def _start(self, offset: int) -> int:
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return self.end
        (start, end, says), inside = self.pieces[index], offset - self.starts[index]
        return min(start + inside, end) if len(says) == end - start else end if inside else start

    def _end(self, offset: int) -> int:
        """Return the end of the character before an offset."""
        index = bisect_right(self.starts, offset - 1) - 1
        start, end, says = self.pieces[index]
        return start + offset - self.starts[index] if len(says) == end - start else end


LETTERS: Mapping[str, str] = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    '"': '"',
    "'": "'",
    "/": "/",
    "\\": "\\",
}
"""The character for each letter after a backslash, in JSON, YAML or Python: each of them has some, and refuses the others."""


def escaped_character(escape: str) -> str | None:
    """Return the character of an escape: a backslash and a letter, or `x`, `u` or `U` and digits, or a surrogate pair; `None` if there is none."""
    if len(escape) == 2:
        return LETTERS.get(escape[1])
    if escape.count("u") == 2:
        return str(json.loads(f'"{escape}"'))
    number = int(escape.lstrip("\\xuU"), 16)
    return chr(number) if number <= 0x10FFFF else None


SURROGATE_PAIR = r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
"""The pattern of two escapes that stand for one character, as JSON writes it."""

_IN_JSON = re.compile(rf"{SURROGATE_PAIR}|\\(?:u[0-9a-fA-F]{{4}}|.)|[^\\]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class JsonString:
    """The text is the value of a JSON string, whose opening quote is at `start` of the file. It is decoded at the first use."""

    literal: str
    start: int

    def span(self, span: Span) -> Span:
        """Return the span of the literal for a span of its value."""
        return Shift(self.start).span(_decoded(self.literal).span(span))

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the literal."""
        return Shift(self.start).edits(_decoded(self.literal).edits(edits, in_json))

    def offset(self, at: int) -> int | None:
        """Return the offset of the value."""
        return _decoded(self.literal).offset(at - self.start)


@lru_cache(maxsize=1)
def _decoded(literal: str) -> Decoded:
    """Decode a JSON string. Diagnostics come one filter after another, and each asks several times."""
    return Decoded.of(_json_pieces(literal), len(literal) - 1)


def _json_pieces(literal: str) -> Iterator[LiteralPiece]:
    for found in _IN_JSON.finditer(literal, 1, len(literal) - 1):
        written = found[0]
        if written[0] != "\\":
            yield LiteralPiece(*found.span(), written)
        else:
            yield LiteralPiece(*found.span(), escaped_character(written) or "")


def in_json(text: str) -> str:
    """Return a text as it stands between the quotes of a JSON string."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


@dataclass(frozen=True, slots=True)
class Commented:
    """The text has blanks in the place of the comments of its file, `text`.

    No edit is made that would take in a comment or stand in one, or that removes what a comment is behind.
    """

    text: str
    inner: Mapped
    comments: Sequence[Span]

    def span(self, span: Span) -> Span:
        """Return the span of the file."""
        return self.inner.span(span)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file; none if one of them meets a comment, or leaves it behind."""
        found = self.inner.edits(edits)
        return () if any(self._meets(edit.span) or orphans_comment(edit, self.text) for edit in found) else found

    def offset(self, at: int) -> int | None:
        """Return the offset of the text."""
        return self.inner.offset(at)

    def _meets(self, span: Span) -> bool:
        index = bisect_left(self.comments, span.end, key=lambda comment: comment.start) - 1
        return index >= 0 and span.start <= self.comments[index].end


_OPENING = re.compile(r"[\[{]")
_SEPARATOR = re.compile(r"[,:]")
_OF_TOKEN = re.compile(r"[\w\"'`$-]")


def offset_among_tokens(at: int, ends: Iterable[tuple[int, int]], code: str) -> int | None:
    """Return the offset of a text that was respelled at an offset of its file, `code`; `None` outside of it.

    `ends` are offsets of the ends of tokens, in the text and in the file, in the order of the text. Between two tokens, what is
    behind a comma, a colon or an opening bracket belongs to the second. The end of a word that the text has in quotes is before the second quote.
    """
    for (start, begins), (end, behind) in pairwise(ends):
        if not begins <= at <= behind:
            continue
        quote = 1 if end - start == behind - begins + 2 else 0
        if at == behind and quote and _OF_TOKEN.match(code, begins):
            return end - quote
        if end - start == behind - begins or at in {begins, behind}:
            return start + at - begins if at < behind else end
        if not _OF_TOKEN.match(code, begins):
            passed = code[begins:at]
            return start + 1 if _OPENING.match(passed) else end if _SEPARATOR.search(passed) else start
        return min(start + quote + at - begins, end - 1)
    return None


_COMMENT = re.compile(r"\s#")


@dataclass(frozen=True, slots=True)
class Respelled:
    """The text is JSON for a value that the file (`text`) spells in another way; `offsets` maps the ends of its tokens to the file.

    `blocks` are where blocks, and entries of blocks, start in the file.
    Only spans of whole keys and values are mapped. A replacement is JSON, written as YAML where that has another layout.
    """

    text: str
    offsets: Mapping[int, int]
    whole: Span
    blocks: Collection[int] = ()

    def span(self, span: Span) -> Span:
        """Return the span of the file for the tokens of a span; the whole value if they are unknown."""
        start, end = self.offsets.get(span.start), self.offsets.get(span.end)
        return self.whole if start is None or end is None or end < start else Span(start, end)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file.

        There are none if one begins or ends inside a token, inserts between two tokens, or removes a comment or what it is behind.
        """
        if any(edit.span.start == edit.span.end for edit in edits):
            return ()
        if any(edit.span.start not in self.offsets or edit.span.end not in self.offsets for edit in edits):
            return ()
        found = tuple([Edit(self.span(edit.span), edit.replacement) for edit in edits])
        if any(_COMMENT.search(self.text, *edit.span) or orphans_comment(edit, self.text, ("#",)) for edit in found):
            return ()
        return tuple([edit._replace(replacement=self._spelled(edit)) for edit in found])

    def _spelled(self, edit: Edit) -> str:
        is_block = edit.span.start in self.blocks
        return as_yaml(self.text, edit.span, edit.replacement, is_block=is_block) if edit.replacement else ""

    def offset(self, at: int) -> int | None:
        """Return the offset of the JSON text."""
        return offset_among_tokens(at, sorted(self.offsets.items()), self.text)
