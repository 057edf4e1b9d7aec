"""Where the part of a condition that a warning is about stands in filter JSON: the key or value, not the condition around it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from attioql.checker.model_warnings import Warned
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS

_MOST_CONDITIONS_SEARCHED = LIMITS.culprit_conditions
_PATH, _CONSTRAINTS = "path", "constraints"


class Culprit(NamedTuple):
    """A place in filter JSON: the key there if `at_key`, else the value."""

    json_path: JsonPath
    at_key: bool = False


def culprit(warned: Warned, document: object, places: Sequence[JsonPath]) -> Culprit:
    """Return where the fault of a warning is.

    `places` are those of the conditions that the warned one was merged from, of which there is at least one. If the fault
    is in none of them, the key of the first is returned.
    """
    for json_path in places[:_MOST_CONDITIONS_SEARCHED]:
        found = _culprit(warned, value_at(document, json_path), json_path, document)
        if found is not None:
            return found
    first = places[0]
    return Culprit(first, at_key=True)


def value_at(document: Any, json_path: JsonPath) -> Any:
    """Return the value at a place of a JSON document."""
    tokens: list[str | int] = []
    while json_path is not None:
        json_path, token = json_path
        tokens.append(token)
    for token in reversed(tokens):
        document = document[token]
    return document


def _culprit(warned: Warned, value: object, json_path: JsonPath, document: object) -> Culprit | None:
    if warned.value is not None:
        return next(_values(warned, value, json_path), None)
    if warned.property is not None:
        named = isinstance(value, Mapping) and warned.property in value
        return Culprit((json_path, warned.property), at_key=True) if named else None
    if json_path is None or json_path[1] != _CONSTRAINTS:
        return Culprit(json_path, at_key=True)
    path = (json_path[0], _PATH)
    if warned.attribute is None:
        return Culprit(path)
    names = {warned.attribute.slug, warned.attribute.id}
    steps = value_at(document, path)
    found = next((index for index, step in enumerate(steps) if step[1] in names), None)
    return None if found is None else Culprit(((path, found), 1))


def _values(warned: Warned, value: object, json_path: JsonPath) -> Iterator[Culprit]:
    """Yield where the value of a warning is held against its property: as it is, under an operator, or in a list."""
    name = warned.property
    if name is not None and isinstance(value, Mapping) and name in value:
        value, json_path = value[name], (json_path, name)
    tests = value.items() if isinstance(value, Mapping) else [(None, value)]
    for operator, operand in tests:
        here = json_path if operator is None else (json_path, operator)
        if isinstance(operand, (list, tuple)):
            yield from (Culprit((here, index)) for index, item in enumerate(operand) if _is_same(item, warned.value))
        elif _is_same(operand, warned.value):
            yield Culprit(here)


def _is_same(written: object, value: object) -> bool:
    """Tell whether a value of JSON is one of the model, where UUIDs are in lower case."""
    return written == value or (
        isinstance(written, str) and isinstance(value, str) and written.lower() == value.lower()
    )
