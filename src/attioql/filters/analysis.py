"""What follows from a filter: that nothing matches it, that another filter matches whatever it matches.

A filter is taken apart into conjunctions of conditions, one at a time and within a limit; each is looked at attribute
by attribute. Answers are right by the semantics in `docs/semantics.md`: `True` and `False` are proven, `None` says that
it is not known.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from attioql.filters.model import And, AttributePath, Condition, Node, Not, Or
from attioql.filters.one_value import MOST_STEPS, TooMuchWorkError, Work, can_be_value

Signed: TypeAlias = tuple[Condition, bool]
"""A condition, and whether it holds."""

_Asked: TypeAlias = tuple[Node, bool]


def is_contradiction(root: Node, steps: int = MOST_STEPS) -> bool | None:
    """Tell whether no record can match; `None` when that is not known, or takes more steps than are allowed."""
    return _impossible([(root, True)], steps)


def implies(root: Node, other: Node) -> bool | None:
    """Tell whether every record that matches one filter matches another; `None` when that is not known."""
    return _impossible([(root, True), (other, False)], MOST_STEPS)


def equivalent(root: Node, other: Node) -> bool | None:
    """Tell whether two filters match the same records; `None` when that is not known."""
    forth = implies(root, other)
    if forth is False:
        return False
    back = implies(other, root)
    if back is False:
        return False
    return None if None in {forth, back} else True


class _AtPath(NamedTuple):
    """The conditions on one attribute path, and whether they can hold together."""

    conditions: tuple[Signed, ...]
    possible: bool | None


class _Branch(NamedTuple):
    """One way for a filter to hold: what is asked of each attribute path, and what is still to be taken apart."""

    paths: dict[str, _AtPath]
    waiting: tuple[_Asked, ...]


def _impossible(asked: Sequence[_Asked], steps: int) -> bool | None:
    try:
        return _no_way(asked, Work(steps))
    except TooMuchWorkError:
        return None


def _no_way(asked: Sequence[_Asked], work: Work) -> bool | None:
    """Tell whether there is no way for all that is asked to hold, trying one branch after another."""
    branches = [_Branch({}, tuple(asked))]
    is_unknown = False
    while branches:
        paths, waiting = branches.pop()
        work.spend(1 + len(paths) + len(waiting))
        added, choices = _taken_apart(waiting)
        narrowed = _narrowed(paths, added, work)
        if narrowed is None:
            continue
        if choices:
            (first, _), *others = choices
            branches += [_Branch(narrowed, (alternative, *(asked for _, asked in others))) for alternative in first]
        elif _independent(narrowed) and all(here.possible for here in narrowed.values()):
            return False
        else:
            is_unknown = True
    return None if is_unknown else True


def _taken_apart(asked: Sequence[_Asked]) -> tuple[list[Signed], list[tuple[list[_Asked], _Asked]]]:
    """Return the conditions that hold, or do not, without a choice, and each choice: its alternatives, and what it stands for."""
    found: list[Signed] = []
    choices: list[tuple[list[_Asked], _Asked]] = []
    waiting = [*asked]
    while waiting:
        node, holds = waiting.pop()
        match node:
            case Condition():
                found.append((node, holds))
            case Not(operand):
                waiting.append((operand, not holds))
            case And(members) | Or(members):
                parts = [(member, holds) for member in members]
                if isinstance(node, And) is holds:
                    waiting += parts
                else:
                    choices.append((parts, (node, holds)))
    return found, choices


def _narrowed(known: dict[str, _AtPath], added: Sequence[Signed], work: Work) -> dict[str, _AtPath] | None:
    """Return what is asked of each path once some conditions are added; `None` where they cannot hold together."""
    by_path: dict[str, list[Signed]] = {}
    for condition, holds in added:
        by_path.setdefault(condition.path.key, []).append((condition, holds))
    paths = dict(known)
    for key, new in by_path.items():
        before = paths[key].conditions if key in paths else ()
        here = (*before, *(signed for signed in new if signed not in before))
        if here == before:
            continue
        work.spend(len(here))
        possible = can_hold_together(here, work)
        if possible is False:
            return None
        paths[key] = _AtPath(here, possible)
    return paths


def can_hold_together(conditions: Sequence[Signed], work: Work | None = None) -> bool | None:
    """Tell whether conditions on one path can hold, or not hold, as they are signed; `None` when that is not known.

    Several values may each pass a condition of their own; a single one passes them all.
    """
    path = conditions[0][0].path
    if any(condition.path is not path and condition.path.attribute != path.attribute for condition, _ in conditions):
        return None
    failed = tuple(dict.fromkeys(condition.tests for condition, holds in conditions if not holds))
    passed = tuple(dict.fromkeys(condition.tests for condition, holds in conditions if holds))
    if not passed:
        return True
    if path.single:
        return can_be_value(path.attribute, [test for tests in passed for test in tests], failed, work)
    verdict: bool | None = True
    for tests in passed:
        found = can_be_value(path.attribute, tests, failed, work)
        if found is False:
            return False
        verdict = verdict and found
    if verdict and path.steps and len(passed) > 1:
        return None
    return verdict


def _independent(paths: dict[str, _AtPath]) -> bool:
    """Tell whether no attribute that a path starts from is asked for in another condition as well."""
    tested = [here.conditions[0][0].path for here in paths.values()]
    first = [_first(path) for path in tested]
    return not any(path.steps and first.count(_first(path)) > 1 for path in tested)


def _first(path: AttributePath) -> str:
    return path.steps[0][1] if path.steps else path.attribute.slug
