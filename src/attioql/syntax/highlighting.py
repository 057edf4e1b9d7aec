"""The tokens of query text and what each is, also where the text is broken, for editors that colour them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple, TypeAlias

from attioql.syntax.endings import Ending
from attioql.syntax.machine import COMMENT, END, JUNK, NAME, load_tables
from attioql.syntax.nodes import (
    And,
    Block,
    CalendarPeriod,
    Call,
    Comparison,
    Expression,
    Group,
    Items,
    Moment,
    Not,
    Operand,
    Or,
    Range,
    RollingPeriod,
    Truth,
)
from attioql.syntax.nodes import Literal as LiteralNode
from attioql.syntax.query_parts import parse_query
from attioql.text.source import Source, Span

TokenKind: TypeAlias = Literal[
    "attribute", "operator", "connective", "text", "number", "moment", "word", "parameter", "function", "comment"
]

_OF_TERMINAL: dict[str, TokenKind] = {
    COMMENT: "comment",
    "STRING": "text",
    "QUOTED_NAME": "attribute",
    "PARAMETER": "parameter",
    "COMPARISON": "operator",
    "AMPERSANDS": "connective",
    "PIPES": "connective",
    "BANG": "connective",
    "NUMBER": "number",
    "DURATION": "number",
    "UUID": "text",
    "DATE": "moment",
    "MONTH": "moment",
    "TIMESTAMP": "moment",
}
"""What the terminals are that are one thing wherever they stand. Brackets and commas are left to the editor."""


class TextToken(NamedTuple):
    """A token and what it is."""

    span: Span
    kind: TokenKind


def tokens_of(source: Source) -> tuple[TextToken, ...]:
    """Return the tokens of query text, in order. A word in text that cannot be read is a connective or an attribute by its spelling."""
    tables, tree = load_tables(), parse_query(source)
    named = sorted([*_named_parts(tree.filter.root), *_of_ending(tree.ending)])
    starts = [span.start for span, _ in named]
    found: list[TextToken] = []
    for match in tables.pattern.finditer(source.text):
        terminal = tables.terminals[match.lastindex or 0]
        if terminal == END:
            break
        span = Span(match.start(1), match.end())
        kind = _OF_TERMINAL.get(terminal)
        if terminal == NAME:
            index = bisect_right(starts, span.start) - 1
            is_known = index >= 0 and span.start < named[index][0].end
            kind = named[index][1] if is_known else _of_word(source.text[slice(*span)], tables.keywords)
        if kind is not None and terminal != JUNK:
            found.append(TextToken(span, kind))
    return tuple(found)


def _of_word(word: str, keywords: dict[str, str]) -> TokenKind:
    return "connective" if word.lower() in keywords else "attribute"


def _named_parts(root: Expression) -> Iterator[tuple[Span, TokenKind]]:
    """Yield the parts of an expression whose words are not told by their spelling."""
    waiting: list[Expression] = [root]
    while waiting:
        match waiting.pop():
            case And(operands) | Or(operands):
                waiting += operands
            case Not(operand) | Group(operand):
                waiting.append(operand)
            case Block(path, body, _):
                yield path.span, "attribute"
                waiting.append(body)
            case Truth(path):
                yield path.span, "attribute"
            case Comparison(path, _, operand) as node:
                yield path.span, "attribute"
                yield node.operator_span, "operator"
                yield from () if operand is None else _of_operand(operand)


def _of_ending(ending: Ending) -> Iterator[tuple[Span, TokenKind]]:
    for clause in ending.clauses:
        yield clause.span, "connective"
        yield from ((sort.path.span, "attribute") for sort in clause.sorts)
        yield from ((Span(sort.path.end, sort.end), "connective") for sort in clause.sorts)


def _of_operand(operand: Operand) -> Iterator[tuple[Span, TokenKind]]:
    waiting: list[Operand] = [operand]
    while waiting:
        match waiting.pop():
            case Items(values):
                waiting += values
            case Range(low, high):
                yield Span(low.end, high.start), "operator"
                waiting += (low, high)
            case Call(function, values, start):
                yield Span(start, start + len(function)), "function"
                waiting += values
            case LiteralNode("boolean" | "null" | "word") as node:
                yield node.span, "word"
            case Moment() | CalendarPeriod() | RollingPeriod() as node:
                yield node.span, "moment"
