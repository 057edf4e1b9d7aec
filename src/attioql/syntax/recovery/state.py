"""The parser at the token that fits nowhere: what was read before it, what may stand there, and what comes next."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from enum import Flag, auto
from itertools import islice
from typing import Any, NamedTuple, TypeGuard

from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import Given
from attioql.limits import LIMITS
from attioql.syntax.machine import END, NAME, Tables, word_terminal
from attioql.syntax.nodes import And, Broken, Comparison, Group, Literal, Not, Or, Path
from attioql.syntax.recovery.sentences import say
from attioql.syntax.recovery.vocabulary import CLOSING, ONE_OF, ORDERED, TEXTUAL
from attioql.syntax.table_file import START
from attioql.syntax.tokens import Token, end_of, start_of, text_of
from attioql.text.source import Source, Span

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
    """The diagnostic of a mistake, and how parsing goes on. There is none where the mistake follows from one before it.

    Parsing goes on at `resume`, after `insert` (a terminal and its text); an operand counts as read, and as silent, from
    `broken` on, and the last `forget` tokens count as never read. Without `resume`, the condition is skipped, up to `beyond` at
    least.
    """

    problem: Diagnostic | None
    resume: int | None = None
    insert: tuple[str, str] | None = None
    broken: int | None = None
    forget: int = 0
    beyond: int = 0


class Where(Flag):
    """What the grammar has in the place of the token at fault."""

    CONDITION = auto()
    """A condition begins here."""
    OPERATOR = auto()
    """A path comes before."""
    CONNECTIVE = auto()
    """A condition is whole: `and` or `or` may follow."""
    VALUE = auto()
    """An operand begins here."""
    OPERAND = auto()
    """An operand begins here, or is under way."""
    LIST = auto()
    """A list begins here."""
    NAME = auto()
    """A name in backticks may stand here."""
    REST = auto()
    """None of these, such as the place of `empty`."""

    ANYWHERE = CONDITION | OPERATOR | CONNECTIVE | VALUE | OPERAND | LIST | NAME | REST


class FaultyOperand(NamedTuple):
    """An operand that is being read: where it starts, the operator before it unless it stands in a list, and its tokens."""

    kind: str
    start: int
    operator: Token | None
    in_list: bool
    in_call: bool
    tokens: int

    @property
    def sign(self) -> str:
        """The operator before it, in lower case."""
        return "" if self.operator is None else text_of(self.operator).lower()

    @property
    def backs_to_path(self) -> range:
        """How far back the path may be: an operator has one word or two, and `not` may stand before it."""
        return range(self.tokens + 2, self.tokens + (5 if self.sign == "with" else 4))

    @property
    def takes_text(self) -> bool:
        """Tell whether the operator before it goes with text alone."""
        return self.sign in TEXTUAL

    @property
    def is_ordered(self) -> bool:
        """Tell whether the operator before it compares by size, which text does not take."""
        return self.sign in ORDERED


class ParserState:
    """The token at fault and the stacks of the parser, to look at; nothing is changed."""

    def __init__(
        self, source: Source, tables: Tables, states: list[int], values: list[Any], terminal: str, token: Token
    ) -> None:
        """Look at a token that has no action in the last of `states`."""
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
        self.where = self._where()

    @property
    def span(self) -> Span:
        """The token at fault."""
        return Span(self.start, self.end)

    @property
    def before(self) -> Any:
        """What was read last: a token, a node or a list of nodes, or nothing."""
        return self.read(1)

    @property
    def word_before(self) -> str:
        """The token that was read last, in lower case; empty if that is in a node by now."""
        before = self.before
        return text_of(before).lower() if is_token(before) else ""

    def say(self, name: str, span: Span | None = None, /, **given: Given) -> Diagnostic:
        """Return a diagnostic about a span, by default the token at fault (`sentences.say`)."""
        return say(name, self.source, span or self.span, **given)

    def silenced(self, problem: Diagnostic, end: int) -> Repair:
        """Read the operand as a silent one that ends at `end`, or skip its condition where it cannot be cut out."""
        operand = self.operand
        if operand is None or operand.kind != "value" or operand.in_call:
            return Repair(problem)
        return Repair(problem, end, broken=operand.start)

    def skipped(self, name: str, /, **given: Given) -> Repair:
        """Skip the token at fault."""
        return Repair(self.say(name, **given), self.end)

    def read(self, back: int) -> Any:
        """Return what was read `back` steps ago; marks, which the stack holds as offsets, come as tokens."""
        return as_seen(self.text, self._values[-back]) if len(self._values) >= back else None

    def name_before(self) -> Token | None:
        """Return the identifier that was read last and has no place in a node yet."""
        token = self._values[-1] if self._values else None
        if not isinstance(token, re.Match) or self._tables.terminals[token.lastindex or 0] != NAME:
            return None
        row = self._tables.actions[self._states[-2]]
        return token if word_terminal(text_of(token), row, self._tables.keywords) == NAME else None

    def accepts(self, terminal: str) -> bool:
        """Tell whether a terminal could be read now, after the reductions it asks for."""
        return accepts(self._tables, self._states, terminal)

    def ahead(self, count: int, at: int | None = None) -> list[Ahead]:
        """Return the tokens after this one (or from an offset on), at most `count`, comments left out."""
        return [*islice(self.each_ahead(at), count)]

    def each_ahead(self, at: int | None = None) -> Iterator[Ahead]:
        """Yield the tokens after this one (or from an offset on), as many as are read ahead, comments left out."""
        position = self.end if at is None else at
        left = LIMITS.recovery_tokens
        while left:
            token = self._tables.pattern.match(self.text, position)
            if token is None or (terminal := self._tables.terminals[token.lastindex or 0]) == END:
                break
            start, position = token.start(1), token.end()
            text = self.text[start:position]
            if terminal == NAME:
                terminal = self._tables.keywords.get(text.lower(), NAME)
            if terminal != "COMMENT":
                left -= 1
                yield Ahead(terminal, text, start, position)

    def closing_of(self, opening: int) -> Span | None:
        """Return the bracket that closes the one at `opening`, if it is near and everything matches."""
        open_ones: list[str] = []
        for token in self.each_ahead(opening):
            if token.text in CLOSING:
                open_ones.append(CLOSING[token.text])
            elif token.text in CLOSING.values():
                if open_ones.pop() != token.text:
                    return None
                if not open_ones:
                    return Span(token.start, token.end)
        return None

    def path_before(self) -> Span | None:
        """Return the path of the condition under way, or of the comparison that was read last."""
        if self.where & Where.OPERATOR:
            name = self.name_before()
            return span_of(name) if name else _span(self.before)
        backs = self.operand.backs_to_path if self.operand else ()
        path = next((each for each in map(self.read, backs) if isinstance(each, Path)), None)
        comparison = self.comparison_before()
        return _span(path or (comparison.path if comparison else None))

    def operator_before(self) -> Span | None:
        """Return the whole operator before the operand, such as `not starts with`."""
        path, operator = self.path_before(), self.operand.operator if self.operand else None
        if operator is None:
            return None
        if path is None:
            return span_of(operator)
        written = self.text[path.end : end_of(operator)]
        return Span(path.end + len(written) - len(written.lstrip()), end_of(operator))

    def comparison_before(self) -> Comparison | None:
        """Return the comparison that was read last, at the end of what stands before this place."""
        for back in (1, 2, 3):
            node = self.read(back)
            for _ in range(LIMITS.recovery_reductions):
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

    def is_broken_before(self) -> bool:
        """Tell whether a condition before this place could not be read, to which a connective joins what stands here."""
        for back in (1, 2, 3):
            node = self.read(back)
            while isinstance(node, list) and node:
                node = node[-1]
            if isinstance(node, Broken):
                return True
        return False

    def _where(self) -> Where:
        row, operand = self.row, self.operand
        where = Where.NAME if "QUOTED_NAME" in row else Where(0)
        if "COMPARISON" in row:
            where |= Where.OPERATOR
        elif self.accepts("AND") and self.accepts("OR"):
            where |= Where.CONNECTIVE
        if "LPAR" in row and NAME in row and "STRING" not in row:
            where |= Where.CONDITION
        if operand is not None and operand.kind == "items":
            where |= Where.LIST
        elif operand is not None:
            where |= Where.OPERAND if operand.tokens else Where.OPERAND | Where.VALUE
        return where or Where.REST

    def _operand(self) -> FaultyOperand | None:
        """Find the operand under way: its tokens wait on the stack for the rule that makes a value of them."""
        furthest = max(len(self._states) - LIMITS.recovery_operand_tokens, -1)
        for index in range(len(self._states) - 1, furthest, -1):
            gotos = self._tables.gotos[self._states[index]]
            kind = next((name for name in ("value", "period", "items") if name in gotos), None)
            if kind is not None:
                return self._operand_from(index, kind)
            if index == 0 or not isinstance(as_seen(self.text, self._values[index - 1]), Inserted | Literal | re.Match):
                return None
        return None

    def _operand_from(self, index: int, kind: str) -> FaultyOperand:
        first = as_seen(self.text, self._values[index]) if index < len(self._values) else None
        start = self.start if first is None else first.start if isinstance(first, Literal) else start_of(first)
        called, before = (
            [None, None] + [as_seen(self.text, value) for value in self._values[max(index - 3, 0) : index]]
        )[-2:]
        opened = text_of(before) if is_token(before) else ""
        in_list = opened in {"(", "[", ","}
        in_call = opened == "(" and is_token(called) and text_of(called).lower() != ONE_OF
        operator = before if is_token(before) and not in_list else None
        return FaultyOperand(kind, start, operator, in_list, in_call, len(self._values) - index)


def as_seen(text: str, value: Any) -> Any:
    """Return a mark, which the stack holds as its offset, as a token; anything else as it is."""
    if not isinstance(value, int):
        return value
    match = _MARK.match(text, value)
    return Inserted(match[0] if match else "", value, match.end() if match else value)


def accepts(tables: Tables, states: Sequence[int], terminal: str) -> bool:
    """Tell whether a terminal could be shifted now, after the reductions it asks for."""
    stack = list(states[-LIMITS.recovery_states :])
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


def span_from(first: Token, end: int) -> Span:
    """Return the span from the start of a token to an offset."""
    return Span(start_of(first), end)


def _span(node: object) -> Span | None:
    return Span(node.start, node.end) if isinstance(node, Path) else None


class RecoveryRule(NamedTuple):
    """Where a mistake is made, the terminals and words that the token at fault is one of, and how it is recognised."""

    where: Where
    tokens: frozenset[str]
    recognise: Callable[[ParserState], Repair | None]


ANY: frozenset[str] = frozenset()


def by_pattern(name: str, regexp: str, /, **given: Given) -> Callable[[ParserState], Repair | None]:
    """Return a function that recognises a pattern at the token at fault; its groups are parameters of the sentence."""
    pattern = re.compile(regexp, re.IGNORECASE)

    def recognise(at: ParserState) -> Repair | None:
        found = pattern.match(at.text, at.start)
        if found is None:
            return None
        return at.silenced(at.say(name, Span(*found.span()), **given, **found.groupdict()), found.end())

    return recognise
