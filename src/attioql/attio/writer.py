"""Writes a filter as Attio's filter JSON: as a value, in one of two styles, or directly as the canonical text.

The canonical style names every property and operator. The shorthand style is the shortest spelling that Attio's
documentation shows: a bare value for equality, keys side by side for `and`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby
from math import isfinite
from typing import Any, Literal, TypeAlias

from attioql.catalog.types import Operator
from attioql.filters.model import And, AttributePath, Condition, Node, Not, Or, Test, TestValue
from attioql.json_text.holes import is_hole
from attioql.values.exact import Decimals, as_json_number, number_text

Style: TypeAlias = Literal["canonical", "shorthand"]
JsonFilter: TypeAlias = "dict[str, JsonFilter] | list[JsonFilter] | str | int | float | Decimal | bool"

_GROUP_KEYS: dict[type, str] = {And: "$and", Or: "$or"}
_CLOSED = -1
"""Stands for the level where nothing but a bracket is left to be written."""

_quoted: Callable[[str], str] = json.encoder.encode_basestring


def to_json(root: Node, style: Style = "canonical", decimals: Decimals = "keep") -> dict[str, JsonFilter]:
    """Return a filter as a JSON value. The tree is walked with a stack of its own.

    Raises `ValueError` for a number that no float holds exactly, where `decimals` is `error`.
    """
    write = partial(_shorthand_condition if style == "shorthand" else _verbose_condition, decimals=decimals)
    results: list[dict[str, JsonFilter]] = []
    waiting: list[Node | tuple[str, int]] = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case Condition():
                results.append(write(node))
            case Not(operand):
                waiting += (("$not", 1), operand)
            case And(()):
                results.append({})
            case And(members) if style == "shorthand" and _can_stand_side_by_side(members):
                results.append({key: value for member in members for key, value in write(member).items()})  # type: ignore[arg-type]
            case And(members) | Or(members):
                waiting.append((_GROUP_KEYS[type(node)], len(members)))
                waiting.extend(reversed(members))
            case ("$not", _):
                results.append({"$not": results.pop()})
            case (key, count):
                parts = results[-count:]
                del results[-count:]
                grouped: list[JsonFilter] = [*parts]
                results.append({key: grouped})
    return results[0]


def to_text(root: Node) -> str:
    """Return the filter JSON of a canonical model, in which groups come after conditions, as text on one line."""
    pieces: list[str] = []
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        kind = type(node)
        if kind is str:
            pieces.append(node)
        elif kind not in _GROUP_KEYS:
            pieces.append(_literal_text(node))
        elif not (members := node.members):
            pieces.append("{}")
        else:
            groups = [member for member in members if type(member) in _GROUP_KEYS]
            literals = members[: len(members) - len(groups)]
            pieces.append(f'{{"{_GROUP_KEYS[kind]}": [{", ".join(map(_literal_text, literals))}')
            waiting.append("]}")
            for group in reversed(groups):
                waiting += (group, ", ")
            if groups and not literals:
                waiting.pop()
    return "".join(pieces)


def as_text(value: JsonFilter, indent: int | None = None) -> str:
    """Return a filter's JSON value as text with exact numbers: on one line, or indented by that many spaces a level."""
    pieces: list[str] = []
    waiting: list[tuple[str, JsonFilter | None, int]] = [("", value, 0)]
    while waiting:
        before, item, level = waiting.pop()
        pieces.append(before)
        if level == _CLOSED:
            continue
        entries: list[tuple[str, JsonFilter]]
        if isinstance(item, dict) and item:
            opening, closing = "{", "}"
            entries = [("", key) if is_hole(key) else (f"{_quoted(key)}: ", member) for key, member in item.items()]
        elif isinstance(item, list) and item:
            opening, closing = "[", "]"
            entries = [("", member) for member in item]
        else:
            pieces.append(_scalar_text(item))
            continue
        pieces.append(opening)
        waiting.append((f"{_line_break(indent, level)}{closing}", None, _CLOSED))
        inside = _line_break(indent, level + 1)
        between = f",{inside}" if inside else ", "
        for number in range(len(entries) - 1, -1, -1):
            key, member = entries[number]
            waiting.append((f"{between if number else inside}{key}", member, level + 1))
    return "".join(pieces)


def _line_break(indent: int | None, level: int) -> str:
    return "" if indent is None else "\n" + " " * (indent * level)


def _scalar_text(value: JsonFilter | None) -> str:
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, float) and isfinite(value):
        return number_text(Decimal(float.__repr__(value)))
    return repr(value) if is_hole(value) else json.dumps(value, ensure_ascii=False)


