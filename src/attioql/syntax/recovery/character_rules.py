"""Characters that people do not see or did not mean: zero-width ones, full-width signs, the marks of Markdown around a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from attioql.diagnostics.model import Edit
from attioql.limits import LIMITS
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.recovery.state import ParserState, RecoveryRule, Repair, Where
from attioql.text.source import Span

_SIGNS = frozenset("=!<>()[]{},.:;\"'+-&|")
_PLAIN_STRING = re.compile(r"\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\x00-\x7f]")
_MARKED_NAME = re.compile(r"(?P<marks>\*{1,3})(?P<name>[^\W\d]\w*(?:\.\w+)*)(?P=marks)")


def _invisible(at: ParserState) -> Repair | None:
    """Recognise characters without a width, which stand in text from web pages and chats."""
    end = at.start
    while end < len(at.text) and unicodedata.category(at.text[end]) == "Cf":
        end += 1
    if end == at.start:
        return None
    first = at.text[at.start]
    name = unicodedata.name(first, "").lower() or "character"
    named = f"{name} U+{ord(first):04X}"
    return Repair(at.say("invisible-character", Span(at.start, end), named=named), end)


def _full_width(at: ParserState) -> Repair | None:
    """Recognise the signs of East Asian input methods: `＝`, `（`, `＂`."""
    sign = _sign_of(at.text[at.start])
    if sign is None:
        return None
    problem = at.say("full-width-sign", Span(at.start, at.start + 1), sign=sign)
    [fix] = problem.fixes
    edits = tuple(_sign_edits(at.text, at.start))
    return Repair(replace(problem, fixes=(fix._replace(edits=edits),)))


def _sign_of(character: str) -> str | None:
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and plain in _SIGNS else None


def _sign_edits(text: str, start: int) -> Iterator[Edit]:
    """Yield the edits that write the full-width signs from here on as plain ones, as far as an operand may reach."""
    for found in _PLAIN_STRING.finditer(text, start, start + LIMITS.recovery_string_characters):
        sign = _sign_of(found[0]) if len(found[0]) == 1 else None
        if sign is not None:
            yield Edit(Span(*found.span()), sign)


def _marked_name(at: ParserState) -> Repair | None:
    """Recognise `**name** = "x"`: Markdown in bold or italics."""
    found = _MARKED_NAME.match(at.text, at.start)
    if found is None:
        return None
    problem = at.say("marked-name", Span(*found.span()), here=found["name"], marks=found["marks"])
    return Repair(problem) if "." in found["name"] else Repair(problem, found.end(), (NAME, found["name"]))


RULES = (
    RecoveryRule(Where.ANYWHERE, frozenset({JUNK}), _invisible),
    RecoveryRule(Where.ANYWHERE, frozenset({JUNK}), _full_width),
    RecoveryRule(Where.CONDITION, frozenset({JUNK}), _marked_name),
)
"""What goes wrong with single characters."""
