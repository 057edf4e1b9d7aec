"""The parse tables of the grammar, as parsers use them. They are read from generated files.

A file belongs to a grammar by its digest. Where it does not match `grammar/attioql.lark` (someone changed the grammar), Lark
computes the tables afresh; it is imported for nothing else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import NamedTuple, cast

from attioql.resources import from_resources, generated_path, read, read_resource
from attioql.syntax import tables
from attioql.syntax.spelling import reserved_words
from attioql.syntax.table_file import ENDING_TABLES, FUSED_TABLES, STEP_TABLES, RuleData, TableData, digest
from attioql.syntax.token_patterns import COMMENT, END, JUNK, NAME, Tokens, fused_tokens_of, tokens_of


class Tables(NamedTuple):
    """The tables of a grammar: one pattern for all tokens, a row of actions and a row of gotos for each state.

    A token whose last group is `i` is a `terminals[i]`. The start state is 0.
    """

    pattern: re.Pattern[str]
    terminals: tuple[str, ...]
    regexps: dict[str, str]
    keywords: dict[str, str]
    rules: tuple[RuleData, ...]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]


@from_resources
def load_tables() -> Tables:
    """Return the step tables: Lark's, which recovery follows."""
    return _loaded(STEP_TABLES, tokens_of)


@from_resources
def load_fused_tables() -> Tables:
    """Return the fused tables, which all text without a syntax error is read by."""
    return _loaded(FUSED_TABLES, fused_tokens_of)


@from_resources
def load_ending_tables() -> Tables:
    """Return the step tables of the ending of a query."""
    return _loaded(ENDING_TABLES, tokens_of)


@from_resources
def string_pattern() -> re.Pattern[str]:
    """Return the pattern of a string, for those in the list of a simple condition."""
    return re.compile(load_fused_tables().regexps["STRING"])


def _loaded(name: str, tokens: Callable[[TableData], Tokens]) -> Tables:
    """Return the tables of a generated file or, where it does not match the grammar, those that Lark computes."""
    grammar = read_resource("grammar", "attioql.lark")
    try:
        data = cast("TableData", json.loads(read(generated_path(name))))
    except FileNotFoundError:
        data = tables.COMPUTED[name](grammar)
    if data["digest"] != digest(grammar):
        data = tables.COMPUTED[name](grammar)
    rules = tuple((origin, length, action) for origin, length, action in data["rules"])
    actions, gotos = tuple(row for row, _ in data["states"]), tuple(row for _, row in data["states"])
    return Tables(*tokens(data), dict(data["terminals"]), data["keywords"], rules, actions, gotos)


def word_terminal(word: str, row: Mapping[str, int], keywords: Mapping[str, str]) -> str:
    """Return the terminal of an identifier: a keyword where one is expected or reserved, a name otherwise."""
    keyword = keywords.get(word.lower())
    return NAME if keyword is None or not (keyword in row or word.lower() in reserved_words()) else keyword


__all__ = [
    "COMMENT",
    "END",
    "JUNK",
    "NAME",
    "Tables",
    "load_ending_tables",
    "load_fused_tables",
    "load_tables",
    "string_pattern",
    "word_terminal",
]
