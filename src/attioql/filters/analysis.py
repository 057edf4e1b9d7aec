"""What follows from a filter: that nothing matches it, that another filter matches whatever it matches.

A filter is taken apart into conjunctions of conditions, one at a time and within a limit; each is looked at attribute
by attribute. Answers are right by the semantics in `docs/semantics.md`: `True` and `False` are proven, `None` says that
it is not known.
"""

from __future__ import annotations

from typing import NamedTuple

from attioql.filters.model import And, Condition, Node, Not, Or, Place
from attioql.filters.one_value import can_be_value
from attioql.limits import LIMITS

MOST_CONJUNCTIONS = LIMITS.logic_conjunctions

MOST_LOOKS = LIMITS.logic_conditions


class Literal(NamedTuple):
    """A condition that holds, or does not."""

    condition: Condition
    holds: bool


def is_contradiction(root: Node) -> bool | None:
    """Tell whether no record can match; `None` when that is not known."""
    return _impossible([(root, True)])


def implies(root: Node, other: Node) -> bool | None:
    """Tell whether every record that matches one filter matches another; `None` when that is not known."""
    return _impossible([(root, True), (other, False)])


def equivalent(root: Node, other: Node) -> bool | None:
    """Tell whether two filters match the same records; `None` when that is not known."""
    forth = implies(root, other)
    if forth is False:
        return False
    back = implies(other, root)
    if back is False:
        return False
    return None if None in {forth, back} else True


class _Branch(NamedTuple):
    """One way for a filter to hold: literals by place, and what is still to be taken apart."""

    literals: dict[str, tuple[Literal, ...]]
    waiting: tuple[tuple[Node, bool], ...]


def _impossible(asked: list[tuple[Node, bool]]) -> bool | None:
    branches = [_Branch({}, tuple(asked))]
    unknown = False
    tried = looks = 0
    while branches:
        branch = branches.pop()
        tried += 1
        looks += sum(map(len, branch.literals.values())) + len(branch.waiting)
        if tried > MOST_CONJUNCTIONS or looks > MOST_LOOKS:
            return None
        literals, choice, rest = _flattened(branch)
        looks += sum(map(len, literals.values()))
        verdict = _possible(literals, branch.literals)
        if verdict is False:
            continue
        if choice is not None:
            branches += [_Branch(literals, (alternative, *rest)) for alternative in choice]
        elif _possible(literals, {}) and _independent(literals):
            return False
        else:
            unknown = True
    return None if unknown else True


def _flattened(
    branch: _Branch,
) -> tuple[dict[str, tuple[Literal, ...]], list[tuple[Node, bool]] | None, tuple[tuple[Node, bool], ...]]:
    """Take everything that holds without a choice; return it, the first choice there is, and what is left after it."""
    added: dict[str, list[Literal]] = {}
    choices: list[list[tuple[Node, bool]]] = []
    kept: list[tuple[Node, bool]] = []
    waiting = list(branch.waiting)
    while waiting:
        node, holds = waiting.pop()
        match node:
            case Condition():
                added.setdefault(node.place.key, []).append(Literal(node, holds))
            case Not(operand):
                waiting.append((operand, not holds))
            case And(members) | Or(members):
                parts = [(member, holds) for member in members]
                if isinstance(node, And) is holds:
                    waiting += parts
                else:
                    choices.append(parts)
                    kept.append((node, holds))
    literals = dict(branch.literals)
    for key, new in added.items():
        literals[key] = (*literals.get(key, ()), *new)
    if not choices:
        return literals, None, ()
    return literals, choices[0], tuple(kept[1:])


def _possible(literals: dict[str, tuple[Literal, ...]], known: dict[str, tuple[Literal, ...]]) -> bool | None:
    """Tell whether the literals on each place can hold together; those that `known` has already are not looked at."""
    verdict: bool | None = True
    for key, here in literals.items():
        if known.get(key) is here:
            continue
        found = possible_here(here)
        if found is False:
            return False
        verdict = verdict and found
    return verdict


def possible_here(literals: tuple[Literal, ...]) -> bool | None:
    """Tell whether literals on one place can hold together; `None` when that is not known.

    Several values may each pass a condition of their own; a single one passes them all.
    """
    place = literals[0].condition.place
    others = [each.condition.place for each in literals if each.condition.place is not place]
    if any(other.attribute != place.attribute for other in others):
        return None
    failed = tuple(dict.fromkeys(literal.condition.tests for literal in literals if not literal.holds))
    passed = tuple(dict.fromkeys(literal.condition.tests for literal in literals if literal.holds))
    if not passed:
        return True
    if place.single:
        return can_be_value(place.attribute, [test for tests in passed for test in tests], failed)
    verdict: bool | None = True
    for tests in passed:
        found = can_be_value(place.attribute, tests, failed)
        if found is False:
            return False
        verdict = verdict and found
    if verdict and place.steps and len(passed) > 1:
        return None
    return verdict


def _independent(literals: dict[str, tuple[Literal, ...]]) -> bool:
    """Tell whether no attribute that a path starts from is asked for in another condition as well."""
    places = [here[0].condition.place for here in literals.values()]
    first = [_first(place) for place in places]
    return not any(place.steps and first.count(_first(place)) > 1 for place in places)


def _first(place: Place) -> str:
    return place.steps[0][1] if place.steps else place.attribute.slug
