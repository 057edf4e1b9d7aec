"""Writes a grammar in GBNF, which llama.cpp reads: rules of letters, digits and hyphens, and characters in place of patterns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attioql.grammars.model import Item, Pattern, Production, Ref, Repeated, Text

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_CONTROL = re.compile('["\\\\\x00-\x1f\x7f]')
_PARTS = re.compile(r"(?P<class>\[[^\]]*\])|\\(?P<escaped>.)|(?P<mark>[()|?]|\{[0-9,]+\})|(?P<character>.)", re.DOTALL)
_COUNTS = re.compile(r"[?{]")


def write_gbnf(rules: Sequence[Production], root: str) -> str:
    """Return the text of a grammar, which begins with the rule `root`."""
    lines = [f"root ::= {root}", *[f"{rule.name} ::= {_alternatives(rule)}" for rule in rules]]
    return "\n".join(lines) + "\n"


def _alternatives(rule: Production) -> str:
    return " | ".join([" ".join([_item(item) for item in each]) for each in rule.alternatives])


def _item(item: Item) -> str:
    match item:
        case Text(text):
            return _quoted(text)
        case Pattern(regex):
            return _pattern(regex)
        case Ref(name):
            return name
        case Repeated(items, most):
            inside = " ".join([_item(each) for each in items])
            return f"({inside})?" if most == 1 else f"({inside}){{0,{most}}}"


def _quoted(text: str) -> str:
    return f'"{_CONTROL.sub(_escape, text)}"'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0], f"\\x{ord(match[0]):02x}")


def _pattern(regex: str) -> str:
    """Write a regular expression: classes, groups and counts as they are, and characters that follow one another as a text."""
    written: list[str] = []
    characters = ""
    parts = [*_PARTS.finditer(regex), None]
    for part in parts:
        character = "" if part is None else part["escaped"] or part["character"] or ""
        if character:
            characters += character
            continue
        is_count = part is not None and _COUNTS.match(part["mark"] or "")
        before, last = (characters[:-1], characters[-1:]) if is_count else (characters, "")
        written += [_quoted(each) for each in (before, last) if each]
        characters = ""
        if part is not None and is_count:
            written[-1] += part[0]
        elif part is not None:
            written.append(part[0])
    return f"({' '.join(written)})"
