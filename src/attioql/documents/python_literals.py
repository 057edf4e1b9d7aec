"""Maps the value of Python string literals to the file character by character, and edits literals.

The value decoded here is compared with Python's own. If they differ, every span is that of the whole literal, and nothing is
edited.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import Decoded, LiteralPiece, Shift, escaped_character
from attioql.text.source import Span
from attioql.text.width import is_printable

_OPENING = re.compile(r"""(?P<prefix>[A-Za-z]{0,2})(?P<quote>\"{3}|'{3}|"|')""")
_BODIES = {
    quote: re.compile(rf"(?:[^\\]|\\.)*?(?={quote})" if len(quote) > 1 else rf"(?:[^\\{quote}]|\\.)*", re.DOTALL)
    for quote in ('"""', "'''", '"', "'")
}
_BETWEEN = re.compile(r"(?:[ \t\f\r\n]|\\\r?\n|#[^\r\n]*(?![^\r\n]))*")
_RAW = re.compile(r"(?P<line>\r\n?)|[^\r]+")
_ESCAPED = re.compile(
    r"\\(?P<nothing>\r\n|[\r\n])|\\(?P<octal>[0-7]{1,3})|\\N\{(?P<name>[^}]*)\}|(?P<line>\r\n?)"
    r"|(?P<escape>\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\\'\"abfnrtv]))|\\.|[^\\\r]+"
)


@dataclass(frozen=True, slots=True)
class _StringLiteral:
    """One of several adjacent literals that make one string: its quote, whether it is raw or of bytes, and the span inside the quotes."""

    quote: str
    raw: bool
    of_bytes: bool
    inside: Span


@dataclass(frozen=True, slots=True)
class PythonString:
    """The text is the value of adjacent string literals, which begin at `start` of the file."""

    literal: str
    start: int
    value: str

    def span(self, span: Span) -> Span:
        """Return the span of the file for a span of the text."""
        decoded = _decoded(self.literal, self.value)
        found = Span(0, len(self.literal)) if decoded is None else decoded.span(span)
        return Span(self.start + found.start, self.start + found.end)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file, with escapes where the literal needs them; none if an edit is not inside one literal that has such."""
        part = _only_part(self.literal, self.value)
        if part is not None and all(_fits(edit, self.value, part) for edit in edits):
            return Shift(self.start + part.inside.start).edits(edits)
        return Shift(self.start).edits(_escaped_edits(self.literal, self.value, edits))

    def offset(self, at: int) -> int | None:
        """Return the offset of the text at an offset of the file; `None` outside of the quotes."""
        decoded = _decoded(self.literal, self.value)
        return None if decoded is None else decoded.offset(at - self.start)


def _escaped_edits(literal: str, value: str, edits: Sequence[Edit]) -> Sequence[Edit]:
    """Return edits of adjacent literals; none unless the literals say with them what the value is with the edits."""
    decoded = _decoded(literal, value)
    if decoded is None:
        return ()
    found = []
    for edit in edits:
        span = decoded.span(edit.span)
        part = next((each for each in _parts(literal) if _is_inside(span, each.inside)), None)
        if part is None or (part.raw and edit.replacement) or (part.of_bytes and not edit.replacement.isascii()):
            return ()
        found.append(Edit(span, _escaped(edit.replacement, part.quote)))
    changed = apply_edits(literal, found)
    says = "".join([piece.says for part in _parts(changed) for piece in _pieces(changed, part)])
    return found if says == apply_edits(value, edits) else ()


def _is_inside(span: Span, other: Span) -> bool:
    return other.start <= span.start and span.end <= other.end


def _escaped(text: str, quote: str) -> str:
    """Write a text between quotes: a line break stands as it is between three of them."""
    kept = "\n" if len(quote) > 1 else ""
    return "".join([each if each == kept else _escape_of(each, quote[0]) for each in text])


def _escape_of(character: str, quote: str) -> str:
    if character in {quote, "\\"}:
        return f"\\{character}"
    if character.isprintable():
        return character
    return ascii(character)[1:-1]


def _fits(edit: Edit, text: str, part: _StringLiteral) -> bool:
    """Tell whether a replacement can be written between the quotes unchanged: it neither ends the literal nor makes an escape."""
    written, quote = edit.replacement, part.quote
    if part.of_bytes and not written.isascii():
        return False
    if "\\" in written or not is_printable(written.replace("\n", "")):
        return False
    if len(quote) == 1:
        return quote not in written and "\n" not in written
    start, end = edit.span
    before, after = text[max(start - 2, 0) : start], text[end : end + 2]
    return quote not in before + written + (after or quote[0] * 2)


@lru_cache(maxsize=1)
def _only_part(literal: str, value: str) -> _StringLiteral | None:
    """Return the one literal that stands for its value as it is; `None` if there are several, or escapes in it."""
    parts = list(_parts(literal))
    is_plain = len(parts) == 1 and literal[slice(*parts[0].inside)] == value and "\\" not in value
    return parts[0] if is_plain else None


def _parts(literal: str) -> Iterator[_StringLiteral]:
    at = 0
    while (opening := _OPENING.match(literal, at)) is not None:
        quote = opening["quote"]
        body = _BODIES[quote].match(literal, opening.end())
        if body is None:
            return
        prefix = opening["prefix"].lower()
        yield _StringLiteral(quote, "r" in prefix, "b" in prefix, Span(*body.span()))
        between = _BETWEEN.match(literal, body.end() + len(quote))
        at = len(literal) if between is None else between.end()


@lru_cache(maxsize=1)
def _decoded(literal: str, value: str) -> Decoded | None:
    """Decode adjacent literals; `None` if the result is not what Python reads."""
    parts = list(_parts(literal))
    pieces = [piece for part in parts for piece in _pieces(literal, part)]
    decoded = Decoded.of(pieces, parts[-1].inside.end if parts else 0)
    return decoded if decoded.value == value else None


def _pieces(literal: str, part: _StringLiteral) -> Iterator[LiteralPiece]:
    for found in (_RAW if part.raw else _ESCAPED).finditer(literal, *part.inside):
        match found.lastgroup:
            case "line":
                says = "\n"
            case "nothing":
                says = ""
            case "octal":
                says = chr(int(found[0][1:], 8))
            case "name":
                says = unicodedata.lookup(found["name"])
            case "escape":
                says = escaped_character(found[0]) or ""
            case _:
                says = found[0]
        yield LiteralPiece(*found.span(), says)
