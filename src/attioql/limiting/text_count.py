"""Counts the parts of query text by its tokens, in one pass that reads neither names nor grammar.

Text with mistakes is counted as far as its tokens go. What a value block is multiplied out to is a product, so it is counted here too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from attioql.limiting.counted import Count
from attioql.limiting.input_limits import LARGEST, Limits
from attioql.syntax.machine import COMMENT, END, NAME, load_tables, word_terminal
from attioql.syntax.tokens import Token, end_of, start_of, text_of
from attioql.text.source import Source, Span

_Kind: TypeAlias = Literal["text", "group", "block", "list", "other"]
"""Brackets of another kind are those of calls and of names of objects, and those that stand where none may."""

_OPENING = frozenset({"LPAR", "LSQB", "LBRACE"})
_CLOSING = frozenset({"RPAR", "RSQB", "RBRACE"})
_NAMES = frozenset({NAME, "QUOTED_NAME"})
_ENOUGH = LARGEST["block_tests"] + 1
"""A number of tests that is beyond every limit: products are not followed further."""


@dataclass(slots=True)
class _Combinations:
    """The alternatives of a part of a value block, and the tests in all of them."""

    alternatives: int
    tests: int

    def times(self, other: _Combinations) -> _Combinations:
        tests = self.tests * other.alternatives + other.tests * self.alternatives
        return _Combinations(min(self.alternatives * other.alternatives, _ENOUGH), min(tests, _ENOUGH))

    def plus(self, other: _Combinations) -> _Combinations:
        return _Combinations(
            min(self.alternatives + other.alternatives, _ENOUGH), min(self.tests + other.tests, _ENOUGH)
        )


@dataclass(slots=True)
class _Level:
    """What is between two brackets, or the whole text: `around` is how deep it stands, `deepest` how deep its last alternative is, `path` the names before its value block."""

    kind: _Kind
    span: Span
    around: int = 0
    in_block: bool = False
    deepest: int = 0
    deepest_before: int = 0
    has_and: bool = False
    has_or: bool = False
    is_joined: bool = False
    negations: int = 0
    values: int = 0
    path: int = 0
    member: _Combinations = field(default_factory=lambda: _Combinations(1, 1))
    product: _Combinations = field(default_factory=lambda: _Combinations(1, 0))
    total: _Combinations = field(default_factory=lambda: _Combinations(0, 0))

    @property
    def depth(self) -> int:
        """How many levels the groups in it make, itself included: parentheses around one condition are one."""
        depth = max(self.deepest_before, self.deepest + self.has_and) + self.has_or
        return depth + (self.kind != "text" and not self.is_joined)

    @property
    def inner(self) -> int:
        """How deep its next member stands."""
        joined = self.has_and + self.has_or
        return self.around + self.negations + (joined or (self.kind != "text"))


def count_text(source: Source, limits: Limits, list_parameters: Mapping[str, int]) -> Count[Span]:
    """Return the count of a text; the lists that parameters stand for have these lengths."""
    counter = _Counter(Count(limits), list_parameters)
    tables = load_tables()
    for token in tables.pattern.finditer(source.text):
        terminal = tables.terminals[token.lastindex or 0]
        if terminal == NAME:
            terminal = word_terminal(text_of(token), {}, tables.keywords)
        if terminal == END:
            break
        if terminal != COMMENT:
            counter.read(terminal, token)
    counter.finish()
    return counter.count


class _Counter:
    def __init__(self, count: Count[Span], list_parameters: Mapping[str, int]) -> None:
        self.count = count
        self._lengths = list_parameters
        self._levels = [_Level("text", Span(0, 0))]
        self._expects = True
        """Whether a condition may begin here."""
        self._is_range = False
        self._is_list = False
        self._path = 0
        self._path_start = 0
        self._before = ""
        self._conditions = 0
        self._tests = 0

    def read(self, terminal: str, token: Token) -> None:
        span = Span(start_of(token), end_of(token))
        level = self._levels[-1]
        if level.kind in {"list", "other"}:
            self._read_in_list(terminal, span, level)
        elif terminal in _OPENING:
            self._open(terminal, span, level)
        elif terminal in _CLOSING:
            self._close()
        elif self._expects:
            self._begin(terminal, token, span, level)
        else:
            self._go_on(terminal, token, span, level)
        self._before = terminal

    def finish(self) -> None:
        """End what is open still."""
        while len(self._levels) > 1:
            self._close()
        self._end_member(self._levels[0])
        self.count.add("depth", self._levels[0].depth, Span(0, 0))

    def _read_in_list(self, terminal: str, span: Span, level: _Level) -> None:
        if terminal in _CLOSING:
            self._close()
            return
        if level.kind == "list" and (self._before in _OPENING or self._before == "COMMA"):
            level.values += terminal != "COMMA"
            self.count.add("list_values", level.values, level.span)
        if terminal in _OPENING:
            self._levels.append(_Level("other", span))

    def _open(self, terminal: str, span: Span, level: _Level) -> None:
        """Open a bracket: a group where a condition may begin, a value block behind a path, a list after `in`."""
        if terminal == "LBRACE" and not self._expects:
            self._conditions -= 1
        elif not self._expects or terminal != "LPAR":
            self._levels.append(_Level("list" if self._before == "IN" else "other", span))
            return
        inner = _Level("block" if terminal == "LBRACE" else "group", span, level.inner)
        inner.in_block = level.in_block or inner.kind == "block"
        inner.path = self._path if inner.kind == "block" else level.path
        self._levels.append(inner)
        self._expects = True
        self.count.add("depth", inner.around + 1, span)

    def _close(self) -> None:
        if len(self._levels) == 1:
            return
        closed = self._levels.pop()
        level = self._levels[-1]
        if closed.kind == "list":
            level.member = _Combinations(closed.values, closed.values)
        if closed.kind in {"list", "other"}:
            return
        self._end_alternative(closed)
        level.deepest = max(level.deepest, level.negations + closed.depth)
        level.member = closed.total
        if closed.kind == "block" and not level.in_block:
            self._tests = min(self._tests + closed.total.tests, _ENOUGH)
            self.count.add("block_tests", self._tests, closed.span)
        self._expects = False

    def _begin(self, terminal: str, token: Token, span: Span, level: _Level) -> None:
        """Begin a condition, or negate the one that follows."""
        if terminal in {"NOT", "BANG"}:
            level.negations += 1
            self.count.add("depth", level.inner, span)
            return
        self._expects, self._is_range, self._is_list = False, False, False
        self._conditions += 1
        self.count.add("conditions", self._conditions, span)
        level.member = _Combinations(1, 1)
        level.deepest = max(level.deepest, level.negations)
        self._path = level.path + _names_in(terminal, token)
        self._path_start = span.start
        self.count.add("path_steps", self._path, span)

    def _go_on(self, terminal: str, token: Token, span: Span, level: _Level) -> None:
        if terminal in {"AND", "AMPERSANDS"} and self._is_range:
            self._is_range = False
        elif terminal in {"AND", "AMPERSANDS", "OR", "PIPES"}:
            self._join(level, span, is_and=terminal in {"AND", "AMPERSANDS"})
        elif terminal in _NAMES and self._before == "DOT" and self._path:
            self._path += _names_in(terminal, token)
            self.count.add("path_steps", self._path, Span(self._path_start, span.end))
        elif terminal == "BETWEEN":
            self._is_range = True
            level.member = _Combinations(1, 2)
        elif terminal == "IN":
            self._is_list = True
        elif terminal == "PARAMETER" and self._is_list:
            length = self._lengths.get(text_of(token)[1:], 1)
            level.member = _Combinations(length, length)

    def _join(self, level: _Level, span: Span, *, is_and: bool) -> None:
        self._expects = level.is_joined = True
        if is_and:
            self._end_member(level)
            level.has_and = True
        else:
            self._end_alternative(level)
            level.has_or = True
        self.count.add("depth", level.around + level.depth, span)

    def _end_member(self, level: _Level) -> None:
        level.product = level.product.times(level.member)
        level.member = _Combinations(1, 0)
        level.negations = 0

    def _end_alternative(self, level: _Level) -> None:
        self._end_member(level)
        level.deepest_before = max(level.deepest_before, level.deepest + level.has_and)
        level.deepest, level.has_and = 0, False
        level.total = level.total.plus(level.product)
        level.product = _Combinations(1, 0)


def _names_in(terminal: str, token: Token) -> int:
    return text_of(token).count(".") + 1 if terminal == NAME else int(terminal == "QUOTED_NAME")
