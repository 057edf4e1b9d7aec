"""Query text to nodes: `attioql.syntax.driver` reads it, and `attioql.syntax.stepper` once more what has a mistake in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import NamedTuple

from attioql.diagnostics import around_filter, build
from attioql.diagnostics.model import Diagnostic, text_order
from attioql.limits import LIMITS
from attioql.operators import Takes, load_operators
from attioql.resources import from_resources
from attioql.syntax import clause_search, endings, messages, stepper
from attioql.syntax.actions import ACTIONS, TooMuchError, path_sharing_names
from attioql.syntax.driver import Reduction, drive, number_of, rules_of
from attioql.syntax.machine import COMMENT, END, load_tables
from attioql.syntax.nodes import (
    And,
    Block,
    Broken,
    Call,
    Comment,
    Comparison,
    Expression,
    Group,
    Literal,
    Not,
    Operand,
    Or,
)
from attioql.syntax.spelling import FaultError, unescape
from attioql.syntax.tokens import end_of, start_of, text_of
from attioql.text import enclosed
from attioql.text.source import Source, Span

LONGEST_TEXT = LIMITS.text_characters


_ORDER_BY = re.compile(r"order\s+by\b", re.IGNORECASE)
_CONNECTIVE_AT_END = re.compile(r"(?<=\S)\s+(?:and|or|&&|\|\|)\s*\Z", re.IGNORECASE)
_CONNECTIVES = frozenset({"and", "or", "not"})
_OPENING, _CLOSING = frozenset({"LPAR", "LSQB", "LBRACE"}), frozenset({"RPAR", "RSQB", "RBRACE"})
_INLINE_CODE = re.compile(r"`[^`=<>\"'{\s]*[=<>\"'{\s][^`]*`\s*")
"""A filter in backticks, which would read as the name of an attribute."""

_PLAIN_QUOTES = str.maketrans(dict.fromkeys("\u201c\u201d", '"') | dict.fromkeys("\u2018\u2019", "'"))
MOST_ESCAPES = LIMITS.text_backslashes


class SyntaxTree(NamedTuple):
    """What a text reads as: its root node and what is wrong with it. The comments are read when they are asked for."""

    root: Expression
    problems: tuple[Diagnostic, ...]
    source: Source

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in order."""
        return tuple(_comments(self.source)) if "#" in self.source.text else ()


@from_resources
def _shared_rules() -> tuple[list[Reduction], int]:
    """Return the rules with their actions, and the number of the one whose action belongs to one text."""
    return rules_of(ACTIONS), number_of("path")


def _rules() -> list[Reduction]:
    shared, path = _shared_rules()
    rules = shared.copy()
    rules[path] = (*rules[path][:2], path_sharing_names())
    return rules


def parse(source: Source, most: int = LIMITS.diagnostics) -> SyntaxTree:
    """Read a text. Never raises on bad text: its errors are in `problems`, up to so many."""
    if (refusal := refusal_of(source)) is not None:
        return SyntaxTree(Broken(0, len(source.text)), (refusal,), source)
    if source.text.startswith("`") and _INLINE_CODE.fullmatch(source.text):
        return parse_with_recovery(source, most)
    with suppress(FaultError, TooMuchError):
        return tuple.__new__(SyntaxTree, (drive(source.text, _rules()), tuple(wrong_escapes(source, most)), source))
    return parse_with_recovery(source, most)  # only here, as an exception keeps what was made so far


def parse_with_recovery(source: Source, most: int = LIMITS.diagnostics) -> SyntaxTree:
    """Read a text that has a mistake in it, up to so many mistakes."""
    if (around := around_filter.enclosed_filter(source, reads_as_filter)) is not None:
        return SyntaxTree(Broken(0, len(source.text)), (around,), source)
    start = endings.find_ending(source.text)
    start = clause_search.find_clause(source) if start is None else start
    if start is not None and (tree := _before_ending(source, start, most)) is not None:
        return tree
    problems: list[Diagnostic] = []
    try:
        root = stepper.read_with_recovery(source, problems, most)
    except TooMuchError as error:
        root = Broken(0, len(source.text))
        problems.append(build.diagnose(error.name, source, Span(error.at, error.at), limit=error.limit))
    if "\\" in source.text:
        problems += wrong_escapes(source, most)
        problems.sort(key=text_order)
    return SyntaxTree(root, tuple(problems), source)


def reads_as_filter(text: str) -> bool:
    """Tell whether a text is a filter by itself: query text that compares something, also in curly quotes, or what looks like a JSON object."""
    if text.startswith("{"):
        return enclosed.is_object_text(text)
    with suppress(FaultError, TooMuchError):
        return _has_comparison(drive(text.translate(_PLAIN_QUOTES), _rules()))
    return False


