"""Computes the parse tables of `grammar/attioql.lark` with Lark, and fuses them: the one module that imports Lark.

`python -m attioql.syntax.tables --write` writes the generated files, `--check` (run by the tests) compares them. The step tables
are Lark's; recovery follows them token by token. The fused tables read the same texts in fewer steps: a state that can
only reduce does so without looking at the next token, unit rules without an action are skipped, and a simple condition is
one token.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

from lark import Lark
from lark.grammar import Rule

from attioql.generated import write_or_check
from attioql.resources import generated_path, read_resource
from attioql.syntax.table_file import (
    ANY,
    ENDING,
    ENDING_TABLES,
    FUSED_TABLES,
    SIMPLE_CONDITION,
    START,
    STEP_TABLES,
    RuleData,
    TableData,
    digest,
)

FIRST = ("LPAR", "RPAR", "COMMA", "UUID", "NAME")
"""The terminals that are tried first, as most tokens are brackets or names, and nothing but a UUID begins as a name does."""

_END = "$END"
_BLOCK = "path LBRACE disjunction RBRACE -> block"
_OPENED_BLOCK = "opened disjunction RBRACE -> opened_block"
_MORE_RULES = f"""
opened: path LBRACE -> opened
%declare {SIMPLE_CONDITION}
%extend atom: {SIMPLE_CONDITION} -> simple_condition
"""

State: TypeAlias = tuple[dict[str, int], dict[str, int]]


def compute_steps(grammar: str) -> TableData:
    """Compute the tables of a grammar with Lark."""
    return _computed(grammar, START)


def compute_ending(grammar: str) -> TableData:
    """Compute the tables of the ending of a query with Lark."""
    return _computed(grammar, ENDING)


def compute_fused(grammar: str) -> TableData:
    """Compute the tables of a grammar in which a simple condition is a token and a block has an action where it opens, and fuse them."""
    if grammar.count(_BLOCK) != 1:
        raise AssertionError("the rule of a value block is not what it was")
    changed = grammar.replace(_BLOCK, _OPENED_BLOCK) + _MORE_RULES
    data = _computed(changed, START)
    data["digest"] = digest(grammar)
    rules = sorted(set(data["rules"]), key=str)
    numbers = {~old: ~rules.index(rule) for old, rule in enumerate(data["rules"])}
    states = [(_renumbered(actions, numbers), gotos) for actions, gotos in data["states"]]
    return {**data, "rules": rules, "states": _merged(_fused(states, rules))}


def _computed(grammar: str, start: str) -> TableData:
    lark = Lark(grammar, parser="lalr", start=start)
    rules = _numbered_rules(lark)
    keywords = {
        terminal.pattern.value.lower(): terminal.name
        for terminal in lark.terminals
        if "i" in terminal.pattern.flags and terminal.pattern.type == "str"
    }
    tokens = [t for t in lark.terminals if t.name not in keywords.values() and t.name not in lark.ignore_tokens]
    tokens.sort(
        key=lambda t: (
            FIRST.index(t.name) if t.name in FIRST else len(FIRST),
            -t.priority,
            -len(t.pattern.value),
            t.name,
        )
    )
    return {
        "digest": digest(grammar),
        "terminals": [(t.name, t.pattern.to_regexp()) for t in tokens],
        "keywords": dict(sorted(keywords.items())),
        "ignored": [(t.name, t.pattern.to_regexp()) for t in lark.terminals if t.name in lark.ignore_tokens],
        "rules": [(rule.origin.name, len(rule.expansion), rule.alias) for rule in rules],
        "states": _numbered_states(lark, rules, start),
    }


def _numbered_rules(lark: Lark) -> list[Rule]:
    return sorted(lark.rules, key=lambda r: (r.origin.name, [symbol.name for symbol in r.expansion], r.alias or ""))


def _numbered_states(lark: Lark, rules: Sequence[Rule], start: str) -> list[State]:
    """Number the states in order of discovery, so that the file does not change with Lark's hash order."""
    table = lark.parser.parser._parse_table  # noqa: SLF001 - Lark names no public way in
    rule_numbers = {rule: number for number, rule in enumerate(rules)}
    nonterminals = {rule.origin.name for rule in rules}
    numbers = {table.start_states[start]: 0}
    states: list[State] = []
    queue = [table.start_states[start]]
    for state in queue:
        actions: dict[str, int] = {}
        gotos: dict[str, int] = {}
        for symbol, (action, argument) in sorted(table.states[state].items()):
            if action.name == "Reduce":
                actions[symbol] = ~rule_numbers[argument]
                continue
            if argument not in numbers:
                numbers[argument] = len(numbers)
                queue.append(argument)
            (gotos if symbol in nonterminals else actions)[symbol] = numbers[argument]
        states.append((actions, gotos))
    return states


