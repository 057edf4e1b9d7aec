"""What a name and an operator say of a kind of literal: found out once for each target, and used for every condition like it.

A decoder answers for conditions with nothing wrong in them, as `operands` and `values` do, which a property test
holds it to. For all others there is none, and they go that way, which knows the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from attioql.catalog.cache import Cache
from attioql.catalog.types import UUID, Operator, Property
from attioql.catalog.workspace import Attribute, PerTarget, Target
from attioql.checker.doubts import is_watched
from attioql.checker.literal_values import is_country_code, is_fitting, parse_timestamp_or_none
from attioql.checker.names import Resolved, resolve
from attioql.checker.operands import NEGATIVE, json_operators
from attioql.checker.times import parse_date
from attioql.filters.model import Condition, Node, Not, Or, Place, TestValue
from attioql.syntax.nodes import Path
from attioql.syntax.spelling import unquoted
from attioql.text.numbers import MOST_PLAIN_DIGITS, exact_number
from attioql.text.source import Source
from attioql.values.model import ValueRule

_new = tuple.__new__  # makes a named tuple without a call of Python code

Convert: TypeAlias = Callable[[Any], "TestValue | None"]
"""From the text of a literal, or the texts of a list, to the value that is sent; `None` where something may be wrong."""


class Rest(NamedTuple):
    """What makes a condition more than one test that is asked for: the opposite, or each of several values for itself."""

    opposite: bool
    alternatives: bool

    def of(self, condition: Condition) -> Node:
        """Return what is meant by a condition that is negated, or has one of several values."""
        meant: Node = condition
        if self.alternatives:
            place, operator, values, start, end, _ = condition
            each = [Condition(place, operator, value, start, end) for value in values]  # type: ignore[union-attr]  # texts
            meant = each[0] if len(each) == 1 else Or(tuple(each))
        return Not(meant) if self.opposite else meant


class LiteralDecoder(NamedTuple):
    """Where to look, which test, what the text of the literal stands for (nothing where it is the value), and what else there is to it."""

    place: Place
    operator: Operator
    convert: Convert | None
    rest: Rest | None
    is_watched: bool

    def condition(self, written: object, start: int, end: int) -> Node | None:
        """Return what a literal of that kind means, from its text or, for a list, from the texts in it; `None` where something may be wrong."""
        place, operator, convert, rest, _ = self
        value = written if convert is None else convert(written)
        if value is None:
            return None
        condition = _new(Condition, (place, operator, value, start, end, ()))
        return condition if rest is None else rest.of(condition)


DECODERS = PerTarget[Cache[tuple[str, str, str], "LiteralDecoder | None"]](lambda _: Cache())
"""By name, operator and kind of literal (`attioql.syntax.token_patterns.FORMS`)."""


def find_decoder(path: Path, operator: str, kind: str, target: Target) -> LiteralDecoder | None:
    """Find out what a path and an operator say of a kind of literal; `None` where that takes more than its text."""
    resolved = resolve(path, target, Source(path.text))
    if not isinstance(resolved, Resolved) or resolved.property is None:
        return None
    place, prop = resolved.place, resolved.property
    needed = json_operators(operator)
    meant = prop.operators.get(needed[0])
    convert = _converter(kind, place.attribute, prop, operator)
    if len(needed) > 1 or meant is None or convert is _cannot:
        return None
    if kind == "list":
        meant = prop.operators.get("$in", meant)
    opposite, alternatives = operator in NEGATIVE, kind == "list" and meant.name != "$in"
    rest = Rest(opposite, alternatives) if opposite or alternatives else None
    return LiteralDecoder(place, meant, convert, rest, is_watched(place, target))


def _converter(kind: str, attribute: Attribute, prop: Property, operator: str) -> Convert | None:
    if kind == "presence":
        return _true
    literal = "string" if kind in {"escaped", "list"} else kind
    reading = _READINGS.get((prop.value.kind, literal))
    convert = _cannot if reading is None else reading(attribute, prop.value, operator)
    if convert is _cannot or kind == literal:
        return convert
    return partial(_unescaped if kind == "escaped" else _all, convert)


def _true(_operator: str) -> bool:
    return True


def _unescaped(convert: Convert | None, text: str) -> TestValue | None:
    return unquoted(text) if convert is None else convert(unquoted(text))


def _all(convert: Convert | None, texts: Sequence[str]) -> tuple[str, ...] | None:
    values: list[Any] = [*texts] if convert is None else [convert(text) for text in texts]
    return None if None in values else tuple(values)


def _cannot(_text: str) -> None:
    """Stand for what is left to others."""


def _any_text(attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert | None:
    return _cannot if attribute.text_format == "uuid" else None


def _option(attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert | None:
    return None if attribute.options is None else lambda text: None if attribute.lacks_option(text) else text


def _known_option(attribute: Attribute, rule: ValueRule, operator: str) -> Convert | None:
    return _cannot if attribute.options is None else _option(attribute, rule, operator)


def _number(_attribute: Attribute, rule: ValueRule, _operator: str) -> Convert:
    def convert(text: str) -> int | Decimal | None:
        exact = (int(text), 0) if text.isdigit() and len(text) <= MOST_PLAIN_DIGITS else exact_number(text)
        return exact[0] if exact is not None and is_fitting(*exact, rule) else None

    return convert


def _boolean(_attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert:
    return lambda text: text.lower() == "true"


def _date(text: str) -> str | None:
    return None if (day := parse_date(text)) is None else day.isoformat()


def _any_date(_attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert:
    return _date


def _day_of_instant(_attribute: Attribute, _rule: ValueRule, operator: str) -> Convert:
    return _cannot if operator in {"=", "!="} else _date


def _any_timestamp(_attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert:
    return parse_timestamp_or_none


def _uuid(_attribute: Attribute, _rule: ValueRule, _operator: str) -> Convert:
    return lambda text: text.lower() if UUID.match(text) else None


def _country(_attribute: Attribute, _rule: ValueRule, operator: str) -> Convert:
    shortest = 1 if json_operators(operator) == ("$starts_with",) else 2
    return lambda text: text if is_country_code(text, shortest) else None


def _choice(_attribute: Attribute, rule: ValueRule, _operator: str) -> Convert | None:
    return None if rule.open else lambda text: text if text in rule.known else None


def _choice_word(_attribute: Attribute, rule: ValueRule, _operator: str) -> Convert:
    return lambda text: text if text in rule.known else None


_READINGS: dict[tuple[str, str], Callable[[Attribute, ValueRule, str], Convert | None]] = {
    ("text", "string"): _any_text,
    ("option", "string"): _option,
    ("option", "word"): _known_option,
    ("number", "number"): _number,
    ("boolean", "boolean"): _boolean,
    ("date", "date"): _any_date,
    ("date", "string"): _any_date,
    ("instant", "date"): _day_of_instant,
    ("instant", "timestamp"): _any_timestamp,
    ("timestamp", "timestamp"): _any_timestamp,
    ("uuid", "uuid"): _uuid,
    ("uuid", "string"): _uuid,
    ("member", "uuid"): _uuid,
    ("country", "string"): _country,
    ("choice", "string"): _choice,
    ("choice", "word"): _choice_word,
}
"""For a kind of value and a kind of literal: how a text becomes the value that is sent; nothing where it is the value."""
