"""What follows from one literal or clause about another. Every `True` is proven by the semantics; `False` says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.filters import analysis
from attioql.filters.meaning import fold
from attioql.filters.model import Test
from attioql.filters.one_value import is_possible
from attioql.limits import LIMITS
from attioql.linter.facts import Clause, Literal
from attioql.linter.survey import is_below

MOST_TOGETHER = LIMITS.lint_together

MOST_PAIRS = LIMITS.lint_pairs


def exclude(first: Literal, second: Literal) -> bool:
    """Tell whether two literals are known never to hold together."""
    place = first.condition.place
    if place.key != second.condition.place.key:
        return False
    if first.holds is second.holds and not (first.holds and place.single):
        return False
    if _plainly_possible(first, second):
        return False
    one, two = first.condition, second.condition
    if one.others or two.others:
        return cannot_hold((first, second))
    tests = [(Test(one.operator, one.value), first.holds), (Test(two.operator, two.value), second.holds)]
    passed, failed = (tuple([test for test, holds in tests if holds is wanted]) for wanted in (True, False))
    return is_possible(place.attribute.type.properties[one.operator.property], passed, failed) is False


_LOW = {("$gt", True): False, ("$gte", True): True, ("$lt", False): True, ("$lte", False): False}
_HIGH = {("$lt", True): False, ("$lte", True): True, ("$gt", False): True, ("$gte", False): False}


def _plainly_possible(first: Literal, second: Literal) -> bool:
    """Tell at a glance that two literals may hold together, as most do; `False` says nothing."""
    if first.condition.others or second.condition.others:
        return False
    one, two = first.condition, second.condition
    if one.operator.property != two.operator.property:
        return True
    if first.holds is second.holds is True and one.operator.name == two.operator.name == "$contains":
        return True
    if first.holds is not second.holds and isinstance(one.value, str) and isinstance(two.value, str):
        passed, failed = (one, two) if first.holds else (two, one)
        if failed.operator.name == "$contains":
            return fold(str(failed.value)) not in fold(str(passed.value))
        if failed.operator.name == passed.operator.name == "$eq":
            return failed.value != passed.value
    return _leave_room(first, second)


def _leave_room(first: Literal, second: Literal) -> bool:
    """Tell at a glance that two bounds leave something between them; `False` says nothing.

    `_LOW` and `_HIGH` say of an operator, and whether it holds, that it bounds from below or above, the bound included or not.
    """
    one, two = first.condition, second.condition
    here, there = (one.operator.name, first.holds), (two.operator.name, second.holds)
    if (here in _LOW and there in _LOW) or (here in _HIGH and there in _HIGH):
        return True
    if here in _HIGH and there in _LOW:
        here, there, one, two = there, here, two, one
    if here not in _LOW or there not in _HIGH or not (_LOW[here] or _HIGH[there]):
        return False
    kind = first.condition.place.attribute.type.properties[one.operator.property].value.kind
    return is_below(kind, one.value, two.value)


def cannot_hold(literals: Sequence[Literal]) -> bool:
    """Tell whether literals on one place are known never to hold together."""
    if not any(literal.holds for literal in literals):
        return False
    together = tuple([analysis.Literal(condition, holds) for _, condition, holds in literals[:MOST_TOGETHER]])
    return analysis.possible_here(together) is False


def follows(given: Literal, other: Literal) -> bool:
    """Tell whether one literal is known to hold wherever another one does."""
    return exclude(given, other.opposite)


def implies(given: Clause, other: Clause) -> bool:
    """Tell whether every record that one part matches is known to match another."""
    if (not given.all_of and not given.whole) or (other.all_of and not other.whole):
        return False
    if not 0 < len(given.literals) * len(other.literals) <= MOST_PAIRS:
        return False
    lefts = [given.literals] if given.all_of else [(literal,) for literal in given.literals]
    rights = [(literal,) for literal in other.literals] if other.all_of else [other.literals]
    return all(any(follows(one, two) for one in left for two in right) for left in lefts for right in rights)


def conflict(literals: Sequence[Literal]) -> tuple[Literal, ...]:
    """Return a few of the literals on one place that never hold together: two, if two do; none if all may hold."""
    if len(literals) == 2:
        first, second = literals
        return (first, second) if exclude(first, second) else ()
    considered = literals[:MOST_TOGETHER]
    if not cannot_hold(considered):
        return ()
    for index, first in enumerate(considered):
        for second in considered[index + 1 :]:
            if exclude(first, second):
                return first, second
    kept = list(considered)
    for literal in considered:
        fewer = [each for each in kept if each is not literal]
        if cannot_hold(fewer):
            kept = fewer
    return tuple(kept)
