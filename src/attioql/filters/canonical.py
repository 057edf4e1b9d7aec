"""The canonical form: one filter for every way of writing it. Its rules are listed in `docs/canonical-form.md`.

`not` is pushed inwards until it wraps one condition; groups of one kind are flattened; members are merged, made unique
and sorted. `and` over positive conditions and `or` over negated ones are each other's mirror image (De Morgan), so one
pair of functions serves both. The tree is walked with a stack of its own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeGuard

from attioql.filters.model import And, Condition, Node, Not, Or, Test
from attioql.filters.one_path import key_of, membership, on_one_path
from attioql.limits import LIMITS

DEEPEST = LIMITS.groups

_POSITIVE, _NEGATIVE, _GROUP = 0, 1, 2
_END = -1

_new = tuple.__new__  # makes a named tuple without a call of Python code


class TooDeepError(ValueError):
    """The groups of a filter are nested more than `DEEPEST` levels deep."""


class _InnerGroup(NamedTuple):
    """A group within a group: what it sorts by, what it is, how deep it goes, and the groups in it, its last members."""

    key: tuple[Any, ...]
    node: Any
    depth: int
    groups: list[_InnerGroup]


_OpenGroup: TypeAlias = tuple["type[And | Or] | None", list[Any]]
"""The kind of a group, and its members as they are found: conditions, negated conditions and groups. The outermost has no kind."""

_Pending: TypeAlias = "tuple[Node | _OpenGroup, bool, _OpenGroup]"
"""A node, or a group whose members are all there; whether it is negated; and the group around it."""


def canonical(root: Node) -> Node:
    """Return the canonical form of a filter. Raises `TooDeepError` past `DEEPEST` levels of groups."""
    if _is_plain(root):
        return root
    around: _OpenGroup = (None, [])
    waiting: list[_Pending] = [(root, False, around)]
    node: Any
    while waiting:
        node, negated, around = waiting.pop()
        kind = type(node)
        if kind is tuple:
            _close(node, around)
        elif kind is Not:
            waiting.append((node.operand, not negated, around))
        elif kind is Condition:
            _take_members((node,), negated, around, waiting)
        else:
            joined = Or if (kind is And) is negated else And
            if joined is not around[0]:
                inner: _OpenGroup = (joined, [])
                waiting.append((inner, False, around))
                around = inner
            _take_members(node.members, negated, around, waiting)
    literals, groups = _members(around, None)  # of the outermost group, which has one member
    result: Node = groups[0].node if groups else literals[0]
    return result


def _take_members(members: Sequence[Any], negated: bool, group: _OpenGroup, waiting: list[_Pending]) -> None:
    """Take conditions at once, and leave the rest waiting: the order of members means nothing."""
    found = group[1]
    for member in members:
        kind = type(member)
        if kind is Condition:
            condition, is_negative = member, negated
        elif kind is Not and type(member.operand) is Condition:
            condition, is_negative = member.operand, not negated
        else:
            waiting.append((member, negated, group))
            continue
        if condition.others or condition.operator.row.lists:
            _take_odd(condition, is_negative, group, waiting)
        else:
            found.append(_new(Not, (condition,)) if is_negative else condition)


def _take_odd(condition: Condition, negated: bool, group: _OpenGroup, waiting: list[_Pending]) -> None:
    """Take a condition of several tests, or of one that has several spellings."""
    if condition.others and condition.path.mergeable and (equal := _equal_to_two(condition)):
        waiting.append((_apart(condition, equal), negated, group))
    else:
        tidy = _with_tidy_tests(condition)
        group[1].append(Not(tidy) if negated else tidy)


def _is_plain(node: Node) -> TypeGuard[Condition]:
    """Tell whether a node is a condition with one test that has one spelling."""
    return type(node) is Condition and not node.others and not node.operator.row.lists


class _EqualToTwo(NamedTuple):
    """Tests that ask one property to be equal to one text and to another."""

    first: Test
    second: Test


def _equal_to_two(condition: Condition) -> _EqualToTwo | None:
    """Find an equality beside a list of one other value, which cannot be written as a second equality."""
    for listed in condition.tests:
        if not isinstance(listed.value, tuple) or len(set(listed.value)) > 1:
            continue
        for test in condition.tests:
            alike = (
                test.operator.name == listed.operator.row.lists and test.operator.property == listed.operator.property
            )
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
    """Write `$in` over one value as `$eq`, unless the object has another `$eq`, since it can have only one."""
    if not isinstance(test.value, tuple):
        return test
    tidy = membership(condition, test.value)
    taken = any(other.operator is tidy.operator and other.value != tidy.value for other in condition.tests)
    return Test(test.operator, tuple(sorted(set(test.value)))) if taken else tidy


def _close(group: _OpenGroup, around: _OpenGroup) -> None:
    """Merge, sort and make unique the members of a group, and add it to the one around it. A group of one is that one."""
    kind: Any = group[0]
    key: list[Any] = [_GROUP, kind is Or]
    members, groups = _members(group, None if around[0] is None else key)
    if len(groups) > 1:
        groups = _unique_groups(groups)
    if len(members) + len(groups) == 1:
        _take_out(members, groups, around)
        return
    depth = 1
    for inner_key, inner, inner_depth, _ in groups:
        members.append(inner)
        key += inner_key
        key.append(_END)
        if inner_depth >= depth:
            depth = inner_depth + 1
    if depth > DEEPEST:
        raise TooDeepError
    around[1].append(_new(_InnerGroup, (tuple(key), kind(tuple(members)), depth, groups)))


def _take_out(members: list[Any], groups: list[_InnerGroup], around: _OpenGroup) -> None:
    """Add the one member of a group to the group around it; of a group like that one, add the members."""
    if groups:
        [inner] = groups
        if type(inner.node) is not around[0]:
            around[1].append(inner)
            return
        around[1].extend(inner.groups)
        members = [*inner.node.members[: len(inner.node.members) - len(inner.groups)]]
    around[1].extend(members)


def _members(group: _OpenGroup, keys: list[Any] | None) -> tuple[list[Any], list[_InnerGroup]]:
    """Return the conditions and negated conditions of a group, each joined and in order, and its groups.

    What its conditions sort by goes to `keys`.
    """
    kind, found = group
    positive: list[Condition] = []
    negative: list[Any] = []
    groups: list[_InnerGroup] = []
    for member in found:
        if type(member) is Condition:
            positive.append(member)
        elif type(member) is Not:
            negative.append(member.operand)
        else:
            groups.append(member)
    members: list[Any] = _joined(positive, _POSITIVE, kind is And, keys) if positive else []
    if negative:
        members += [_new(Not, (condition,)) for condition in _joined(negative, _NEGATIVE, kind is Or, keys)]
    return members, groups


def _joined(conditions: list[Condition], side: int, merges: bool, keys: list[Any] | None) -> list[Any]:
    """Join the conditions of one side of a group that are on the same path, and put all in order.

    A group sorts by the side, the path, and the rank and value of each test of its conditions, with an end
    that sorts before all that may follow in a longer one. Tuples of tuples would sort in the same way, and be as many objects again
    to the garbage collector.
    """
    buckets: dict[str, list[Condition]] = {}
    for condition in conditions:
        key = condition.path.key
        if key in buckets:
            buckets[key].append(condition)
        else:
            buckets[key] = [condition]
    members: list[Condition] = []
    for key in sorted(buckets) if len(buckets) > 1 else buckets:
        bucket = buckets[key]
        if len(bucket) > 1:
            bucket = on_one_path(bucket, merges=merges)
        members += bucket
        if keys is not None:
            for condition in bucket:
                keys += (side, key, *key_of(condition), _END)
    return members


def _unique_groups(groups: list[_InnerGroup]) -> list[_InnerGroup]:
    groups.sort(key=_first)
    return [
        group
        for before, group in zip([None, *groups], groups, strict=False)
        if before is None or before.key != group.key
    ]


_first = itemgetter(0)
