"""A recovery rule, as a row of a table."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from attioql.syntax.recovery.state import ParserState, Repair, Where


class Rule(NamedTuple):
    """Where a mistake is made, the terminals and words that the token at fault is one of, and how it is recognised."""

    where: Where
    tokens: frozenset[str]
    recognise: Callable[[ParserState], Repair | None]


ANY: frozenset[str] = frozenset()
