"""The patterns of tokens, made of the grammar's own terminals: one match reads the blanks before a token, and the token.

Group 1 of a match is empty and stands where the token starts; its last group says which terminal it is. What the grammar ignores
beside blanks, comments, is a token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from attioql.operators import Takes, load_operators
from attioql.syntax.spelling import DAY_WORDS, VALUE_WORDS, reserved_words
from attioql.syntax.table_file import SIMPLE_CONDITION, TableData

END = "$END"
JUNK = "$JUNK"
NAME = "NAME"
COMMENT = "COMMENT"
BLANKS = "WHITESPACE"

CONNECTIVES = ("AND", "OR", "NOT")
"""The reserved words that are terminals of the fused pattern, as they follow most conditions."""

NAME_GROUP = 5
_MOST_STRINGS = 64
_COMPARISON_GROUP, _LIST_OPERATOR_GROUP, _PRESENCE_GROUP = 6, 17, 19


class Form(NamedTuple):
    """How a simple condition is written: the kind of its literal, the group of its operator, and whether quotes surround the literal's group.

    The kind is that of a node, or `list` for strings in parentheses, `escaped` for a string with a backslash in it, and `presence` for
    none: the operator says all.
    """

    kind: str
    operator: int
    is_quoted: bool = False


FORMS: tuple[Form, ...] = (
    *[Form("", 0)] * (_COMPARISON_GROUP + 1),
    Form("string", _COMPARISON_GROUP, is_quoted=True),
    Form("string", _COMPARISON_GROUP, is_quoted=True),
    *(
        Form(kind, _COMPARISON_GROUP)
        for kind in ("escaped", "uuid", "timestamp", "date", "number", "boolean", "word", "moment")
    ),
    Form("", 0),
    Form("list", _LIST_OPERATOR_GROUP),
    Form("presence", _PRESENCE_GROUP),
)
"""The forms of a simple condition, by its last group."""


class Tokens(NamedTuple):
    """A pattern of tokens, and the terminal for each last group of a match."""

    pattern: re.Pattern[str]
    terminals: tuple[str, ...]


def tokens_of(data: TableData) -> Tokens:
    """Return the tokens of the grammar. All groups are empty: a reading that began with a group could not be ruled out by its first character."""
    return _tokens(data, [], [])


def fused_tokens_of(data: TableData) -> Tokens:
    """Return the tokens of the fused tables: among them simple conditions and, for speed alone, connectives."""
    words = [f"{_word(name)}()" for name in CONNECTIVES]
    names = [*CONNECTIVES, *[SIMPLE_CONDITION] * (_PRESENCE_GROUP - len(CONNECTIVES) - 1)]
    return _tokens(data, [*words, _simple_condition(dict(data["terminals"]))], names)


def _tokens(data: TableData, readings: list[str], names: list[str]) -> Tokens:
    ignored = dict(data["ignored"])
    blanks = ignored.pop(BLANKS)
    terminals = [*data["terminals"], *ignored.items(), (JUNK, r"(?s:[0-9][\w.:+-]*|[\"'`][^\r\n]*|.)")]
    pattern = "|".join([*readings, *(f"(?:{regexp})()" for _, regexp in terminals)])
    return Tokens(re.compile(rf"(?:{blanks})*()(?:\Z|{pattern})"), ("", END, *names, *(name for name, _ in terminals)))


def _simple_condition(terminals: dict[str, str]) -> str:
    """Return the pattern of a simple condition: no group of it takes part in a match that is another token.

    Its name may be a reserved word, which is quicker to look for in those that are found: an action raises `FaultError`.
    """
    string = terminals["STRING"]
    kinds = ("UUID", "TIMESTAMP", "DATE", "NUMBER")
    literals = [
        r'"([^"\\\r\n]*)"',
        r"'([^'\\\r\n]*)'",
        *(f"({regexp})" for regexp in (string, *(terminals[kind] for kind in kinds))),
        f"({_word('true')}|{_word('false')})",
        rf"((?!{_any_of(reserved_words() | VALUE_WORDS)})[A-Za-z_][A-Za-z0-9_]*(?![\w.])(?!\s*[(#]))",
        rf"({_any_of(DAY_WORDS)}(?:\s*[-+]\s*{terminals['DURATION']}|(?!\s*[-+(#])))",
    ]
    listed = rf"\(\s*(?:(?:{string})\s*(?:,\s*(?=[\"'])|(?=\)))){{1,{_MOST_STRINGS}}}\)"
    rests = [
        rf"({terminals['COMPARISON']}|{_operators_taking('value')})\s*(?:{'|'.join(literals)})",
        rf"({_operators_taking('list')})\s*({listed})",
        f"({_operators_taking('nothing')})",
    ]
    return rf"({terminals[NAME]})\s*(?:{'|'.join(rests)})"


def _word(word: str) -> str:
    """Return the pattern of a word in any case. It begins with a set of characters, which rules out most other tokens at once."""
    return "".join([f"[{letter.lower()}{letter.upper()}]" for letter in word]) + r"(?![\w.])"


def _operators_taking(takes: Takes) -> str:
    """Return the pattern of the operators in words that take a value, a list or nothing."""
    operators = load_operators()
    words = [written for written, text in operators.written.items() if operators.spellings[text].takes == takes]
    spaced = [word.replace(" ", r"\s+") for word in sorted(words, reverse=True) if word[0].isalpha()]
    return rf"(?i:{'|'.join(spaced)})(?![\w.])"


def _any_of(words: Iterable[str]) -> str:
    return rf"(?i:{'|'.join(sorted(words))})(?![\w.])"
