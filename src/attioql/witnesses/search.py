"""Looks for records that show what a filter matches, and how it differs from another one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.evaluate.predicate import compile_predicate
from attioql.evaluate.records import RecordError
from attioql.filters.analysis import SignedFilter, ways
from attioql.filters.model import Node
from attioql.filters.one_value import MOST_STEPS, TooMuchWorkError, Work
from attioql.limits import LIMITS
from attioql.witnesses.model import Difference, Witness
from attioql.witnesses.record_tree import RecordTree


class _Outcome(NamedTuple):
    """A witness, or whether there is none; `None` says that it is not known."""

    witness: Witness | None
    is_impossible: bool | None


def witness_of(root: Node, target: Target, *, holds: bool) -> Witness | None:
    """Return a record that matches a filter, or does not; `None` if there is none, or none is known."""
    return _found([(root, holds)], (target,)).witness


def difference_of(first: Node, second: Node, targets: tuple[Target, ...]) -> Difference:
    """Return how two filters differ, each with its target: the same one, of one workspace or of two."""
    only_first, implies = _found([(first, True), (second, False)], targets)
    only_second, implied = _found([(second, True), (first, False)], targets)
    return Difference(implies, implied, only_first, only_second)


def _found(asked: Sequence[SignedFilter], targets: tuple[Target, ...]) -> _Outcome:
    """Return a record for the first way to hold that is possible. Each record is tested, and so many and no more."""
    tree = RecordTree([root for root, _ in asked], targets)
    is_unknown, tests_left = False, LIMITS.witness_tests
    try:
        for way in ways(asked, Work(MOST_STEPS)):
            is_unknown = True
            made = tree.witness(way.paths) if way.is_proven or tests_left > 0 else None
            if made is None:
                continue
            tests_left -= 0 if way.is_proven else tree.conditions * (1 + len(made.related))
            if tests_left >= 0 and _shows(asked, made):
                return _Outcome(made, False)
    except TooMuchWorkError:
        return _Outcome(None, None)
    return _Outcome(None, None if is_unknown else True)


def _shows(asked: Sequence[SignedFilter], witness: Witness) -> bool:
    try:
        return all(compile_predicate(root, witness.related)(witness.record) is holds for root, holds in asked)
    except RecordError:
        return False
