"""Tests on what a record holds for one property, compiled to functions of one argument.

A function takes the JSON value and tells whether it passes; null passes nothing. What is of another kind than the
property holds raises `MalformedError`. The order of the checks is for speed: what passes is of the right kind already.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TypeAlias

from attioql.catalog.types import UUID, Property
from attioql.catalog.workspace import Attribute
from attioql.checker.times import parse_date, parse_timestamp
from attioql.filters.meaning import COMPARE, Key, fold, instant_key, key_of
from attioql.filters.model import Test
from attioql.text.numbers import LARGEST_NUMBER, LEAST_NUMBER, read_decimal
from attioql.values.model import ValueRule

Passes: TypeAlias = Callable[[object], bool]

_LARGEST = sys.float_info.max
_TIME_OF_API = re.compile(r"T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{9}Z", re.ASCII)
_NUMERIC_TEXT = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


class MalformedError(ValueError):
    """A record holds something else than the property's type allows; the text says what it allows."""


def compile_test(attribute: Attribute, prop: Property, test: Test) -> Passes:
    """Return the function that tells whether what a record holds for a property passes a test."""
    match prop.read.shape:
        case "option":
            return _option(attribute, prop, test)
        case "actor":
            return _actor(_text(prop, test))
    match prop.value.kind:
        case "number":
            return _number(prop.value, test)
        case "boolean":
            return _boolean(test)
        case "date":
            return _day(test)
        case "timestamp" | "instant":
            return _instant(prop.value.kind, test)
        case "uuid" | "member":
            return _lower(_text(prop, test))
    return _lower(_text(prop, test)) if attribute.text_format == "uuid" else _text(prop, test)


def _text(prop: Property, test: Test) -> Passes:
    operand = test.value
    match test.operator.name, operand:
        case "$in", tuple():
            choices = frozenset(operand)
            return lambda value: _is_text(value) and value in choices
        case "$contains", str():
            part = fold(operand)
            return lambda value: _is_text(value) and part in value.casefold()  # type: ignore[attr-defined]
        case "$starts_with", str():
            start = fold(operand)
            return lambda value: _is_text(value) and value.casefold().startswith(start)  # type: ignore[attr-defined]
        case "$ends_with", str():
            end = fold(operand)
            return lambda value: _is_text(value) and value.casefold().endswith(end)  # type: ignore[attr-defined]
        case "$not_empty", _:
            return lambda value: _is_text(value) and value != ""
        case "$eq", str():
            return lambda value: value == operand or (_is_text(value) and False)
    message = f"{test.operator.name} on {prop.name}"
    raise AssertionError(message)


def _is_text(value: object) -> bool:
    if type(value) is str:
        return True
    if value is None:
        return False
    if isinstance(value, str):
        return True
    message = "a string"
    raise MalformedError(message)


def _lower(passes: Passes) -> Passes:
    """Compare UUIDs as Attio is sent them, in lower case."""
    return lambda value: passes(_lower_uuid(value))


def _lower_uuid(value: object) -> object:
    return value.lower() if isinstance(value, str) and UUID.match(value) else value


def _actor(passes: Passes) -> Passes:
    """Take the ID of an actor that is a workspace member; another actor has none that counts."""

    def member(value: object) -> bool:
        if value is None:
            return False
        if isinstance(value, Mapping) and "type" in value and "id" in value:
            return passes(_lower_uuid(value["id"]) if value["type"] == "workspace-member" else None)
        message = "an object with the `type` and `id` of an actor"
        raise MalformedError(message)

    return member


def _option(attribute: Attribute, prop: Property, test: Test) -> Passes:
    """Compare an option or status by title or ID: a record holds its title, or an object with both."""
    if test.operator.name != "$eq":
        message = f"{test.operator.name} on {prop.name} of {attribute.slug}"
        raise AssertionError(message)
    operand = str(test.value)
    asks_for_id = UUID.match(operand) is not None
    wanted = operand.lower() if asks_for_id else operand

    def passes(value: object) -> bool:
        if isinstance(value, str):
            if value == operand:
                return True
            if asks_for_id:
                return _same_id(value, wanted)
            if UUID.match(value):
                message = "an object with the `title` of the option or status: the filter names it by title"
                raise MalformedError(message)
            return False
        if value is None:
            return False
        if not isinstance(value, Mapping) or not isinstance(value.get("title"), str):
            message = "a title, or an object with a `title`"
            raise MalformedError(message)
        return value["title"] == operand or (asks_for_id and _same_id(_id_of(value.get("id"), prop.read.id), wanted))

    return passes


