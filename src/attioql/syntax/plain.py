"""Reads plain conditions, a name, an operator and a literal, in one match each: most filters are made of little else.

It reads nothing that the tables do not read in the same way, and a test holds the two to each other. Whatever is not
plain (a keyword for a name, a list, a comment, text with something wrong in it) it leaves to them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from sys import intern
from typing import NamedTuple, TypeAlias

from attioql.operators import takes_list
from attioql.syntax.actions import MOST_OPERANDS, TooMuchError, next_alternative, spelled
from attioql.syntax.nodes import Comparison, Expression, Items, Literal, Not, Path
from attioql.syntax.spelling import unescape

PlainReader: TypeAlias = Callable[[re.Match[str]], Expression | None]
"""Makes something of a plain condition: a node, or whatever has a `start` and an `end` and whoever asks knows how to take."""

NEGATION, NAME, OPERATOR, LITERAL = 1, 2, 3, 4
"""The groups of a plain condition: the `not` before it, its name, its operator, and where its literal starts."""

LIST = "list"
"""The kind of a literal that is a list of strings."""

_MOST_COMMAS = 63
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
    its kind; a list of not too many strings, in parentheses, is one of them.
    """
    operators = rf"{terminals['COMPARISON']}|(?i:contains|(?:starts|ends)[ _]with|(?:not )?in)(?![\w.])"
    gap = f"(?:{blanks})*"
    item = f"{gap}(?:{terminals['STRING']}){gap}"
    listed = rf"\({item}(?:,{item}){{0,{_MOST_COMMAS}}}\)"
    regexps = [*(regexp for name, regexp in terminals.items() if name in _KINDS), listed]
    literals = "|".join(f"(?:{regexp})()" for regexp in regexps)
    negation = rf"(?:((?i:not)(?![\w.])){gap})?"
    condition = f"({terminals['NAME']}){gap}({operators}){gap}()(?:{literals})"
    return re.compile(f"{gap}{negation}{condition}{gap}(?={_FOLLOWED_BY})")


def plain_kinds(terminals: Mapping[str, str]) -> tuple[str, ...]:
    """Return the kinds of literals by the groups of that pattern."""
    return (*("",) * _FIRST_KIND, *(name.lower() for name in terminals if name in _KINDS), LIST)


def reader_of_nodes(kinds: tuple[str, ...], keywords: Mapping[str, str], string: re.Pattern[str]) -> PlainReader:
    """Return the reader that makes a node of a plain condition, and nothing where its name may be a keyword."""

    def read(found: re.Match[str]) -> Expression | None:
        name, sign = found.group(NAME, OPERATOR)
        kind, operator = kinds[found.lastindex or 0], spelled(sign)
        if name.lower() in keywords or (kind == LIST) is not takes_list(operator):
            return None
        start, end = found.start(LITERAL), found.end(found.lastindex or 0)
        text = found.string[start:end]
        operand: Literal | Items
        if kind == LIST:
            operand = _new(Items, (tuple(strings_in(text, start, string)), start, end))
        else:
            operand = _new(Literal, (kind, unquoted(text) if kind == "string" else text, start, end - start))
        return negated(found, comparison(found, intern(name), operator, operand, len(sign)))

    return read


def unquoted(text: str) -> str:
    """Return what a string in quotes contains."""
    body = text[1:-1]
    return unescape(body)[0] if "\\" in body else body


def strings_in(text: str, start: int, string: re.Pattern[str]) -> Iterator[Literal]:
    """Yield the strings of a list that begins at `start`; `string` is the pattern of one."""
    for item in string.finditer(text):
        first, end = item.span()
        yield _new(Literal, ("string", unquoted(item[0]), start + first, end - first))


def comparison(found: re.Match[str], name: str, operator: str, operand: Literal | Items, length: int) -> Expression:
    """Return the node of a plain condition, without the `not` before it; `length` is that of its operator as written."""
    path = _new(Path, (name, found.start(NAME), ()))
    return _new(Comparison, (path, operator, operand, found.start(OPERATOR), length))


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
