"""Counts the parts of parsed filter JSON, and of rows of a form, in one walk with a stack of its own.

What Python code shares counts as often as it is reached. The walk ends where a limit on characters or parts is passed, so that a value
that contains itself ends too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from attioql.json_text.paths import JsonPath
from attioql.limiting.counted import Count
from attioql.limiting.input_limits import LARGEST, Limits
from attioql.limits import LIMITS

_LEVELS_OF_A_VALUE = 2
"""Objects inside one another in what an attribute is compared with: its properties, and their operators."""

_DIGITS_OF_A_BIT = 0.30102
_BYTES_OF_A_WORD, _DIGITS_OF_A_WORD = 8, 19
"""How a `Decimal` keeps its digits."""
_BYTES_AROUND_DIGITS = Decimal(0).__sizeof__()
_MOST_VALUES = 8 * LIMITS.filter_parts
"""Values that are walked: each part of a filter has a few."""

_CountStep: TypeAlias = "tuple[Callable[[Any, JsonPath, int, int], None], object, JsonPath, int, int]"
"""A method of the walk that waits, with a value, its place, how deep it stands, and how far below its attribute."""


class TooManyCharactersError(ValueError):
    """The value is longer than the limit."""


class TooManyValuesError(ValueError):
    """The value has more parts than any filter that is read."""


def count_json(value: object, json_path: JsonPath, limits: Limits) -> Count[JsonPath]:
    """Return the count of a filter, which stands at a place of what was given. Raises `TooManyCharactersError` and `TooManyValuesError`."""
    return _JsonCounter(limits).counted(value, json_path)


def count_rows(value: object, limits: Limits) -> Count[JsonPath]:
    """Return the count of rows of a form. Raises as `count_json` does."""
    return _RowCounter(limits).counted(value, None)


def require_short(value: object, limits: Limits) -> None:
    """Raise `TooManyCharactersError` for any JSON value whose shortest JSON text is longer than the limit. Otherwise as `count_json`."""
    _PlainCounter(limits).counted(value, None)


class _PlainCounter:
    """Counts the characters of any JSON value."""

    def __init__(self, limits: Limits) -> None:
        self._count: Count[JsonPath] = Count(limits)
        self._most = LARGEST["characters"] if limits.characters is None else limits.characters
        self._characters = 0
        self._conditions = 0
        self._waiting: list[_CountStep] = []

    def counted(self, value: object, json_path: JsonPath) -> Count[JsonPath]:
        self._start(value, json_path)
        left = _MOST_VALUES
        while self._waiting:
            step, each, at, depth, below = self._waiting.pop()
            step(each, at, depth, below)
            left -= 1
            if not left:
                raise TooManyValuesError
        return self._count

    def _start(self, value: object, json_path: JsonPath) -> None:
        self._any(value, json_path, 0, 0)

    def _any(self, value: object, json_path: JsonPath, depth: int, below: int) -> None:
        """Count a value that is no condition."""
        if isinstance(value, Mapping):
            self._leave(self._any, self._members(value), json_path, depth, below)
        elif isinstance(value, (list, tuple)):
            self._leave(self._any, self._items(value), json_path, depth, below)
        else:
            self._spend(json_length(value))

    def _members(self, value: Mapping[Any, object]) -> list[tuple[Any, object]]:
        """Count keys, and leave it to no method of a caller's class to say how many there are."""
        self._spend(2)
        members: list[tuple[Any, object]] = []
        for key in value:
            self._spend(json_length(key) + 1 + bool(members))
            members.append((key, value[key]))
        return members

    def _items(self, value: list[object] | tuple[object, ...]) -> list[tuple[int, object]]:
        self._spend(2)
        items: list[tuple[int, object]] = []
        for index, each in enumerate(value):
            self._spend(index > 0)
            if index > _MOST_VALUES:
                raise TooManyValuesError
            items.append((index, each))
        return items

    def _leave(
        self,
        step: Callable[[Any, JsonPath, int, int], None],
        members: Iterable[tuple[Any, object]],
        json_path: JsonPath,
        depth: int,
        below: int,
    ) -> None:
        """Leave members waiting, the first on top."""
        self._waiting += reversed([(step, value, (json_path, key), depth, below) for key, value in members])

    def _spend(self, characters: int) -> None:
        self._characters += characters
        if self._characters > self._most:
            raise TooManyCharactersError


