"""What follows from one literal or clause about another. Every `True` is proven by the semantics; `False` says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.filters.analysis import can_hold_together
from attioql.filters.model import Test
from attioql.filters.one_value import is_plainly_possible, is_possible
from attioql.limits import LIMITS
from attioql.linter.facts import Clause, SignedPart

MOST_TOGETHER = LIMITS.lint_together

MOST_PAIRS = LIMITS.lint_pairs


def exclude(first: SignedPart, second: SignedPart) -> bool:
    """Tell whether two literals are known never to hold together."""
    place = first.condition.path
    if place.key != second.condition.path.key:
        return False
    if first.holds is second.holds and not (first.holds and place.single):
        return False
    one, two = first.condition, second.condition
    if one.others or two.others:
        return cannot_hold((first, second))
    if one.operator.property != two.operator.property:
        return False
    prop = place.attribute.type.properties[one.operator.property]
    if is_plainly_possible(prop, one, first.holds, two, second.holds):
        return False
    one_test, two_test = Test(one.operator, one.value), Test(two.operator, two.value)
    if first.holds and second.holds:
        return is_possible(prop, (one_test, two_test), ()) is False
    passed, failed = (one_test, two_test) if first.holds else (two_test, one_test)
    return is_possible(prop, (passed,), (failed,)) is False


def cannot_hold(literals: Sequence[SignedPart]) -> bool:
    """Tell whether literals on one place are known never to hold together."""
    if not any(literal.holds for literal in literals):
        return False
    together = [(condition, holds) for _, condition, holds in literals[:MOST_TOGETHER]]
    return can_hold_together(together) is False


def follows(given: SignedPart, other: SignedPart) -> bool:
    """Tell whether one literal is known to hold wherever another one does."""
    return exclude(given, other.opposite)


def implies(given: Clause, other: Clause) -> bool:
    """Tell whether every record that one part matches is known to match another."""
    if given.alone and other.alone:
        return follows(given.literals[0], other.literals[0])
    if (not given.all_of and not given.whole) or (other.all_of and not other.whole):
        return False
    if not 0 < len(given.literals) * len(other.literals) <= MOST_PAIRS:
        return False
    lefts = [given.literals] if given.all_of else [(literal,) for literal in given.literals]
    rights = [(literal,) for literal in other.literals] if other.all_of else [other.literals]
    return all(any(follows(one, two) for one in left for two in right) for left in lefts for right in rights)


def conflict(literals: Sequence[SignedPart]) -> tuple[SignedPart, ...]:
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
