"""TOML in which a value lacks its quotes."""

from __future__ import annotations

import re
from collections.abc import Callable

_LINE = re.compile(r"at line (\d+),")
_PAIR = re.compile(
    r"(?P<key>[ \t]*[^\s=#][^=#]*=[ \t]*)(?P<value>[^\s\"'#={}]+(?:[ \t]+[^\s\"'#={}]+)*)(?P<rest>[ \t]*(?:#.*)?)"
)
_WORD = re.compile(r"[^\s\[\]{},=]+")


def quoted_line(text: str, why: str, parse: Callable[[str], object]) -> str | None:
    """Return the line that an error names, with quotes around its value; `None` if the text up to it is no TOML even so.

    `why` is the message of the error, and `parse` raises `ValueError` for what is no TOML.
    """
    named = _LINE.search(why)
    before = text.replace("\r\n", "\n").split("\n")[: int(named[1])] if named else []
    pair = _PAIR.fullmatch(before[-1]) if before else None
    if pair is None:
        return None
    is_array = pair["value"].startswith("[")
    line = pair["key"] + (_WORD.sub(r'"\g<0>"', pair["value"]) if is_array else f'"{pair["value"]}"')
    try:
        parse("\n".join((*before[:-1], line)))
    except (ValueError, RecursionError):
        return None
    return line.strip()
