"""What follows from one literal or clause about another. Every `True` is proven by the semantics; `False` says nothing."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.filters import analysis
from attioql.linter.facts import Clause, Literal

MOST_TOGETHER = 64
"""How many literals on one place are looked at together; the rest is left alone."""

MOST_PAIRS = 256
"""How many pairs of literals are held against each other for two parts; longer lists are left alone."""


def exclude(first: Literal, second: Literal) -> bool:
    """Tell whether two literals are known never to hold together."""
    place = first.condition.place
    if place.key != second.condition.place.key:
        return False
    if first.holds is second.holds and not (first.holds and place.single):
        return False
    return cannot_hold((first, second))


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
