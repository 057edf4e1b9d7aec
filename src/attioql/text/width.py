"""Text as a terminal shows it: safe to print, and how wide it is with tabs, wide characters and marks that take no room."""

from __future__ import annotations

import re
import unicodedata

TAB = 4
"""How many columns a tab is shown as."""


_WORD = re.compile(r"(?:`[^`]*`|[^ ])+")
"""A word of a sentence. What stands in backticks is not taken apart."""

_OBEYED = re.compile(
    "[\\x00-\\x08\\x0a-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]"
)
"""What a terminal may obey: control characters, line breaks, controls of the direction of text; and halves of surrogate pairs."""

_COMMAND = re.compile(r"^\s*:(?=:)|##(?=\w*\[)")
"""The start of what CI runners take for a command: GitHub's at the start of a line, GitHub's old ones, Azure's and TeamCity's anywhere."""
_NO_WIDTH = "\u200b"

_UNASSIGNED = "Cn"
_WIDE_ONCE_ASSIGNED = re.compile(
    "[\U0001f6d0-\U0001f6ff\U0001f7e0-\U0001f7ff\U0001f900-\U0001f9ff\U0001fa70-\U0001faff\U00020000-\U0003fffd]"
)
"""Where Unicode adds emoji and ideographs: a character that is newer than this Python takes the columns it takes in a newer one."""


def shown(text: str) -> str:
    """Return text the way it is printed: tabs as blanks, what a terminal may obey as one visible mark each."""
    if text.isprintable():
        return text
    return _OBEYED.sub("\ufffd", text.replace("\t", " " * TAB))


def escaped(text: str) -> str:
    """Return JSON with an escape for each character in its strings that a terminal may obey: it says the same."""
    if text.isprintable():
        return text
    return _OBEYED.sub(lambda found: found[0] if found[0] == "\n" else f"\\u{ord(found[0]):04x}", text)


def printable_line(text: str) -> str:
    """Return a line that neither a terminal nor a CI runner obeys: a blank of no width stands inside what would be a command."""
    line = shown(text)
    return _COMMAND.sub(rf"\g<0>{_NO_WIDTH}", line) if "::" in line or "##" in line else line


def is_printable(text: str) -> bool:
    """Tell whether all characters can be shown as they are. One that is newer than this Python can, as in a newer one."""
    return text.isprintable() or all(each.isprintable() or unicodedata.category(each) == _UNASSIGNED for each in text)


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


def fits(text: str, columns: int) -> bool:
    """Tell whether a line takes no more than so many columns, without a look at the rest of a long one."""
    return len(fitting(text, columns)) == len(text)


def words(text: str) -> list[str]:
    """Return the pieces of a sentence that stay on one line."""
    return _WORD.findall(text)


def wrapped(text: str, columns: int, first: int | None = None) -> list[str]:
    """Break a sentence between words into lines of so many columns, the first of `first`. A longer word overflows."""
    if width(text) <= (columns if first is None else first):
        return [text]
    room = columns if first is None else first
    lines: list[str] = []
    line = ""
    for word in _fitting_words(text, columns):
        longer = f"{line} {word}" if line else word
        if width(longer) > room and (line or room < columns):
            lines.append(line)
            line, room = word, columns
        else:
            line = longer
    return [*lines, line]


def _fitting_words(text: str, columns: int) -> list[str]:
    """Return the words of a sentence. One in backticks that fits on no line is taken apart at its blanks."""
    return [part for word in words(text) for part in (word.split(" ") if width(word) > columns else [word])]


def _columns(character: str) -> int:
    if character == "\t":
        return TAB
    if _OBEYED.match(character):
        return 1
    category = unicodedata.category(character)
    if unicodedata.combining(character) or category in {"Mn", "Me", "Cf"}:
        return 0
    if category == _UNASSIGNED:
        return 2 if _WIDE_ONCE_ASSIGNED.match(character) else 1
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
