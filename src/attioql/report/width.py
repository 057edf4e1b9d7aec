"""How wide text is on a terminal: tabs, wide characters and marks that take no room."""

from __future__ import annotations

import unicodedata

TAB = 4
"""How many columns a tab is shown as."""


def shown(text: str) -> str:
    """Return a line the way it is printed: tabs as blanks, control characters as one visible mark."""
    if text.isprintable():
        return text
    return "".join(" " * TAB if character == "\t" else _visible(character) for character in text)


def width(text: str) -> int:
    """Return how many columns a piece of a line takes once it is printed."""
    return sum(_columns(character) for character in text)


def fitting(text: str, columns: int) -> str:
    """Return the longest start of a line that takes no more than so many columns."""
    used = 0
    for index, character in enumerate(text):
        used += _columns(character)
        if used > columns:
            return text[:index]
    return text


def _visible(character: str) -> str:
    return "\ufffd" if unicodedata.category(character) in {"Cc", "Cs"} else character


def _columns(character: str) -> int:
    if character == "\t":
        return TAB
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
