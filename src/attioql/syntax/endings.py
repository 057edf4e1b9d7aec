"""The ending of a query: `order by`, `limit` and `offset` after a filter. Where it begins, and its nodes.

Its words are keywords there alone: an attribute may be called `limit`. Two tokens in a row show where an ending begins, as no filter has
them: `order by`, or `limit` or `offset` before a number. So the text before it is a filter, which is read as any other is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple

from attioql.limits import LIMITS
from attioql.resources import from_resources
from attioql.syntax.actions import ACTIONS, Action, TooMuchError
from attioql.syntax.machine import COMMENT, END, NAME, Tables, load_ending_tables, load_tables
from attioql.syntax.nodes import Literal, Path
from attioql.syntax.spelling import FaultError, reserved_words
from attioql.syntax.stepper import ParserStacks, reduce, shifted
from attioql.syntax.tokens import Token, end_of, start_of, text_of
from attioql.text.source import Span

PAGE_WORDS = ("limit", "offset")
VALUE_TERMINALS = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "MONTH", "DURATION", "PARAMETER"})
_CLOSING = frozenset({"RPAR", "RSQB", "RBRACE", "QUOTED_NAME"})
_BEGINS = re.compile(r"\b(?:order|limit|offset)\b", re.IGNORECASE)


class SortNode(NamedTuple):
    """A sort: its path, its direction in lower case, and where it ends."""

    path: Path
    direction: str
    end: int

    @property
    def start(self) -> int:
        """Where the path starts."""
        return self.path.start

    @property
    def span(self) -> Span:
        """The path with its direction."""
        return Span(self.start, self.end)


class EndingClause(NamedTuple):
    """A clause of an ending: `order by` with its sorts, or `limit` or `offset` with its number."""

    word: str
    start: int
    end: int
    sorts: tuple[SortNode, ...] = ()
    number: Literal | None = None

    @property
    def span(self) -> Span:
        """The whole clause."""
        return Span(self.start, self.end)


class Ending(NamedTuple):
    """The clauses of an ending, in order; none where a query is a filter alone. `start` is where its first word is."""

    clauses: tuple[EndingClause, ...]
    start: int

    @property
    def sorts(self) -> tuple[SortNode, ...]:
        """The sorts of `order by`."""
        return tuple([sort for clause in self.clauses for sort in clause.sorts])

    def page_number(self, word: str) -> Literal | None:
        """Return the number of `limit` or `offset`, where it is there."""
        return next((clause.number for clause in self.clauses if clause.word == word and clause.number), None)


def may_have_ending(text: str) -> bool:
    """Tell whether a text has a word that an ending begins with. Most have none, and nothing more is looked for."""
    return _BEGINS.search(text) is not None


def ends_condition(terminal: str, word: str) -> bool:
    """Tell whether a token, in lower case, may be the last one of a condition."""
    if terminal in VALUE_TERMINALS or terminal in _CLOSING:
        return True
    return terminal == NAME and word not in reserved_words() | {"with"}


def find_ending(text: str) -> int | None:
    """Return where the ending of a query starts; `None` for a text that has none, or whose ending is not one."""
    if not may_have_ending(text):
        return None
    tables = load_tables()
    name, number = tables.terminals.index(NAME), tables.terminals.index("NUMBER")
    before: Token | None = None
    for token in tables.pattern.finditer(text):
        if tables.terminals[token.lastindex or 0] == COMMENT:
            continue
        if before is not None:
            word = text_of(before).lower()
            if (word == "order" and token.lastindex == name and text_of(token).lower() == "by") or (
                word in PAGE_WORDS and token.lastindex == number
            ):
                return start_of(before)
        before = token if token.lastindex == name else None
    return None


def read_ending(text: str, start: int) -> Ending | None:
    """Return the ending that begins at an offset and goes on to the end of the text; `None` where the grammar reads none."""
    try:
        found = _read(text, start, len(text), whole=True)
    except (FaultError, TooMuchError):
        return None
    return found if isinstance(found, Ending) else None


def read_ending_to(text: str, start: int, end: int) -> ParserStacks | None:
    """Return how far the parser comes in an ending that may go on behind an offset; `None` where the grammar reads none."""
    found = _read(text, start, end, whole=False)
    return found if isinstance(found, ParserStacks) else None


def _read(text: str, start: int, end: int, *, whole: bool) -> Ending | ParserStacks | None:
    tables, actions = load_ending_tables(), _actions()
    states: list[int] = [0]
    values: list[Any] = []
    for token in tables.pattern.finditer(text, start, end):
        terminal = _terminal(token, tables, states[-1])
        if terminal == COMMENT:
            continue
        if terminal == END and not whole:
            return ParserStacks(states, values)
        while (step := tables.actions[states[-1]].get(terminal)) is not None and step < 0:
            if reduce(tables.rules[~step], actions, tables.gotos, states, values):
                return Ending(values[-1], start)
        if step is None:
            return None
        states.append(step)
        values.append(shifted(terminal, token, values))
    raise AssertionError("the tokens of a text end in its end")


def _terminal(token: Token, tables: Tables, state: int) -> str:
    terminal = tables.terminals[token.lastindex or 0]
    if terminal != NAME:
        return terminal
    word = text_of(token).lower()
    if word in reserved_words():
        return word
    keyword = tables.keywords.get(word)
    return keyword if keyword is not None and keyword in tables.actions[state] else NAME


def _ending(*clauses: EndingClause) -> tuple[EndingClause, ...]:
    return clauses


def _ordering(order: Token, _by: Token, sorts: list[SortNode]) -> EndingClause:
    return EndingClause("order by", start_of(order), sorts[-1].end, tuple(sorts))


def _sort(path: Path, direction: Token | None = None) -> SortNode:
    if direction is None:
        return SortNode(path, "asc", path.end)
    return SortNode(path, text_of(direction).lower(), end_of(direction))


def _first_sort(sort: SortNode) -> list[SortNode]:
    return [sort]


def _next_sort(sorts: list[SortNode], _comma: int, sort: SortNode) -> list[SortNode]:
    if len(sorts) >= LIMITS.sorts:
        raise FaultError
    sorts.append(sort)
    return sorts


def page_number(token: Token) -> Literal:
    """Return the number of `limit` or `offset` as a node."""
    start = start_of(token)
    return Literal("number", text_of(token), start, end_of(token) - start)


def _page(word: str) -> Callable[[Token, Token], EndingClause]:
    def clause(keyword: Token, number: Token) -> EndingClause:
        return EndingClause(word, start_of(keyword), end_of(number), number=page_number(number))

    return clause


ENDING_ACTIONS: dict[str, Action] = {
    "ending": _ending,
    "ordering": _ordering,
    "sort": _sort,
    "first_sort": _first_sort,
    "next_sort": _next_sort,
    "limit": _page("limit"),
    "offset": _page("offset"),
}
"""One function for each action of the grammar that only an ending has."""


@from_resources
def _actions() -> dict[str, Action | None]:
    return {**ACTIONS, **ENDING_ACTIONS}
