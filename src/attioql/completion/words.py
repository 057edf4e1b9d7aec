"""The keywords and marks that the grammar takes at a cursor, keywords that only stand together as one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from attioql.completion.text_cursor import TextCursor
from attioql.resources import from_resources
from attioql.syntax.machine import load_ending_tables, load_tables

_MARKS = ("LPAR", "RPAR", "LBRACE", "RBRACE", "RSQB", "COMMA", "PLUS", "MINUS")
"""The marks that are offered. Of two spellings, such as `&&` and `and`, only the one that `format` writes is."""


@from_resources
def keywords() -> Mapping[str, str]:
    """Return the text of every keyword, by its terminal, those of the ending of a query too."""
    return {
        terminal: word for tables in (load_tables(), load_ending_tables()) for word, terminal in tables.keywords.items()
    }


@from_resources
def marks() -> Mapping[str, str]:
    """Return the text of every mark that is offered, by its terminal."""
    regexps = load_tables().regexps
    return {terminal: re.sub(r"\\(.)", r"\1", regexps[terminal]) for terminal in _MARKS}


def phrases(cursor: TextCursor) -> Iterator[tuple[str, ...]]:
    """Yield the terminals of every keyword that may stand at a cursor, with those that have to follow it.

    `is` must go on with `empty` or `not empty`, so that it is no phrase by itself.
    """
    waiting: list[tuple[str, ...]] = [(name,) for name in cursor.continuations() if name in keywords()]
    while waiting:
        phrase = waiting.pop(0)
        states = cursor.after(*phrase)
        following = cursor.continuations(states)
        if following and all(name in keywords() for name in following):
            waiting += [(*phrase, name) for name in following]
        else:
            yield phrase


def text_of_phrase(phrase: tuple[str, ...]) -> str:
    """Return a phrase as it is written."""
    return " ".join([keywords()[name] for name in phrase])
