"""The canonical form: one filter for every way of writing it. Its rules are listed in `docs/canonical-form.md`.

`not` is pushed inwards until it wraps one condition; groups of one kind are flattened; members are merged, made unique
and sorted. `and` over positive conditions and `or` over negated ones are each other's mirror image (De Morgan), so one
pair of functions serves both. The tree is walked with a stack of its own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeGuard, TypeVar, cast

from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Place, Test

DEEPEST = 200
"""How many groups may stand inside one another once `and` in `and` and `or` in `or` are flattened."""

_POSITIVE, _NEGATIVE, _GROUP = 0, 1, 2


class TooDeepError(ValueError):
    """The groups of a filter are nested more than `DEEPEST` levels deep."""


class _Entry(NamedTuple):
    """A member of a group: what it sorts by, and what it is.

    The key of a condition is flat: its side (positive or negative), its place, and the rank and value of each test.
    """

    key: tuple[Any, ...]
    node: Node


class _GroupEntry(NamedTuple):
    """A group within a group: also how deep it goes, and its own members."""

    key: tuple[Any, ...]
    node: Node
    depth: int
    members: tuple[_Entry | _GroupEntry, ...]


_Member = TypeVar("_Member", bound="_Entry | _GroupEntry")

_LENGTH_WITH_ONE_TEST = 4
"""How long the key of a condition with one test is."""

_new = tuple.__new__  # makes a named tuple without a call of Python code


class _Close(NamedTuple):
    """Marks where the members of a group, from `base` on, are all there."""

    kind: type[And | Or]
    base: int


def canonical(root: Node) -> Node:
    """Return the canonical form of a filter. Raises `TooDeepError` past `DEEPEST` levels of groups."""
    if _is_plain(root):
        return root
    entries: list[_Entry | _GroupEntry] = []
    waiting: list[tuple[Node | _Close, bool, type[And | Or] | None]] = [(root, False, None)]
    while waiting:
        node, negated, parent = waiting.pop()
        match node:
            case _Close(joined, base):
                members = entries[base:]
                del entries[base:]
                entries.append(_group(joined, members))
            case And() | Or():
                joined = Or if isinstance(node, And) is negated else And
                if joined is not parent:
                    waiting.append((_new(_Close, (joined, len(entries))), False, None))
                _take_members(node.members, negated, joined, entries, waiting)
            case Condition():
                _take_members((node,), negated, parent, entries, waiting)
            case Not():
                waiting.append((node.operand, not negated, parent))
    return entries[0].node if entries else EVERYTHING


def _take_members(
    members: tuple[Node, ...],
    negated: bool,
    joined: type[And | Or] | None,
    entries: list[_Entry | _GroupEntry],
    waiting: list[tuple[Node | _Close, bool, type[And | Or] | None]],
) -> None:
    """Make entries of conditions at once, and leave the rest waiting: the order of members means nothing."""
    for member in members:
        if _is_plain(member):
            entries.append(_entry(member, negated))
        elif type(member) is Not and _is_plain(member.operand):
            entries.append(_entry(member.operand, not negated))
        elif type(member) is not Condition:
            waiting.append((member, negated, joined))
        elif len(member.tests) > 1 and member.place.mergeable and (equal := _equal_to_two(member)):
            waiting.append((_apart(member, equal), negated, joined))
        else:
            entries.append(_literal(member, negated))


def _is_plain(node: Node) -> TypeGuard[Condition]:
    """Tell whether a node is a condition with one test that has one spelling."""
    return type(node) is Condition and len(node.tests) == 1 and node.tests[0].operator.name != "$in"


class _EqualToTwo(NamedTuple):
    """Tests that ask one property to be equal to one text and to another."""

    first: Test
    second: Test


def _equal_to_two(condition: Condition) -> _EqualToTwo | None:
    """Find an `$eq` beside an `$in` over one other value, which cannot be written as a second `$eq`."""
    for listed in condition.tests:
        if not isinstance(listed.value, tuple) or len(set(listed.value)) > 1:
            continue
        for test in condition.tests:
            alike = test.operator.name == "$eq" and test.operator.property == listed.operator.property
            if alike and test.value != listed.value[0]:
                return _EqualToTwo(test, listed)
    return None


def _apart(condition: Condition, equal: _EqualToTwo) -> And:
    """Take a condition on a single value apart into two, which merge again in what they share."""
    halves = [tuple([test for test in condition.tests if test is not other]) for other in equal]
    return And(tuple([condition._replace(tests=half) for half in halves]))


def _literal(condition: Condition, negated: bool) -> _Entry:
    """Make an entry of a condition: its tests in order, each once, and `$in` over one value written as `$eq`."""
    tests = condition.tests
    if len(tests) > 1 or tests[0].operator.name == "$in":
        tidy = {test.key: test for test in (_tidy(condition, test) for test in tests)}
        condition = condition._replace(tests=tuple(tidy[key] for key in sorted(tidy)))
    return _entry(condition, negated)


def _entry(condition: Condition, negated: bool) -> _Entry:
    place, tests, _, _ = condition
    side = _NEGATIVE if negated else _POSITIVE
    node = Not(condition) if negated else condition
    if len(tests) == 1:
        operator, value = tests[0]
        return _new(_Entry, ((side, place.key, operator.rank, value), node))
    return _new(_Entry, ((side, place.key, *(part for test in tests for part in test.key)), node))


def _tidy(condition: Condition, test: Test) -> Test:
    """Write `$in` over one value as `$eq`, unless another `$eq` stands beside it: an object has one of each."""
    if not isinstance(test.value, tuple):
        return test
    tidy = _membership(condition, test.value)
    taken = any(other.operator is tidy.operator and other.value != tidy.value for other in condition.tests)
    return Test(test.operator, tuple(sorted(set(test.value)))) if taken else tidy


def _membership(condition: Condition, values: Iterable[str]) -> Test:
    """Return `$in` over values in order, each once, or `$eq` where only one is left."""
    listed = condition.place.attribute.type
    operators = listed.properties[listed.listed or ""].operators
    unique = sorted(set(values))
    if len(unique) == 1:
        return Test(operators["$eq"], unique[0])
    return Test(operators["$in"], tuple(unique))


def _group(kind: type[And | Or], entries: list[_Entry | _GroupEntry]) -> _Entry | _GroupEntry:
    """Merge, sort and make unique the members of one group. A group of one is that one."""
    groups: list[_GroupEntry] = []
    literals: list[_Entry] = []
    for entry in entries:
        if isinstance(entry, _Entry):
            literals.append(entry)
        elif type(entry.node) is kind:
            groups += [member for member in entry.members if isinstance(member, _GroupEntry)]
            literals += [member for member in entry.members if isinstance(member, _Entry)]
        else:
            groups.append(entry)
    members = _sorted_and_unique([*_joined(kind, literals), *groups])
    if len(members) == 1:
        return members[0]
    depth = 1 + max([group.depth for group in groups]) if groups else 1
    if depth > DEEPEST:
        raise TooDeepError
    key = (_GROUP, kind.__name__, tuple([member.key for member in members]))
    node = kind(tuple([member.node for member in members]))
    return _new(_GroupEntry, (key, node, depth, tuple(members)))


def _joined(kind: type[And | Or], literals: list[_Entry]) -> list[_Entry | _GroupEntry]:
    """Join conditions on the same place, positive ones and negative ones apart."""
    if len({entry[0][1] for entry in literals}) == len(literals):
        return [*literals]
    buckets: tuple[dict[str, list[_Entry]], dict[str, list[_Entry]]] = ({}, {})
    for entry in literals:
        side, place = entry[0][:2]
        bucket = buckets[side].get(place)
        if bucket is None:
            buckets[side][place] = [entry]
        else:
            bucket.append(entry)
    merging = _POSITIVE if kind is And else _NEGATIVE
    members: list[_Entry | _GroupEntry] = []
    for side in (_POSITIVE, _NEGATIVE):
        for bucket in buckets[side].values():
            if len(bucket) == 1:
                members += bucket
            elif side == merging:
                members += _merged(bucket, bool(side))
            else:
                members += _listed(bucket, bool(side))
    return members


def _sorted_and_unique(members: list[_Member]) -> list[_Member]:
    """Of conditions that are the same, the first in the text stays."""
    members.sort(key=_key)
    unique: list[_Member] = []
    last = None
    for member in members:
        if member[0] != last:
            last = member[0]
            unique.append(member)
        elif isinstance(member, _Entry) and _condition(member).start < _condition(cast("_Entry", unique[-1])).start:
            unique[-1] = member
    return unique


_key = itemgetter(0)


def _condition(entry: _Entry) -> Condition:
    node = entry.node
    return node.operand if type(node) is Not else node  # type: ignore[return-value]  # an entry holds no other node


def _merged(bucket: list[_Entry], negated: bool) -> list[_Entry]:
    """Join the conditions on one single-valued attribute into as few attribute objects as its operators allow.

    Their parts are dealt out in order, each to the first object past those that use its operators already.
    """
    place = _condition(bucket[0]).place
    if not place.mergeable:
        return bucket
    if all(len(entry[0]) == _LENGTH_WITH_ONE_TEST for entry in bucket):
        return _merged_tests(place, bucket, negated)
    unique: dict[tuple[tuple[int, Any], ...], _Part] = {}
    for entry in bucket:
        for part in _parts(_condition(entry)):
            key = tuple([test.key for test in part.tests])
            same = unique.setdefault(key, part)
            if part.start < same.start:
                unique[key] = part
    objects: list[list[_Part]] = []
    next_free: dict[int, int] = {}
    for key in sorted(unique):
        number = max([next_free.get(rank, 0) for rank, _ in key])
        next_free.update((rank, number + 1) for rank, _ in key)
        objects.extend([] for _ in range(number + 1 - len(objects)))
        objects[number].append(unique[key])
    return [_entry(_spanning(place, parts), negated) for parts in objects]


def _merged_tests(place: Place, bucket: list[_Entry], negated: bool) -> list[_Entry]:
    """Merge conditions of one test each as `_merged` does: most are that, and each is a part of its own."""
    objects: list[list[_Entry]] = []
    next_free: dict[int, int] = {}
    for entry in _sorted_and_unique(bucket):
        rank = entry[0][2]
        number = next_free.get(rank, 0)
        next_free[rank] = number + 1
        if number == len(objects):
            objects.append([])
        objects[number].append(entry)
    return [
        entries[0] if len(entries) == 1 else _entry(_spanning(place, [*map(_condition, entries)]), negated)
        for entries in objects
    ]


class _Part(NamedTuple):
    """Tests of a condition that stay together, and where they come from."""

    tests: tuple[Test, ...]
    start: int
    end: int


def _parts(condition: Condition) -> list[_Part]:
    """Take a condition on a single value apart into tests; those that Attio asks for together stay together."""
    place, tests, start, end = condition
    if len(tests) == 1:
        return [_Part(tests, start, end)]
    properties = place.attribute.type.properties
    present = {test.operator.property for test in tests}
    pairs = [(name, alone.without) for name in present if (alone := properties[name].alone) is not None]
    bound = {name for pair in pairs for name in pair if present.issuperset(pair)}
    together = tuple([test for test in tests if test.operator.property in bound])
    parts = [_Part((test,), start, end) for test in tests if test.operator.property not in bound]
    return [*parts, _Part(together, start, end)] if together else parts


def _spanning(place: Place, parts: Sequence[_Part | Condition]) -> Condition:
    """Make one condition of parts that come from several places in the text."""
    tests = tuple(sorted([test for part in parts for test in part.tests], key=_test_key))
    return Condition(place, tests, min([part.start for part in parts]), max([part.end for part in parts]))


def _listed(bucket: list[_Entry], negated: bool) -> list[_Entry]:
    """Join conditions that differ only in what one property equals into one with `$in`, where `$in` is documented."""
    kind = _condition(bucket[0]).place.attribute.type
    if kind.listed is None:
        return bucket
    operators = kind.properties[kind.listed].operators
    ranks = (operators["$eq"].rank, operators["$in"].rank)
    kept: list[_Entry] = []
    families: dict[tuple[tuple[int, Any], ...], list[Condition]] = {}
    for entry in bucket:
        condition = _condition(entry)
        rest = tuple([test.key for test in condition.tests if test.operator.rank not in ranks])
        if len(rest) == len(condition.tests) - 1:
            families.setdefault(rest, []).append(condition)
        else:
            kept.append(entry)
    return kept + [_entry(_one_of(family, ranks), negated) for family in families.values()]


def _one_of(family: list[Condition], ranks: tuple[int, int]) -> Condition:
    first = family[0]
    if len(family) == 1:
        return first
    values: list[str] = []
    for condition in family:
        for test in condition.tests:
            if test.operator.rank in ranks:
                values += _texts(test)
    others = [test for test in first.tests if test.operator.rank not in ranks]
    tests = sorted((*others, _membership(first, values)), key=_test_key)
    start, end = min(condition.start for condition in family), max(condition.end for condition in family)
    return Condition(first.place, tuple(tests), start, end)


def _texts(test: Test) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else (str(test.value),)


def _test_key(test: Test) -> tuple[int, Any]:
    return test.key
