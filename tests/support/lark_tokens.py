"""Lark's own parser of query text, and the tokens it finds with what they are there for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lark import Lark, Token, Tree

from attioql.resources import read_resource
from attioql.syntax.spelling import reserved_words

GRAMMAR = read_resource("grammar", "attioql.lark")
# For Lark, `startswith` is two keywords, and `in` a name where only a name fits; a keyword is a whole word here, and a
# reserved one never a name.
WHOLE_WORDS = re.sub(r'(?m)^([A-Z_]+): "([a-z_]+)"i$', r"\1.1: /\2(?!\\w)/i", GRAMMAR).replace(
    "NAME: /", f"NAME: /(?!(?i:{'|'.join(sorted(reserved_words()))})(?![\\w.]))"
)
LARK = Lark(WHOLE_WORDS, parser="lalr", lexer="contextual")
_QUERIES = Lark(
    f"{WHOLE_WORDS}\nquery: start ending\n", parser="lalr", lexer="contextual", start="query", keep_all_tokens=True
)


class Found(NamedTuple):
    """A token: its terminal, the alias of the rule it stands in, the terminals before it in that rule, and its offsets."""

    terminal: str
    rule: str
    before: tuple[str, ...]
    start: int
    end: int


def tokens_in(text: str) -> list[Found]:
    """Return the tokens of a filter or a query, in their order. Raises `LarkError` if the text is neither."""
    return sorted(_found(_QUERIES.parse(text)), key=lambda each: each.start)


def _found(tree: Tree[Token]) -> Iterator[Found]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        before: list[str] = []
        for child in node.children:
            if isinstance(child, Tree):
                waiting.append(child)
                continue
            yield Found(child.type, str(node.data), tuple(before), child.start_pos or 0, child.end_pos or 0)
            before.append(child.type)
