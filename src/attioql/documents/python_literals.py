"""The text of Python string literals, character by character in the file, and edits that they take.

What is read here is held against what Python says the literal says. Where the two differ, a place is that of the whole
literal, and nothing is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from attioql.diagnostics.model import Edit
from attioql.documents.mapping import Chunk, Decoded, Shift
from attioql.text.source import Span

_OPENING = re.compile(r"""(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"{3}|'{3}|"|')""")
_BODIES = {
    quote: re.compile(rf"(?:[^\\]|\\.)*?(?={quote})" if len(quote) > 1 else rf"(?:[^\\{quote}]|\\.)*", re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}
_BETWEEN = re.compile(r"(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*)*")
_BREAK = re.compile(r"(?P<one>\r\n?)")
_ESCAPE = re.compile(
    r"\\(?P<nothing>\r\n|[\r\n])"
    r"|\\(?P<escape>[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|[\\'\"abfnrtv])"
    r"|(?P<one>\r\n?)|\\."
)


@dataclass(frozen=True, slots=True)
class _StringLiteral:
    """One of the literals that stand side by side and say one text together: its quote, whether it is raw, and its inside."""

    quote: str
    raw: bool
    inside: Span


@dataclass(frozen=True, slots=True)
class PythonString:
    """The text is what string literals say that stand side by side, from `start` of the file on; `value` is that text."""

    literal: str
    start: int
    value: str

    def span(self, span: Span) -> Span:
        """Return the stretch of the file that says a span of the text."""
        decoded = _decoded(self.literal, self.value)
        found = Span(0, len(self.literal)) if decoded is None else decoded.span(span)
        return Span(self.start + found.start, self.start + found.end)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file; none where the text is not one literal without escapes, or cannot stand in its quotes."""
        parts = list(_parts(self.literal))
        if len(parts) != 1:
            return ()
        [part] = parts
        if self.literal[part.inside.start : part.inside.end] != self.value or "\\" in self.value:
            return ()
        if not all(_fits(edit, self.value, part.quote) for edit in edits):
            return ()
        return Shift(self.start + part.inside.start).edits(edits)


def _fits(edit: Edit, text: str, quote: str) -> bool:
    """Tell whether a replacement can stand as it is between quotes: nothing in it ends the literal or escapes anything."""
    written = edit.replacement
    if "\\" in written or not written.replace("\n", "").isprintable():
        return False
    if len(quote) == 1:
        return quote not in written and "\n" not in written
    before, after = text[: edit.span.start][-2:], text[edit.span.end :][:2]
    return quote not in before + written + (after or quote[0] * 2)


def _parts(literal: str) -> Iterator[_StringLiteral]:
    at = 0
    while (opening := _OPENING.match(literal, at)) is not None:
        quote = opening["quote"]
        body = _BODIES[quote].match(literal, opening.end())
        if body is None:
            return
        yield _StringLiteral(quote, "r" in opening["prefix"].lower(), Span(*body.span()))
        between = _BETWEEN.match(literal, body.end() + len(quote))
        at = len(literal) if between is None else between.end()


def _decoded(literal: str, value: str) -> Decoded | None:
    """Return how the text leads to the literals; `None` where they are not read as Python reads them."""
    chunks: list[Chunk] = []
    end = at = 0
    for part in _parts(literal):
        for chunk in _chunks(literal, part, at):
            at = chunk.at + (chunk.end - chunk.start if chunk.plain else 1)
            chunks.append(chunk)
        end = part.inside.end
    plain = all(value.startswith(literal[each.start : each.end], each.at) for each in chunks if each.plain)
    return Decoded(tuple(chunks), end, _nothing) if plain and at == len(value) else None


def _chunks(literal: str, part: _StringLiteral, at: int) -> Iterator[Chunk]:
    """Yield the stretches of one literal: those that are what they say, and those that are written for one character."""
    behind, last = part.inside
    for found in (_BREAK if part.raw else _ESCAPE).finditer(literal, behind, last):
        if found.lastgroup is None:
            continue
        if found.start() > behind:
            yield Chunk(at, behind, found.start(), plain=True)
            at += found.start() - behind
        if found.lastgroup != "nothing":
            yield Chunk(at, found.start(), found.end(), plain=False)
            at += 1
        behind = found.end()
    if last > behind:
        yield Chunk(at, behind, last, plain=True)


def _nothing(_: str) -> None:
    """Write nothing: edits are made where the text stands as it is, without a way back."""