class _JsonCounter(_PlainCounter):
    """Counts a filter."""

    def _start(self, value: object, json_path: JsonPath) -> None:
        self._filter(value, json_path, 0, 0)

    def _filter(self, value: object, json_path: JsonPath, depth: int, _: int) -> None:
        if isinstance(value, (list, tuple)):
            self._group(value, json_path, depth)
        elif not isinstance(value, Mapping):
            self._condition(value, json_path)
        elif "path" in value or "constraints" in value:
            self._path(value, json_path, depth)
        else:
            members = self._members(value)
            depth += len(members) > 1
            self._count.add("depth", depth, json_path)
            self._leave(self._entry, members, json_path, depth, 0)

    def _entry(self, value: object, json_path: JsonPath, depth: int, _: int) -> None:
        """Count one key of a filter object."""
        key = json_path[1] if json_path is not None else ""
        if key in {"$and", "$or"} and isinstance(value, (list, tuple)):
            self._group(value, json_path, depth)
        elif key == "$not":
            self._count.add("depth", depth + 1, json_path)
            self._waiting.append((self._filter, value, json_path, depth + 1, 0))
        else:
            self._count.add("path_steps", 1 + _has_property(value), json_path)
            self._waiting.append((self._compared, value, json_path, depth, 0))

    def _group(self, members: list[object] | tuple[object, ...], json_path: JsonPath, depth: int) -> None:
        self._count.add("depth", depth + 1, json_path)
        self._leave(self._filter, self._items(members), json_path, depth + 1, 0)

    def _path(self, value: Mapping[Any, object], json_path: JsonPath, depth: int) -> None:
        path = value.get("path")
        steps = sum(1 for _ in path) if isinstance(path, (list, tuple)) else 0
        self._count.add("path_steps", steps + _has_property(value.get("constraints")), (json_path, "path"))
        for key, each in reversed(self._members(value)):
            step = self._compared if key == "constraints" else self._any
            self._waiting.append((step, each, (json_path, key), depth, 0))

    def _compared(self, value: object, json_path: JsonPath, depth: int, below: int) -> None:
        """Count what an attribute, a property or an operator is compared with."""
        members = self._members(value) if isinstance(value, Mapping) else []
        if members:
            is_block = len(members) > 1 and not all(isinstance(key, str) and key.startswith("$") for key, _ in members)
            depth += is_block or below >= _LEVELS_OF_A_VALUE
            self._count.add("depth", depth, json_path)
            self._leave(self._compared, members, json_path, depth, below + 1)
            return
        if isinstance(value, (list, tuple)):
            self._count.add("list_values", sum(1 for _ in value), json_path)
        self._condition(value, json_path)

    def _condition(self, value: object, json_path: JsonPath) -> None:
        self._conditions += 1
        self._count.add("conditions", self._conditions, json_path)
        self._any(value, json_path, 0, 0)


class _RowCounter(_PlainCounter):
    """Counts rows: each is a condition."""

    def _any(self, value: object, json_path: JsonPath, depth: int, below: int) -> None:
        if isinstance(value, Mapping) and not below:
            values, path = value.get("values"), value.get("path")
            if isinstance(values, (list, tuple)):
                self._count.add("list_values", sum(1 for _ in values), (json_path, "values"))
            if isinstance(path, str):
                self._count.add("path_steps", path.count(".") + 1, (json_path, "path"))
            if "op" in value or "values" in value or "path" in value:
                self._conditions += 1
                self._count.add("conditions", self._conditions, json_path)
                below = 1
        super()._any(value, json_path, depth, below)


def _has_property(value: object) -> bool:
    """Tell whether what an attribute is compared with begins with a property of it."""
    return isinstance(value, Mapping) and any(not (isinstance(key, str) and key.startswith("$")) for key in value)


def json_length(value: object) -> int:
    """Return how many characters the shortest JSON text of a scalar has: of a long number about as many, never more.

    A long number is not written for it.
    """
    match value:
        case str():
            return str.__len__(value) + 2
        case bool() | None:
            return 5 if value is False else 4
        case int():
            bits = int.bit_length(value)
            return len(int.__repr__(value)) if bits <= LIMITS.number_bits else int(bits * _DIGITS_OF_A_BIT) + 1
        case float():
            return len(float.__repr__(value))
        case Decimal():
            words = (Decimal.__sizeof__(value) - _BYTES_AROUND_DIGITS) // _BYTES_OF_A_WORD
            digits = (words - 1) * _DIGITS_OF_A_WORD + 1
            return digits if digits > LIMITS.number_decimals else len(Decimal.__str__(value))
        case bytes() | bytearray():
            return len(value)
    return 1
