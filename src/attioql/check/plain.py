"""Checks a plain condition as the parser reads it: a name, an operator and a literal, and the condition is there at once.

What a name and an operator mean for a kind of literal is found out once for each target. It answers for conditions with
nothing wrong in them, and in the way that `check.operands` and `check.values` do, which a property test holds it to;
for all others it says nothing, and they go that way, which knows the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias, cast

from attioql.catalog.types import Operator, ValueRule
from attioql.catalog.workspace import Attribute, Target
from attioql.check.names import MOST_REMEMBERED, Resolved, remember, resolve
from attioql.check.operands import NEGATIVE, SIMPLE
from attioql.check.times import parse_date
from attioql.check.values import MOST_PLAIN_DIGITS, is_within, parse_timestamp_or_none
from attioql.filters.model import Condition, Place, Scalar
from attioql.syntax.actions import spelled
from attioql.syntax.machine import load_tables
from attioql.syntax.nodes import Expression, Not, Path
from attioql.syntax.plain import LITERAL, NAME, NEGATION, OPERATOR, PlainReader, negated
from attioql.syntax.spelling import unescape
from attioql.text.source import Source

_Convert: TypeAlias = Callable[[str], Scalar | None]

_new = tuple.__new__  # makes a named tuple without a call of Python code


class _Meaning(NamedTuple):
    """What a name and an operator say of a literal of one kind: where, which test, and what its text stands for."""

    place: Place
    operator: Operator
    opposite: bool
    is_string: bool
    convert: _Convert | None


def plain_reader(target: Target) -> PlainReader:
    """Return the reader of plain conditions on a target, always the same one."""
    known = target.memo.get("\x02plain")
    return cast("PlainReader", known if known is not None else remember(target, "\x02plain", _reader(target)))


def _reader(target: Target) -> PlainReader:
    read_node = load_tables().read_node
    meanings: dict[tuple[str | int | None, ...], _Meaning | None] = {}

    def read(found: re.Match[str]) -> Expression | None:
        name, sign = found.group(NAME, OPERATOR)
        key = (name, sign, found.lastindex)
        try:
            meaning = meanings[key]
        except KeyError:
            if len(meanings) >= MOST_REMEMBERED:
                meanings.clear()
            meaning = meanings[key] = _meaning(found, target)
        if meaning is None:
            return read_node(found)
        place, operator, opposite, is_string, convert = meaning
        start, end = found.start(LITERAL), found.end(found.lastindex or 0)
        value: Scalar | None
        if is_string:
            value = found.string[start + 1 : end - 1]
            if "\\" in value:
                value = unescape(value)[0]
        else:
            value = found.string[start:end]
        if convert is not None and (value := convert(value)) is None:
            return read_node(found)
        first = found.start(NAME)
        condition = cast("Expression", _new(Condition, (place, operator, value, first, end, ())))
        if opposite:
            condition = _new(Not, (condition, first, end, 0))
        return condition if found.start(NEGATION) < 0 else negated(found, condition)

    return read


def _meaning(found: re.Match[str], target: Target) -> _Meaning | None:
    """Find out what a name and an operator say of a kind of literal; `None` where that takes more than its text."""
    tables = load_tables()
    name, operator = found.group(NAME), spelled(found.group(OPERATOR))
    if name.lower() in tables.keywords:
        return None
    resolved = resolve(Path(name, found.start(NAME)), target, Source(found.string))
    if not isinstance(resolved, Resolved) or resolved.property is None:
        return None
    prop = resolved.property
    meant = prop.operators.get(SIMPLE[operator])
    kind = tables.plain_kinds[found.lastindex or 0]
    reading = _READINGS.get((prop.value.kind, kind))
    if meant is None or reading is None:
        return None
    convert = reading(resolved.place.attribute, prop.value, operator)
    if convert is _cannot:
        return None
    return _Meaning(resolved.place, meant, operator in NEGATIVE, kind == "string", convert)


def _cannot(_text: str) -> None:
    """Stand for what is left to others."""


def _any_text(attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert | None:
    return _cannot if attribute.text_format == "uuid" else None


def _option(attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert | None:
    return None if attribute.options is None else lambda text: None if attribute.lacks_option(text) else text


def _number(_attribute: Attribute, rule: ValueRule, _operator: str) -> _Convert:
    """Whole numbers without a sign."""

    def convert(text: str) -> int | None:
        if not text.isdigit() or len(text) > MOST_PLAIN_DIGITS:
            return None
        number = int(text)
        return number if is_within(number, 0, rule) else None

    return convert


def _date(text: str) -> str | None:
    return None if (day := parse_date(text)) is None else day.isoformat()


def _any_date(_attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert:
    return _date


def _day_of_instant(_attribute: Attribute, _rule: ValueRule, operator: str) -> _Convert:
    return _cannot if operator in {"=", "!="} else _date


def _any_timestamp(_attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert:
    return parse_timestamp_or_none


def _choice(_attribute: Attribute, rule: ValueRule, _operator: str) -> _Convert | None:
    return None if rule.open else lambda text: text if text in rule.known else None


_READINGS: dict[tuple[str, str], Callable[[Attribute, ValueRule, str], _Convert | None]] = {
    ("text", "string"): _any_text,
    ("option", "string"): _option,
    ("number", "number"): _number,
    ("date", "date"): _any_date,
    ("instant", "date"): _day_of_instant,
    ("instant", "timestamp"): _any_timestamp,
    ("timestamp", "timestamp"): _any_timestamp,
    ("choice", "string"): _choice,
}
"""For a kind of value and a kind of literal: how a text becomes the value that is sent; nothing where it is the value."""
