"""What the parser does with text that fits no rule: report it once, mend what has one plain reading, pass over the rest.

Reading goes on at the next `and`, `or`, `)` or `}` of the same nesting, and what was passed over becomes a `Broken` node.
The sentences are in `attioql.syntax.messages`; this module decides which of them is true.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.suggest import nearest
from attioql.syntax import messages
from attioql.syntax.actions import RESERVED_WORDS, Token, end_of, start_of, text_of
from attioql.syntax.machine import END, JUNK, NAME, START, Tables
from attioql.syntax.nodes import Broken, Expression, Literal, Path
from attioql.text.source import Source, Span

DROPPED = "$DROPPED"
"""Stands for a token that was reported and is to be passed over."""

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
_OPERATOR_WORDS = ("contains", "starts", "ends", "in", "between", "during", "is", "not")
_BEGINS_CONDITION = frozenset({NAME, "QUOTED_NAME", "LPAR", "BANG", "NOT"})
_EXPECTATIONS: tuple[tuple[tuple[str, ...], str], ...] = (
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
_DEEPEST_REDUCTION = 64
_MOST_LOOKED_AT = 3
_MARK = re.compile(r"[A-Za-z]+|&&|\|\||[^\w\s]")
_VALUE = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "PARAMETER", NAME, "MONTH", "DURATION"})


class _Inserted:
    """A token that is not in the text, at the place where it is missing."""

    lastindex = 1

    def __init__(self, text: str, start: int, end: int) -> None:
        self._text = text
        self._span = (start, end)

    def span(self, _group: int, /) -> tuple[int, int]:
        return self._span

    def start(self, _group: int, /) -> int:
        """An inserted closing bracket stands on the last character before it, so that its node ends right there."""
        return self._span[0] - (self._text in ")]}")

    def __getitem__(self, _group: int, /) -> str:
        return self._text


def word_terminal(word: str, row: Mapping[str, int], keywords: Mapping[str, str]) -> str:
    """Return the terminal of an identifier: a keyword where one is expected or reserved, a name otherwise."""
    keyword = keywords.get(word.lower())
    if keyword is not None and (keyword in row or word.lower() in RESERVED_WORDS):
        return keyword
    return NAME


class Recovery:
    """The faults found in one text, and how reading goes on after each."""

    def __init__(self, source: Source) -> None:
        """Start with nothing found."""
        self.problems: list[Diagnostic] = []
        self.pending: list[tuple[str, Any]] = []
        self.root: Expression = Broken(0, len(source.text))
        self._source = source
        self._resumed_at = -1
        self._ended = False
        self._stuck = (-1, -1)

    def mend(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token, tokens: Iterator[Any]
    ) -> tuple[str, Any]:
        """Report a token that fits nowhere, change the stacks so that reading can go on, and say with what.

        Tokens to be read after the returned one are in `pending`, last first. The terminal `START` means: stop.
        """
        if len(self.problems) >= messages.MOST_PROBLEMS:
            self.problems.append(messages.too_many_problems(self._source, start_of(token)))
            return START, token
        row = tables.actions[states[-1]]
        inserted = self._plain_reading(tables, states, values, terminal, token)
        if inserted is not None:
            return inserted
        if not self._is_echo(token):
            self._report(row, values, terminal, token)
        self._ended = self._ended or terminal == END
        return self._abandon(tables, states, values, terminal, token, tokens)

    def _plain_reading(
        self, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token
    ) -> tuple[str, Any] | None:
        """Mend what has one reading: a missing `)`, `,` or `and`, a `)` too many, a string that is not closed."""
        row = tables.actions[states[-1]]
        start, before = start_of(token), self._end(values[-1]) if values else 0
        if terminal == JUNK and "STRING" in row and text_of(token)[0] in "\"'":
            self.problems.append(messages.unclosed_string(self._source, Span(start, end_of(token))))
            text = text_of(token)
            return "STRING", _Inserted(text.replace("\\", "") + text[0], start, end_of(token))
        if terminal in _CLOSING.values() and (closing := self._wrong_closing(values, terminal, token)):
            return closing
        if terminal in _VALUE and _accepts(tables, states, "COMMA"):
            return self._insert("COMMA", terminal, token, messages.missing_comma(self._source, before, start))
        opener = self._open_bracket(values) if terminal in _RESUMING or terminal == END else None
        if opener is not None and _accepts(tables, states, _closing(opener)):
            return self._close(opener, before, terminal, token)
        follows = terminal in _BEGINS_CONDITION and self._condition_is_whole(row, self._seen(values), token)
        if follows and _accepts(tables, states, "AND"):
            return self._insert("AND", terminal, token, messages.missing_and(self._source, before, start))
        return None

    def _condition_is_whole(self, row: Mapping[str, int], values: list[Any], token: Token) -> bool:
        """Tell a condition that follows another from the second word of a text without quotes, or an operator."""
        last = values[-1] if values else None
        if "COMPARISON" in row or "LPAR" in row or (isinstance(last, Literal) and last.kind == "word"):
            return False
        return text_of(token).lower() not in messages.FOREIGN_CLAUSES

    def _wrong_closing(self, values: list[Any], terminal: str, token: Token) -> tuple[str, Any] | None:
        opener = self._open_bracket(values)
        if opener is not None and _closing(opener) == terminal:
            return None
        start = start_of(token)
        if opener is None:
            self.problems.append(messages.unopened_bracket(self._source, Span(start, end_of(token))))
            return DROPPED, token
        expected = _closing(opener)
        self._resumed_at = start
        self.problems.append(
            messages.mismatched_bracket(self._source, _span(opener), _span(token), _CHARACTER[expected])
        )
        return expected, token

    def _insert(self, missing: str, terminal: str, token: Token, problem: Diagnostic) -> tuple[str, Any]:
        if not self._is_echo(token):
            self.problems.append(problem)
        at = start_of(token)
        self.pending.append((terminal, token))
        return missing, _Inserted(_CHARACTER[missing], at, at)

    def _close(self, opener: Token, at: int, terminal: str, token: Token) -> tuple[str, Any]:
        closing = _closing(opener)
        if not self._ended:
            problem = messages.unclosed_bracket(self._source, _span(opener), at, _CHARACTER[closing])
            self.problems.append(problem)
        self._ended = self._ended or terminal == END
        self.pending.append((terminal, token))
        return closing, _Inserted(_CHARACTER[closing], at, at)

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
            popped = self._as_seen(values.pop())
            depth += _is_token(popped) and text_of(popped) in _OPENING_CHARACTERS
            start = self._start(popped, start)
        row = tables.actions[states[-1]]
        while not (terminal == END or (depth <= 0 and terminal in _RESUMING)):
            depth += (terminal in _CLOSING) - (terminal in _CLOSING.values())
            token = next(tokens)
            group = token.lastindex
            terminal = END if group is None else tables.terminals[group]
            if terminal == NAME:
                terminal = word_terminal(text_of(token), row, tables.keywords)
        values.append(Broken(start, start_of(token)))
        states.append(tables.gotos[states[-1]]["atom"])
        if (stuck := (start_of(token), len(states))) == self._stuck:
            return START, token
        self._stuck = stuck
        self._resumed_at = end_of(token)
        return terminal, token

    def _report(self, row: Mapping[str, int], values: list[Any], terminal: str, token: Token) -> None:
        source, span, seen = self._source, _span(token), self._seen(values)
        problem = (
            self._junk(terminal, token)
            or self._unquoted_text(row, seen, terminal, token)
            or self._foreign_operator(row, seen, token)
            or self._list_for_value(row, seen, terminal, token)
        )
        if problem is None and terminal == END:
            opener = self._open_bracket(values)
            at = self._end(values[-1]) if values else 0
            problem = messages.unexpected_end(source, at, _expected(row), _span(opener) if opener else None)
        if problem is None and text_of(token).lower() in messages.FOREIGN_CLAUSES:
            problem = messages.foreign_clause(source, span)
        self.problems.append(problem or messages.unexpected_token(source, span, _expected(row)))

    def _junk(self, terminal: str, token: Token) -> Diagnostic | None:
        if terminal != JUNK:
            return None
        text, span = text_of(token), _span(token)
        if text[0] in "\"'":
            return messages.unclosed_string(self._source, span)
        if text[0] == "`":
            return messages.unclosed_name(self._source, span)
        if text[0].isdigit():
            return messages.malformed_number(self._source, span)
        return messages.invalid_character(self._source, span)

    def _unquoted_text(
        self, row: Mapping[str, int], values: list[Any], terminal: str, token: Token
    ) -> Diagnostic | None:
        """Recognise `name = Acme Corp` and `interaction_type = calendar-event`."""
        word = values[-1] if values else None
        if isinstance(word, Literal):
            if word.kind != "word":
                return None
            start = word.start
        elif _is_token(word) and len(values) > 1 and not _is_token(values[-2]):
            return None
        elif _is_token(word) and text_of(word).isidentifier() and _is_token(values[-2] if len(values) > 1 else None):
            start = start_of(word)
        else:
            return None
        if "COMPARISON" in row or terminal not in {
            NAME,
            "MINUS",
            "NUMBER",
            "DOT",
            JUNK,
            "DURATION",
            "PLUS",
            "AMPERSANDS",
        }:
            return None
        return messages.unquoted_text(self._source, start, end_of(token))

    def _foreign_operator(self, row: Mapping[str, int], values: list[Any], token: Token) -> Diagnostic | None:
        """Recognise operators of other languages and misspelt ones, after a path or right after another operator."""
        text, span = text_of(token).lower(), _span(token)
        last = values[-1] if values else None
        if _is_token(last) and "STRING" in row:
            both = text_of(last).lower() + text
            if both in messages.FOREIGN_OPERATORS and end_of(last) == span.start:
                return messages.unknown_operator(self._source, Span(start_of(last), span.end), both)
            return None
        if _is_token(last) and "EMPTY" in row:
            return messages.is_is_for_emptiness(self._source, Span(start_of(last), end_of(last)), span)
        if _is_token(last) and "BETWEEN" in row and text in {"=", "=="}:
            return messages.unknown_operator(self._source, Span(start_of(last), span.end), "not =")
        if "COMPARISON" not in row or not (isinstance(last, Path) or _is_token(last)):
            return None
        if text in messages.FOREIGN_OPERATORS:
            return messages.unknown_operator(self._source, span, text)
        if text.isidentifier() and (near := nearest(text, _OPERATOR_WORDS)):
            return messages.misspelt_operator(self._source, span, near)
        return None

    def _list_for_value(
        self, row: Mapping[str, int], values: list[Any], terminal: str, token: Token
    ) -> Diagnostic | None:
        last = values[-1] if values else None
        if terminal in {"LPAR", "LSQB"} and "STRING" in row and _is_token(last) and text_of(last) in {"=", "!=", "=="}:
            return messages.list_needs_in(self._source, _span(last), _span(token))
        return None

    def _seen(self, values: list[Any]) -> list[Any]:
        """Return the top of the stack with marks as tokens."""
        return [self._as_seen(value) for value in values[-_MOST_LOOKED_AT:]]

    def _as_seen(self, value: Any) -> Any:
        """Return a mark, which the stack holds as its offset, as a token; anything else as it is."""
        if not isinstance(value, int):
            return value
        match = _MARK.match(self._source.text, value)
        return _Inserted(match[0] if match else "", value, match.end() if match else value)

    def _open_bracket(self, values: list[Any]) -> Token | None:
        """Return the innermost bracket that is open: brackets that were closed are in nodes by now."""
        text = self._source.text
        for value in reversed(values):
            if isinstance(value, int) and text[value] in _OPENING_CHARACTERS:
                return _Inserted(text[value], value, value + 1)
        return None

    def _start(self, value: Any, fallback: int) -> int:
        """Return where a token, a node or a list of nodes starts."""
        if isinstance(value, list):
            return self._start(value[0], fallback) if value else fallback
        return start_of(value) if _is_token(value) else int(getattr(value, "start", fallback))

    def _end(self, value: Any) -> int:
        """Return where a token, a mark, a node or a list of nodes ends."""
        if isinstance(value, list):
            return self._end(value[-1])
        seen = self._as_seen(value)
        return end_of(seen) if _is_token(seen) else int(seen.end)


def _expected(row: Mapping[str, int]) -> str:
    """Name what may stand here, in a person's words."""
    for terminals, words in _EXPECTATIONS:
        if all(terminal in row for terminal in terminals):
            return words
    choices = [f"`{_CHARACTER[name]}`" for name in ("COMMA", "RPAR", "RSQB", "RBRACE") if name in row]
    return " or ".join(choices) if choices else "something else"


def _open_bracket(values: list[Any]) -> Any | None:
    """Return the innermost bracket that is open: brackets that were closed are in nodes by now."""
    for value in reversed(values):
        if _is_token(value) and text_of(value) in _OPENING_CHARACTERS:
            return value
    return None


def _closing(opener: Token) -> str:
    return _CLOSING[_OPENING_CHARACTERS[text_of(opener)]]


def _accepts(tables: Tables, states: list[int], terminal: str) -> bool:
    """Tell whether a terminal could be shifted now, after the reductions it asks for."""
    stack = states[-_DEEPEST_REDUCTION:]
    while (step := tables.actions[stack[-1]].get(terminal)) is not None:
        if step >= 0:
            return True
        nonterminal, length, _ = tables.rules[~step]
        if nonterminal == START or length >= len(stack):
            return False
        if length:
            del stack[-length:]
        stack.append(tables.gotos[stack[-1]][nonterminal])
    return False


def _is_token(value: object) -> TypeGuard[Token]:
    return hasattr(value, "lastindex")


def _span(token: Token) -> Span:
    return Span(start_of(token), end_of(token))
