"""How names, operators and strings are spelled: which names need backticks, and what escapes mean."""

from __future__ import annotations

import re
from io import StringIO

from attioql.operators import load_operators
from attioql.resources import from_resources, read_resource

DAY_WORDS = frozenset({"now", "today", "yesterday", "tomorrow"})
"""Keywords that moments begin with."""

VALUE_WORDS = frozenset({"true", "false", "null"}) | DAY_WORDS
"""Keywords that are values where a value stands, and so cannot be words there."""

DEFAULT_WIDTH = 88
"""How many characters a line has where a text is laid out and nothing else is asked for."""

IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_RESERVED = re.compile(r"^RESERVED: (.+)$", re.MULTILINE)
_KEYWORD = re.compile(r'^([A-Z_]+): "(\w+)"i$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r"}


class FaultError(ValueError):
    """A text is no filter: it has to be read by a way that finds out what is wrong with it."""


@from_resources
def reserved_words() -> frozenset[str]:
    """Return the keywords that are never identifiers, wherever they stand: `RESERVED` of the grammar."""
    grammar = read_resource("grammar", "attioql.lark")
    words, [reserved] = dict(_KEYWORD.findall(grammar)), _RESERVED.findall(grammar)
    return frozenset([words[name] for name in reserved.split(" | ")])


def unescape(body: str) -> tuple[str, tuple[int, ...]]:
    r"""Return what the inside of a quoted string means, and the offsets in it of escapes that do not exist.

    A surrogate pair written as two `\u` escapes is one character.
    """
    wrong: list[int] = []
    meaning = StringIO()
    done = 0
    for match in _ESCAPE.finditer(body):
        meaning.write(body[done : match.start()])
        escape = match[1]
        if escape not in _ESCAPES and len(escape) == 1:
            wrong.append(match.start())
        meaning.write(chr(int(escape[1:], 16)) if len(escape) > 1 else _ESCAPES.get(escape, escape))
        done = match.end()
    meaning.write(body[done:])
    text = meaning.getvalue()
    if text.isascii() or not _SURROGATE.search(text):
        return text, tuple(wrong)
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass"), tuple(wrong)


def unquoted(text: str) -> str:
    """Return what a string in quotes contains."""
    body = text[1:-1]
    return unescape(body)[0] if "\\" in body else body


def spelled(operator: str) -> str:
    """Return the canonical spelling of an operator, whose words may have any blanks between them."""
    written = load_operators().written
    return written.get(operator) or written[" ".join(operator.lower().split())]


def quoted_name(text: str) -> str:
    """Write a name the way a path spells it: bare where it can be, in backticks otherwise."""
    return text if IDENTIFIER.match(text) and text.lower() not in reserved_words() else f"`{text}`"
