"""The canonical form: one filter for every way of writing it. Its rules are listed in `docs/canonical-form.md`.

`not` is pushed inwards until it wraps one condition; groups of one kind are flattened; members are merged, made unique
and sorted. `and` over positive conditions and `or` over negated ones are each other's mirror image (De Morgan), so one
pair of functions serves both. The tree is walked with a stack of its own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest
from operator import eq, itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeGuard, cast

from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Place, Test

DEEPEST = 200
"""How many groups may stand inside one another once `and` in `and` and `or` in `or` are flattened."""

_POSITIVE, _NEGATIVE, _GROUP = 0, 1, 2

_new = tuple.__new__  # makes a named tuple without a call of Python code


class TooDeepError(ValueError):
    """The groups of a filter are nested more than `DEEPEST` levels deep."""


_Literal: TypeAlias = Condition | Not
"""A condition, or the negation of one."""


class _Group(NamedTuple):
    """A group within a group: what it sorts by, what it is, how deep it goes, and its own members."""

    key: tuple[Any, ...]
    node: Node
    depth: int
    members: Sequence[_Literal | _Group]


_Entry: TypeAlias = _Literal | _Group


class _Close(NamedTuple):
    """Marks where the members of a group, from `base` on, are all there."""

    kind: type[And | Or]
    base: int


def canonical(root: Node) -> Node:
    """Return the canonical form of a filter. Raises `TooDeepError` past `DEEPEST` levels of groups."""
    if _is_plain(root):
        return root
    entries: list[_Entry] = []
    waiting: list[tuple[Node | _Close, bool, type[And | Or] | None]] = [(root, False, None)]
    while waiting:
        node, negated, parent = waiting.pop()
        match node:
            case _Close(joined, base):
                members = entries[base:]
                del entries[base:]
                entries.append(_group(joined, members, is_root=not waiting))
            case And() | Or():
                joined = Or if isinstance(node, And) is negated else And
                if joined is not parent:
                    waiting.append((_new(_Close, (joined, len(entries))), False, None))
                _take_members(node.members, negated, joined, entries, waiting)
            case Condition():
                _take_members((node,), negated, parent, entries, waiting)
            case Not():
                waiting.append((node.operand, not negated, parent))
    if not entries:
        return EVERYTHING
    only = entries[0]
    return only.node if type(only) is _Group else cast("Node", only)


def _take_members(
    members: tuple[Node, ...],
    negated: bool,
    joined: type[And | Or] | None,
    entries: list[_Entry],
    waiting: list[tuple[Node | _Close, bool, type[And | Or] | None]],
) -> None:
    """Take conditions at once, and leave the rest waiting: the order of members means nothing."""
    for member in members:
        if _is_plain(member):
            entries.append(_new(Not, (member,)) if negated else member)
        elif type(member) is Not and _is_plain(member.operand):
            entries.append(member.operand if negated else member)
        elif type(member) is not Condition:
            waiting.append((member, negated, joined))
        elif member.others and member.place.mergeable and (equal := _equal_to_two(member)):
            waiting.append((_apart(member, equal), negated, joined))
        else:
            tidy = _with_tidy_tests(member)
            entries.append(Not(tidy) if negated else tidy)


def _is_plain(node: Node) -> TypeGuard[Condition]:
    """Tell whether a node is a condition with one test that has one spelling."""
    return type(node) is Condition and not node.others and node.operator.name != "$in"


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
    return And(tuple([condition.with_tests([test for test in condition.tests if test != other]) for other in equal]))


def _with_tidy_tests(condition: Condition) -> Condition:
    """Put the tests of a condition in order, each once, with `$in` over one value written as `$eq`."""
    tidy = {test.key: test for test in (_tidy(condition, test) for test in condition.tests)}
    return condition.with_tests([tidy[key] for key in sorted(tidy)])


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


def _group(kind: type[And | Or], entries: list[_Entry], *, is_root: bool) -> _Entry:
    """Merge, sort and make unique the members of one group. A group of one is that one; the root sorts by nothing."""
    groups: list[_Group] = []
    literals: list[_Literal] = []
    for entry in entries:
        if type(entry) is not _Group:
            literals.append(cast("_Literal", entry))
        elif type(entry.node) is kind:
            groups += [member for member in entry.members if type(member) is _Group]
            literals += [cast("_Literal", member) for member in entry.members if type(member) is not _Group]
        else:
            groups.append(entry)
    members: list[_Entry] = [*_joined(kind, literals), *_unique_groups(groups)]
    if len(members) == 1:
        return members[0]
    depth = 1 + max([group.depth for group in groups]) if groups else 1
    if depth > DEEPEST:
        raise TooDeepError
    key = () if is_root else (_GROUP, kind.__name__, tuple(map(_key, members)))
    node = kind(tuple([member.node if type(member) is _Group else cast("Node", member) for member in members]))
    return _new(_Group, (key, node, depth, members))


def _key(entry: _Entry) -> tuple[Any, ...]:
    """Return what the members of a group sort by: of a condition its side, its place, and the rank and value of each test."""
    if type(entry) is _Group:
        return entry.key
    side = _NEGATIVE if type(entry) is Not else _POSITIVE
    place, operator, value, _, _, others = _condition(cast("_Literal", entry))
    if others:
        return (side, place.key, operator.rank, value, *[part for test in others for part in test.key])
    return (side, place.key, operator.rank, value)


def _condition(literal: _Literal) -> Condition:
    return literal.operand if type(literal) is Not else literal  # type: ignore[return-value]  # it holds no other node


def _unique_groups(groups: list[_Group]) -> list[_Group]:
    groups.sort(key=_first)
    return [
        group
        for before, group in zip([None, *groups], groups, strict=False)
        if before is None or before.key != group.key
    ]


_first = itemgetter(0)


def _joined(kind: type[And | Or], literals: list[_Literal]) -> list[_Literal]:
    """Join conditions on the same place, positive ones and negative ones apart, and put all in order."""
    buckets: tuple[dict[str, list[_Literal]], dict[str, list[_Literal]]] = ({}, {})
    for literal in literals:
        if type(literal) is Not:
            side, place = _NEGATIVE, literal.operand.place  # type: ignore[union-attr]  # it holds no other node
        else:
            side, place = _POSITIVE, literal.place  # type: ignore[union-attr]  # `type` says so
        bucket = buckets[side].get(place.key)
        if bucket is None:
            buckets[side][place.key] = [literal]
        else:
            bucket.append(literal)
    merging = _POSITIVE if kind is And else _NEGATIVE
    members: list[_Literal] = []
    for side in (_POSITIVE, _NEGATIVE):
        for key in sorted(buckets[side]):
            bucket = buckets[side][key]
            if len(bucket) == 1:
                members += bucket
            elif side == _POSITIVE:
                members += _at_one_place(cast("list[Condition]", bucket), merges=side == merging)
            else:
                made = _at_one_place([*map(_condition, bucket)], merges=side == merging)
                members += [_new(Not, (condition,)) for condition in made]
    return members


def _at_one_place(bucket: list[Condition], *, merges: bool) -> list[Condition]:
    """Join the conditions on one attribute, as they stand under `and`, or else under `or`, and put them in order."""
    place = bucket[0].place
    if merges and place.mergeable:
        return _merged(place, bucket)
    if not merges and place.attribute.type.listed is not None:
        bucket = _listed(bucket)
    return _sorted_and_unique(bucket)


def _sorted_and_unique(bucket: list[Condition]) -> list[Condition]:
    """Put conditions on one attribute in order. Of those that are the same, the first in the text stays."""
    if not any(map(_others_of, bucket)):
        return [condition for conditions in _by_operator(bucket) for condition in conditions]
    unique: dict[tuple[Any, ...], Condition] = {}
    for condition in bucket:
        key = _key(condition)
        if condition.start < unique.setdefault(key, condition).start:
            unique[key] = condition
    return [unique[key] for key in sorted(unique)]


_value_of, _others_of = itemgetter(2), itemgetter(5)


def _by_operator(bucket: list[Condition]) -> list[list[Condition]]:
    """Return conditions of one test each by operator, in the order of their values.

    Values are held against values, and not keys that are made of them: of a long list, sorting is most of what it costs.
    """
    found: dict[int, list[Condition]] = {}
    for condition in bucket:
        rank = condition.operator.rank
        if rank in found:
            found[rank].append(condition)
        else:
            found[rank] = [condition]
    return [_in_order_of_values(found[rank]) for rank in sorted(found)]


def _in_order_of_values(conditions: list[Condition]) -> list[Condition]:
    conditions.sort(key=_value_of)
    values = [*map(_value_of, conditions)]
    if not any(map(eq, values, values[1:])):
        return conditions
    unique: list[Condition] = []
    for condition in conditions:
        if not unique or unique[-1].value != condition.value:
            unique.append(condition)
        elif condition.start < unique[-1].start:
            unique[-1] = condition
    return unique


def _merged(place: Place, bucket: list[Condition]) -> list[Condition]:
    """Join the conditions on one single-valued attribute into as few attribute objects as its operators allow.

    Their parts are dealt out in order, each to the first object past those that use its operators already.
    """
    if not any(map(_others_of, bucket)):
        return _merged_tests(place, bucket)
    unique: dict[tuple[tuple[int, Any], ...], _Part] = {}
    for condition in bucket:
        for part in _parts(condition):
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
    return _sorted_and_unique([_spanning(place, parts) for parts in objects])


def _merged_tests(place: Place, bucket: list[Condition]) -> list[Condition]:
    """Merge conditions of one test each as `_merged` does: most are that. What is made is in order."""
    by_operator = _by_operator(bucket)
    if len(by_operator) == 1:
        return by_operator[0]
    dealt = [[condition for condition in row if condition is not None] for row in zip_longest(*by_operator)]
    return [row[0] if len(row) == 1 else _spanning(place, row) for row in dealt]


class _Part(NamedTuple):
    """Tests of a condition that stay together, and where they come from."""

    tests: tuple[Test, ...]
    start: int
    end: int


def _parts(condition: Condition) -> list[_Part]:
    """Take a condition on a single value apart into tests; those that Attio asks for together stay together."""
    tests, start, end = condition.tests, condition.start, condition.end
    if len(tests) == 1:
        return [_Part(tests, start, end)]
    properties = condition.place.attribute.type.properties
    present = {test.operator.property for test in tests}
    pairs = [(name, alone.without) for name in present if (alone := properties[name].alone) is not None]
    bound = {name for pair in pairs for name in pair if present.issuperset(pair)}
    together = tuple([test for test in tests if test.operator.property in bound])
    parts = [_Part((test,), start, end) for test in tests if test.operator.property not in bound]
    return [*parts, _Part(together, start, end)] if together else parts


def _spanning(place: Place, parts: Sequence[_Part | Condition]) -> Condition:
    """Make one condition of parts that come from several places in the text."""
    tests = sorted([test for part in parts for test in part.tests], key=_test_key)
    return Condition.of(place, tests, min([part.start for part in parts]), max([part.end for part in parts]))


def _listed(bucket: list[Condition]) -> list[Condition]:
    """Join conditions that differ only in what one property equals into one with `$in`, where `$in` is documented."""
    kind = bucket[0].place.attribute.type
    operators = kind.properties[kind.listed or ""].operators
    ranks = (operators["$eq"].rank, operators["$in"].rank)
    kept: list[Condition] = []
    families: dict[tuple[tuple[int, Any], ...], list[Condition]] = {}
    for condition in bucket:
        rest = tuple([test.key for test in condition.tests if test.operator.rank not in ranks])
        if len(rest) == len(condition.others):
            families.setdefault(rest, []).append(condition)
        else:
            kept.append(condition)
    return kept + [_one_of(family, ranks) for family in families.values()]


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
    start, end = min([condition.start for condition in family]), max([condition.end for condition in family])
    return Condition.of(first.place, tests, start, end)


def _texts(test: Test) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else (str(test.value),)


def _test_key(test: Test) -> tuple[int, Any]:
    return test.key
