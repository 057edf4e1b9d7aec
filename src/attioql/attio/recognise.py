"""JSON text that is plainly right, told by one pattern of its target, and read when somebody asks what it says.

Whoever checks filters before they are sent wants to know that they are right, and often nothing else. A pattern takes a third of
the time of `json.loads`. It knows filters as they mostly are written: conditions of one operator, alone, negated, or in groups. What it
does not recognise is read as ever, and a property test holds that what it recognises is read without a fault. Nothing is decided
here that `attioql.attio.plans` decides otherwise.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias, cast

from attioql.attio.plain import read_plain
from attioql.attio.plans import NotPlainError, plans_of
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.filters.model import Node
from attioql.json_text.source import LONGEST_JSON, read_pairs
from attioql.text.source import Source

_WORTH_A_PATTERN = 300_000
"""How many characters of a target's filters are read before a pattern is made: then it has cost as much as the pattern will."""

_LONGEST_PATTERN = 60_000
_MOST_OPEN = 8
_LARGEST_DIGIT = 9
_BLANKS = " \t\n\r"
_NOTED, _PATTERN = "\x02noted", "\x02pattern"

_STRING = r'"[^"\\\x00-\x1f\ud800-\udfff]*"'
_DAY = "(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
_TIMESTAMP = rf"{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{{1,9}})?Z"
_VALUES: Mapping[str, str] = {
    "date": f'"{_DAY}"',
    "instant": f'"{_DAY}(?:(?<=[0-9])|{_TIMESTAMP[len(_DAY) :]})"',
    "timestamp": f'"{_TIMESTAMP}"',
    "boolean": "(?:true|false)",
}
_OPENING = re.compile(r'\{"\$(?:and|or)": ?\[')


Unread: TypeAlias = Callable[[], Node]
"""What returns the model of a filter that is known to be right and has not been read. It is not canonical yet."""


def note(text: str, target: Target) -> None:
    """Take notice of a text that was read on a target and has nothing wrong in it; make the pattern once it is worth it."""
    before = cast("int", target.memo.get(_NOTED, 0))
    target.memo[_NOTED] = before + len(text)
    if before < _WORTH_A_PATTERN <= before + len(text):
        target.memo[_PATTERN] = run_pattern(target)


def recognise(text: str, target: Target) -> Unread | None:
    """Return the filter that a text is, unread; `None` where it is none, or not one that is known at a glance."""
    run: Any = target.memo.get(_PATTERN)
    if run is None or len(text) > LONGEST_JSON:
        return None
    text = text.strip(_BLANKS)
    return partial(_read, text, target) if _is_filter(text, run) else None


def _read(text: str, target: Target) -> Node:
    plain = read_plain(read_pairs(Source(text)), target, tuple)
    if plain is None:
        raise AssertionError("what is recognised is read without a fault")
    return plain.root


def run_pattern(target: Target) -> re.Pattern[str] | None:
    """Return the pattern of conditions one after another, up to a group or the end of one; `None` where it would be long.

    After a condition comes a comma and the next object, the end of a group, or that of the text.
    """
    condition = "|".join(_conditions(target))
    if not condition or len(condition) > _LONGEST_PATTERN:
        return None
    condition = rf'\{{"(?:{condition})\}}'
    return re.compile(rf'(?:(?:{condition}|\{{"\$not": ?{condition}\}})(?:, ?(?=\{{")|(?=\])|\Z))+')


def _is_filter(text: str, run: re.Pattern[str]) -> bool:
    """Tell whether a text is conditions and groups of them. Two objects without a group around them are no filter."""
    at = depth = 0
    while True:
        opening = _OPENING.match(text, at) if text.startswith("$", at + 2) else None
        if opening is not None:
            at, depth = opening.end(), depth + 1
            if depth > _MOST_OPEN:
                return False
            continue
        found = run.match(text, at)
        if found is None:
            return False
        at = found.end()
        if text.startswith("{", at):
            continue
        if depth == 0:
            return at == len(text) and "}," not in text
        while depth and text.startswith("]}", at):
            at, depth = at + len("]}"), depth - 1
        if depth == 0:
            return at == len(text)
        if not text.startswith(",", at):
            return False
        at += len(", ") if text.startswith(", ", at) else len(",")


def _conditions(target: Target) -> Iterator[str]:
    """Yield the patterns of conditions, from after the quote before the name on: attributes that take the same share one."""
    plans = plans_of(target)
    names: dict[str, list[str]] = {}
    for slug, attribute in target.attributes.items():
        try:
            plans.attribute(slug)
        except NotPlainError:
            continue
        body = "|".join(_bodies(attribute, target.workspace))
        if body:
            names.setdefault(body, []).append(slug)
    for body, slugs in names.items():
        yield rf'{_one_of(slugs)}": ?(?:{body})'


def _bodies(attribute: Attribute, workspace: Workspace) -> Iterator[str]:
    """Yield the patterns of what an attribute is held against: operators of its implicit property, properties, a bare value."""
    implicit = attribute.type.implicit
    named: dict[str, list[str]] = {}
    for name, prop in attribute.type.properties.items():
        value = _value(attribute, prop, workspace) if prop.operators and prop.alone is None else None
        if value is None:
            continue
        operators = rf"\{{(?:{'|'.join(_operators(prop, value))})\}}"
        named.setdefault(operators, []).append(name)
        if name == implicit:
            yield operators
            if "$eq" in prop.operators:
                yield value
    for operators, names in named.items():
        yield rf'\{{"{_one_of(names)}": ?{operators}\}}'


def _operators(prop: Property, value: str) -> Iterator[str]:
    """Yield the patterns of one operator of a property and its operand."""
    plain = [name for name in prop.operators if name not in {"$in", "$not_empty"}]
    if plain:
        yield rf'"{_one_of(plain)}": ?{value}'
    if "$in" in prop.operators and "$eq" in prop.operators:
        yield rf'"\$in": ?\[{value}(?:, ?{value})*\]'
    if "$not_empty" in prop.operators:
        yield r'"\$not_empty": ?true'


def _value(attribute: Attribute, prop: Property, workspace: Workspace) -> str | None:
    """Return the pattern of the values that a property takes; `None` where it takes more to tell."""
    rule = prop.value
    match rule.kind:
        case "text" if attribute.text_format != "uuid":
            return _STRING
        case "option" if attribute.options is not None:
            plain = [name for name, option in attribute.named_options.items() if not option.archived]
            return _choice(plain)
        case "option":
            return None if workspace.notes_gaps else _STRING
        case "number" if (rule.minimum is None or rule.minimum <= 0) and rule.maximum is None:
            return "(?:0|[1-9][0-9]{0,14})"
        case "number" if rule.minimum == 0 and rule.maximum is not None and rule.maximum <= _LARGEST_DIGIT:
            return f"[0-{rule.maximum}]"
        case "choice":
            return _choice(rule.known)
        case "object":
            return _choice(attribute.objects)
    return _VALUES.get(rule.kind)


def _choice(names: Iterable[str]) -> str | None:
    written = [json.dumps(name, ensure_ascii=False)[1:-1] for name in names]
    return f'"{_one_of(written)}"' if written else None


def _one_of(names: Iterable[str]) -> str:
    """Return the pattern of one of several texts, sorted by what they begin with, as alternatives are tried one by one."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(names, reverse=True):
        by_first.setdefault(name[:1], []).append(name[1:])
    parts = [
        re.escape(first) + (_one_of(rest) if len(rest) > 1 else re.escape(rest[0])) if first else ""
        for first, rest in by_first.items()
    ]
    return f"(?:{'|'.join(parts)})" if len(parts) > 1 else parts[0]
