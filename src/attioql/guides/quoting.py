"""Texts of a workspace inside a guide: each stays one entry on one line, whatever characters it has."""

from __future__ import annotations

import unicodedata

from attioql.syntax.printer import spell_string

LONGEST = 80
"""Code points of the longest title that is shown."""

_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
"""Categories of characters that are not seen, or that move the text around them."""


def quoted(text: str) -> str:
    """Return a text as a string of query text, on one line, without a backtick and with an escape for each invisible character."""
    return "".join([_escape(each) if _needs_escape(each) else each for each in spell_string(text)])


def is_plain(text: str) -> bool:
    """Tell whether a text can stand in a guide as it is: it is short, and all of it is seen."""
    return len(text) <= LONGEST and not any(unicodedata.category(each) in _INVISIBLE for each in text)


def _needs_escape(character: str) -> bool:
    return character == "`" or unicodedata.category(character) in _INVISIBLE


def _escape(character: str) -> str:
    """Return an escape for each half of a character in UTF-16."""
    halves = character.encode("utf-16-be", "surrogatepass")
    return "".join([f"\\u{int.from_bytes(halves[at : at + 2], 'big'):04x}" for at in range(0, len(halves), 2)])
