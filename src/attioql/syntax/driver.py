"""Drives the fused tables over a text: one pass, with stacks on the heap, so that nesting costs no recursion.

What is made of a text is the business of the actions that are handed in. The driver knows nothing of mistakes: a text
that is no filter raises `FaultError`, and is then read by `attioql.syntax.stepper`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from attioql.limits import LIMITS
from attioql.syntax.actions import LIGHT, FaultError, TooMuchError, text_of
from attioql.syntax.machine import COMMENT, END, NAME, load_fused_tables, load_tables, word_terminal
from attioql.syntax.spelling import RESERVED_WORDS
from attioql.syntax.table_file import ANY, SIMPLE_CONDITION

MOST_OPEN = LIMITS.open_brackets

Action: TypeAlias = Callable[..., Any]
Rule: TypeAlias = tuple[str, int, Any]
"""A nonterminal, how long its right-hand side is, and the action, if there is one. A plain tuple is taken apart faster than a named one."""


def rules_of(actions: Mapping[str, Action | None]) -> list[Rule]:
    """Return the rules of the fused tables with their actions."""
    rules = load_fused_tables().rules
    return [(origin, length, actions[name] if name else None) for origin, length, name in rules]


def number_of(action: str) -> int:
    """Return the number of the first rule with an action."""
    return next(number for number, rule in enumerate(load_fused_tables().rules) if rule[2] == action)


def drive(text: str, rules: Sequence[Rule]) -> Any:  # noqa: C901, PLR0912 - the hot loop: calls would double its cost
    """Return what the actions make of a text. Raises `FaultError` where the text is no filter, and what actions raise."""
    pattern, terminals, _, keywords, _, rows, gotos = load_fused_tables()
    next_token = pattern.match
    states = [0]
    values: list[Any] = []
    row = rows[0]
    position = 0
    while True:
        token: Any = next_token(text, position)
        terminal = terminals[token.lastindex]
        if terminal == NAME:
            terminal = keywords.get(token[0].lstrip().lower(), NAME)
        while True:
            step: Any = row.get(terminal)
            shifts = step is not None
            if shifts:
                if terminal not in LIGHT:
                    if terminal == END:
                        return rules[~step][2](*values)
                    values.append(token)
                elif len(values) < MOST_OPEN:
                    values.append(token.start(1))
                else:
                    raise TooMuchError("nesting-too-deep", MOST_OPEN, token.end())
            elif terminal == COMMENT:
                break
            elif (step := row.get(ANY)) is not None:
                states.pop()
            else:
                terminal, token = _otherwise(text, position, terminal, token, row)
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
        position = token.end()


def _otherwise(text: str, position: int, terminal: str, token: Any, row: Mapping[str, int]) -> tuple[str, Any]:
    """Return what else a token is where it does not fit: a keyword is a name, a simple condition begins with one."""
    if terminal == SIMPLE_CONDITION:
        tables = load_tables()
        token = tables.pattern.match(text, position)
        return word_terminal(text_of(token), row, tables.keywords), token
    word = text_of(token).lower()
    if terminal == load_fused_tables().keywords.get(word) and word not in RESERVED_WORDS:
        return NAME, token
    raise FaultError
