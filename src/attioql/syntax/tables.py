"""Computes the parse tables of `grammar/attioql.lark` with Lark and keeps them in a generated file.

`python -m attioql.syntax.tables --write` writes `tables.json`, `--check` (run by the tests) compares it. Unit rules
that do nothing are short-circuited here, once, instead of at every parse. This is the one module that imports Lark.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from lark import Lark
from lark.grammar import Rule

from attioql.generated import write_or_check
from attioql.resources import generated_path, read_resource
from attioql.syntax.table_file import GENERATED, START, TableData, digest

FIRST = frozenset({"UUID", "NAME"})
"""The terminals that are tried first, as most tokens are names and nothing but a UUID begins as they do."""


def compute(grammar: str) -> TableData:
    """Compute the tables of a grammar with Lark."""
    lark = Lark(grammar, parser="lalr", start=START)
    rules = _numbered_rules(lark)
    keywords = {
        terminal.pattern.value.lower(): terminal.name
        for terminal in lark.terminals
        if "i" in terminal.pattern.flags and terminal.pattern.type == "str"
    }
    tokens = [t for t in lark.terminals if t.name not in keywords.values() and t.name not in lark.ignore_tokens]
    tokens.sort(key=lambda t: (t.name not in FIRST, -t.priority, -len(t.pattern.value), t.name))
    return {
        "digest": digest(grammar),
        "terminals": [(t.name, t.pattern.to_regexp()) for t in tokens],
        "keywords": dict(sorted(keywords.items())),
        "ignored": [(t.name, t.pattern.to_regexp()) for t in lark.terminals if t.name in lark.ignore_tokens],
        "rules": [(rule.origin.name, len(rule.expansion), rule.alias) for rule in rules],
        "states": _short_circuited(_numbered_states(lark, rules), rules),
    }


def _numbered_rules(lark: Lark) -> list[Rule]:
    return sorted(lark.rules, key=lambda r: (r.origin.name, [symbol.name for symbol in r.expansion], r.alias or ""))


def _numbered_states(lark: Lark, rules: Sequence[Rule]) -> list[tuple[dict[str, int], dict[str, int]]]:
    """Number the states in order of discovery, so that the file does not change with Lark's hash order."""
    table = lark.parser.parser._parse_table  # noqa: SLF001 - Lark names no public way in
    rule_numbers = {rule: number for number, rule in enumerate(rules)}
    nonterminals = {rule.origin.name for rule in rules}
    numbers = {table.start_states[START]: 0}
    states: list[tuple[dict[str, int], dict[str, int]]] = []
    queue = [table.start_states[START]]
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


def _short_circuited(
    states: list[tuple[dict[str, int], dict[str, int]]], rules: Sequence[Rule]
) -> list[tuple[dict[str, int], dict[str, int]]]:
    """Send a goto straight past every state that could only pass its one child on to a rule without an action."""

    def passes_on_to(state: int) -> str | None:
        actions, gotos = states[state]
        reductions = set(actions.values())
        if gotos or len(reductions) != 1 or (number := ~reductions.pop()) < 0:
            return None
        rule = rules[number]
        return rule.origin.name if rule.alias is None and len(rule.expansion) == 1 else None

    for _, gotos in states:
        for symbol, target in gotos.items():
            while (onwards := passes_on_to(target)) is not None:
                target = gotos[onwards]  # noqa: PLW2901 - following the chain is the point
            gotos[symbol] = target
    return states


def _main(arguments: Sequence[str] | None = None) -> int:
    text = json.dumps(compute(read_resource("grammar", "attioql.lark")), separators=(",", ":")) + "\n"
    return write_or_check("python -m attioql.syntax.tables", {Path(generated_path(GENERATED)): text}, arguments)


if __name__ == "__main__":
    sys.exit(_main())
