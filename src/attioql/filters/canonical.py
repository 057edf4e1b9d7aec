"""The canonical form: one filter for every way of writing it. Its rules are listed in `docs/canonical-form.md`.

`not` is pushed inwards until it wraps one condition; groups of one kind are flattened; members are merged, made unique
and sorted. `and` over positive conditions and `or` over negated ones are each other's mirror image (De Morgan), so one
pair of functions serves both. The tree is walked with a stack of its own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test

DEEPEST = 200
"""How many groups may stand inside one another once `and` in `and` and `or` in `or` are flattened."""

_POSITIVE, _NEGATIVE, _GROUP = 0, 1, 2


class TooDeepError(ValueError):
    """The groups of a filter are nested more than `DEEPEST` levels deep."""


class _Entry(NamedTuple):
    """A member of a group: what it sorts by, what it is, how deep it goes and, for a group, its own members."""

    key: tuple[Any, ...]
    node: Node
    depth: int = 0
    members: tuple[_Entry, ...] = ()


class _Close(NamedTuple):
    """Marks where the members of a group, from `base` on, are all there."""

    kind: type[And | Or]
    base: int


def canonical(root: Node) -> Node:
    """Return the canonical form of a filter. Raises `TooDeepError` past `DEEPEST` levels of groups."""
    entries: list[_Entry] = []
    waiting: list[tuple[Node | _Close, bool, type[And | Or] | None]] = [(root, False, None)]
    while waiting:
        node, negated, parent = waiting.pop()
        kind = type(node)
        if kind is Condition:
            entries.append(_literal(node, negated))  # type: ignore[arg-type]  # `kind` says so, faster than isinstance
        elif kind is Not:
            waiting.append((node.operand, not negated, parent))  # type: ignore[union-attr]
        elif kind is _Close:
            members = entries[node.base :]  # type: ignore[union-attr]
            del entries[node.base :]  # type: ignore[union-attr]
            entries.append(_group(node.kind, members))  # type: ignore[union-attr]
        else:
            joined: type[And | Or] = Or if (kind is And) is negated else And
            if joined is not parent:
                waiting.append((_Close(joined, len(entries)), False, None))
            waiting.extend([(member, negated, joined) for member in reversed(node.members)])  # type: ignore[union-attr]
    return entries[0].node if entries else EVERYTHING


def _literal(condition: Condition, negated: bool) -> _Entry:
    """Make an entry of a condition whose tests are in order, or will be."""
    place, tests, start, end = condition
    if len(tests) == 1:
        operator, value = tests[0]
        if operator.name == "$in":
            tests = (_membership(condition, value),)  # type: ignore[arg-type]
            operator, value = tests[0]
            condition = Condition(place, tests, start, end)
        key: tuple[Any, ...] = (_NEGATIVE if negated else _POSITIVE, place.key, ((operator.rank, value),))
        return _Entry(key, Not(condition) if negated else condition)
    unique = {}
    for test in tests:
        tidy = _membership(condition, test.value) if test.operator.name == "$in" else test  # type: ignore[arg-type]
        unique[tidy.key] = tidy
    keys = sorted(unique)
    return _entry(Condition(place, tuple(unique[key] for key in keys), start, end), tuple(keys), negated)


def _entry(condition: Condition, keys: tuple[tuple[int, Any], ...], negated: bool) -> _Entry:
    key = (_NEGATIVE if negated else _POSITIVE, condition.place.key, keys)
    return _Entry(key, Not(condition) if negated else condition)


def _membership(condition: Condition, values: Iterable[str]) -> Test:
    """Return `$in` over values in order, each once, or `$eq` where only one is left."""
    listed = condition.place.attribute.type
    operators = listed.properties[listed.listed or ""].operators
    unique = sorted(set(values))
    if len(unique) == 1:
        return Test(operators["$eq"], unique[0])
    return Test(operators["$in"], tuple(unique))


def _group(kind: type[And | Or], entries: list[_Entry]) -> _Entry:
    """Merge, sort and make unique the members of one group. A group of one is that one."""
    members: list[_Entry] = []
    sides: tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]] = ({}, {})
    for entry in entries:
        if entry.key[0] != _GROUP:
            _put(sides, entry)
        elif type(entry.node) is kind:
            for member in entry.members:
                if member.key[0] == _GROUP:
                    members.append(member)
                else:
                    _put(sides, member)
        else:
            members.append(entry)
    joined = _POSITIVE if kind is And else _NEGATIVE
    for negated in (_POSITIVE, _NEGATIVE):
        merge = _merged if negated == joined else _listed
        for bucket in sides[negated].values():
            members.extend(merge(bucket, bool(negated)) if len(bucket) > 1 or negated == joined else bucket)
    members = _sorted_and_unique(members)
    if len(members) == 1:
        return members[0]
    depth = 1 + max((member.depth for member in members), default=0)
    if depth > DEEPEST:
        raise TooDeepError
    key = (_GROUP, kind.__name__, tuple(member.key for member in members))
    return _Entry(key, kind(tuple(member.node for member in members)), depth, tuple(members))


def _put(sides: tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]], entry: _Entry) -> None:
    sides[entry.key[0]].setdefault(entry.key[1], []).append(entry)


def _sorted_and_unique(members: list[_Entry]) -> list[_Entry]:
    members.sort(key=_key)
    unique = members[:1]
    for member in members:
        if member.key != unique[-1].key:
            unique.append(member)
    return unique


def _key(entry: _Entry) -> tuple[Any, ...]:
    return entry.key


def _condition(entry: _Entry) -> Condition:
    node = entry.node
    return node.operand if type(node) is Not else node  # type: ignore[return-value]


def _merged(bucket: list[_Entry], negated: bool) -> list[_Entry]:
    """Join the conditions on one single-valued attribute into as few attribute objects as its operators allow.

    The tests are dealt out in order, each to the first object that does not use its operator on its property yet.
    """
    first = _condition(bucket[0])
    if len(bucket) == 1 or not first.place.mergeable:
        return bucket
    unique: dict[tuple[int, Any], tuple[Test, int, int]] = {}
    for entry in bucket:
        condition = _condition(entry)
        for test in condition.tests:
            unique.setdefault(test.key, (test, condition.start, condition.end))
    objects: list[list[tuple[int, Any]]] = []
    times_used: dict[int, int] = {}
    for key in sorted(unique):
        number = times_used.get(key[0], 0)
        times_used[key[0]] = number + 1
        if number == len(objects):
            objects.append([])
        objects[number].append(key)
    merged = []
    for keys in objects:
        parts = [unique[key] for key in keys]
        start, end = min(part[1] for part in parts), max(part[2] for part in parts)
        condition = Condition(first.place, tuple(part[0] for part in parts), start, end)
        merged.append(_entry(condition, tuple(keys), negated))
    return merged


def _listed(bucket: list[_Entry], negated: bool) -> list[_Entry]:
    """Join conditions that differ only in what one property equals into one with `$in`, where `$in` is documented."""
    first = _condition(bucket[0])
    listed = first.place.attribute.type.listed
    if listed is None:
        return bucket
    operators = first.place.attribute.type.properties[listed].operators
    ranks = (operators["$eq"].rank, operators["$in"].rank)
    kept: list[_Entry] = []
    families: dict[tuple[tuple[int, Any], ...], list[_Entry]] = {}
    for entry in bucket:
        keys: tuple[tuple[int, Any], ...] = entry.key[2]
        rest = tuple(key for key in keys if key[0] not in ranks)
        if len(rest) == len(keys) - 1:
            families.setdefault(rest, []).append(entry)
        else:
            kept.append(entry)
    kept += [_one_of(family, ranks, negated) if len(family) > 1 else family[0] for family in families.values()]
    return kept


def _one_of(family: list[_Entry], ranks: tuple[int, int], negated: bool) -> _Entry:
    values: list[str] = []
    others: tuple[Test, ...] = ()
    for entry in family:
        for test in _condition(entry).tests:
            if test.operator.rank == ranks[0]:
                values.append(test.value)  # type: ignore[arg-type]  # properties that are listed hold text
            elif test.operator.rank == ranks[1]:
                values.extend(test.value)  # type: ignore[arg-type]
        others = tuple(test for test in _condition(entry).tests if test.operator.rank not in ranks)
    spans = [_condition(entry) for entry in family]
    first = spans[0]
    tests = sorted((*others, _membership(first, values)), key=_test_key)
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    condition = Condition(first.place, tuple(tests), start, end)
    return _entry(condition, tuple(test.key for test in tests), negated)


def _test_key(test: Test) -> tuple[int, Any]:
    return test.key