def _id_of(identity: object, key: str) -> object:
    return identity.get(key) if isinstance(identity, Mapping) else identity


def _same_id(identity: object, wanted: str) -> bool:
    if isinstance(identity, str) and UUID.match(identity):
        return identity.lower() == wanted
    message = "an object with the `id` of the option or status: the filter names it by ID"
    raise MalformedError(message)


def _boolean(test: Test) -> Passes:
    operand = test.value

    def passes(value: object) -> bool:
        if value is operand:
            return True
        if value is None or isinstance(value, bool):
            return False
        message = "true or false"
        raise MalformedError(message)

    return passes


def _number(rule: ValueRule, test: Test) -> Passes:
    """Compare exactly: a float stands for the shortest decimal that reads back as it, as JSON prints it."""
    operand = test.value
    if not isinstance(operand, (int, Decimal)):
        raise TypeError(operand)
    name = test.operator.name
    compare = COMPARE[name]
    if rule.integer or rule.numeric_text or not _is_exact_as_float(operand):
        return lambda value: value is not None and compare(_exact_number(value, rule), operand)
    plain = float(operand)

    def passes(value: object) -> bool:
        kind = type(value)
        if (kind is float or kind is int) and -_LARGEST <= value <= _LARGEST:  # type: ignore[operator]
            return compare(value, plain if kind is float else operand)  # type: ignore[arg-type]
        return value is not None and compare(_exact_number(value, rule), operand)

    return passes


def _is_exact_as_float(number: int | Decimal) -> bool:
    """Tell whether a number is a float's shortest decimal: then floats compare with it as their decimals do."""
    return Decimal(repr(float(number))) == number


def _exact_number(value: object, rule: ValueRule) -> int | Decimal:
    number = _as_number(value, rule)
    if number is None or not (LEAST_NUMBER <= number <= LARGEST_NUMBER):
        message = "a number, or one as text" if rule.numeric_text else "a number"
        raise MalformedError(message)
    if rule.integer and (number != int(number) or not (rule.minimum or 0) <= number <= (rule.maximum or number)):
        message = f"a whole number from {rule.minimum} to {rule.maximum}"
        raise MalformedError(message)
    return number


def _as_number(value: object, rule: ValueRule) -> int | Decimal | None:
    match value:
        case bool():
            return None
        case int():
            return value
        case float() if isfinite(value):
            text = repr(value)
        case Decimal():
            return value if value.is_finite() else None
        case str() if rule.numeric_text and _NUMERIC_TEXT.fullmatch(value):
            text = value
        case _:
            return None
    return read_decimal(text)


def _day(test: Test) -> Passes:
    compare, operand = COMPARE[test.operator.name], key_of("date", test.value)

    def passes(value: object) -> bool:
        if type(value) is str and _is_day(value):
            return compare(value, operand)
        if value is None:
            return False
        message = "a date such as 2024-05-31"
        raise MalformedError(message)

    return passes


@lru_cache(maxsize=16_384)
def _is_day(text: str) -> bool:
    return parse_date(text) is not None


def _instant(kind: str, test: Test) -> Passes:
    compare, operand = COMPARE[test.operator.name], key_of(kind, test.value)
    return lambda value: value is not None and compare(_instant_key(value), operand)


def _instant_key(value: object) -> Key:
    """Return what a timestamp of a record sorts by; the API writes nine decimals and `Z`, others are read as well."""
    if type(value) is not str:
        message = "a timestamp such as 2024-05-31T09:30:00.000000000Z"
        raise MalformedError(message)
    if _TIME_OF_API.fullmatch(value, 10) and _is_day(value[:10]):
        return value[:-1]
    try:
        timestamp = parse_timestamp(value)
    except OverflowError:
        timestamp = None
    if timestamp is None:
        message = "a timestamp such as 2024-05-31T09:30:00.000000000Z"
        raise MalformedError(message)
    return instant_key(timestamp)
