"""The tokens of JSON text with their places, by the grammar `grammar/json.lark`. Only faulty JSON is read this way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from attioql.resources import read_resource

if TYPE_CHECKING:
    from lark import Lark


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
def _lexer() -> Lark:
    from lark import Lark  # noqa: PLC0415 - Lark stays unloaded as long as all JSON is right

    return Lark(read_resource("grammar", "json.lark"), parser=None, lexer="basic")


def json_tokens(text: str) -> Iterator[JsonToken]:
    """Yield the tokens of JSON text, or of what was meant to be."""
    for token in _lexer().lex(text):
        yield JsonToken(token.type, str(token), token.start_pos or 0)
