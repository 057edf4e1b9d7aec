"""The strings of JavaScript: their values, places in them, edits of them, and how a literal there is spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.documents.code_places import quoted
from attioql.documents.mapping import SURROGATE_PAIR, Decoded, LiteralPiece, Shift, escaped_character
from attioql.text.source import Span

_PIECE = re.compile(
    rf"(?P<pair>{SURROGATE_PAIR})|\\(?P<nothing>\r\n|[\r\n\u2028\u2029])|\\(?P<point>u\{{[0-9a-fA-F]+\}})"
    r"|\\(?P<code>x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4})|\\(?P<letter>[\s\S])|(?P<line>\r\n?)|[^\\\r]+"
)
_LETTERS = {"0": "\0", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r"}
_BARE_KEY = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*")
QUOTES = ("'", '"', "`")


def script_text(literal: str) -> str:
    """Return the value of a string literal, or of a template without holes."""
    return literal[1:-1] if "\\" not in literal and "\r" not in literal else _decoded(literal).value


@dataclass(frozen=True, slots=True)
class ScriptString:
    """The text is the value of a string literal, which begins at `start` of the file."""

    literal: str
    start: int

    def span(self, span: Span) -> Span:
        """Return the span of the file for a span of the text."""
        return Shift(self.start).span(_decoded(self.literal).span(span))

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file; none if the literal does not say with them what the text is with them."""
        decoded = _decoded(self.literal)
        found = decoded.edits(edits, lambda text: _inside(text, self.literal[0]))
        changed = apply_edits(self.literal, found)
        return Shift(self.start).edits(found) if script_text(changed) == apply_edits(decoded.value, edits) else ()

    def offset(self, at: int) -> int | None:
        """Return the offset of the text at an offset of the file; `None` outside of the quotes."""
        return _decoded(self.literal).offset(at - self.start)


def _inside(text: str, quote: str) -> str:
    """Write a text between quotes."""
    if quote != "`":
        return quoted(text, quote)[1:-1]
    lines = [quoted(line, "'")[1:-1].replace("\\'", "'") for line in text.split("\n")]
    return "\n".join(lines).replace("`", "\\`").replace("${", "\\${")


@lru_cache(maxsize=1)
def _decoded(literal: str) -> Decoded:
    return Decoded.of(_pieces(literal), len(literal) - 1)


def _pieces(literal: str) -> Iterator[LiteralPiece]:
    for found in _PIECE.finditer(literal, 1, len(literal) - 1):
        match found.lastgroup:
            case "pair":
                says = escaped_character(found[0]) or ""
            case "nothing":
                says = ""
            case "point":
                says = escaped_character(f"\\U{found['point'][2:-1]}") or ""
            case "code":
                says = chr(int(found["code"][1:], 16))
            case "letter":
                says = _LETTERS.get(found["letter"], found["letter"])
            case "line":
                says = "\n"
            case _:
                says = found[0]
        yield LiteralPiece(*found.span(), says)


@dataclass(frozen=True, slots=True)
class ScriptSpelling:
    """Spells keys and values as JavaScript: between these quotes, and keys without any where `bare`."""

    quote: str
    bare: bool

    def key(self, key: str, replaced: str) -> str:
        """Spell a key, like the one that is replaced."""
        quote = replaced[:1] if replaced[:1] in QUOTES else ""
        bare = not quote if replaced else self.bare
        if bare and _BARE_KEY.fullmatch(key):
            return key
        return quoted(key, quote if quote in {"'", '"'} else self.quote)

    def text(self, text: str) -> str:
        """Spell a string."""
        return quoted(text, self.quote)

    def constant(self, constant: str) -> str:
        """Spell a constant."""
        return constant


_QUOTE = re.compile(r"""(["'])(?:[^"'\\\n]|\\.)*\1""")
_KEY = re.compile(r"(?:^|[{,\s])([A-Za-z_$][\w$]*|'[^'\n]*'|\"[^\"\n]*\")\s*:(?!:)")


def spelling_of(text: str, span: Span) -> ScriptSpelling:
    """Return how a literal of a file is spelled: by its first string and key, or else by those of the file."""
    inside = text[slice(*span)]
    found = _QUOTE.search(inside) or _QUOTE.search(text)
    key = _KEY.search(inside)
    return ScriptSpelling('"' if found is None else found[1], key is None or key[1][0] not in "'\"")
