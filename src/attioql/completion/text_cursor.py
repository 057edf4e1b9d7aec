"""Where a cursor stands in query text: the token it is in or behind, and how far the parser came before that token."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from attioql.syntax.actions import TooMuchError
from attioql.syntax.endings import read_ending_to
from attioql.syntax.machine import COMMENT, END, JUNK, NAME, Tables, load_ending_tables, load_tables
from attioql.syntax.nodes import Broken, Path, Truth
from attioql.syntax.parser import parse, refusal_of
from attioql.syntax.recovery.state import is_token
from attioql.syntax.stepper import ParserStacks, read_to_the_end
from attioql.syntax.table_file import ENDING, START
from attioql.syntax.tokens import text_of
from attioql.text.source import Source, Span

_QUOTED = frozenset({"STRING", "QUOTED_NAME"})
_MAY_GO_ON = frozenset({NAME, "NUMBER", "DATE", "TIMESTAMP", "UUID", "MONTH", "DURATION", "PARAMETER"})
"""The terminals of which a cursor right behind one may be typing more."""

_NAMES = frozenset({NAME, "QUOTED_NAME"})
_ENDS_STEP = _NAMES | {"RSQB"}
_PATH = _ENDS_STEP | {"DOT", "LSQB"}
_ENDS_CONDITION = (_MAY_GO_ON - {NAME}) | {"STRING", "RPAR", "RSQB", "RBRACE"}
_MARK = re.compile(r"[A-Za-z]+|[^\w\s]")


class Lexeme(NamedTuple):
    """A token of the text. `text` is as written."""

    terminal: str
    text: str
    start: int
    end: int


class OpenCall(NamedTuple):
    """A call whose arguments are being read."""

    function: str
    is_first_argument: bool


@dataclass(frozen=True, slots=True)
class TextCursor:
    """Where a cursor stands: `prefix` is what was typed of the token that `span` covers, and `before` are the tokens before it.

    `states` and `values` are the stacks of the parser at the end of `before`, and `tables` are those that it follows.
    """

    source: Source
    offset: int
    prefix: str
    span: Span
    token: Lexeme | None
    before: tuple[Lexeme, ...]
    states: tuple[int, ...]
    values: tuple[Any, ...]
    tables: Tables

    def after(self, *terminals: str) -> tuple[int, ...] | None:
        """Return the states after some terminals, and the reductions that they ask for; `None` where they cannot be read."""
        states: tuple[int, ...] | None = self.states
        for terminal in terminals:
            states = None if states is None else _shifted(states, terminal, self.tables)
        return states

    def gotos_before(self, terminal: str) -> frozenset[str]:
        """Return the nonterminals that may begin with a terminal here; none where it cannot be read."""
        states = _reduced(self.states, terminal, self.tables)
        return frozenset() if states is None else frozenset(self.tables.gotos[states[-1]])

    def accepts(self, terminal: str) -> bool:
        """Tell whether a terminal may stand here."""
        return self.after(terminal) is not None

    def continuations(self, states: Sequence[int] | None = None) -> tuple[str, ...]:
        """Return the terminals that may stand here, or after some states."""
        at = self.states if states is None else tuple(states)
        return tuple([name for name in self.tables.actions[at[-1]] if _shifted(at, name, self.tables) is not None])

    @property
    def path(self) -> Path | None:
        """The path of the condition that is under way, if its operator was begun as well."""
        for value in reversed(self.values):
            if isinstance(value, Path):
                return value
            if self._opens_block(value):
                return None
        return None

    @property
    def block(self) -> Path | None:
        """The path of the value block that is open, if there is one."""
        values = self.values
        for index in range(len(values) - 1, 0, -1):
            if self._opens_block(values[index]):
                return values[index - 1] if isinstance(values[index - 1], Path) else None
        return None

    @property
    def waiting(self) -> tuple[str, ...]:
        """The words, signs and brackets after the path of the condition that no rule has taken yet, in lower case."""
        path = self.path
        at = next((index for index, value in enumerate(self.values) if value is path), len(self.values))
        return tuple([text for value in self.values[at + 1 :] if (text := self._written(value))])

    @property
    def is_in_broken(self) -> bool:
        """Tell whether the condition before the cursor could not be read and does not seem to be written to its end."""
        is_broken = bool(self.values) and isinstance(self.values[-1], Broken)
        return is_broken and self.before[-1].terminal not in _ENDS_CONDITION

    @property
    def call(self) -> OpenCall | None:
        """The call that the cursor is in, if it is in one."""
        waiting = self.waiting
        openings = [index for index, text in enumerate(waiting) if text == "("]
        if not openings or waiting[openings[-1] - 1] in load_tables().keywords:
            return None
        return OpenCall(waiting[openings[-1] - 1], is_first_argument=openings[-1] == len(waiting) - 1)

    def path_text(self, *, going_on: bool) -> str:
        """Return the path that ends right before the cursor's token or, if it is `going_on` there, the part before its last step."""
        typed = going_on and self.token is not None and self.token.terminal == NAME and self.offset > self.token.start
        start = self.span.start if self.token is None else self.token.start
        following = NAME if typed else ""
        for lexeme in reversed(self.before):
            if lexeme.terminal not in _PATH or (lexeme.terminal in _ENDS_STEP and following in _NAMES):
                break
            start, following = lexeme.start, lexeme.terminal
        return self.source.text[start : self.span.start]

    def narrowed(self) -> TextCursor:
        """Return the cursor in the one step that it is in of a dotted path."""
        if self.token is None or self.token.terminal != NAME:
            return self
        text, start = self.token.text, self.token.start
        at = self.offset - start
        first = text.rfind(".", 0, at) + 1
        last = text.find(".", at)
        span = Span(start + first, start + (len(text) if last < 0 else last))
        return replace(self, prefix=text[first:at], span=span)

    def _opens_block(self, value: Any) -> bool:
        return isinstance(value, int) and self.source.text.startswith("{", value)

    def _written(self, value: Any) -> str:
        if isinstance(value, int):
            mark = _MARK.match(self.source.text, value)
            return mark[0].lower() if mark else ""
        return text_of(value).lower() if is_token(value) else ""


