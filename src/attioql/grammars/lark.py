"""Writes a grammar in the dialect of Lark that llguidance reads: names of lexemes in capitals, strings as in JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

from attioql.grammars.model import Item, Pattern, Production, Ref, Repeated, Text

_SLASH = "\\/"


def write_lark(rules: Sequence[Production], root: str) -> str:
    """Return the text of a grammar, which begins with the rule `start`."""
    lexemes = frozenset([rule.name for rule in rules if rule.lexeme])
    lines = ["%llguidance {}", "", f"start: {_name(root, lexemes)}"]
    lines += [f"{_name(rule.name, lexemes)}: {_alternatives(rule, lexemes)}" for rule in rules]
    return "\n".join(lines) + "\n"


def _name(name: str, lexemes: frozenset[str]) -> str:
    return (name.upper() if name in lexemes else name).replace("-", "_")


def _alternatives(rule: Production, lexemes: frozenset[str]) -> str:
    return " | ".join([" ".join([_item(item, lexemes) for item in each]) for each in rule.alternatives])


def _item(item: Item, lexemes: frozenset[str]) -> str:
    match item:
        case Text(text):
            return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
        case Pattern(regex):
            return f"/{regex.replace('/', _SLASH)}/"
        case Ref(name):
            return _name(name, lexemes)
        case Repeated(items, most):
            inside = " ".join([_item(each, lexemes) for each in items])
            return f"({inside})?" if most == 1 else f"({inside}){{0,{most}}}"
