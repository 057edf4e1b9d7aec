"""The parse tables of `grammar/attioql.lark`, computed by Lark and kept in a generated file.

`python -m attioql.syntax.tables --write` writes `tables.json`, `--check` (run by the tests) compares it. At run time the
file is read if it belongs to the grammar (their digests agree), which costs a millisecond and no Lark; otherwise Lark
computes the tables afresh. Unit rules that do nothing are short-circuited here, once, instead of at every parse.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, TypedDict, cast

from attioql.resources import generated_path, read_resource

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import Rule

END = "$END"
JUNK = "$JUNK"
NAME = "NAME"
START = "start"

_GENERATED = "syntax/tables.json"


class TableData(TypedDict):
    """What the generated file holds.

    A rule is its nonterminal, its length and the name of its action (or none). A state's `actions` map a terminal to a
    state to shift to (0 or more) or to the complement of a rule to reduce by (negative); its `gotos` map a nonterminal
    to a state.
    """

    digest: str
    terminals: list[tuple[str, str]]
    keywords: dict[str, str]
    ignored: list[str]
    rules: list[tuple[str, int, str | None]]
    states: list[tuple[dict[str, int], dict[str, int]]]


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables ready for the parser: one pattern for all tokens, a row of actions and a row of gotos for each state.

    `terminals[i]` names the terminal that group `i` of `pattern` matches. The start state is 0.
    """

    pattern: re.Pattern[str]
    terminals: tuple[str, ...]
    keywords: dict[str, str]
    rules: tuple[tuple[str, int, str | None], ...]
    actions: tuple[dict[str, int], ...]
    gotos: tuple[dict[str, int], ...]


@lru_cache(maxsize=1)
def load_tables() -> Tables:
    """Return the tables of the grammar, from the generated file or, where it does not match, from Lark."""
    grammar = read_resource("grammar", "attioql.lark")
    path = generated_path(_GENERATED)
    if path.is_file():
        data = cast("TableData", json.loads(path.read_text(encoding="utf-8")))
        if data["digest"] == _digest(grammar):
            return _ready(data)
    return _ready(compute(grammar))


def compute(grammar: str) -> TableData:
    """Compute the tables of a grammar with Lark."""
    from lark import Lark  # noqa: PLC0415 - Lark stays unloaded as long as the generated file serves

    lark = Lark(grammar, parser="lalr", start=START)
    rules = _numbered_rules(lark)
    keywords = {
        terminal.pattern.value.lower(): terminal.name
        for terminal in lark.terminals
        if "i" in terminal.pattern.flags and terminal.pattern.type == "str"
    }
    tokens = [t for t in lark.terminals if t.name not in keywords.values() and t.name not in lark.ignore_tokens]
    tokens.sort(key=lambda t: (-t.priority, -len(t.pattern.value), t.name))
    return {
        "digest": _digest(grammar),
        "terminals": [(t.name, t.pattern.to_regexp()) for t in tokens],
        "keywords": dict(sorted(keywords.items())),
        "ignored": [t.pattern.to_regexp() for t in lark.terminals if t.name in lark.ignore_tokens],
        "rules": [(rule.origin.name, len(rule.expansion), rule.alias) for rule in rules],
        "states": _short_circuited(_numbered_states(lark, rules), rules),
    }


def _digest(grammar: str) -> str:
    return hashlib.sha256(grammar.encode()).hexdigest()


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


def _ready(data: TableData) -> Tables:
    ignored = "|".join(data["ignored"])
    groups = "|".join(f"({regexp})" for _, regexp in data["terminals"])
    pattern = re.compile(rf"(?:{ignored})*(?:{groups}|(?s:([0-9][\w.:+-]*|[\"'`][^\n]*|.))|\Z)")
    terminals = ("", *(name for name, _ in data["terminals"]), JUNK)
    rules = tuple((origin, length, action) for origin, length, action in data["rules"])
    actions = tuple(row for row, _ in data["states"])
    return Tables(pattern, terminals, data["keywords"], rules, actions, tuple(row for _, row in data["states"]))


def _main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="write or check the generated parse tables")
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--write", action="store_true")
    group.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    path = generated_path(_GENERATED)
    text = json.dumps(compute(read_resource("grammar", "attioql.lark")), separators=(",", ":")) + "\n"
    if options.write:
        path.write_text(text, encoding="utf-8")
        return 0
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return 0
    sys.stderr.write(f"{path} is out of date: run python -m attioql.syntax.tables --write\n")
    return 1


if __name__ == "__main__":
    sys.exit(_main())
