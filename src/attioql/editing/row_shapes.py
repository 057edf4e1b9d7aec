"""Rows of a form from JSON: whether they have the shape of `schemas/rows.schema.json`, and what is wrong where they do not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attioql.aliases import operator_meant
from attioql.attio.faults import Change, Fault, in_json, renaming, writing
from attioql.attio.json_value_messages import too_large
from attioql.checker.messages.wording import value_shown
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.json_text.kind_words import kind_name
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS
from attioql.operators import Spelling, Takes, load_operators

_KEYS = ("path", "op", "values", "negated")
_OPTIONAL = frozenset({"negated"})
_OTHER_KEYS = {
    "attribute": "path",
    "field": "path",
    "property": "path",
    "operator": "op",
    "value": "values",
    "and": "all_of",
    "or": "any_of",
}
"""What other tools call the keys of rows."""

_COUNTS: Mapping[Takes, tuple[int, int, str]] = {
    "value": (1, 1, "row-value"),
    "list": (1, LIMITS.filter_parts, "row-list"),
    "range": (2, 2, "row-range"),
    "period": (1, 2, "row-period"),
    "nothing": (0, 0, "row-nothing"),
}
"""How few and how many values an operator takes, and the phrase that says so."""


class ShapedRow(NamedTuple):
    """A row in the right shape: its path and its values are still to be checked."""

    json_path: JsonPath
    path: str
    operator: Spelling
    values: Sequence[object]
    negated: bool


class _EnoughFaultsError(ValueError):
    """As many faults as are reported have been found."""


def shaped_groups(rows: object, faults: list[Fault]) -> list[list[ShapedRow]]:
    """Return the rows that have the right shape, in their groups, and add what is wrong to `faults`."""
    try:
        return list(_Shapes(faults).groups(rows))
    except _EnoughFaultsError:
        return []


class _Shapes:
    def __init__(self, faults: list[Fault]) -> None:
        self._faults = faults
        self._left = LIMITS.filter_parts

    def groups(self, rows: object) -> Iterator[list[ShapedRow]]:
        if (wrapped := _as_rows(rows)) is not None:
            self._add(_misplaced("invalid-rows.outside", wrapped, None))
            return
        groups = self._only_array(rows, None, "any_of")
        if groups is not None and not groups:
            self._add(in_json(sentence("invalid-rows.empty"), (None, "any_of")))
        for index, group in enumerate(groups or ()):
            json_path = ((None, "any_of"), index)
            if _has_keys_of_row(group):
                self._add(_misplaced("invalid-rows.row", {"all_of": [group]}, json_path))
                continue
            members = self._only_array(group, json_path, "all_of")
            shaped = [self._row(row, ((json_path, "all_of"), number)) for number, row in enumerate(members or ())]
            yield [row for row in shaped if row is not None]

    def _only_array(self, value: object, json_path: JsonPath, key: str) -> Sequence[object] | None:
        """Return the array under the one key of an object."""
        if not self._has_keys(value, json_path, (key,), f"an object with `{key}`"):
            return None
        found = value[key]  # type: ignore[index]  # it is an object that has the key
        return self._array(found, (json_path, key))

    def _array(self, value: object, json_path: JsonPath) -> Sequence[object] | None:
        if not isinstance(value, (list, tuple)):
            self._add(_no_array(value, json_path))
            return None
        self._left -= 1 + len(value)
        if self._left < 0:
            self._add(too_large(None))
            raise _EnoughFaultsError
        return value

    def _has_keys(self, value: object, json_path: JsonPath, keys: Sequence[str], wanted: str) -> bool:
        if not isinstance(value, Mapping):
            self._add(unlike(wanted, value, json_path))
            return False
        found = len(self._faults)
        meant: set[str | None] = set()
        for key in value:
            if key not in keys:
                near = _key_meant(key, keys)
                meant.add(near)
                self._add(_unknown_key(key, json_path, keys, None if near in value else near))
        for key in keys:
            if key not in value and key not in _OPTIONAL and key not in meant:
                self._add(in_json(sentence("invalid-rows.missing", key=key), json_path))
        return len(self._faults) == found

    def _row(self, row: object, json_path: JsonPath) -> ShapedRow | None:
        if not self._has_keys(row, json_path, _KEYS, "an object with `path`, `op` and `values`"):
            return None
        parts: Mapping[str, object] = row  # type: ignore[assignment]  # it is an object that has the keys
        path, op, negated = parts["path"], parts["op"], parts.get("negated", False)
        values = self._array(parts["values"], (json_path, "values"))
        for key, value, kind, wanted in (
            ("path", path, str, "a string"),
            ("op", op, str, "a string"),
            ("negated", negated, bool, "true or false"),
        ):
            if not isinstance(value, kind):
                self._add(unlike(wanted, value, (json_path, key)))
        if not isinstance(path, str) or not isinstance(op, str) or not isinstance(negated, bool) or values is None:
            return None
        operator = load_operators().spellings.get(op)
        if operator is None:
            self._add(_unknown_operator(op, (json_path, "op")))
            return None
        least, most, takes = _COUNTS[operator.takes]
        if not least <= len(values) <= most:
            said = sentence("invalid-rows.count", operator=op, takes=phrase(takes), count=len(values))
            self._add(in_json(said, (json_path, "values")))
            return None
        return ShapedRow(json_path, path, operator, values, negated)

    def _add(self, fault: Fault) -> None:
        self._faults.append(fault)
        if len(self._faults) >= LIMITS.diagnostics:
            raise _EnoughFaultsError


def unlike(wanted: str, value: object, json_path: JsonPath) -> Fault:
    """Return the error for a value of another kind."""
    return in_json(sentence("invalid-rows", wanted=wanted, given=kind_name(value)), json_path)


def _no_array(value: object, json_path: JsonPath) -> Fault:
    """Return the error for another value than an array; a value, a row or a group by itself lacks the array around it."""
    fault = unlike("an array", value, json_path)
    is_value = json_path is not None and json_path[1] == "values"
    if value is None or isinstance(value, Mapping) is is_value:
        return fault
    member = {"all_of": [value]} if json_path == (None, "any_of") and _has_keys_of_row(value) else value
    return fault._replace(changes=(Change(phrase("into-array"), json_path, [member]),))


def _unknown_operator(op: str, json_path: JsonPath) -> Fault:
    """Return the error for an operator that query text does not have, or writes in another way."""
    known = tuple(load_operators().spellings)
    near = operator_meant(op) or nearest(op, [each for each in known if each.isascii() and each[0].isalpha()])
    said = sentence("invalid-rows.operator", operator=value_shown(op), near=near, known=known)
    return in_json(said, json_path, [writing(near, json_path)] if near else ())


def _has_keys_of_row(value: object) -> bool:
    return isinstance(value, Mapping) and "path" in value and "op" in value


def _as_rows(value: object) -> object:
    """Return the rows that a group, a row, or an array of either is by itself; `None` for anything else."""
    members = value if isinstance(value, (list, tuple)) else [value]
    if not members:
        return None
    if all(map(_has_keys_of_row, members)):
        return {"any_of": [{"all_of": [*members]}]}
    is_group = all(isinstance(each, Mapping) and [*each] == ["all_of"] for each in members)
    return {"any_of": [*members]} if is_group else None


def _misplaced(key: str, wrapped: object, json_path: JsonPath) -> Fault:
    """Return the error for a row or a group that stands outside of the objects and arrays that rows have around it."""
    said = sentence(key)
    return in_json(said, json_path, [Change(said.title, json_path, wrapped)])


def _key_meant(key: object, keys: Sequence[str]) -> str | None:
    """Return the key that another one is written for: what other tools call it, or the nearest one."""
    if not isinstance(key, str):
        return None
    other = _OTHER_KEYS.get(key.lower())
    return other if other in keys else nearest(key, keys)


def _unknown_key(key: object, json_path: JsonPath, keys: Sequence[str], near: str | None) -> Fault:
    if not isinstance(key, str):
        return in_json(sentence("invalid-rows.no-string", given=kind_name(key)), json_path)
    said = sentence("invalid-rows.key", key=key, near=near, known=tuple(keys))
    changes = [] if near is None else [renaming(near, (json_path, key))]
    return in_json(said, (json_path, key), changes, at_key=True)
