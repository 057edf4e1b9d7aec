"""A value of an order between two bounds: one that people would choose, such as a whole number or the start of a day."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from decimal import Decimal

from attioql.filters.intervals import Interval
from attioql.values.exact import EXACT
from attioql.values.model import Measure, Ordered
from attioql.values.use import ValueRule


def passing_measure(order: Ordered, rule: ValueRule, interval: Interval, examples: Iterable[Measure]) -> Measure | None:
    """Return where a value of an interval lies, `None` if there is none."""
    return next(filter(interval.holds, _candidates(order, rule, interval, examples)), None)


def _candidates(order: Ordered, rule: ValueRule, interval: Interval, examples: Iterable[Measure]) -> Iterator[Measure]:
    """Yield values, best first. Where the interval has a value, one of these is it: one more than it leaves out is tried each time."""
    least, greatest = order.bounds(rule)
    low, high = interval.low, interval.high
    tries = len(interval.left_out) + 1
    if low > least:
        yield low
        for step in order.steps:
            yield from _upward(low, step, tries)
    if high < greatest:
        yield high
        for step in order.steps:
            yield from _downward(high, step, tries)
    yield from _first(examples, tries)
    yield from (low, high)
    for step in order.steps:
        yield from _upward(low, step, tries)
        yield from _downward(high, step, tries)
    if not order.is_counted(rule):
        yield from _between(low, high, tries)


def _upward(low: Measure, step: int, tries: int) -> Iterator[int]:
    """Yield multiples of a step above a bound."""
    first = (math.floor(low) // step + 1) * step
    yield from range(first, first + tries * step, step)


def _downward(high: Measure, step: int, tries: int) -> Iterator[int]:
    """Yield multiples of a step below a bound."""
    first = (math.ceil(high) - 1) // step * step
    yield from range(first, first - tries * step, -step)


def _between(low: Measure, high: Measure, tries: int) -> Iterator[Decimal]:
    """Yield numbers between two bounds, with as few decimals as it takes."""
    start = Decimal(low)
    gap = EXACT.subtract(Decimal(high), start)
    if gap <= 0:
        return
    for digits in range(len(str(tries)) + 2):
        exponent = gap.adjusted() - digits
        first = math.floor(start.scaleb(-exponent, EXACT)) + 1
        for number in range(first, first + tries):
            yield Decimal(number).scaleb(exponent, EXACT)


def _first(examples: Iterable[Measure], tries: int) -> Iterator[Measure]:
    for _, example in zip(range(tries), examples, strict=False):
        yield example
