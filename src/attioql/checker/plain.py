"""Checks a plain condition as the parser reads it: a name, an operator and a literal, and the condition is there at once.

What a name and an operator mean for a kind of literal is found out once for each target. It answers for conditions with
nothing wrong in them, and in the way that `check.operands` and `check.values` do, which a property test holds it to;
for all others it says nothing, and they go that way, which knows the sentences.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from sys import intern
from typing import Any, NamedTuple, TypeAlias, cast

from attioql.catalog.cache import Cache
from attioql.catalog.types import Operator, Property
from attioql.catalog.workspace import Attribute, PerTarget, Target
from attioql.checker.names import Resolved, resolve
from attioql.checker.times import parse_date
from attioql.checker.values import is_fitting, parse_timestamp_or_none
from attioql.filters import model
from attioql.filters.model import Condition, Node, Place, TestValue
from attioql.operators import is_negated, load_operators, takes_list
from attioql.syntax.actions import spelled
from attioql.syntax.machine import load_tables
from attioql.syntax.nodes import Expression, Literal, Not, Or, Path
from attioql.syntax.plain import (
    LIST,
    LITERAL,
    NAME,
    NEGATION,
    OPERATOR,
    PlainReader,
    comparison,
    negated,
    strings_in,
)
from attioql.syntax.spelling import unescape
from attioql.text.numbers import MOST_PLAIN_DIGITS, exact_number
from attioql.text.source import Source
from attioql.values.model import ValueRule

_Convert: TypeAlias = Callable[[str], TestValue | None]
_Key: TypeAlias = tuple[str | int | None, ...]

_new = tuple.__new__  # makes a named tuple without a call of Python code


class _Meaning(NamedTuple):
    """What a name and an operator say of a literal of one kind: where, which test, and what its text stands for.

    It is a condition and nothing else where it `is_direct`, else it is the opposite, or a list of `alternatives`, as Attio has
    no `$in` for it. The rest is what a node has of them: the name, the operator in
    its one spelling, and the kind.
    """

    place: Place
    operator: Operator
    is_direct: bool
    is_string: bool
    convert: _Convert | None
    opposite: bool
    alternatives: bool
    name: str
    spelling: str
    kind: str


_MEANINGS = PerTarget[Cache[_Key, "_Meaning | None"]](lambda _: Cache())
_READERS = PerTarget[PlainReader](lambda target: _reader(target, None))


def plain_reader(target: Target) -> PlainReader:
    """Return the reader of plain conditions on a target, always the same one."""
    return _READERS.of(target)


def noting_reader(target: Target, notes: dict[int, Node]) -> PlainReader:
    """Return a reader that makes a node of every plain condition, and notes what it means by where it begins, `not` left out."""
    return _reader(target, notes)


def _reader(target: Target, notes: dict[int, Node] | None) -> PlainReader:
    read_node = load_tables().read_node
    meanings = _MEANINGS.of(target)

    def read(found: re.Match[str]) -> Expression | None:
        name, sign = found.group(NAME, OPERATOR)
        key = (name, sign, found.lastindex)
        try:
            meaning = meanings[key]
        except KeyError:
            meaning = meanings.keep(key, _meaning(found, target))
        if meaning is None:
            return read_node(found)
        place, operator, is_direct, is_string, convert = meaning[:5]
        start, end = found.start(LITERAL), found.end(found.lastindex or 0)
        text = found.string[start + 1 : end - 1] if is_string else found.string[start:end]
        if is_string and "\\" in text:
            text = unescape(text)[0]
        value: TestValue | None = text
        if convert is not None and (value := convert(text)) is None:
            return read_node(found)
        first = found.start(NAME)
        condition = _new(Condition, (place, operator, value, first, end, ()))
        if notes is None:
            node = cast("Expression", condition) if is_direct else _read_already(_meant(condition, meaning))
            return node if found.start(NEGATION) < 0 else negated(found, node)
        notes[first] = condition if is_direct else _meant(condition, meaning)
        if meaning.kind == LIST:
            return read_node(found)
        literal = _new(Literal, (meaning.kind, text, start, end - start))
        return negated(found, comparison(found, meaning.name, meaning.spelling, literal, len(sign)))

    return read


def _meant(condition: Condition, meaning: _Meaning) -> Node:
    """Return what a condition means that is negated, or has one of several values."""
    meant: Node = condition
    if meaning.alternatives:
        place, operator, values, start, end, _ = condition
        each = [Condition(place, operator, value, start, end) for value in cast("tuple[str, ...]", values)]
        meant = each[0] if len(each) == 1 else model.Or(tuple(each))
    return model.Not(meant) if meaning.opposite else meant


def _read_already(meant: Node) -> Expression:
    """Return a model as it stands among nodes: groups and negations are nodes, so that the parser knows where they are."""
    inner = meant.operand if isinstance(meant, model.Not) else meant
    node = cast("Expression", Or(cast("Any", inner.members)) if isinstance(inner, model.Or) else inner)
    return Not(node, node.start, node.end, 0) if inner is not meant else node


def _meaning(found: re.Match[str], target: Target) -> _Meaning | None:
    """Find out what a name and an operator say of a kind of literal; `None` where that takes more than its text."""
    tables = load_tables()
    name, operator = found.group(NAME), spelled(found.group(OPERATOR))
    if name.lower() in tables.keywords:
        return None
    resolved = resolve(Path(name, found.start(NAME)), target, Source(found.string))
    if not isinstance(resolved, Resolved) or resolved.property is None:
        return None
    prop, kind = resolved.property, tables.plain_kinds[found.lastindex or 0]
    listed = kind == LIST
    meant = _attio_operator(operator, prop, listed=listed)
    reading = _READINGS.get((prop.value.kind, "string" if listed else kind))
    if meant is None or reading is None:
        return None
    convert = reading(resolved.place.attribute, prop.value, "=" if listed else operator)
    if convert is _cannot:
        return None
    opposite = is_negated(operator)
    alternatives = listed and not meant.row.lists
    return _Meaning(
        resolved.place,
        meant,
        not (opposite or alternatives),
        kind == "string",
        partial(_all, convert, tables.string) if listed else convert,
        opposite,
        alternatives,
        intern(name),
        operator,
        kind,
    )


def _attio_operator(operator: str, prop: Property, *, listed: bool) -> Operator | None:
    """Return the operator of Attio's that an operator needs, if the property has it; a list and no other goes with `in`."""
    if listed is not takes_list(operator):
        return None
    [needed] = load_operators().spellings[operator].operators
    return (prop.membership if listed else None) or prop.operators.get(needed)


def _all(convert: _Convert | None, string: re.Pattern[str], text: str) -> tuple[str, ...] | None:
    """Return what all strings of a list stand for."""
    values = [literal.text if convert is None else convert(literal.text) for literal in strings_in(text, 0, string)]
    return None if None in values else cast("tuple[str, ...]", tuple(values))


def _cannot(_text: str) -> None:
    """Stand for what is left to others."""


def _any_text(attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert | None:
    return _cannot if attribute.text_format == "uuid" else None


def _option(attribute: Attribute, _rule: ValueRule, _operator: str) -> _Convert | None:
    return None if attribute.options is None else lambda text: None if attribute.lacks_option(text) else text


def _number(_attribute: Attribute, rule: ValueRule, _operator: str) -> _Convert:
    def convert(text: str) -> int | Decimal | None:
        exact = (int(text), 0) if text.isdigit() and len(text) <= MOST_PLAIN_DIGITS else exact_number(text)
        return exact[0] if exact is not None and is_fitting(*exact, rule) else None

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
