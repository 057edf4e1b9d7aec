"""What follows from a filter: that nothing matches it, that another filter matches whatever it matches.

A filter is taken apart into conjunctions of conditions, one at a time and within a limit; each is looked at attribute
by attribute. Answers are right by the semantics in `docs/semantics.md`: `True` and `False` are proven, `None` says that
it is not known.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from attioql.filters.model import And, AttributePath, Condition, Node, Not, Or
from attioql.filters.one_value import MOST_STEPS, TooMuchWorkError, Work, can_be_value

Signed: TypeAlias = tuple[Condition, bool]
"""A condition, and whether it holds."""

SignedFilter: TypeAlias = tuple[Node, bool]
"""A filter, and whether it is to hold."""


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


class AtPath(NamedTuple):
    """The conditions on one attribute path, and whether they can hold together."""

    conditions: tuple[Signed, ...]
    possible: bool | None


class Way(NamedTuple):
    """One way for all that is asked to hold: what is asked of each attribute path. It is proven, or it is not known to be possible."""

    paths: Mapping[str, AtPath]
    is_proven: bool


class _Branch(NamedTuple):
    """A way that is looked for: what is asked of each attribute path, and what is still to be taken apart."""

    paths: dict[str, AtPath]
    waiting: tuple[SignedFilter, ...]


def _impossible(asked: Sequence[SignedFilter], steps: int) -> bool | None:
    try:
        return _no_way(asked, Work(steps))
    except TooMuchWorkError:
        return None


def _no_way(asked: Sequence[SignedFilter], work: Work) -> bool | None:
    """Tell whether there is no way for all that is asked to hold."""
    is_unknown = False
    for way in ways(asked, work):
        if way.is_proven:
            return False
        is_unknown = True
    return None if is_unknown else True


def ways(asked: Sequence[SignedFilter], work: Work) -> Iterator[Way]:
    """Yield the ways for all that is asked to hold, one branch after another. Raises `TooMuchWorkError`."""
    branches = [_Branch({}, tuple(asked))]
    while branches:
        paths, waiting = branches.pop()
        work.spend(1 + len(paths) + len(waiting))
        added, choices = _taken_apart(waiting)
        narrowed = _narrowed(paths, added, work)
        if narrowed is None:
            continue
        if choices:
            (first, _), *others = choices
            rest = tuple([asked for _, asked in others])
            branches += [_Branch(narrowed, (alternative, *rest)) for alternative in reversed(first)]
        else:
            yield Way(narrowed, _independent(narrowed) and all(here.possible for here in narrowed.values()))


def _taken_apart(asked: Sequence[SignedFilter]) -> tuple[list[Signed], list[tuple[list[SignedFilter], SignedFilter]]]:
    """Return the conditions that hold, or do not, without a choice, and each choice: its alternatives, and what it stands for."""
    found: list[Signed] = []
    choices: list[tuple[list[SignedFilter], SignedFilter]] = []
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


def _narrowed(known: dict[str, AtPath], added: Sequence[Signed], work: Work) -> dict[str, AtPath] | None:
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
        paths[key] = AtPath(here, possible)
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


def _independent(paths: dict[str, AtPath]) -> bool:
    """Tell whether no attribute that a path starts from is asked for in another condition as well."""
    tested = [here.conditions[0][0].path for here in paths.values()]
    first = [_first(path) for path in tested]
    return not any(path.steps and first.count(_first(path)) > 1 for path in tested)


def _first(path: AttributePath) -> str:
    return path.steps[0][1] if path.steps else path.attribute.slug
