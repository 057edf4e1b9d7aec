"""Conditions on one attribute, all positive or all negated, joined into as few as say the same, in order, each once.

`and` over positive conditions and `or` over negated ones are each other's mirror image, and the others are so too; which of the
two it is, is all that is known here of groups.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

from attioql.filters.model import AttributePath, Condition, Test

_new = tuple.__new__  # makes a named tuple without a call of Python code


def on_one_path(bucket: list[Condition], *, merges: bool) -> list[Condition]:
    """Join the conditions on one attribute, as they stand under `and`, or else under `or`, and put them in order."""
    path = bucket[0].path
    if merges and path.mergeable:
        return _merged(path, bucket)
    if not merges and path.attribute.type.listed is not None:
        bucket = _listed(bucket)
    return _sorted_and_unique(bucket)


def _sorted_and_unique(bucket: list[Condition]) -> list[Condition]:
    """Put conditions on one attribute in order. Of those that are the same, the first in the text stays."""
    if not any(map(_others_of, bucket)):
        return [*chain(*_by_operator(bucket))]
    unique: dict[tuple[Any, ...], Condition] = {}
    for condition in bucket:
        key = key_of(condition)
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
    return [_in_order_of_values(found[rank]) for rank in (sorted(found) if len(found) > 1 else found)]


def _in_order_of_values(conditions: list[Condition]) -> list[Condition]:
    if len(conditions) == 1:
        return conditions
    conditions.sort(key=_value_of)
    if len(set(map(_value_of, conditions))) == len(conditions):
        return conditions
    unique: list[Condition] = []
    for condition in conditions:
        if not unique or unique[-1].value != condition.value:
            unique.append(condition)
        elif condition.start < unique[-1].start:
            unique[-1] = condition
    return unique


def _merged(path: AttributePath, bucket: list[Condition]) -> list[Condition]:
    """Join the conditions on one single-valued attribute into as few attribute objects as its operators allow.

    Their parts are dealt out in order, each to the first object past those that use its operators already.
    """
    if not any(map(_others_of, bucket)):
        return _merged_tests(path, bucket)
    unique: dict[tuple[tuple[int, Any], ...], _TestGroup] = {}
    for condition in bucket:
        for part in _parts(condition):
            key = tuple([test.key for test in part.tests])
            same = unique.setdefault(key, part)
            if part.start < same.start:
                unique[key] = part
    objects: list[list[_TestGroup]] = []
    next_free: dict[int, int] = {}
    for key in sorted(unique):
        number = max([next_free.get(rank, 0) for rank, _ in key])
        next_free.update((rank, number + 1) for rank, _ in key)
        objects.extend([] for _ in range(number + 1 - len(objects)))
        objects[number].append(unique[key])
    return _sorted_and_unique([_spanning(path, parts) for parts in objects])


def _merged_tests(path: AttributePath, bucket: list[Condition]) -> list[Condition]:
    """Merge conditions of one test each as `_merged` does: most are that. What is made is in order."""
    by_operator = _by_operator(bucket)
    if len(by_operator) == 1:
        return by_operator[0]
    return [_one_object(path, row) for row in zip_longest(*by_operator)]


def _one_object(path: AttributePath, row: tuple[Condition | None, ...]) -> Condition:
    """Make one condition of those that are there, whose tests are in order."""
    parts = [part for part in row if part is not None]
    if len(parts) == 1:
        return parts[0]
    first, *others = parts
    tests = tuple([_new(Test, (other.operator, other.value)) for other in others])
    start, end = min([part.start for part in parts]), max([part.end for part in parts])
    return _new(Condition, (path, first.operator, first.value, start, end, tests))


def taken_apart(condition: Condition) -> list[Condition]:
    """Return conditions that say the same together, as small as they can be: one for each test on a value that is single."""
    if not condition.others or not condition.path.mergeable:
        return [condition]
    parts = sorted([part.tests for part in _parts(condition)], key=lambda tests: [test.key for test in tests])
    return [condition.with_tests(tests) for tests in parts]


def alternatives(condition: Condition) -> list[Condition]:
    """Return conditions of which one holds where a condition holds: one for each value of a list that it has, as `_listed` joins them."""
    tests, name = condition.tests, condition.path.attribute.type.listed
    listed = [test for test in tests if test.operator.row.is_equality and test.operator.property == name]
    if len(listed) != 1 or not listed[0].operator.row.lists:
        return [condition]
    equal = [membership(condition, [value]) for value in _texts(listed[0])]
    return [condition.with_tests([each if test is listed[0] else test for test in tests]) for each in equal]


class _TestGroup(NamedTuple):
    """Tests of a condition that stay together, and where they come from."""

    tests: tuple[Test, ...]
    start: int
    end: int


def _parts(condition: Condition) -> list[_TestGroup]:
    """Take a condition on a single value apart into tests; those that Attio asks for together stay together."""
    tests, start, end = condition.tests, condition.start, condition.end
    if len(tests) == 1:
        return [_TestGroup(tests, start, end)]
    properties = condition.path.attribute.type.properties
    present = {test.operator.property for test in tests}
    pairs = [(name, alone.without) for name in present if (alone := properties[name].alone) is not None]
    bound = {name for pair in pairs for name in pair if present.issuperset(pair)}
    together = tuple([test for test in tests if test.operator.property in bound])
    parts = [_TestGroup((test,), start, end) for test in tests if test.operator.property not in bound]
    return [*parts, _TestGroup(together, start, end)] if together else parts


def _spanning(path: AttributePath, parts: list[_TestGroup]) -> Condition:
    """Make one condition of parts that come from several places in the text."""
    tests = sorted([test for part in parts for test in part.tests], key=_test_key)
    return Condition.of(path, tests, min([part.start for part in parts]), max([part.end for part in parts]))


def _listed(bucket: list[Condition]) -> list[Condition]:
    """Join conditions that differ only in what one property equals into one with `$in`, where `$in` is documented."""
    kind = bucket[0].path.attribute.type
    prop = kind.properties[kind.listed or ""]
    ranks = {each.rank for each in (prop.equality, prop.membership) if each}
    kept: list[Condition] = []
    families: dict[tuple[tuple[int, Any], ...], list[Condition]] = {}
    for condition in bucket:
        rest = tuple([test.key for test in condition.tests if test.operator.rank not in ranks])
        if len(rest) == len(condition.others):
            families.setdefault(rest, []).append(condition)
        else:
            kept.append(condition)
    return kept + [_one_of(family, ranks) for family in families.values()]


def _one_of(family: list[Condition], ranks: set[int]) -> Condition:
    first = family[0]
    if len(family) == 1:
        return first
    values: list[str] = []
    for condition in family:
        for test in condition.tests:
            if test.operator.rank in ranks:
                values += _texts(test)
    others = [test for test in first.tests if test.operator.rank not in ranks]
    tests = sorted((*others, membership(first, values)), key=_test_key)
    start, end = min([condition.start for condition in family]), max([condition.end for condition in family])
    return Condition.of(first.path, tests, start, end)


def _texts(test: Test) -> tuple[str, ...]:
    return test.value if isinstance(test.value, tuple) else (str(test.value),)


def _test_key(test: Test) -> tuple[int, Any]:
    return test.key


def key_of(condition: Condition) -> tuple[Any, ...]:
    """Return what conditions on one attribute sort by: the rank and value of each test."""
    _, operator, value, _, _, others = condition
    if not others:
        return (operator.rank, value)
    return (operator.rank, value, *[part for test in others for part in test.key])


def membership(condition: Condition, values: Iterable[str]) -> Test:
    """Return `$in` over values in order, each once, or `$eq` where only one is left."""
    listed = condition.path.attribute.type
    prop = listed.properties[listed.listed or ""]
    unique = sorted(set(values))
    if prop.equality is not None and len(unique) == 1:
        return Test(prop.equality, unique[0])
    if prop.membership is None:
        raise LookupError(prop)
    return Test(prop.membership, tuple(unique))
