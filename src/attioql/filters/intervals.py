"""The values of an ordered kind that pass some tests and fail others: an interval with points left out."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from attioql.filters.model import TestValue, ValueTests
from attioql.operators import Role, row_of
from attioql.values.model import Measure, Ordered, Scalar
from attioql.values.use import ValueRule


class Interval(NamedTuple):
    """Values of an order between two ends, which may be open, without those that are left out."""

    low: Measure
    low_open: bool
    high: Measure
    high_open: bool
    left_out: set[Measure]

    def holds(self, at: Measure) -> bool:
        """Tell whether a value is one of them."""
        above = self.low < at or (self.low == at and not self.low_open)
        below = at < self.high or (at == self.high and not self.high_open)
        return above and below and at not in self.left_out


def is_any_left(order: Ordered, rule: ValueRule, passed: ValueTests, failed: ValueTests) -> bool:
    """Tell whether any value passes all of some tests and fails all of others."""
    low, low_open, high, high_open, left_out = interval_of(order, rule, passed, failed)
    if not order.is_counted(rule):
        return low < high or (low == high and not (low_open or high_open or low in left_out))
    first, last = math.ceil(low), math.floor(high)
    first += low_open and first == low
    last -= high_open and last == high
    taken = sum(1 for at in left_out if at == int(at) and first <= at <= last)
    return last - first + 1 > taken


def interval_of(order: Ordered, rule: ValueRule, passed: ValueTests, failed: ValueTests) -> Interval:
    """Narrow the values from both sides, and leave single ones out."""
    low, high = order.bounds(rule)
    low_open = high_open = False
    left_out: set[Measure] = set()
    for role, closed, at in _bounds(order, passed, failed):
        if role is None:
            left_out.add(at)
        elif role != "below" and (at > low or (at == low and not closed)):
            low, low_open = at, not closed
        if role in _UPPER and (at < high or (at == high and not closed)):
            high, high_open = at, not closed
    return Interval(low, low_open, high, high_open, left_out)


_UPPER = frozenset({"below", "equal"})


def _bounds(order: Ordered, passed: ValueTests, failed: ValueTests) -> Iterator[tuple[Role | None, bool, Measure]]:
    """Yield the role of each bound, whether it is closed, and where it is. A value that is left out has no role."""
    for operator, value in passed:
        yield operator.row.role, operator.row.closed or not operator.row.opposite, order.measure(single(value))
    for operator, value in failed:
        opposite = row_of(operator.row.opposite) if operator.row.opposite else None
        yield (
            opposite.role if opposite else None,
            opposite is not None and opposite.closed,
            order.measure(single(value)),
        )


def single(value: TestValue) -> Scalar:
    """Return the value of a test that takes one. Raises `TypeError` for several."""
    if isinstance(value, tuple):
        raise TypeError(value)
    return value
