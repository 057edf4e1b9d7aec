"""Looks for records that show what a filter matches, and how it differs from another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.evaluate.predicate import compile_predicate
from attioql.evaluate.records import RecordError
from attioql.filters.analysis import AtPath, Choice, SignedFilter, narrowed_by, taken_apart, ways
from attioql.filters.model import Node
from attioql.filters.work import MOST_STEPS, TooMuchWorkError, Work
from attioql.limits import LIMITS
from attioql.witnesses.model import Difference, Witness
from attioql.witnesses.record_tree import RecordTree


class _Outcome(NamedTuple):
    """A witness, or whether there is none; `None` says that it is not known."""

    witness: Witness | None
    is_impossible: bool | None


_UNKNOWN = _Outcome(None, None)


def witness_of(root: Node, target: Target, *, holds: bool) -> Witness | None:
    """Return a record that matches a filter, or does not; `None` if there is none, or none is known."""
    return _found([(root, holds)], (target,)).witness


def difference_of(first: Node, second: Node, targets: tuple[Target, ...]) -> Difference:
    """Return how two filters differ, each with its target: the same one, of one workspace or of two."""
    only_first, implies = _found([(first, True), (second, False)], targets)
    only_second, implied = _found([(second, True), (first, False)], targets)
    return Difference(implies, implied, only_first, only_second)


def _found(asked: Sequence[SignedFilter], targets: tuple[Target, ...]) -> _Outcome:
    """Return a record for the first way to hold that is possible; where the logic does not know, one that happens to do."""
    tree = RecordTree([root for root, _ in asked], targets)
    outcome = _of_ways(asked, tree)
    if outcome is not _UNKNOWN:
        return outcome
    made = _met(asked, tree)
    return _Outcome(made, False) if made else _UNKNOWN


def _of_ways(asked: Sequence[SignedFilter], tree: RecordTree) -> _Outcome:
    """Make a record for each way. Those of ways that are not proven share a number of tests and of steps."""
    is_unknown, tests_left, shared = False, LIMITS.witness_tests, Work(MOST_STEPS)
    try:
        for way in ways(asked, Work(MOST_STEPS)):
            is_unknown = True
            if way.is_proven:
                made = tree.witness(way.paths, Work(MOST_STEPS))
            elif tests_left > 0:
                made = tree.witness(way.paths, shared)
                tests_left -= tree.conditions * (1 + len(made.related)) if made else 0
            else:
                return _UNKNOWN
            if made and _shows(asked, made):
                return _Outcome(made, False)
    except TooMuchWorkError:
        return _UNKNOWN
    return _UNKNOWN if is_unknown else _Outcome(None, True)


def _met(asked: Sequence[SignedFilter], tree: RecordTree) -> Witness | None:
    """Begin with a record for what is asked without a choice, and add to it what it is found to lack, without a way back."""
    added, choices = taken_apart(asked)
    if not all(choice.alternatives for choice in choices):
        return None
    work = Work(LIMITS.witness_tests)
    try:
        paths = narrowed_by({}, added, work)
        while paths is not None:
            made = tree.witness(paths, work)
            if made is None or _shows(asked, made):
                return made
            work.spend(tree.conditions * (1 + len(made.related)))
            missing = [choice for choice in choices if not _shows([choice.whole], made)]
            paths = _with_each(paths, missing, choices, work) if missing else None
    except TooMuchWorkError:
        return None
    return None


def _with_each(
    paths: dict[str, AtPath], missing: Sequence[Choice], choices: list[Choice], work: Work
) -> dict[str, AtPath] | None:
    """Add the first alternative of each choice, or where these do not go together the first that goes with those before it.

    Their own choices are added to `choices`.
    """
    added, inner = taken_apart([choice.alternatives[0] for choice in missing])
    choices[:] = [choice for choice in choices if choice not in missing]
    together = narrowed_by(paths, added, work)
    if together is not None:
        choices += inner
        return together
    for choice in missing:
        for alternative in choice.alternatives:
            added, inner = taken_apart([alternative])
            narrowed = narrowed_by(paths, added, work)
            if narrowed is not None:
                paths = narrowed
                choices += inner
                break
        else:
            return None
    return paths


def _shows(asked: Sequence[SignedFilter], witness: Witness) -> bool:
    try:
        return all(compile_predicate(root, witness.related)(witness.record) is holds for root, holds in asked)
    except RecordError:
        return False
