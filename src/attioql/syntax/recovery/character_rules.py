"""Characters that people do not see or did not mean: zero-width ones, full-width signs, the marks of Markdown around a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from attioql.diagnostics.model import Diagnostic, Edit
from attioql.limits import LIMITS
from attioql.syntax.machine import JUNK, NAME
from attioql.syntax.recovery.state import ParserState, RecoveryRule, Repair, Where
from attioql.text.source import Span

_SIGNS = frozenset("=!<>()[]{},.:;\"'+-&|")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_PLAIN_STRING = re.compile(rf"\"[^\"\r\n]*\"|'[^'\r\n]*'|{_INVISIBLE.pattern}|[^\x00-\x7f]")
_OBJECT = re.compile(r"\s*[{\[]")
_MARKED_NAME = re.compile(r"(?P<marks>\*{1,3})(?P<name>[^\W\d]\w*(?:\.\w+)*)(?P=marks)")


def _invisible(at: ParserState) -> Repair | None:
    """Recognise characters without a width, which stand in text from web pages and chats. Those that follow have the same fix."""
    found = _INVISIBLE.match(at.text, at.start)
    if found is None:
        return None
    name = unicodedata.name(found[0][0], "").lower() or "character"
    problem = at.say("invisible-character", Span(*found.span()), named=f"{name} U+{ord(found[0][0]):04X}")
    edits = [Edit(Span(*each.span()), "") for each in _outside_strings(at.text, at.start) if _INVISIBLE.match(each[0])]
    problem = _with_edits(problem, edits)
    if not at.text[: at.start].strip() and _OBJECT.match(at.text, found.end()):
        return Repair(problem, beyond=len(at.text))
    is_in_word = (
        at.text[at.start - 1 : at.start].isidentifier() and at.text[found.end() : found.end() + 1].isidentifier()
    )
    return Repair(problem) if is_in_word else Repair(problem, found.end())


def _full_width(at: ParserState) -> Repair | None:
    """Recognise the signs of East Asian input methods: `＝`, `（`, `＂`."""
    sign = _sign_of(at.text[at.start])
    if sign is None:
        return None
    problem = at.say("full-width-sign", Span(at.start, at.start + 1), sign=sign)
    signs = [(Span(*each.span()), _sign_of(each[0])) for each in _outside_strings(at.text, at.start)]
    return Repair(_with_edits(problem, [Edit(span, sign) for span, sign in signs if sign is not None]))


def _outside_strings(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the characters outside ASCII that stand in no string from here on, alone or in runs, as far as an operand may reach."""
    return _PLAIN_STRING.finditer(text, start, start + LIMITS.recovery_string_characters)


def _with_edits(problem: Diagnostic, edits: Sequence[Edit]) -> Diagnostic:
    [fix] = problem.fixes
    return replace(problem, fixes=(fix._replace(edits=tuple(edits)),))


def _sign_of(character: str) -> str | None:
    if len(character) > 1:
        return None
    plain = unicodedata.normalize("NFKC", character)
    return plain if plain != character and plain in _SIGNS else None


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
