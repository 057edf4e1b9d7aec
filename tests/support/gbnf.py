"""A reader of GBNF, the grammars of llama.cpp, that writes random texts: an oracle that shares no code with the library.

It reads what the guide of llama.cpp describes: rules, strings, classes, groups, alternatives and bounded counts.
"""

from __future__ import annotations

import random
import re
from typing import NamedTuple, TypeAlias

_TOKEN = re.compile(
    r'\s*(?:(?P<string>"(?:[^"\\]|\\.)*")|(?P<set>\[(?:[^\]\\]|\\.)*\])|(?P<name>[a-z0-9-]+)|(?P<count>\{\d+(?:,\d+)?\}|\?)|(?P<mark>[()|]))'
)
_CHARACTER = re.compile(r"\\(?:x([0-9a-fA-F]{2})|(.))|(.)", re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t"}
_LONG = 60
"""Pieces of a text, after which nothing is repeated that need not be."""

_ANY = "aZ09 _-.'\"\\é中🎉\u2028"


class Characters(NamedTuple):
    """One of some characters, or none of them."""

    ranges: tuple[tuple[int, int], ...]
    negated: bool


class Counted(NamedTuple):
    """An item, at least and at most so many times."""

    item: Item
    least: int
    most: int


class Choice(NamedTuple):
    """One of several sequences."""

    sequences: tuple[tuple[Item, ...], ...]


class Name(NamedTuple):
    """The rule of a name."""

    name: str


Item: TypeAlias = "str | Characters | Counted | Choice | Name"


def read_gbnf(text: str) -> dict[str, Choice]:
    """Return the rules of a grammar by name. Raises `ValueError` for what the guide does not describe."""
    rules: dict[str, Choice] = {}
    for line in text.split("\n"):
        if not line:
            continue
        name, mark, body = line.partition(" ::= ")
        if not mark or not re.fullmatch("[a-z][a-z0-9-]*", name) or name in rules:
            raise ValueError(line)
        rules[name] = _read_rule(body)
    for rule in rules.values():
        for used in _names(rule):
            assert used in rules, used
    return rules


def _read_rule(body: str) -> Choice:
    open_groups: list[list[list[Item]]] = [[[]]]
    at = 0
    while at < len(body):
        token = _TOKEN.match(body, at)
        if token is None:
            raise ValueError(body[at:])
        at = token.end()
        sequence = open_groups[-1][-1]
        if token["string"]:
            sequence.append("".join(map(chr, _codes(token["string"][1:-1]))))
        elif token["set"]:
            sequence.append(_read_set(token["set"][1:-1]))
        elif token["name"]:
            sequence.append(Name(token["name"]))
        elif token["count"]:
            least, most = (0, 1) if token["count"] == "?" else _counts(token["count"][1:-1])
            sequence[-1] = Counted(sequence[-1], least, most)
        elif token["mark"] == "|":
            open_groups[-1].append([])
        elif token["mark"] == "(":
            open_groups.append([[]])
        else:
            done = open_groups.pop()
            open_groups[-1][-1].append(Choice(tuple(map(tuple, done))))
    [sequences] = open_groups
    return Choice(tuple(map(tuple, sequences)))


def _codes(text: str) -> list[int]:
    found = []
    for match in _CHARACTER.finditer(text):
        code, escaped, plain = match.groups()
        if escaped is not None and escaped not in 'nrt\\"[]':
            raise ValueError(text)
        found.append(int(code, 16) if code else ord(_ESCAPES.get(escaped, escaped) if escaped else plain))
    return found


def _read_set(text: str) -> Characters:
    negated = text.startswith("^")
    codes = _codes(text[negated:])
    ranges = []
    while codes:
        first = codes.pop(0)
        is_range = len(codes) > 1 and codes[0] == ord("-")
        ranges.append((first, codes.pop(1) if is_range else first))
        if is_range:
            codes.pop(0)
    return Characters(tuple(ranges), negated)


def _counts(text: str) -> tuple[int, int]:
    least, _, most = text.partition(",")
    return int(least), int(most or least)


def _names(item: Item) -> set[str]:
    match item:
        case Name(name):
            return {name}
        case Counted(inner):
            return _names(inner)
        case Choice(sequences):
            return {name for sequence in sequences for each in sequence for name in _names(each)}
    return set()


def repetitions(rules: dict[str, Choice]) -> list[Counted]:
    """Return all counted items of a grammar."""
    found: list[Counted] = []
    waiting: list[Item] = [*rules.values()]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Counted):
            found.append(item)
            waiting.append(item.item)
        elif isinstance(item, Choice):
            waiting += [each for sequence in item.sequences for each in sequence]
    return found


def random_text(rules: dict[str, Choice], chance: random.Random) -> str:
    """Return a text that a grammar allows: every alternative with the same chance, and few repetitions of most things."""
    written: list[str] = []
    waiting: list[Item] = [rules["root"]]
    while waiting:
        match waiting.pop():
            case str(text):
                written.append(text)
            case Characters() as characters:
                written.append(_drawn(characters, chance))
            case Name(name):
                waiting.append(rules[name])
            case Choice(sequences):
                waiting += reversed(chance.choice(sequences))
            case Counted(item, least, most):
                more = chance.choice([1, 2, most]) if len(written) < _LONG and chance.random() < 0.4 else 0
                waiting += [item] * min(most, least + more)
    return "".join(written)


def _drawn(characters: Characters, chance: random.Random) -> str:
    if characters.negated:
        return chance.choice([each for each in _ANY if not any(a <= ord(each) <= b for a, b in characters.ranges)])
    first, last = chance.choice(characters.ranges)
    return chr(chance.randint(first, last))
