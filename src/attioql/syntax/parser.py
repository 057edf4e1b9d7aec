"""The parser: a driver over the LALR tables, with its stacks on the heap, so that nesting costs no recursion.

It makes one pass and stops at nothing: what cannot be read is handed to `attioql.syntax.recovery`, which reports it and
leaves a `Broken` node behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple, TypeAlias

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.resources import from_resources
from attioql.syntax import messages, recovery
from attioql.syntax.actions import ACTIONS, LIGHT, TooMuchError, end_of, filter_, start_of, text_of
from attioql.syntax.machine import COMMENT, NAME, Before, Runway, Tables, load_tables, word_terminal
from attioql.syntax.nodes import Broken, Comment, Expression
from attioql.syntax.plain import PlainReader, Run, read_run
from attioql.syntax.spelling import unescape
from attioql.syntax.table_file import START
from attioql.text.source import Source

LONGEST_TEXT = LIMITS.text_characters


MOST_ESCAPES = LIMITS.text_backslashes

MOST_OPEN = LIMITS.open_brackets


_ROOT_ALONE = 2
"""How many states there are after the start and the disjunction that is all of the text."""


class SyntaxTree(NamedTuple):
    """What a text reads as: its root node and what is wrong with it. The comments are read when they are asked for."""

    root: Expression
    problems: tuple[Diagnostic, ...]
    source: Source

    @property
    def comments(self) -> tuple[Comment, ...]:
        """The comments, in order."""
        return tuple(_comments(self.source)) if "#" in self.source.text else ()


_Matcher: TypeAlias = Callable[[str, int], Any]

_Rule: TypeAlias = tuple[str, int, Callable[..., Any] | None]
"""A nonterminal, how long its right-hand side is, and what to do with it. A plain tuple is taken apart faster than a named one."""


class _Machine(NamedTuple):
    """The tables with the actions of their rules, and those of their parts that the driver asks for at every step."""

    tables: Tables
    rules: tuple[_Rule, ...]
    terminals: tuple[str, ...]
    keywords: dict[str, str]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]
    after_atom: tuple[int | None, ...]
    runs: tuple[Before | None, ...]
    next_plain: _Matcher
    next_token: _Matcher


@from_resources
def _machine() -> _Machine:
    tables = load_tables()
    return _Machine(
        tables,
        tuple([(origin, length, ACTIONS[name] if name else None) for origin, length, name in tables.rules]),
        tables.terminals,
        tables.keywords,
        tables.actions,
        tables.gotos,
        tables.after_atom,
        tables.runs,
        tables.plain.match,
        tables.pattern.match,
    )


def parse(source: Source, read_plain: PlainReader | None = None) -> SyntaxTree:
    """Read a text. Never raises on bad text: `problems` says what is wrong with it.

    `read_plain` is asked for every plain condition, and what it makes of one stands in the tree in its place. In a text
    that has value blocks, or something wrong in it, there are nodes alone.
    """
    text = source.text
    if (refusal := _refusal(source)) is not None:
        return SyntaxTree(Broken(0, len(text)), (refusal,), source)
    problems: list[Diagnostic] = []
    try:
        root = _read(source, problems, read_plain)
    except TooMuchError as error:
        root = Broken(0, len(text))
        problems.append(messages.too_much(source, error.name, error.limit, error.at))
    if "\\" in text:
        problems += _wrong_escapes(source)
        problems.sort(key=lambda problem: problem.span or (0, 0))
    return tuple.__new__(SyntaxTree, (root, tuple(problems), source))


class _FaultyError(Exception):
    """There is something wrong in a text that is read with a reader of plain conditions: recovery looks at nodes."""


def _read(source: Source, problems: list[Diagnostic], read_plain: PlainReader | None) -> Expression:
    if read_plain is not None and "{" not in source.text:
        try:
            return _run(source, problems, read_plain)
        except _FaultyError:
            pass
    return _run(source, problems, None)


def parameter_names(source: Source) -> set[str]:
    """Return the names of all parameters that a text mentions, also where it could not be read."""
    tables = load_tables()
    group = tables.terminals.index("PARAMETER")
    return {text_of(token)[1:] for token in tables.pattern.finditer(source.text) if token.lastindex == group}


def _run(source: Source, problems: list[Diagnostic], read_plain: PlainReader | None) -> Expression:  # noqa: C901, PLR0912, PLR0915 - the hot loop: calls would double its cost
    """Drive the tables over the text: shift tokens, reduce by rules, and let `recovery` mend what fits neither."""
    machine = _machine()
    tables, rules, terminals, keywords, rows, gotos, after_atom, runs, next_plain, next_token = machine
    text, read = source.text, read_plain or tables.read_node
    states = [0]
    values: list[Any] = []
    row = rows[0]
    pending: list[tuple[str, Any]] = []
    mender: recovery.Recovery | None = None
    tokens: Iterator[Any] | None = None
    position = 0
    while True:
        after = after_atom[states[-1]]
        if after is not None and mender is None and (found := next_plain(text, position)) is not None:
            before = runs[states[-1]]
            if before is not None:
                run = _read_run(found, before, machine, read, states, values)
                if run is not None:
                    if run.end == len(text) and run.connective < 0 and len(states) == _ROOT_ALONE:
                        return filter_(run.alternatives)
                    position = run.end
                    row = rows[states[-1]]
            elif (condition := read(found)) is not None:
                position = found.end()
                values.append(condition)
                states.append(after)
                row = rows[after]
        token: Any = next_token(text, position) if tokens is None else next(tokens)
        position = token.end()
        terminal = terminals[token.lastindex or 0]
        if terminal == NAME and (keyword := keywords.get(token[0].lstrip().lower())) is not None:
            terminal = keyword if keyword in row else word_terminal(text_of(token), row, keywords)
        while True:
            step = row.get(terminal)
            if step is None:
                if terminal == COMMENT:
                    break
                if mender is None:
                    if read_plain is not None:
                        raise _FaultyError
                    mender = recovery.Recovery(source, problems, pending)
                if tokens is None:
                    tokens = tables.pattern.finditer(text, position)
                terminal, token = mender.mend(tables, states, values, terminal, token, tokens)
                if terminal == START:
                    return Broken(0, len(text))
                row = rows[states[-1]]
            elif step >= 0:
                states.append(step)
                row = rows[step]
                if terminal not in LIGHT:
                    values.append(token)
                elif len(values) < MOST_OPEN:
                    values.append(token.start(1))
                else:
                    raise TooMuchError("nesting-too-deep", MOST_OPEN, end_of(token))
                if not pending:
                    break
                terminal, token = pending.pop()
            else:
                nonterminal, length, action = rules[~step]
                if length == 1:
                    if action is not None:
                        values[-1] = action(values[-1])
                    states.pop()
                elif length == 3:
                    right, middle = values.pop(), values.pop()
                    values[-1] = action(values[-1], middle, right)  # type: ignore[misc]  # only a rule of one child has no action
                    del states[-3:]
                elif length:
                    node = action(*values[-length:])  # type: ignore[misc]
                    del values[-length:], states[-length:]
                    values.append(node)
                else:
                    values.append(action())  # type: ignore[misc]
                if nonterminal == START:
                    root: Expression = values[-1]
                    return root
                state = gotos[states[-1]][nonterminal]
                states.append(state)
                row = rows[state]


def _read_run(
    found: re.Match[str], before: Before, machine: _Machine, read: PlainReader, states: list[int], values: list[Any]
) -> Run | None:
    """Read a run of plain conditions, and put on the stacks what the tables would have come to after it."""
    alternatives: list[Expression] = []
    operands: list[Expression] = []
    last_or = -1
    depth, kept = len(states), len(values)
    if before.after_and:
        operands = values[kept - 2]
        depth, kept = depth - 2, kept - 2
        before = machine.runs[states[depth - 1]] or before
    if before.after_or:
        alternatives, last_or = values[kept - 2], values[kept - 1]
        depth, kept = depth - 2, kept - 2
        before = machine.runs[states[depth - 1]] or before
    runway = before.runway
    if runway is None:
        raise AssertionError("a run begins where a disjunction begins")
    run = read_run(found, machine.next_plain, read, alternatives, operands, last_or)
    if run is not None:
        del states[depth:], values[kept:]
        _push(run, runway, states, values)
    return run


def _push(run: Run, runway: Runway, states: list[int], values: list[Any]) -> None:
    alternatives, operands, last_or, connective, _ = run
    if connective < 0:
        states.append(runway.disjunction)
        values.append(alternatives)
        return
    conjunction, after_and = runway.first
    if alternatives:
        states += (runway.disjunction, runway.after_or)
        values += (alternatives, last_or)
        conjunction, after_and = runway.later
    if operands:
        states += (conjunction, after_and)
        values += (operands, connective)


def _refusal(source: Source) -> Diagnostic | None:
    """Say why a text is not read at all."""
    text = source.text
    if len(text) > LONGEST_TEXT:
        return messages.text_too_long(source, LONGEST_TEXT)
    if text.count("\\") > MOST_ESCAPES:
        return messages.too_much(source, "too-many-escapes", MOST_ESCAPES, 0)
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
    return [Comment(text_of(token).rstrip("\r"), start_of(token), end_of(token)) for token in found]


def _wrong_escapes(source: Source) -> list[Diagnostic]:
    """Report every escape that does not exist, and half surrogate pairs, in the strings of the text."""
    tables = load_tables()
    problems = []
    string = tables.terminals.index("STRING")
    for token in tables.pattern.finditer(source.text):
        if token.lastindex != string or "\\" not in token[0]:
            continue
        start, end = start_of(token), end_of(token)
        text, wrong = unescape(text_of(token)[1:-1])
        problems += [messages.invalid_escape(source, start + 1 + offset) for offset in wrong]
        if any("\ud800" <= character <= "\udfff" for character in text):
            problems.append(messages.lone_surrogate(source, start, end))
    return problems[: messages.MOST_PROBLEMS]
