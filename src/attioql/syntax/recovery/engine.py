"""Parses on past a token that fits nowhere: reports it once, applies what the rules or brackets suggest, or skips the condition.

Parsing goes on at the next `and`, `or`, `)` or `}` of the same nesting, and what was skipped becomes a `Broken` node.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import phrase
from attioql.syntax import messages
from attioql.syntax.machine import END, JUNK, NAME, Tables, word_terminal
from attioql.syntax.nodes import And, Broken
from attioql.syntax.recovery import (
    calls,
    character_rules,
    condition_rules,
    distribution,
    notations,
    operator_rules,
    value_rules,
)
from attioql.syntax.recovery.state import Inserted, ParserState, Repair, accepts, as_seen, is_token, span_of
from attioql.syntax.recovery.vocabulary import CLOSING, LITERALS
from attioql.syntax.table_file import START
from attioql.syntax.tokens import Token, end_of, start_of, text_of
from attioql.text.source import Source, Span

_TERMINALS = {
    "(": "LPAR",
    "[": "LSQB",
    "{": "LBRACE",
    ")": "RPAR",
    "]": "RSQB",
    "}": "RBRACE",
    ",": "COMMA",
    "and": "AND",
}
_TEXT = {terminal: text for text, terminal in _TERMINALS.items()}
_OPENING = frozenset(_TERMINALS[opening] for opening in CLOSING)
_CLOSERS = tuple(_TERMINALS[closing] for closing in CLOSING.values())
_RESUMING = frozenset({"AND", "AMPERSANDS", "OR", "PIPES", "RPAR", "RBRACE"})
_BEGINS_CONDITION = frozenset({NAME, "QUOTED_NAME", "LPAR", "BANG", "NOT"})
_BEGINS_VALUE = LITERALS | {NAME}
_EXPECTATIONS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("QUARTER",), "expected-unit"),
    (("THIS",), "expected-period"),
    (("STRING",), "expected-value"),
    (("COMPARISON",), "expected-operator"),
    (("EMPTY",), "expected-empty"),
    (("BETWEEN",), "expected-negatable"),
    (("WITH",), "expected-with"),
    (("LPAR", NAME), "expected-condition"),
    (("AND", "OR"), "expected-connective"),
    (("AND",), "expected-and"),
    (("DURATION",), "expected-duration"),
    ((NAME,), "expected-name"),
    (("LPAR",), "expected-list"),
)
"""The phrase for what may follow, by terminals that are all expected; the first row that fits counts."""

RULES = (
    *character_rules.RULES,
    *notations.RULES,
    *calls.RULES,
    *condition_rules.RULES,
    *operator_rules.RULES,
    *value_rules.RULES,
    *distribution.RULES,
)
"""Common mistakes and how each is recognised. They look ahead and back only so far, so that parsing stays linear."""
_RULES_BY_NUMBER = tuple((where.value, tokens, recognise) for where, tokens, recognise in RULES)
"""The same with places as plain numbers, which are quicker to compare."""


class Recovery:
    """The errors found in one text, and how parsing goes on after each."""

    _tables: Tables
    _states: list[int]
    _values: list[Any]
    _tokens: Iterator[Any]

    def __init__(self, source: Source, problems: list[Diagnostic], pending: list[tuple[str, Any]], most: int) -> None:
        """Keep where errors go to, the tokens that are to be read before the next one of the text, last first, and how many errors."""
        self._most = most
        self.problems = problems
        self.pending = pending
        self._source = source
        self._resumed_at = -1
        self._ended = False
        self._stuck = (-1, -1)

    def mend(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any]:
        """Report a token that fits nowhere, change the stacks so that parsing can go on, and return the token to go on with.

        Tokens to be read after the returned one are in `pending`. The terminal `START` means: stop.
        """
        self._tables, self._states, self._values, self._tokens = tables, states, values, tokens
        if len(self.problems) >= self._most:
            at = Span(start_of(token), start_of(token))
            self.problems.append(diagnose("too-many-problems", self._source, at, limit=self._most))
            return START, token
        if not self._is_echo(token) and terminal != END:
            repair = _find_repair(ParserState(self._source, tables, states, values, terminal, token))
            if repair is not None:
                return self._apply(repair, terminal, token)
        mended = self._mended(terminal, token)
        if mended is not None:
            return mended
        self._report(self._unexpected(terminal, token), token)
        self._ended = self._ended or terminal == END
        return self._skip_condition(terminal, token)

    def _apply(self, repair: Repair, terminal: str, token: Token) -> tuple[str, Any]:
        """Report a mistake that a rule knows, and go on as it says."""
        if repair.problem is not None:
            self.problems.append(repair.problem)
        if repair.resume is None:
            return self._skip_condition(terminal, token, repair.beyond)
        if repair.forget:
            del self._states[-repair.forget :], self._values[-repair.forget :]
        if repair.broken is not None:
            self._push_broken("value", repair.broken, repair.resume)
        start = start_of(token)
        while terminal != END and start_of(token) < repair.resume:
            if end_of(token) > repair.resume and text_of(token)[0] in "\"'":
                self._ended = True
                if repair.broken is not None:
                    self._values[-1] = Broken(repair.broken, len(self._source.text))
                return END, token
            terminal, token = self._next()
        if repair.insert is None:
            return terminal, token
        self._resumed_at = repair.resume
        self.pending.append((terminal, token))
        return repair.insert[0], Inserted(repair.insert[1], start, repair.resume)

    def _push_broken(self, nonterminal: str, start: int, end: int) -> None:
        """Put a `Broken` node in the place of what was read of a nonterminal, which silences what would follow from it."""
        gotos = self._tables.gotos
        while nonterminal not in gotos[self._states[-1]]:
            self._states.pop()
            self._values.pop()
        self._values.append(Broken(start, end))
        self._states.append(gotos[self._states[-1]][nonterminal])

    def _next(self) -> tuple[str, Any]:
        """Return the next token, as what it counts in the state that parsing has come to."""
        if self.pending:
            return self.pending.pop()
        token = next(self._tokens)
        terminal = self._tables.terminals[token.lastindex]
        if terminal == NAME:
            terminal = word_terminal(text_of(token), self._tables.actions[self._states[-1]], self._tables.keywords)
        return terminal, token

    def _mended(self, terminal: str, token: Token) -> tuple[str, Any] | None:
        """Mend what has one reading: a missing `)`, `,` or `and`, a `)` too many, a string that is not closed."""
        row = self._tables.actions[self._states[-1]]
        text, start = text_of(token), start_of(token)
        before = self._end(self._values[-1]) if self._values else 0
        if terminal == JUNK and "STRING" in row and text[0] in "\"'":
            self.problems.append(messages.unclosed_string(self._source, span_of(token)))
            return "STRING", Inserted(text.replace("\\", "") + text[0], start, end_of(token))
        if terminal in _CLOSERS and (closing := self._wrong_closing(terminal, token)):
            return closing
        if terminal in _BEGINS_VALUE and self._accepts("COMMA"):
            self._report(self._missing("missing-comma", before, start), token)
            return self._insert("COMMA", ",", start, terminal, token)
        opener = self._open_bracket() if terminal in _RESUMING or terminal == END else None
        if opener is not None and (closer := self._closer(opener)):
            if not self._ended:
                self.problems.append(self._unclosed(opener, before, terminal))
            self._ended = self._ended or terminal == END
            return self._insert(closer, _TEXT[closer], before, terminal, token)
        whole = "COMPARISON" not in row and "LPAR" not in row
        if whole and terminal in _BEGINS_CONDITION and self._accepts("AND"):
            self._report(self._missing("missing-connective", before, start), token)
            return self._insert("AND", "and", start, terminal, token)
        return None

    def _unclosed(self, opener: Token, end: int, terminal: str) -> Diagnostic:
        """Return the error for a bracket that is not closed; at the end of the text, for all that are open: they have one fix."""
        at = Span(end, end)
        closing = [CLOSING[text_of(each)] for each in self._open_brackets()] if terminal == END else []
        if len(closing) <= 1:
            return self._bracket("unclosed-bracket", at, opener, CLOSING[text_of(opener)])
        return diagnose(
            "unclosed-bracket.several",
            self._source,
            at,
            count=len(closing),
            opener=span_of(opener),
            closing="".join(closing),
        )

    def _report(self, problem: Diagnostic, token: Token) -> None:
        if not self._is_echo(token):
            self.problems.append(problem)

    def _wrong_closing(self, terminal: str, token: Token) -> tuple[str, Any] | None:
        opener = self._open_bracket()
        if opener is None:
            span = span_of(token)
            self.problems.append(diagnose("unopened-bracket", self._source, span, closing=text_of(token)))
            self._reopen()
            return self._next()
        expected = _closing(opener)
        if expected == terminal:
            meant = self._closer(opener)
            return (meant, token) if meant else None
        self._resumed_at = start_of(token)
        closing = _TEXT[expected]
        self.problems.append(self._bracket("mismatched-bracket", span_of(token), opener, closing, found=text_of(token)))
        return expected, token

    def _bracket(self, key: str, span: Span, opener: Token, closing: str, **given: str) -> Diagnostic:
        """Return the error for a bracket that is not closed as it should be."""
        opening, label = text_of(opener), span_of(opener)
        return diagnose(key, self._source, span, opener=label, opening=opening, closing=closing, **given)

    def _missing(self, key: str, end: int, start: int) -> Diagnostic:
        """Return the error for what is missing between the end of one thing and the start of the next."""
        return diagnose(key, self._source, Span(end, start), end=Span(end, end))

    def _insert(self, missing: str, text: str, at: int, terminal: str, token: Token) -> tuple[str, Any]:
        """Read a missing token, and then the token at fault."""
        self.pending.append((terminal, token))
        return missing, Inserted(text, at, at)

    def _is_echo(self, token: Token) -> bool:
        """Tell whether parsing stops at the very first token after it went on: the same mistake again."""
        return self._resumed_at >= 0 and not self._source.text[self._resumed_at : start_of(token)].strip()

    def _skip_condition(self, terminal: str, token: Token, beyond: int = 0) -> tuple[str, Any]:
        """Replace the condition under way by a `Broken` node and skip the text up to where parsing goes on, `beyond` or later."""
        start, depth = start_of(token), 0
        while "atom" not in self._tables.gotos[self._states[-1]]:
            self._states.pop()
            popped = as_seen(self._source.text, self._values.pop())
            depth += is_token(popped) and text_of(popped) in CLOSING
            start = _start(popped, start)
        while not (terminal == END or (depth <= 0 and terminal in _RESUMING and start_of(token) >= beyond)):
            depth += (terminal in _OPENING) - (terminal in _CLOSERS)
            terminal, token = self._next()
        self._push_broken("atom", start, start_of(token))
        if (stuck := (start_of(token), len(self._states))) == self._stuck:
            return START, token
        self._stuck = stuck
        self._resumed_at = end_of(token)
        return terminal, token

    def _unexpected(self, terminal: str, token: Token) -> Diagnostic:
        """Return the error for a token that no rule knows and that cannot be mended."""
        row, source = self._tables.actions[self._states[-1]], self._source
        expected = _expected(row)
        if terminal == END:
            opener = self._open_bracket()
            at = self._end(self._values[-1]) if self._values and source.text.strip() else 0
            label = span_of(opener) if opener else None
            return diagnose("unexpected-end", source, Span(at, at), expected=expected, opener=label)
        text, span = text_of(token), span_of(token)
        if terminal != JUNK:
            key = "invalid-period.token" if "QUARTER" in row else "unexpected-token"
            return diagnose(key, source, span, expected=expected, found=messages.shown(source, span))
        if text[0] in "\"'":
            return messages.unclosed_string(source, span)
        if text[0] == "`":
            return messages.unclosed_name(source, span)
        if text[0].isdigit():
            return messages.malformed_number(source, span)
        is_value = "STRING" in self._tables.actions[self._states[-1]]
        return messages.invalid_character(source, span, is_value=is_value)

    def _accepts(self, terminal: str) -> bool:
        return accepts(self._tables, self._states, terminal)

    def _open_bracket(self) -> Token | None:
        """Return the innermost bracket that is open."""
        return next(self._open_brackets(), None)

    def _open_brackets(self) -> Iterator[Token]:
        """Yield the brackets that are open, the innermost first: brackets that were closed are in nodes by now."""
        text = self._source.text
        for value in reversed(self._values):
            if isinstance(value, int) and text[value] in CLOSING:
                yield Inserted(text[value], value, value + 1)

    def _closer(self, opener: Token) -> str | None:
        """Return the terminal that closes a bracket: its own, or that of the bracket which it was read as."""
        return next((closing for closing in (_closing(opener), *_CLOSERS) if self._accepts(closing)), None)

    def _reopen(self) -> None:
        """Take back that a bracket ended the alternatives: it closes nothing, so the last one may go on with `and`."""
        tables, states, values = self._tables, self._states, self._values
        if "OR" not in tables.actions[states[-1]] or self._accepts("AND"):
            return
        *before, last = values.pop()
        states.pop()
        if before:
            values += (before, last.start)
            states.append(tables.gotos[states[-1]]["disjunction"])
            states.append(tables.actions[states[-1]]["OR"])
        values.append(list(last.operands) if isinstance(last, And) else [last])
        states.append(tables.gotos[states[-1]]["conjunction"])

    def _end(self, value: Any) -> int:
        """Return where a token, a mark, a node or a list of nodes ends."""
        if isinstance(value, list):
            return self._end(value[-1])
        seen = as_seen(self._source.text, value)
        return end_of(seen) if is_token(seen) else int(seen.end)


def _find_repair(at: ParserState) -> Repair | None:
    """Return what the first rule says that knows the mistake."""
    here = at.where.value
    for where, tokens, recognise in _RULES_BY_NUMBER:
        if where & here and (not tokens or at.terminal in tokens or at.word in tokens):
            repair = recognise(at)
            if repair is not None:
                return repair
    return None


def _start(value: Any, fallback: int) -> int:
    """Return where a token, a node or a list of nodes starts."""
    if isinstance(value, list):
        return _start(value[0], fallback) if value else fallback
    return start_of(value) if is_token(value) else int(getattr(value, "start", fallback))


def _expected(row: Mapping[str, int]) -> str:
    """Return the words for what may follow here."""
    for terminals, key in _EXPECTATIONS:
        if all(terminal in row for terminal in terminals):
            return phrase(key)
    choices = [f"`{_TEXT[name]}`" for name in ("COMMA", *_CLOSERS) if name in row]
    return " or ".join(choices) or phrase("expected-other")


def _closing(opener: Token) -> str:
    return _TERMINALS[CLOSING[text_of(opener)]]