def _literal_text(literal: Condition | Not) -> str:
    negated = type(literal) is Not
    condition: Any = literal[0] if negated else literal
    path, operator, value, _, _, others = condition
    if others:
        before, after = _frame(path, None)
        written = _tests_text(condition)
    else:
        before, after = path.frames.get(operator.rank) or _frame(path, operator)
        written = _quoted(value) if type(value) is str else _value_text(value)
    return f'{{"$not": {before}{written}{after}}}' if negated else f"{before}{written}{after}"


def _frame(path: AttributePath, operator: Operator | None) -> tuple[str, str]:
    """Return what stands before and behind the operand of an operator on a path; without an operator, before and behind all tests."""
    before = f"{{{_quoted(path.attribute.slug)}: "
    if path.steps:
        steps = ", ".join([f"[{_quoted(slug)}, {_quoted(attribute)}]" for slug, attribute in path.steps])
        before = f'{{"path": [{steps}], "constraints": '
    if operator is None:
        return before, "}"
    if _names_property(path):
        frame = f'{before}{{"{operator.property}": {{"{operator.name}": ', "}}}"
    else:
        frame = f'{before}{{"{operator.name}": ', "}}"
    path.frames[operator.rank] = frame
    return frame


def _tests_text(condition: Condition) -> str:
    named = _names_property(condition.path)
    properties = []
    for name, group in groupby(condition.tests, key=_property_of):
        operators = ", ".join([f'"{test.operator.name}": {_value_text(test.value)}' for test in group])
        properties.append(f'"{name}": {{{operators}}}' if named else operators)
    return f"{{{', '.join(properties)}}}"


def _value_text(value: TestValue) -> str:
    kind = type(value)
    if kind is str:
        return _quoted(value)  # type: ignore[arg-type]  # `kind` says so, faster than isinstance
    if kind is tuple:
        return f"[{', '.join([_quoted(item) for item in value])}]"  # type: ignore[union-attr]
    if kind is bool:
        return "true" if value else "false"
    return number_text(value)  # type: ignore[arg-type]


def _verbose_condition(condition: Condition, decimals: Decimals) -> dict[str, JsonFilter]:
    named = _names_property(condition.path)
    inner: dict[str, JsonFilter] = {}
    for name, group in groupby(condition.tests, key=_property_of):
        operators: dict[str, JsonFilter] = {test.operator.name: _value(test.value, decimals) for test in group}
        if named:
            inner[name] = operators
        else:
            inner = operators
    return _placed(condition, inner)


def _shorthand_condition(condition: Condition, decimals: Decimals) -> dict[str, JsonFilter]:
    """Write a condition the shortest way that is documented."""
    kind = condition.path.attribute.type
    by_property = {name: tuple(group) for name, group in groupby(condition.tests, key=_property_of)}
    alone = len(by_property) == 1 and kind.implicit in by_property and not condition.path.steps
    inner: dict[str, JsonFilter] = {}
    for name, tests in by_property.items():
        operators: dict[str, JsonFilter] = {test.operator.name: _value(test.value, decimals) for test in tests}
        if len(tests) == 1 and tests[0].operator is kind.properties[name].equality:
            [bare] = operators.values()
            if alone:
                return {condition.path.attribute.slug: bare}
            inner[name] = bare
        elif alone and (kind.bare_operators or len(kind.properties) == 1):
            inner = operators
        else:
            inner[name] = operators
    return _placed(condition, inner)


def _placed(condition: Condition, inner: dict[str, JsonFilter]) -> dict[str, JsonFilter]:
    path = condition.path
    if not path.steps:
        return {path.attribute.slug: inner}
    steps: list[JsonFilter] = [[*step] for step in path.steps]
    return {"path": steps, "constraints": inner}


def _names_property(path: AttributePath) -> bool:
    """Name the property where the type has several, and always at the end of a path."""
    return bool(path.steps) or len(path.attribute.type.properties) > 1


def _can_stand_side_by_side(members: Sequence[Node]) -> bool:
    """Tell whether members joined by `and` can be keys of one object: direct conditions on different attributes."""
    slugs = {member.path.attribute.slug for member in members if type(member) is Condition and not member.path.steps}
    return len(slugs) == len(members)


def _property_of(test: Test) -> str:
    return test.operator.property


def _value(value: TestValue, decimals: Decimals) -> JsonFilter:
    if isinstance(value, tuple):
        return [*value]
    if isinstance(value, (bool, str)):
        return value
    return as_json_number(value, decimals)