def _fused(states: Sequence[State], rules: Sequence[RuleData]) -> list[State]:
    """Fuse each symbol with the rule that it ends."""
    ended = [_only_reduction(state) for state in states]

    def fused(target: int, gotos: Mapping[str, int]) -> int:
        while (step := ended[target]) is not None:
            origin, length, action = rules[~step]
            if length > 1 or action is not None:
                return step
            target = gotos[origin]
        return target

    return [
        (
            {symbol: fused(step, gotos) for symbol, step in actions.items() if step >= 0} | _reductions(actions, rules),
            {symbol: fused(target, gotos) for symbol, target in gotos.items() if symbol != START},
        )
        for actions, gotos in states
    ]


def _merged(states: Sequence[State]) -> list[State]:
    """Keep one of the states that do the same, and of the others those that can be reached."""
    numbers: dict[int, int] = {}
    merged = list(states)
    while len(set(numbers.values())) != len({repr(state) for state in merged}):
        first: dict[str, int] = {}
        numbers = {old: first.setdefault(repr(state), old) for old, state in enumerate(merged)}
        merged = [(_renumbered(actions, numbers), _renumbered(gotos, numbers)) for actions, gotos in merged]
    numbers = {0: 0}
    for old in (reached := [0]):
        for target in (target for row in merged[old] for target in row.values()):
            if target >= 0 and target not in numbers:
                numbers[target] = len(numbers)
                reached.append(target)
    return [(_renumbered(merged[old][0], numbers), _renumbered(merged[old][1], numbers)) for old in reached]


def _renumbered(row: Mapping[str, int], numbers: Mapping[int, int]) -> dict[str, int]:
    return {symbol: numbers.get(step, step) for symbol, step in row.items()}


def _only_reduction(state: State) -> int | None:
    """Return the one thing that a state can do, if that is to reduce."""
    actions, gotos = state
    steps = set(actions.values())
    step = steps.pop() if len(steps) == 1 and not gotos else 0
    return step if step < 0 else None


def _reductions(actions: Mapping[str, int], rules: Sequence[RuleData]) -> dict[str, int]:
    """Return what a state reduces by: at the end of the text to the start symbol, else by one rule whatever comes next."""
    steps = {(_END if rules[~step][0] == START else ANY, step) for step in actions.values() if step < 0}
    reductions = dict(steps)
    if len(reductions) != len(steps):
        raise AssertionError("a state that reduces by several rules needs to look at the next token")
    return reductions


COMPUTED = {STEP_TABLES: compute_steps, FUSED_TABLES: compute_fused, ENDING_TABLES: compute_ending}
"""How each generated file is computed from the grammar."""


def _main(arguments: Sequence[str] | None = None) -> int:
    grammar = read_resource("grammar", "attioql.lark")
    texts = {Path(generated_path(name)): _text(compute(grammar)) for name, compute in COMPUTED.items()}
    return write_or_check("python -m attioql.syntax.tables", texts, arguments)


def _text(data: TableData) -> str:
    return json.dumps(data, separators=(",", ":")) + "\n"


if __name__ == "__main__":
    sys.exit(_main())
