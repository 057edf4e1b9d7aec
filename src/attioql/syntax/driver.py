"""Drives the fused tables over a text: one pass, with stacks on the heap, so that nesting costs no recursion.

What is made of a text is the business of the actions that are handed in. The driver knows nothing of mistakes: a text
that is no filter raises `FaultError`, and is then read by `attioql.syntax.stepper`.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeAlias

from attioql.resources import from_resources
from attioql.syntax.actions import IDLE, LIGHT, MOST_OPEN, Action, too_many_open
from attioql.syntax.machine import COMMENT, NAME, Tables, load_fused_tables, load_tables
from attioql.syntax.spelling import FaultError, reserved_words
from attioql.syntax.table_file import ANY, SIMPLE_CONDITION

Reduction: TypeAlias = tuple[str, int, Any]
"""A nonterminal, how long its right-hand side is, and the action, if there is one. A plain tuple is taken apart faster than a named one."""


Row: TypeAlias = "dict[int | str, int]"
_TOKENS_AT_A_TIME = 48
_END = 1
"""The group of the end of a text."""


class _Machine(NamedTuple):
    """The tables as the driver uses them: a row has the steps by the last group of a token, and those of names and keywords by their terminal."""

    pattern: re.Pattern[str]
    rows: tuple[Row, ...]
    gotos: tuple[dict[str, int], ...]
    keywords: dict[str, str]
    name: int
    comment: int
    light: frozenset[int | str]
    idle: frozenset[int | str]
    simple: frozenset[int | str]


@from_resources
def _fused_machine() -> _Machine:
    return _machine(load_fused_tables())


def _machine(tokens: Tables) -> _Machine:
    """Return the fused tables for the tokens of these tables, with or without simple conditions among them."""
    pattern, terminals, *_ = tokens
    fused = load_fused_tables()
    name = terminals.index(NAME)

    def keys_of(names: Container[str]) -> frozenset[int | str]:
        groups = [group for group, terminal in enumerate(terminals) if terminal in names]
        return frozenset([*groups, *(terminal for terminal in fused.keywords.values() if terminal in names)])

    keywords = fused.keywords
    rows = tuple([_row(actions, terminals, name) for actions in fused.actions])
    comment, simple = terminals.index(COMMENT), keys_of({SIMPLE_CONDITION})
    return _Machine(pattern, rows, fused.gotos, keywords, name, comment, keys_of(LIGHT), keys_of(IDLE), simple)


def _row(actions: Mapping[str, int], terminals: Sequence[str], name: int) -> Row:
    row: Row = {group: actions[each] for group, each in enumerate(terminals) if each in actions and group != name}
    row.update(actions.items())
    return row


def rules_of(actions: Mapping[str, Action | None]) -> list[Reduction]:
    """Return the rules of the fused tables with their actions."""
    rules = load_fused_tables().rules
    return [(origin, length, actions[name] if name else None) for origin, length, name in rules]


def number_of(action: str) -> int:
    """Return the number of the first rule with an action."""
    return next(number for number, rule in enumerate(load_fused_tables().rules) if rule[2] == action)


class _NotSimpleError(ValueError):
    """A name, an operator and a literal in a row are no condition: the name belongs to a longer path."""


def drive(text: str, rules: Sequence[Reduction]) -> Any:
    """Return what the actions make of a text. Raises `FaultError` where the text is no filter, and what actions raise."""
    try:
        return _drive(text, rules, _fused_machine())
    except _NotSimpleError:
        pass  # and again only after this, as an exception keeps what was made so far
    return _drive(text, rules, _machine(load_tables()))


def _drive(text: str, rules: Sequence[Reduction], machine: _Machine) -> Any:  # noqa: C901, PLR0912 - the hot loop: calls would double its cost
    pattern, rows, gotos, keywords, name, comment, light, idle, _ = machine
    tokens = pattern.finditer(text)
    states = [0]
    values: list[Any] = []
    row = rows[0]
    while True:
        # Some at a time: the processor reads tokens faster when it does nothing else in between.
        for token in [*islice(tokens, _TOKENS_AT_A_TIME)]:
            key: Any = token.lastindex
            if key == name:
                key = keywords.get(token[0].lstrip().lower(), NAME)
            while True:
                step: Any = row.get(key)
                shifts = step is not None
                if shifts:
                    if key not in light:
                        if key == _END:
                            return rules[~step][2](*values)
                        values.append(token)
                    elif key in idle:
                        values.append(None)
                    elif len(values) < MOST_OPEN:
                        values.append(token.start(1))
                    else:
                        raise too_many_open(token.end())
                elif key == comment:
                    break
                elif (step := row.get(ANY)) is not None:
                    states.pop()
                else:
                    key = _otherwise(key, token, machine)
                    continue
                while step < 0:
                    nonterminal, length, action = rules[~step]
                    if length == 1:
                        if action is not None:
                            values[-1] = action(values[-1])
                    elif length == 3:
                        right, middle = values.pop(), values.pop()
                        values[-1] = action(values[-1], middle, right)
                        del states[-2:]
                    else:
                        value = action(*values[-length:])
                        del values[-length:], states[1 - length :]
                        values.append(value)
                    step = gotos[states[-1]][nonterminal]
                states.append(step)
                row = rows[step]
                if shifts:
                    break


def _otherwise(key: int | str, token: re.Match[str], machine: _Machine) -> str:
    """Return what else a token is that does not fit: a keyword is a name where none is expected."""
    word = token[0].lstrip().lower()
    if key == machine.keywords.get(word) and word not in reserved_words():
        return NAME
    if key in machine.simple:
        raise _NotSimpleError
    raise FaultError
