"""Finds clauses of a query in a filter that has a mistake. This module waits, so that a text without one does not load recovery."""

from __future__ import annotations

import re

from attioql.syntax.endings import PAGE_WORDS
from attioql.syntax.machine import END
from attioql.syntax.recovery.ending_rules import DIRECTIONS, ending_tokens, first_opening, opening_at
from attioql.syntax.recovery.vocabulary import NAMES
from attioql.text.source import Source

_CLAUSES = frozenset({"order", "sort", *PAGE_WORDS})
_MAY_BE_CLAUSE = re.compile(rf"\b(?:{'|'.join(sorted(_CLAUSES))})\b", re.IGNORECASE)


def find_clause(source: Source) -> int | None:
    """Return where `sort name`, `order name desc` or `limit all` begins behind a value or alone; `None` where an attribute may be meant."""
    if _MAY_BE_CLAUSE.search(source.text) is None:
        return None
    tokens = ending_tokens(source.text, 0)
    index = first_opening(tokens)
    if index is None or tokens[index].word not in _CLAUSES or (index and tokens[index - 1].terminal in NAMES):
        return None
    opening = opening_at(tokens, index)
    if opening is None or opening.tokens == 2:
        return None
    if opening.here in PAGE_WORDS:
        return tokens[index].start
    following = tokens[index + 2]
    is_sort = following.terminal in {END, "COMMA", "DOT"} or following.word in DIRECTIONS
    return tokens[index].start if is_sort else None
