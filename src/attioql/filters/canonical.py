"""The canonical form: one filter for every way of writing it. Its rules are listed in `docs/canonical-form.md`.

`not` is pushed inwards until it wraps one condition; groups of one kind are flattened; members are merged, made unique
and sorted. `and` over positive conditions and `or` over negated ones are each other's mirror image (De Morgan), so one
pair of functions serves both. The tree is walked with a stack of its own: nesting costs no recursion.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias, TypeGuard

from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test
from attioql.filters.one_path import key_of, membership, on_one_path
from attioql.limits import LIMITS

DEEPEST = LIMITS.groups

_POSITIVE, _NEGATIVE, _GROUP = 0, 1, 2
_END = -1

_new = tuple.__new__  # makes a named tuple without a call of Python code


class TooDeepError(ValueError):
    """The groups of a filter are nested more than `DEEPEST` levels deep."""


_Literal: TypeAlias = Condition | Not
"""A condition, or the negation of one."""


class _InnerGroup(NamedTuple):
    """A group within a group: what it sorts by, what it is, how deep it goes, and its own members."""

    key: tuple[Any, ...]
    node: Node
    depth: int
    members: Sequence[_Literal | _InnerGroup]


_Entry: TypeAlias = _Literal | _InnerGroup


class _Close(NamedTuple):
    """Marks where the members of a group, from `base` on, are all there."""

    kind: type[And | Or]
    base: int


_Pending: TypeAlias = "tuple[Node | _Close, bool, type[And | Or] | None]"


def canonical(root: Node) -> Node:
    """Return the canonical form of a filter. Raises `TooDeepError` past `DEEPEST` levels of groups."""
    if _is_plain(root):
        return root
    entries: list[_Entry] = []
    waiting: list[_Pending] = [(root, False, None)]
    node: Any
    while waiting:
        node, negated, parent = waiting.pop()
        kind = type(node)
        if kind is _Close:
            joined, base = node
            entries[base:] = [_group(joined, entries[base:], is_root=not waiting)]
        elif kind is Not:
            waiting.append((node.operand, not negated, parent))
        elif kind is Condition:
            _take_members((node,), negated, parent, entries, waiting)
        else:
            joined = Or if (kind is And) is negated else And
            if joined is not parent:
                waiting.append((_new(_Close, (joined, len(entries))), False, None))
            _take_members(node.members, negated, joined, entries, waiting)
    if not entries:
        return EVERYTHING
    only: Any = entries[0]
    root_node: Node = only.node if type(only) is _InnerGroup else only
    return root_node


def _take_members(
    members: tuple[Any, ...],
    negated: bool,
    joined: type[And | Or] | None,
    entries: list[_Entry],
    waiting: list[_Pending],
) -> None:
    """Take conditions at once, and leave the rest waiting: the order of members means nothing."""
    for member in members:
        kind = type(member)
        if kind is Condition:
            _, operator, _, _, _, others = member
            if not others and not operator.row.lists:
                entries.append(_new(Not, (member,)) if negated else member)
            else:
                _take_odd(member, negated, joined, entries, waiting)
        elif kind is Not and _is_plain(operand := member.operand):
            entries.append(operand if negated else member)
        else:
            waiting.append((member, negated, joined))


def _take_odd(
    condition: Condition,
    negated: bool,
    joined: type[And | Or] | None,
    entries: list[_Entry],
    waiting: list[_Pending],
) -> None:
    """Take a condition of several tests, or of one that has several spellings."""
    if condition.others and condition.path.mergeable and (equal := _equal_to_two(condition)):
        waiting.append((_apart(condition, equal), negated, joined))
    else:
        tidy = _with_tidy_tests(condition)
        entries.append(Not(tidy) if negated else tidy)


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
    """Write `$in` over one value as `$eq`, unless another `$eq` stands beside it: an object has one of each."""
    if not isinstance(test.value, tuple):
        return test
    tidy = membership(condition, test.value)
    taken = any(other.operator is tidy.operator and other.value != tidy.value for other in condition.tests)
    return Test(test.operator, tuple(sorted(set(test.value)))) if taken else tidy


def _group(kind: type[And | Or], entries: list[_Entry], *, is_root: bool) -> _Entry:
    """Merge, sort and make unique the members of one group. A group of one is that one; the root sorts by nothing."""
    groups: list[_InnerGroup] = []
    literals: list[Any] = []
    for entry in entries:
        if type(entry) is not _InnerGroup:
            literals.append(entry)
        elif type(entry.node) is kind:
            groups += [member for member in entry.members if type(member) is _InnerGroup]
            literals += [member for member in entry.members if type(member) is not _InnerGroup]
        else:
            groups.append(entry)
    key: list[Any] = [_GROUP, kind.__name__]
    members: list[_Entry] = _joined(kind, literals, None if is_root else key)
    if len(groups) > 1:
        groups = _unique_groups(groups)
    members += groups
    if len(members) == 1:
        return members[0]
    depth = 1
    if groups:
        depth += max([group.depth for group in groups])
        if depth > DEEPEST:
            raise TooDeepError
        nodes: list[Any] = [member.node if type(member) is _InnerGroup else member for member in members]
        for group in groups:
            key += group.key
            key.append(_END)
    else:
        nodes = members
    node = kind(tuple(nodes))
    return _new(_InnerGroup, (tuple(key), node, depth, members if groups else node.members))  # the same ones, held once


def _joined(kind: type[And | Or], literals: list[Any], keys: list[Any] | None) -> list[Any]:
    """Join conditions on the same place, positive ones and negative ones apart, and put all in order.

    What the group sorts by goes to `keys`: of each condition its side, its place, and the rank and value of each test, with an end
    that sorts before all that may follow in a longer one. Tuples of tuples would sort in the same way, and be as many objects again
    to the garbage collector.
    """
    sides: tuple[dict[str, list[Condition]], dict[str, list[Condition]]] = ({}, {})
    condition: Any
    for literal in literals:
        side, condition = (_NEGATIVE, literal.operand) if type(literal) is Not else (_POSITIVE, literal)
        buckets, key = sides[side], condition.path.key
        if key in buckets:
            buckets[key].append(condition)
        else:
            buckets[key] = [condition]
    merging = _POSITIVE if kind is And else _NEGATIVE
    members: list[Any] = []
    for side, buckets in enumerate(sides):
        for key in sorted(buckets) if len(buckets) > 1 else buckets:
            bucket = buckets[key]
            if len(bucket) > 1:
                bucket = on_one_path(bucket, merges=side == merging)
            members += bucket if side == _POSITIVE else [_new(Not, (condition,)) for condition in bucket]
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
