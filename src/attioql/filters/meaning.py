"""What operators mean on one scalar, and what order values have. `docs/semantics.md` says it in words.

Values come in the form of the model: text, exact numbers, ISO dates and timestamps. Records are read in
`attioql.evaluate`; nothing here knows them.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import TypeAlias

from attioql.filters.model import Test, TestValue

Key: TypeAlias = str | int | Decimal | bool

ORDERED = frozenset({"number", "date", "timestamp", "instant"})
"""The kinds of value that have an order."""

COMPARE: dict[str, Callable[[Key, Key], bool]] = {
    "$eq": operator.eq,
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
}
"""The operators of ordered values, as functions of a value and what it is held against."""

_START_OF_DAY = "T00:00:00.000000000"
_NO_FRACTION = ".000000000"


def fold(text: str) -> str:
    """Return text as `contains`, `starts with` and `ends with` see it: they ignore case."""
    return text.casefold()


def instant_key(text: str) -> str:
    """Return what a date or a timestamp in UTC sorts by as an instant, to the nanosecond; a date is its first one."""
    if len(text) == len("YYYY-MM-DD"):
        return text + _START_OF_DAY
    whole, _, fraction = text[:-1].partition(".")
    return f"{whole}.{fraction:0<9}" if fraction else whole + _NO_FRACTION


def key_of(kind: str, value: TestValue) -> Key:
    """Return what a value of an ordered kind is compared by."""
    if isinstance(value, tuple):
        raise TypeError(value)
    return instant_key(str(value)) if kind in {"timestamp", "instant"} else value


def text_passes(test: Test, value: str) -> bool:
    """Tell whether a text, whose kind has no order, passes a test; `$eq` and `$in` are exact, the rest ignores case."""
    match test.operator.name, test.value:
        case "$eq", operand:
            return value == operand
        case "$in", tuple() as operands:
            return value in operands
        case "$contains", str() as operand:
            return fold(operand) in fold(value)
        case "$starts_with", str() as operand:
            return fold(value).startswith(fold(operand))
        case "$ends_with", str() as operand:
            return fold(value).endswith(fold(operand))
        case "$not_empty", _:
            return value != ""
    raise AssertionError(test)
