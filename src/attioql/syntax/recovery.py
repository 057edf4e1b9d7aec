"""What the parser does with text that fits no rule: report it once, mend what has one plain reading, pass over the rest.

Reading goes on at the next `and`, `or`, `)` or `}` of the same nesting, and what was passed over becomes a `Broken` node.
The sentences are in `attioql.syntax.messages`; this module decides which of them is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attioql.diagnostics.model import Diagnostic
from attioql.syntax import messages
from attioql.syntax.actions import Token, end_of, start_of, text_of
from attioql.syntax.machine import END, JUNK, NAME, Tables, word_terminal
from attioql.syntax.nodes import And, Broken
from attioql.syntax.slips import Place, Repair, recognise
from attioql.syntax.slips.place import Inserted, accepts, as_seen, is_token, span_of
from attioql.syntax.slips.structure import fenced
from attioql.syntax.table_file import START
from attioql.text.fences import find_fence
from attioql.text.source import Source, Span

_CLOSING = {"LPAR": "RPAR", "LSQB": "RSQB", "LBRACE": "RBRACE"}
_CHARACTER = {
    "LPAR": "(",
    "LSQB": "[",
    "LBRACE": "{",
    "RPAR": ")",
    "RSQB": "]",
    "RBRACE": "}",
    "COMMA": ",",
    "AND": "and",
}
_OPENING_CHARACTERS = {"(": "LPAR", "[": "LSQB", "{": "LBRACE"}
_RESUMING = frozenset({"AND", "AMPERSANDS", "OR", "PIPES", "RPAR", "RBRACE"})
_BEGINS_CONDITION = frozenset({NAME, "QUOTED_NAME", "LPAR", "BANG", "NOT"})
_EXPECTATIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("QUARTER",), messages.A_UNIT),
    (("THIS",), "a period: a date, a month, a year, `today`, `this week`, `last 30d`…"),
    (("STRING",), "a value"),
    (("COMPARISON",), "an operator, such as `=`, `contains` or `in`"),
    (("EMPTY",), "`empty`"),
    (("BETWEEN",), "`in`, `contains`, `starts with`, `ends with` or `between`"),
    (("WITH",), "`with`"),
    (("LPAR", NAME), "a condition"),
    (("AND", "OR"), "`and` or `or`"),
    (("AND",), "`and`"),
    (("DURATION",), "a duration, such as `30d`"),
    ((NAME,), "a name"),
    (("LPAR",), 'a list, such as `("a", "b")`'),
)
_VALUE = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "PARAMETER", NAME, "MONTH", "DURATION"})


class Recovery:
    """The faults found in one text, and how reading goes on after each."""

    def __init__(self, source: Source, problems: list[Diagnostic], pending: list[tuple[str, Any]]) -> None:
        """Keep where faults go to, and the tokens that are to be read before the next one of the text, last first."""
        self.problems = problems
        self.pending = pending
        self._source = source
        self._resumed_at = -1
        self._ended = False
        self._stuck = (-1, -1)

    def mend(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any]:
        """Report a token that fits nowhere, change the stacks so that reading can go on, and say with what.

        Tokens to be read after the returned one are in `pending`. The terminal `START` means: stop.
        """
        if len(self.problems) >= messages.MOST_PROBLEMS:
            self.problems.append(messages.too_many_problems(self._source, start_of(token)))
            return START, token
        if not self.problems and (fence := find_fence(self._source.text)) is not None:
            self.problems.append(fenced(self._source, fence))
            return START, token
        if not self._is_echo(token):
            repair = recognise(Place(self._source, tables, states, values, terminal, token))
            if repair is not None:
                return self._apply(repair, tables, states, values, terminal, token, tokens)
        inserted = self._plain_reading(tables, states, values, terminal, token, tokens)
        if inserted is not None:
            return inserted
        if not self._is_echo(token):
            self._report(tables.actions[states[-1]], values, terminal, token)
        self._ended = self._ended or terminal == END
        return self._abandon(tables, states, values, terminal, token, tokens)

    def _apply(
        self,
        repair: Repair,
        tables: Tables,
        states: list[int],
        values: list[Any],
        terminal: str,
        token: Token,
        tokens: Iterator[Any],
    ) -> tuple[str, Any]:
        """Report a slip and go on as if it had been written rightly, or pass over its condition."""
        self.problems.append(repair.problem)
        if repair.resume is None:
            return self._abandon(tables, states, values, terminal, token, tokens)
        if repair.forget:
            del states[-repair.forget :], values[-repair.forget :]
        if repair.broken is not None:
            self._break_operand(tables, states, values, repair.broken, repair.resume)
        start = start_of(token)
        while terminal != END and start_of(token) < repair.resume:
            terminal, token = self._next(tables, states, tokens)
        if repair.insert is None:
            return terminal, token
        self._resumed_at = repair.resume
        self.pending.append((terminal, token))
        return repair.insert[0], Inserted(repair.insert[1], start, repair.resume)

    def _break_operand(self, tables: Tables, states: list[int], values: list[Any], start: int, end: int) -> None:
        """Replace what was read of an operand by a `Broken` node, which silences what would follow from it."""
        while "value" not in tables.gotos[states[-1]]:
            states.pop()
            values.pop()
        values.append(Broken(start, end))
        states.append(tables.gotos[states[-1]]["value"])

    def _next(self, tables: Tables, states: list[int], tokens: Iterator[Any]) -> tuple[str, Any]:
        """Return the next token, as what it counts where reading has come to."""
        if self.pending:
            return self.pending.pop()
        token = next(tokens)
        terminal = tables.terminals[token.lastindex]
        if terminal == NAME:
            terminal = word_terminal(text_of(token), tables.actions[states[-1]], tables.keywords)
        return terminal, token

    def _plain_reading(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any] | None:
        """Mend what has one reading: a missing `)`, `,` or `and`, a `)` too many, a string that is not closed."""
        row = tables.actions[states[-1]]
        start, before = start_of(token), self._end(values[-1]) if values else 0
        if terminal == JUNK and "STRING" in row and text_of(token)[0] in "\"'":
            self.problems.append(messages.unclosed_string(self._source, Span(start, end_of(token))))
            text = text_of(token)
            return "STRING", Inserted(text.replace("\\", "") + text[0], start, end_of(token))
        if terminal in _CLOSING.values() and (
            closing := self._wrong_closing(tables, states, values, terminal, token, tokens)
        ):
            return closing
        if terminal in _VALUE and accepts(tables, states, "COMMA"):
            return self._insert("COMMA", terminal, token, messages.missing_comma(self._source, before, start))
        opener = self._open_bracket(values) if terminal in _RESUMING or terminal == END else None
        if opener is not None and (closer := _closer(tables, states, opener)):
            return self._close(opener, closer, before, terminal, token)
        whole = "COMPARISON" not in row and "LPAR" not in row
        if whole and terminal in _BEGINS_CONDITION and accepts(tables, states, "AND"):
            return self._insert("AND", terminal, token, messages.missing_and(self._source, before, start))
        return None

    def _wrong_closing(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any] | None:
        opener = self._open_bracket(values)
        if opener is not None and _closing(opener) == terminal:
            meant = _closer(tables, states, opener)
            return (meant, token) if meant else None
        start = start_of(token)
        if opener is None:
            self.problems.append(messages.unopened_bracket(self._source, Span(start, end_of(token))))
            _reopen(tables, states, values)
            return self._next(tables, states, tokens)
        expected = _closing(opener)
        self._resumed_at = start
        self.problems.append(
            messages.mismatched_bracket(self._source, span_of(opener), span_of(token), _CHARACTER[expected])
        )
        return expected, token

    def _insert(self, missing: str, terminal: str, token: Token, problem: Diagnostic) -> tuple[str, Any]:
        if not self._is_echo(token):
            self.problems.append(problem)
        at = start_of(token)
        self.pending.append((terminal, token))
        return missing, Inserted(_CHARACTER[missing], at, at)

    def _close(self, opener: Token, closing: str, at: int, terminal: str, token: Token) -> tuple[str, Any]:
        if not self._ended:
            problem = messages.unclosed_bracket(self._source, span_of(opener), at, _CHARACTER[_closing(opener)])
            self.problems.append(problem)
        self._ended = self._ended or terminal == END
        self.pending.append((terminal, token))
        return closing, Inserted(_CHARACTER[closing], at, at)

    def _is_echo(self, token: Token) -> bool:
        """Tell whether reading stumbles over the very first token after it went on: the same mistake, seen again."""
        return self._resumed_at >= 0 and not self._source.text[self._resumed_at : start_of(token)].strip()

    def _abandon(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any]:
        """Replace the condition under way by a `Broken` node and pass over the text up to where reading goes on."""
        start = start_of(token)
        depth = 0
        while "atom" not in tables.gotos[states[-1]]:
            states.pop()
            popped = as_seen(self._source.text, values.pop())
            depth += is_token(popped) and text_of(popped) in _OPENING_CHARACTERS
            start = self._start(popped, start)
        while not (terminal == END or (depth <= 0 and terminal in _RESUMING)):
            depth += (terminal in _CLOSING) - (terminal in _CLOSING.values())
            terminal, token = self._next(tables, states, tokens)
        values.append(Broken(start, start_of(token)))
        states.append(tables.gotos[states[-1]]["atom"])
        if (stuck := (start_of(token), len(states))) == self._stuck:
            return START, token
        self._stuck = stuck
        self._resumed_at = end_of(token)
        return terminal, token

    def _report(self, row: Mapping[str, int], values: list[Any], terminal: str, token: Token) -> None:
        source = self._source
        problem = self._junk(terminal, token)
        if problem is None and terminal == END:
            opener = self._open_bracket(values)
            at = self._end(values[-1]) if values else 0
            problem = messages.unexpected_end(source, at, _expected(row), span_of(opener) if opener else None)
        self.problems.append(problem or messages.unexpected_token(source, span_of(token), _expected(row)))

    def _junk(self, terminal: str, token: Token) -> Diagnostic | None:
        if terminal != JUNK:
            return None
        text, span = text_of(token), span_of(token)
        if text[0] in "\"'":
            return messages.unclosed_string(self._source, span)
        if text[0] == "`":
            return messages.unclosed_name(self._source, span)
        if text[0].isdigit():
            return messages.malformed_number(self._source, span)
        return messages.invalid_character(self._source, span)

    def _open_bracket(self, values: list[Any]) -> Token | None:
        """Return the innermost bracket that is open: brackets that were closed are in nodes by now."""
        text = self._source.text
        for value in reversed(values):
            if isinstance(value, int) and text[value] in _OPENING_CHARACTERS:
                return Inserted(text[value], value, value + 1)
        return None

    def _start(self, value: Any, fallback: int) -> int:
        """Return where a token, a node or a list of nodes starts."""
        if isinstance(value, list):
            return self._start(value[0], fallback) if value else fallback
        return start_of(value) if is_token(value) else int(getattr(value, "start", fallback))

    def _end(self, value: Any) -> int:
        """Return where a token, a mark, a node or a list of nodes ends."""
        if isinstance(value, list):
            return self._end(value[-1])
        seen = as_seen(self._source.text, value)
        return end_of(seen) if is_token(seen) else int(seen.end)


def _expected(row: Mapping[str, int]) -> str:
    """Return the words for what may follow here."""
    for terminals, words in _EXPECTATIONS:
        if all(terminal in row for terminal in terminals):
            return words
    choices = [f"`{_CHARACTER[name]}`" for name in ("COMMA", "RPAR", "RSQB", "RBRACE") if name in row]
    return " or ".join(choices) if choices else "something else"


def _closing(opener: Token) -> str:
    return _CLOSING[_OPENING_CHARACTERS[text_of(opener)]]


def _closer(tables: Tables, states: list[int], opener: Token) -> str | None:
    """Return the terminal that closes a bracket: its own, or that of the bracket which it was read as."""
    closings = (_closing(opener), *_CLOSING.values())
    return next((closing for closing in closings if accepts(tables, states, closing)), None)


def _reopen(tables: Tables, states: list[int], values: list[Any]) -> None:
    """Take back that a bracket ended the alternatives: it closes nothing, so the last one may go on with `and`."""
    if "OR" not in tables.actions[states[-1]] or accepts(tables, states, "AND"):
        return
    *before, last = values.pop()
    states.pop()
    if before:
        values += (before, last.start)
        states.append(tables.gotos[states[-1]]["disjunction"])
        states.append(tables.actions[states[-1]]["OR"])
    values.append(list(last.operands) if isinstance(last, And) else [last])
    states.append(tables.gotos[states[-1]]["conjunction"])