def cursor_at(source: Source, offset: int) -> TextCursor | None:
    """Return where a cursor stands; `None` in a comment, and in a text that is not read at all."""
    return _cursor(source, offset, 0, lambda end: read_to_the_end(Source(source.text[:end])), load_tables())


def ending_cursor_at(source: Source, offset: int, start: int) -> TextCursor | None:
    """Return where a cursor stands in the ending of a query, which begins at `start`; `None` where that cannot be read."""
    return _cursor(source, offset, start, lambda end: read_ending_to(source.text, start, end), load_ending_tables())


def _cursor(
    source: Source, offset: int, first: int, read: Callable[[int], ParserStacks | None], tables: Tables
) -> TextCursor | None:
    """Return where a cursor stands in what begins at `first`; `read` returns how far the parser comes up to an offset."""
    if refusal_of(source) is not None:
        return None
    before: list[Lexeme] = []
    token: Lexeme | None = None
    for lexeme in _lexemes(source.text, first):
        if lexeme.terminal == COMMENT and lexeme.start < offset <= lexeme.end:
            return None
        if _covers(lexeme, offset):
            token = lexeme
            break
        if lexeme.start >= offset:
            break
        if lexeme.terminal != COMMENT:
            before.append(lexeme)
    start, end = (token.start, _end_of(token, offset, source.text)) if token else (offset, offset)
    try:
        stacks = read(start)
    except TooMuchError:
        return None
    if stacks is None:
        return None
    span, prefix = Span(start, end), source.text[start:offset]
    return TextCursor(
        source, offset, prefix, span, token, tuple(before), tuple(stacks.states), tuple(stacks.values), tables
    )


def path_of(text: str) -> Path | None:
    """Read a text that is a path and nothing else."""
    tree = parse(Source(text))
    return tree.root.path if not tree.problems and isinstance(tree.root, Truth) else None


def _covers(lexeme: Lexeme, offset: int) -> bool:
    """Tell whether a cursor is in a token, in front of one that it replaces, or behind a word that may go on."""
    if lexeme.terminal == JUNK:
        return lexeme.start < offset <= lexeme.end
    if lexeme.terminal in _MAY_GO_ON:
        return lexeme.start <= offset <= lexeme.end
    return (lexeme.terminal in _QUOTED or lexeme.terminal == "COMPARISON") and lexeme.start <= offset < lexeme.end


def _end_of(token: Lexeme, offset: int, text: str) -> int:
    """Return where the token at a cursor ends: at the cursor, if it is a string or a name that is not closed yet."""
    if token.terminal == JUNK:
        return offset
    if token.terminal == "STRING" and token.start < offset < token.end:
        line_end = text.find("\n", token.end)
        quotes = text.count(token.text[0], token.end, len(text) if line_end < 0 else line_end)
        return offset if quotes % 2 else token.end
    return token.end


def _lexemes(text: str, first: int = 0) -> Iterator[Lexeme]:
    """Yield the tokens of a text from an offset on, each word as a name."""
    tables = load_tables()
    for match in tables.pattern.finditer(text, first):
        terminal = tables.terminals[match.lastindex or 0]
        if terminal == END:
            return
        start, end = match.start(1), match.end()
        yield Lexeme(terminal, text[start:end], start, end)


def _reduced(states: Sequence[int], terminal: str, tables: Tables) -> tuple[int, ...] | None:
    """Return the states in which a terminal is shifted, after the reductions that it asks for."""
    stack = list(states)
    while (step := tables.actions[stack[-1]].get(terminal)) is not None:
        if step >= 0:
            return tuple(stack)
        nonterminal, length, _ = tables.rules[~step]
        if nonterminal in {START, ENDING}:
            return None
        if length:
            del stack[-length:]
        stack.append(tables.gotos[stack[-1]][nonterminal])
    return None


def _shifted(states: Sequence[int], terminal: str, tables: Tables) -> tuple[int, ...] | None:
    before = _reduced(states, terminal, tables)
    return None if before is None else (*before, tables.actions[before[-1]][terminal])
