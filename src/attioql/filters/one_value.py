"""Whether one value can pass some tests and fail others: decided property by property, exactly.

Ordered kinds are intervals with points left out, texts are what they must equal, begin with, contain and end with. The
values are those of `docs/semantics.md`: any number, any text, any day and any nanosecond of the calendar.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.filters.meaning import ORDERED, fold, instant_key, text_passes
from attioql.filters.model import Test
from attioql.limits import LIMITS
from attioql.text.numbers import LARGEST_NUMBER, LEAST_NUMBER

MOST_BRANCHES = LIMITS.value_branches


class _Wanted(NamedTuple):
    """The tests on one property that a value passes, one at least, and those that it fails."""

    passed: tuple[Test, ...]
    failed: tuple[Test, ...]


def can_be_value(attribute: Attribute, passed: Iterable[Test], failed: Sequence[tuple[Test, ...]]) -> bool | None:
    """Tell whether a value can pass all of `passed` and, of each set in `failed`, fail at least one test.

    `None` where that takes more than `MOST_BRANCHES` attempts, or hangs on what is not known: which title has which ID.
    """
    needed = list(dict.fromkeys(passed))
    given = {test.operator.property for test in needed}
    choices = [tests for tests in failed if all(test.operator.property in given for test in tests)]
    branches = [tuple([tests[0] for tests in choices if len(tests) == 1])]
    for tests in (tests for tests in choices if len(tests) > 1):
        grown = [(*branch, test) for branch in branches for test in tests]
        branches = [branch for branch in grown if _each_property(attribute, needed, branch) is not False]
        if not branches:
            return False
        if len(branches) > MOST_BRANCHES:
            return None
    verdicts = [_each_property(attribute, needed, branch) for branch in branches]
    return _any(verdicts)


def _any(verdicts: list[bool | None]) -> bool | None:
    if True in verdicts:
        return True
    return None if None in verdicts else False


def _each_property(attribute: Attribute, passed: list[Test], failed: tuple[Test, ...]) -> bool | None:
    """Properties are taken to be independent of one another; what none is asked of may be null."""
    verdicts: list[bool | None] = []
    for name in dict.fromkeys(test.operator.property for test in passed):
        verdict = is_possible(
            attribute.type.properties[name],
            tuple([test for test in passed if test.operator.property == name]),
            tuple([test for test in failed if test.operator.property == name]),
        )
        if verdict is False:
            return False
        verdicts.append(verdict)
    return None if None in verdicts else True


def is_possible(prop: Property, passed: tuple[Test, ...], failed: tuple[Test, ...]) -> bool | None:
    """Tell whether a value can pass all of some tests on a property, one at least, and fail all of others.

    `None` where that hangs on which title has which ID.
    """
    kind, wanted = prop.value.kind, _Wanted(passed, failed)
    if kind == "boolean":
        return _boolean(wanted)
    if kind == "option":
        return _option(wanted)
    return _ordered(prop, wanted) if kind in ORDERED else _text(wanted)


def _boolean(wanted: _Wanted) -> bool:
    left = {True, False} & {bool(test.value) for test in wanted.passed}
    for test in wanted.passed:
        left &= {bool(test.value)}
    return bool(left - {bool(test.value) for test in wanted.failed})


def _option(wanted: _Wanted) -> bool | None:
    """An option is asked for by title or by ID: two that differ may be the same one, unless both are titles."""
    names = {str(test.value) for test in wanted.passed}
    others = {str(test.value) for test in wanted.failed}
    if names & others:
        return False
    if len([name for name in names if not _may_be_id(name)]) > 1:
        return False
    return True if len({_may_be_id(name) for name in names | others}) == len(names) == 1 else None


def _may_be_id(name: str) -> bool:
    return len(name) == 36 and name.count("-") == 4


def _ordered(prop: Property, wanted: _Wanted) -> bool:
    """Numbers lie dense; whole numbers, days and nanoseconds are counted."""
    measure = _MEASURES[prop.value.kind]
    low, high = _limits(prop.value.kind, prop.value.minimum, prop.value.maximum)
    low_open = high_open = False
    excluded: set[Fraction] = set()
    for name, at in _facts(wanted, measure):
        if name == "$ne":
            excluded.add(at)
        if name in {"$gt", "$gte", "$eq"} and (at > low or (at == low and name == "$gt")):
            low, low_open = at, name == "$gt"
        if name in {"$lt", "$lte", "$eq"} and (at < high or (at == high and name == "$lt")):
            high, high_open = at, name == "$lt"
    if prop.value.kind == "number" and not prop.value.integer:
        return low < high or (low == high and not (low_open or high_open or low in excluded))
    first = -(-low.numerator // low.denominator) + (1 if low_open and low.denominator == 1 else 0)
    last = high.numerator // high.denominator - (1 if high_open and high.denominator == 1 else 0)
    taken = sum(1 for at in excluded if at.denominator == 1 and first <= at <= last)
    return last - first + 1 > taken


_OPPOSITE = {"$gt": "$lte", "$gte": "$lt", "$lt": "$gte", "$lte": "$gt", "$eq": "$ne"}


def _facts(wanted: _Wanted, measure: Callable[[object], Fraction]) -> list[tuple[str, Fraction]]:
    passed = [(test.operator.name, measure(test.value)) for test in wanted.passed]
    return passed + [(_OPPOSITE[test.operator.name], measure(test.value)) for test in wanted.failed]


@lru_cache(maxsize=64)
def _limits(kind: str, minimum: int | None, maximum: int | None) -> tuple[Fraction, Fraction]:
    match kind:
        case "number":
            low = LEAST_NUMBER if minimum is None else Decimal(minimum)
            return Fraction(low), Fraction(LARGEST_NUMBER if maximum is None else Decimal(maximum))
        case "date":
            return Fraction(date.min.toordinal()), Fraction(date.max.toordinal())
    return _nanoseconds("0001-01-01T00:00:00Z"), _nanoseconds("9999-12-31T23:59:59.999999999Z")


def _days(text: object) -> Fraction:
    return Fraction(date.fromisoformat(str(text)).toordinal())


def _nanoseconds(text: object) -> Fraction:
    whole, _, fraction = instant_key(str(text)).partition(".")
    second = datetime.fromisoformat(whole).replace(tzinfo=timezone.utc) - datetime(1, 1, 1, tzinfo=timezone.utc)
    return Fraction((second.days * 86_400 + second.seconds) * 10**9 + int(fraction))


def _exactly(number: object) -> Fraction:
    return Fraction(number) if isinstance(number, (int, Decimal)) else Fraction(0)


_MEASURES: dict[str, Callable[[object], Fraction]] = {
    "number": _exactly,
    "date": _days,
    "timestamp": _nanoseconds,
    "instant": _nanoseconds,
}


def _text(wanted: _Wanted) -> bool:
    candidates = _pinned(wanted)
    if candidates is not None:
        return any(
            all(text_passes(test, text) for test in wanted.passed)
            and not any(text_passes(test, text) for test in wanted.failed)
            for text in candidates
        )
    starts, parts, ends = (_operands(wanted.passed, name) for name in ("$starts_with", "$contains", "$ends_with"))
    start, end = max(starts, key=len, default=""), max(ends, key=len, default="")
    if not all(start.startswith(other) for other in starts) or not all(end.endswith(other) for other in ends):
        return False
    pieces = [start, *parts, end]
    return not (
        any(part in piece for part in _operands(wanted.failed, "$contains") for piece in pieces)
        or any(start.startswith(other) for other in _operands(wanted.failed, "$starts_with"))
        or any(end.endswith(other) for other in _operands(wanted.failed, "$ends_with"))
    )


def _pinned(wanted: _Wanted) -> set[str] | None:
    """Return the texts that are left when one of a few is asked for; `None` when nothing limits them."""
    candidates: set[str] | None = None
    for test in wanted.passed:
        if test.operator.name in {"$eq", "$in"}:
            listed = set(test.value) if isinstance(test.value, tuple) else {str(test.value)}
            candidates = listed if candidates is None else candidates & listed
    if candidates is None and any(test.operator.name == "$not_empty" for test in wanted.failed):
        return {""}
    return candidates


def _operands(tests: tuple[Test, ...], name: str) -> list[str]:
    return [fold(str(test.value)) for test in tests if test.operator.name == name]
