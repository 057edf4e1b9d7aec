"""Reads plain conditions, a name, an operator and a literal, in one match each: most filters are made of little else.

It reads nothing that the tables do not read in the same way, and a test holds the two to each other. Whatever is not
plain (a keyword for a name, a list, a comment, text with something wrong in it) it leaves to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from sys import intern
from typing import Any, NamedTuple, TypeAlias

from attioql.syntax.actions import MOST_OPERANDS, TooMuchError, next_alternative, spelled
from attioql.syntax.nodes import Comparison, Expression, Literal, Not, Path
from attioql.syntax.spelling import unescape

PlainReader: TypeAlias = Callable[[re.Match[str]], Expression | None]
"""Makes something of a plain condition: a node, or whatever has a `start` and an `end` and whoever asks knows how to take."""

NEGATION, NAME, OPERATOR, LITERAL = 1, 2, 3, 4
"""The groups of a plain condition: the `not` before it, its name, its operator, and where its literal starts."""

_KINDS = ("UUID", "TIMESTAMP", "DATE", "MONTH", "DURATION", "NUMBER", "STRING")
_FIRST_KIND = 5
_FOLLOWED_BY = r"(?i:and|or)(?![\w.])|[)}]|\Z"

_new = tuple.__new__  # makes a named tuple without a call of Python code


class Run(NamedTuple):
    """Plain conditions joined by `and` and `or`: the alternatives that are whole, and the operands of the one that is not.

    `last_or` is where the `or` before those operands is. A run goes on to `end`. `connective` is where the word is that it
    ends with; -1 when it ends before a closing bracket or the end of the text, and then all its alternatives are whole.
    """

    alternatives: list[Expression]
    operands: list[Expression]
    last_or: int
    connective: int
    end: int


def plain_pattern(terminals: Mapping[str, str], blanks: str) -> re.Pattern[str]:
    """Return the pattern of a plain condition, made of the grammar's own terminals, in the order the parser tries them.

    It takes the blanks after the condition as well. The last group that takes part ends where the literal does, and tells
    its kind.
    """
    literals = "|".join(f"(?:{regexp})()" for name, regexp in terminals.items() if name in _KINDS)
    operators = rf"{terminals['COMPARISON']}|(?i:contains)(?![\w.])"
    gap = f"(?:{blanks})*"
    negation = rf"(?:((?i:not)(?![\w.])){gap})?"
    condition = f"({terminals['NAME']}){gap}({operators}){gap}()(?:{literals})"
    return re.compile(f"{gap}{negation}{condition}{gap}(?={_FOLLOWED_BY})")


def plain_kinds(terminals: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of literals by the groups of that pattern."""
    return ("",) * _FIRST_KIND + tuple(name.lower() for name in terminals if name in _KINDS)


def reader_of_nodes(kinds: tuple[str, ...], keywords: Mapping[str, str]) -> PlainReader:
    """Return the reader that makes a node of a plain condition, and nothing where its name may be a keyword."""

    def read(found: re.Match[str]) -> Expression | None:
        name, operator = found.group(NAME, OPERATOR)
        if name.lower() in keywords:
            return None
        group = found.lastindex or 0
        start, end = found.start(LITERAL), found.end(group)
        kind = kinds[group]
        text = found.string[start:end]
        if kind == "string":
            text = text[1:-1]
            if "\\" in text:
                text = unescape(text)[0]
        literal: Any = _new(Literal, (kind, text, start, end - start))
        path = _new(Path, (intern(name), found.start(NAME), ()))
        node = _new(Comparison, (path, spelled(operator), literal, found.start(OPERATOR), len(operator)))
        return negated(found, node)

    return read


def negated(found: re.Match[str], condition: Expression) -> Expression:
    """Return a condition that was found under the `not` that stands before it, if one does."""
    start = found.start(NEGATION)
    return condition if start < 0 else _new(Not, (condition, start, condition.end, len("not")))


def read_run(
    found: re.Match[str] | None,
    next_plain: Callable[[str, int], re.Match[str] | None],
    read: PlainReader,
    alternatives: list[Expression],
    operands: list[Expression],
    last_or: int,
) -> Run | None:
    """Read on from a plain condition for as long as there are others, and words between them; `None` where there is none.

    `alternatives` and `operands` are those that were read before, as in a `Run`.
    """
    connective = end = -1
    while found is not None and (condition := read(found)) is not None:
        operands.append(condition)
        text = found.string
        connective = end = found.end()
        follower = text[end : end + 1]
        if follower in _START_OF_AND:
            end += len("and")
        else:
            _add(alternatives, operands)
            operands = []
            if follower not in _START_OF_OR:
                return _new(Run, (alternatives, operands, -1, -1, end))
            last_or = connective
            end += len("or")
        found = next_plain(text, end)
    return _new(Run, (alternatives, operands, last_or, connective, end)) if end >= 0 else None


_START_OF_AND = frozenset("aA")
_START_OF_OR = frozenset("oO")


def _add(alternatives: list[Expression], operands: list[Expression]) -> None:
    if len(operands) > MOST_OPERANDS:
        raise TooMuchError("too-many-operands", MOST_OPERANDS, operands[MOST_OPERANDS].start)
    next_alternative(alternatives, 0, operands)
