"""Reads a plain condition, a name, an operator and a literal, in one match: most conditions are no more than that.

It reads nothing that the tables do not read in the same way, and a test holds the two to each other. Whatever is not
plain (a keyword for a name, a list, a comment, text with something wrong in it) it leaves to them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from sys import intern
from typing import Any

from attioql.syntax.actions import spelled
from attioql.syntax.nodes import Comparison, Literal, Path
from attioql.syntax.spelling import unescape

_KINDS = ("UUID", "TIMESTAMP", "DATE", "MONTH", "DURATION", "NUMBER", "STRING")
_FIRST_KIND = 4
_FOLLOWED_BY = r"(?i:and|or)(?![\w.])|[)}]|\Z"

_new = tuple.__new__  # makes a named tuple without a call of Python code


def plain_pattern(terminals: Mapping[str, str], blanks: str) -> re.Pattern[str]:
    """Return the pattern of a plain condition, made of the grammar's own terminals, in the order the parser tries them."""
    literals = "|".join(f"(?:{regexp})()" for name, regexp in terminals.items() if name in _KINDS)
    operators = rf"{terminals['COMPARISON']}|(?i:contains)(?![\w.])"
    gap = f"(?:{blanks})*"
    return re.compile(f"{gap}({terminals['NAME']}){gap}({operators}){gap}()(?:{literals})(?={gap}(?:{_FOLLOWED_BY}))")


def plain_kinds(terminals: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of literals by the groups of that pattern."""
    return ("",) * _FIRST_KIND + tuple(name.lower() for name in terminals if name in _KINDS)


def plain_condition(found: re.Match[str], kinds: tuple[str, ...], keywords: Mapping[str, str]) -> Comparison | None:
    """Return the condition that was found; `None` where its name may be a keyword."""
    name, operator = found.group(1, 2)
    if name.lower() in keywords:
        return None
    start, end = found.start(3), found.end()
    kind = kinds[found.lastindex or 0]
    text = found.string[start:end]
    if kind == "string":
        text = text[1:-1]
        if "\\" in text:
            text = unescape(text)[0]
    literal: Any = _new(Literal, (kind, text, start, end - start))
    path = _new(Path, (intern(name), found.start(1), ()))
    return _new(Comparison, (path, spelled(operator), literal, found.start(2), len(operator)))