def _has_comparison(root: Expression) -> bool:
    """Tell whether there is more than names joined by connectives, as words of a sentence would read."""
    waiting = [root]
    while waiting:
        match waiting.pop():
            case Comparison() | Block():
                return True
            case And(operands) | Or(operands):
                waiting += operands
            case Not(operand) | Group(operand):
                waiting.append(operand)
    return False


def _before_ending(source: Source, start: int, most: int) -> SyntaxTree | None:
    """Return the tree of the filter before the ending of a query, which is reported; `None` where it is not whole."""
    text = source.text
    if not _may_end(text, start):
        return None
    before = text[:start] if "#" in text[:start] else _CONNECTIVE_AT_END.sub("", text[:start])
    tree = parse(Source(before, source.name), most)
    problems = [replace(problem, source=source) for problem in tree.problems]
    last = len(before.rstrip())
    ending = Span(last, len(text.rstrip())) if last and "#" not in text[start:] else None
    words = "order by" if _ORDER_BY.match(text, start) else text[start:].split()[0]
    said = build.diagnose("clause-of-query", source, Span(start, start + len(words)), words=words, ending=ending)
    return SyntaxTree(tree.root, (*problems, said), source)


def _may_end(text: str, end: int) -> bool:
    """Tell whether what stands before an offset may be a whole filter: no bracket is open, and no value is missing."""
    tables = load_tables()
    found = [(tables.terminals[token.lastindex or 0], token) for token in tables.pattern.finditer(text, 0, end)]
    tokens = [(terminal, token) for terminal, token in found if terminal not in {COMMENT, END}]
    if sum(terminal in _OPENING for terminal, _ in tokens) > sum(terminal in _CLOSING for terminal, _ in tokens):
        return False
    if not tokens:
        return True
    terminal, last = tokens[-1]
    word = text_of(last).lower()
    return word in _CONNECTIVES or endings.ends_condition(terminal, word)


def operand_in(text: str, takes: Takes) -> Operand | None:
    """Return what a text is to the right of an operator, such as the period `last 30d`; `None` if it is not one of those.

    A comment beside it makes it none. A text of more than `LIMITS.period_characters` is none, so that a long one costs nothing.
    """
    if len(text) > LIMITS.period_characters:
        return None
    before = f"_ {load_operators().spelling_taking(takes).text} "
    with suppress(FaultError, TooMuchError):
        match drive(before + text, _rules()):
            case Comparison(_, _, operand) if operand is not None:
                is_whole = operand.end - operand.start == len(text.strip())
                has_comment = "#" in text and not isinstance(operand, (Literal, Call))
                return operand if is_whole and not has_comment else None
    return None


def parameter_names(source: Source) -> set[str]:
    """Return the names of all parameters that a text mentions, also where it could not be read."""
    return {name for name, _ in parameter_spans(source)}


def parameter_spans(source: Source) -> list[tuple[str, Span]]:
    """Return the name of each parameter in a text, and where it stands without its colon, also where the text could not be read."""
    tables = load_tables()
    group = tables.terminals.index("PARAMETER")
    found = [token for token in tables.pattern.finditer(source.text) if token.lastindex == group]
    return [(text_of(token)[1:], Span(start_of(token) + 1, end_of(token))) for token in found]


def refusal_of(source: Source) -> Diagnostic | None:
    """Say why a text is not read at all."""
    text = source.text
    if len(text) > LONGEST_TEXT:
        return build.past_limit(source, LONGEST_TEXT)
    if text.count("\\") > MOST_ESCAPES:
        return build.diagnose("too-many-escapes", source, Span(0, 0), limit=MOST_ESCAPES)
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError as error:
            return messages.lone_surrogate(source, error.start, error.end)
    return None


def _comments(source: Source) -> list[Comment]:
    tables = load_tables()
    group = tables.terminals.index(COMMENT)
    found = [token for token in tables.pattern.finditer(source.text) if token.lastindex == group]
    return [Comment(text_of(token), start_of(token), end_of(token)) for token in found]


def wrong_escapes(source: Source, most: int = LIMITS.diagnostics) -> Sequence[Diagnostic]:
    """Report escapes that do not exist, and half surrogate pairs, in the strings of the text, up to so many."""
    if "\\" not in source.text:
        return ()
    tables = load_tables()
    problems: list[Diagnostic] = []
    string = tables.terminals.index("STRING")
    for token in tables.pattern.finditer(source.text):
        if len(problems) >= most:
            break
        if token.lastindex != string or "\\" not in token[0]:
            continue
        start, end = start_of(token), end_of(token)
        text, wrong = unescape(text_of(token)[1:-1])
        problems += messages.invalid_escapes(source, Span(start, end), wrong, most)
        if any("\ud800" <= character <= "\udfff" for character in text):
            problems.append(messages.lone_surrogate(source, start, end))
    return problems[:most]
