"""The tokens of JSON text with their places, by the grammar `grammar/json.lark`. Only faulty JSON is read this way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from attioql.resources import read_resource


class JsonToken(NamedTuple):
    """A token: the terminal's name, its text, and the offset it starts at."""

    terminal: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """Where the token ends."""
        return self.start + len(self.text)


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Return the terminals of the grammar as one pattern, by priority: no two of one priority begin alike."""
    from lark import Lark  # noqa: PLC0415 - Lark stays unloaded as long as all JSON is right

    terminals = Lark(read_resource("grammar", "json.lark"), parser=None, lexer="basic").terminals
    ranked = sorted(terminals, key=lambda terminal: -terminal.priority)
    return re.compile("|".join(f"(?P<{terminal.name}>{terminal.pattern.to_regexp()})" for terminal in ranked))


def json_tokens(text: str) -> Iterator[JsonToken]:
    """Yield the tokens of JSON text, or of what was meant to be."""
    for token in _pattern().finditer(text):
        kind = token.lastgroup
        if kind is not None and kind != "WHITESPACE":
            yield JsonToken(kind, token[0], token.start())
