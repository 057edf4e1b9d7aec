"""Filter JSON to the tree that rules look at, with the place of every part.

JSON with nothing wrong in it is read in one pass, by the tables of `attioql.attio.plans`. What is doubtful or rare is read by the
careful reader once that has found no fault in it, and its tree is made by the same walk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol

from attioql.attio.conditions import ConditionReader
from attioql.attio.plain import GROUPS_OF_A_LEVEL, PlainConditions
from attioql.attio.plans import NotPlainError
from attioql.attio.reader import MOST_LEVELS
from attioql.catalog.workspace import Target
from attioql.filters.canonical import DEEPEST
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text.places import Place
from attioql.linter.tree import Gather, Kind, Part, gathered

_DEEPEST = min(MOST_LEVELS, DEEPEST - GROUPS_OF_A_LEVEL)
"""The level of an object past which the canonical form may be nested too deeply."""

_TEXT = frozenset({str})
_GROUPS: Mapping[str, Kind] = {"$and": "and", "$or": "or"}


class _Conditions(Protocol):
    """Reads the conditions of a filter, and says what objects and arrays are taken for right."""

    def check_object(self, value: object, level: int) -> None: ...

    def check_array(self, value: object) -> None: ...

    def attribute(self, slug: str, value: object, place: Place, /) -> Node: ...

    def path(self, value: Mapping[str, object], place: Place, /) -> Node: ...


def plain_tree(value: object, target: Target) -> Part | None:
    """Return the tree of filter JSON; `None` where anything in it is wrong, doubtful or rare, as in all bodies of requests."""
    try:
        return _tree(value, None, _Plain(target))
    except NotPlainError:
        return None


def json_tree(value: Mapping[str, Any], place: Place, target: Target) -> Part:
    """Return the tree of filter JSON that has no fault."""
    return _tree(value, place, _Careful(target))


class _Careful:
    """Reads JSON that is known to have no fault."""

    def __init__(self, target: Target) -> None:
        reader = ConditionReader(target, lambda _: None, [])
        self.attribute, self.path = reader.attribute, reader.path

    def check_object(self, value: object, level: int) -> None:
        pass

    def check_array(self, value: object) -> None:
        pass


class _Plain:
    """Reads JSON that has nothing wrong in it. Raises `NotPlainError` for all else."""

    def __init__(self, target: Target) -> None:
        self._conditions = PlainConditions(target, dict)

    def check_object(self, value: object, level: int) -> None:
        if type(value) is not dict or not value or level > _DEEPEST or not _TEXT.issuperset(map(type, value)):
            raise NotPlainError

    def check_array(self, value: object) -> None:
        if type(value) is not list or not value:
            raise NotPlainError

    def attribute(self, slug: str, value: object, _: Place, /) -> Node:
        return self._conditions.attribute(slug, value)

    def path(self, value: Mapping[str, object], _: Place, /) -> Node:
        return self._conditions.path(value)


class _Object(NamedTuple):
    """A filter object that waits to be read."""

    value: Any
    place: Place
    level: int


class _Entry(NamedTuple):
    """One key of a filter object; `alone` says that there is no other."""

    key: str
    value: Any
    place: Place
    level: int
    alone: bool


def _tree(value: object, place: Place, conditions: _Conditions) -> Part:
    results: list[Part] = []
    waiting: list[_Object | _Entry | Gather] = [_Object(value, place, 0)]
    while waiting:
        step = waiting.pop()
        if isinstance(step, Gather):
            gathered(step, results)
        elif isinstance(step, _Entry):
            _take_entry(step, conditions, results, waiting)
        else:
            _take_object(step, conditions, results, waiting)
    return results[0]


def _take_object(
    each: _Object, conditions: _Conditions, results: list[Part], waiting: list[_Object | _Entry | Gather]
) -> None:
    value, place, level = each
    conditions.check_object(value, level)
    if not value:
        results.append(Part("everything", EVERYTHING, (), None, None, place, place, True))
    elif "path" in value or "constraints" in value:
        meaning = conditions.path(value, place)
        inside = (place, "constraints")
        part = Part("condition", meaning, (), None, None, place, place, True, value["constraints"], inside)
        results.append(part)
    elif len(value) == 1:
        [(key, inner)] = value.items()
        _take_entry(_Entry(key, inner, place, level, True), conditions, results, waiting)
    else:
        waiting.append(Gather("and", len(results), None, None, place, place, True))
        waiting += [_Entry(key, value[key], place, level, False) for key in reversed(value)]


def _take_entry(
    entry: _Entry, conditions: _Conditions, results: list[Part], waiting: list[_Object | _Entry | Gather]
) -> None:
    key, value, place, level, alone = entry
    here = (place, key)
    whole = place if alone else None
    kind = _GROUPS.get(key)
    if kind is not None:
        conditions.check_array(value)
        waiting.append(Gather(kind, len(results), None, None, here, whole, alone))
        waiting += [_Object(value[index], (here, index), level + 2) for index in range(len(value) - 1, -1, -1)]
    elif key == "$not":
        waiting += (Gather("not", len(results), None, None, here, whole, alone), _Object(value, here, level + 1))
    else:
        meaning = conditions.attribute(key, value, here)
        results.append(Part("condition", meaning, (), None, None, here, whole, alone, value, here))
