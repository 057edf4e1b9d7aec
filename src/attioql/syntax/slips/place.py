"""Where reading stumbles: the token that fits nowhere, what stands before it and what comes after, and what is done then."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, TypeGuard

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax.actions import Token, end_of, start_of, text_of
from attioql.syntax.machine import END, NAME, Tables, word_terminal
from attioql.syntax.nodes import And, Comparison, Group, Literal, Not, Or, Path
from attioql.syntax.table_file import START
from attioql.text.source import Source, Span

CLOSING = {"(": ")", "[": "]", "{": "}"}
LITERALS = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "MONTH", "DURATION", "PARAMETER"})
OPERATORS = frozenset({"COMPARISON", "CONTAINS", "IN", "IS", "BETWEEN", "DURING"})
_TEXTUAL = frozenset({"contains", "with", "starts_with", "ends_with"})
_ORDERED = frozenset({"<", "<=", ">", ">=", "between", "and"})
_LONGEST_OPERAND = LIMITS.recovery_operand_tokens
_DEEPEST_REDUCTION = LIMITS.recovery_states
_DEEPEST_LOOK = LIMITS.recovery_reductions
_FURTHEST_LOOK = LIMITS.recovery_tokens
_MARK = re.compile(r"[A-Za-z]+|&&|\|\||[^\w\s]")


class Inserted:
    """A token that is not in the text as such, at the place where it is missing or stands for something else."""

    lastindex = 1

    def __init__(self, text: str, start: int, end: int) -> None:
        """Keep what the token says and where it counts as standing."""
        self._text = text
        self._span = (start, end)

    def span(self, _group: int, /) -> tuple[int, int]:
        """Where it counts as standing."""
        return self._span

    def end(self) -> int:
        """Where it counts as ending."""
        return self._span[1]

    def start(self, _group: int, /) -> int:
        """An inserted closing bracket stands on the last character before it, so that its node ends right there."""
        return self._span[0] - (self._text in ")]}")

    def __getitem__(self, _group: int, /) -> str:
        """What it says."""
        return self._text


class Ahead(NamedTuple):
    """A token that has not been read yet."""

    terminal: str
    text: str
    start: int
    end: int


class Repair(NamedTuple):
    """What is said of a slip, and how reading goes on.

    Reading goes on at `resume`, after `insert` (a terminal and its text); what was read of an operand from `broken` on
    counts as read and as silent, and `forget` says how many tokens count as never read. Without `resume`, the condition
    under way is given up.
    """

    problem: Diagnostic
    resume: int | None = None
    insert: tuple[str, str] | None = None
    broken: int | None = None
    forget: int = 0


class Place:
    """The parser at the moment when a token fits nowhere."""

    __slots__ = (
        "_states",
        "_tables",
        "_values",
        "end",
        "operand",
        "row",
        "source",
        "start",
        "terminal",
        "text",
        "word",
    )

    def __init__(
        self, source: Source, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token
    ) -> None:
        """Look at the token and at the stacks; nothing is changed."""
        self._tables = tables
        self._states = states
        self._values = values
        self.source = source
        self.text = source.text
        self.terminal = terminal
        self.start = start_of(token)
        self.end = end_of(token)
        self.word = text_of(token).lower()
        self.row = tables.actions[states[-1]]
        self.operand = self._operand()

    @property
    def span(self) -> Span:
        """The token that fits nowhere."""
        return Span(self.start, self.end)

    @property
    def expects_condition(self) -> bool:
        """Tell whether a condition should begin here."""
        return "LPAR" in self.row and NAME in self.row and "STRING" not in self.row

    @property
    def expects_operator(self) -> bool:
        """Tell whether an operator should stand here: a path comes before."""
        return "COMPARISON" in self.row

    @property
    def after_condition(self) -> bool:
        """Tell whether a condition is whole here, and `and` or `or` may follow."""
        return not self.expects_operator and self.accepts("AND") and self.accepts("OR")

    @property
    def before(self) -> Any:
        """What was read last: a token, a node or a list of nodes, or nothing."""
        return self.read(1)

    def read(self, back: int) -> Any:
        """Return what was read `back` steps ago; marks, which the stack holds as offsets, come as tokens."""
        return as_seen(self.text, self._values[-back]) if len(self._values) >= back else None

    def name_before(self, back: int = 1) -> Token | None:
        """Return the identifier that was read `back` steps ago and has no place in a node yet."""
        if len(self._values) < back or not isinstance(self._values[-back], re.Match):
            return None
        token: Token = self._values[-back]
        row = self._tables.actions[self._states[-back - 1]]
        if self._tables.terminals[token.lastindex or 0] != NAME:
            return None
        return token if word_terminal(text_of(token), row, self._tables.keywords) == NAME else None

    def accepts(self, terminal: str) -> bool:
        """Tell whether a terminal could be read now, after the reductions it asks for."""
        return accepts(self._tables, self._states, terminal)

    def ahead(self, count: int, at: int | None = None) -> list[Ahead]:
        """Return the tokens after this one (or from an offset on), at most `count`, comments left out."""
        found: list[Ahead] = []
        position = self.end if at is None else at
        while len(found) < min(count, _FURTHEST_LOOK):
            token = self._tables.pattern.match(self.text, position)
            if token is None or (terminal := self._tables.terminals[token.lastindex or 0]) == END:
                break
            start, position = token.start(1), token.end()
            text = self.text[start:position]
            if terminal == NAME:
                terminal = self._tables.keywords.get(text.lower(), NAME)
            if terminal != "COMMENT":
                found.append(Ahead(terminal, text, start, position))
        return found

    def closing_of(self, opening: int) -> int | None:
        """Return the offset of the bracket that closes the one at `opening`, if it is near and everything matches."""
        open_ones: list[str] = []
        for token in self.ahead(_FURTHEST_LOOK, opening):
            if token.text in CLOSING:
                open_ones.append(CLOSING[token.text])
            elif token.text in CLOSING.values():
                if open_ones.pop() != token.text:
                    return None
                if not open_ones:
                    return token.start
        return None

    def path_before(self) -> Path | None:
        """Return the path of the condition under way, or of the comparison that was read last."""
        under_way = self.read(self.operand.tokens + 2) if self.operand else None
        if isinstance(under_way, Path):
            return under_way
        comparison = self.comparison_before()
        return comparison.path if comparison else None

    def comparison_before(self) -> Comparison | None:
        """Return the comparison that was read last, at the end of what stands before this place."""
        for back in (1, 2, 3):
            node = self.read(back)
            for _ in range(_DEEPEST_LOOK):
                match node:
                    case Comparison():
                        return node
                    case And(operands) | Or(operands):
                        node = operands[-1]
                    case list() if node:
                        node = node[-1]
                    case Not(operand):
                        node = operand
                    case Group(body):
                        node = body
                    case _:
                        break
        return None

    def _operand(self) -> Operand | None:
        """Find the operand under way: its tokens wait on the stack for the rule that makes a value of them."""
        for index in range(len(self._states) - 1, max(len(self._states) - _LONGEST_OPERAND, -1), -1):
            gotos = self._tables.gotos[self._states[index]]
            kind = next((name for name in ("value", "period") if name in gotos), None)
            if kind is not None:
                return self._operand_from(index, kind)
            if index == 0 or not isinstance(as_seen(self.text, self._values[index - 1]), Inserted | Literal | re.Match):
                return None
        return None

    def _operand_from(self, index: int, kind: str) -> Operand:
        first = self._values[index] if index < len(self._values) else None
        seen = as_seen(self.text, first)
        start = self.start if first is None else seen.start if isinstance(seen, Literal) else start_of(seen)
        words = [as_seen(self.text, value) for value in self._values[max(index - 3, 0) : index]]
        before = words[-1] if words else None
        opened = text_of(before) if is_token(before) else ""
        in_list = opened in "([," and opened != ""
        in_call = opened == "(" and len(words) > 1 and is_token(words[-2]) and text_of(words[-2]).lower() != "in"
        return Operand(
            kind,
            start,
            before if is_token(before) and not in_list else None,
            in_list,
            in_call,
            len(self._values) - index,
        )


class Operand(NamedTuple):
    """An operand that is being read: where it starts, the operator before it unless it stands in a list, and its tokens."""

    kind: str
    start: int
    operator: Token | None
    in_list: bool
    in_call: bool
    tokens: int

    @property
    def takes_text(self) -> bool:
        """Tell whether the operator before it goes with text alone."""
        return self.operator is not None and text_of(self.operator).lower() in _TEXTUAL

    @property
    def is_ordered(self) -> bool:
        """Tell whether the operator before it compares by size, which text does not take."""
        return self.operator is not None and text_of(self.operator).lower() in _ORDERED


def silent(problem: Diagnostic, operand: Operand, end: int) -> Repair:
    """Pass over an operand up to `end`: as a value that is silent, or, where there is none, with its whole condition."""
    if operand.kind != "value" or operand.in_call:
        return Repair(problem)
    return Repair(problem, end, broken=operand.start)


def as_seen(text: str, value: Any) -> Any:
    """Return a mark, which the stack holds as its offset, as a token; anything else as it is."""
    if not isinstance(value, int):
        return value
    match = _MARK.match(text, value)
    return Inserted(match[0] if match else "", value, match.end() if match else value)


def accepts(tables: Tables, states: Sequence[int], terminal: str) -> bool:
    """Tell whether a terminal could be shifted now, after the reductions it asks for."""
    stack = list(states[-_DEEPEST_REDUCTION:])
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


def is_token(value: object) -> TypeGuard[Token]:
    """Tell a token from a node."""
    return hasattr(value, "lastindex")


def span_of(token: Token) -> Span:
    """Return where a token stands."""
    return Span(start_of(token), end_of(token))
