"""Reads text with mistakes in it: Lark's tables step by step, with `attioql.syntax.recovery` where a token fits nowhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax import recovery
from attioql.syntax.actions import ACTIONS, LIGHT, MOST_OPEN, Action, path_sharing_names, too_many_open
from attioql.syntax.machine import COMMENT, END, NAME, load_tables, word_terminal
from attioql.syntax.nodes import Broken, Expression
from attioql.syntax.table_file import ENDING, START, RuleData
from attioql.syntax.tokens import end_of, text_of
from attioql.text.source import Source


class ParserStacks(NamedTuple):
    """How far a text was read: the states of the parser, and the tokens and nodes that no rule has taken yet."""

    states: list[int]
    values: list[Any]


def read_with_recovery(source: Source, problems: list[Diagnostic], most: int = LIMITS.diagnostics) -> Expression:
    """Return the nodes of a text; add its errors to `problems`, up to so many. `Broken` nodes stand for the parts that cannot be read."""
    root, _ = _read(source, problems, most, whole=True)
    return root


def read_to_the_end(source: Source) -> ParserStacks | None:
    """Read a text that may go on, and return how far the parser came; `None` where recovery gives the text up."""
    return _read(source, [], LIMITS.diagnostics, whole=False)[1]


def _read(
    source: Source, problems: list[Diagnostic], most: int, *, whole: bool
) -> tuple[Expression, ParserStacks | None]:
    """Return the nodes of a whole text, or the stacks at the end of one that may go on."""
    tables = load_tables()
    actions = {**ACTIONS, "path": path_sharing_names()}
    states = [0]
    values: list[Any] = []
    pending: list[tuple[str, Any]] = []
    mender = recovery.Recovery(source, problems, pending, most)
    tokens: Iterator[Any] = tables.pattern.finditer(source.text)
    while True:
        if pending:
            terminal, token = pending.pop()
        else:
            token = next(tokens)
            terminal = tables.terminals[token.lastindex]
            if terminal == NAME:
                terminal = word_terminal(text_of(token), tables.actions[states[-1]], tables.keywords)
        while (step := tables.actions[states[-1]].get(terminal)) is None or step < 0:
            if terminal == END and not whole:
                return Broken(0, len(source.text)), ParserStacks(states, values)
            if step is not None:
                if reduce(tables.rules[~step], actions, tables.gotos, states, values):
                    root: Expression = values[-1]
                    return root, None
            elif terminal == COMMENT:
                break
            else:
                terminal, token = mender.mend(tables, states, values, terminal, token, tokens)
                if terminal == START:
                    return Broken(0, len(source.text)), None
        else:
            states.append(step)
            values.append(shifted(terminal, token, values))


def shifted(terminal: str, token: Any, values: list[Any]) -> Any:
    """Return what the stack holds of a token."""
    if terminal not in LIGHT:
        return token
    if len(values) >= MOST_OPEN:
        raise too_many_open(end_of(token))
    return token.start(1)


def reduce(
    rule: RuleData,
    actions: Mapping[str, Action | None],
    gotos: Sequence[dict[str, int]],
    states: list[int],
    values: list[Any],
) -> bool:
    """Reduce by a rule; tell whether it was that of the whole text, or of the whole ending of a query."""
    nonterminal, length, name = rule
    action = actions[name] if name is not None else None
    first = len(values) - length
    if action is not None:
        values[first:] = [action(*values[first:])]
    del states[first + 1 :]
    if nonterminal in {START, ENDING}:
        return True
    states.append(gotos[states[-1]][nonterminal])
    return False
