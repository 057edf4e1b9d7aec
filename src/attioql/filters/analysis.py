"""What follows from a filter: that nothing matches it, that another filter matches whatever it matches.

A filter is taken apart into conjunctions of conditions, one at a time and within a limit; each is looked at attribute
by attribute. Answers are right by the semantics in `docs/semantics.md`: `True` and `False` are proven, `None` says that
it is not known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Operator
from attioql.catalog.workspace import Attribute
from attioql.filters.model import And, Condition, Node, Not, Or, References, Test
from attioql.filters.one_value import can_be_value
from attioql.filters.work import MOST_STEPS, TooMuchWorkError, Work

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
    """The conditions on one attribute path, each once, and whether they can hold together. `known` are their tests."""

    conditions: tuple[Signed, ...]
    possible: bool | None
    known: frozenset[tuple[tuple[Test, ...], bool]]


_NOTHING = AtPath((), True, frozenset())


class Way(NamedTuple):
    """One way for all that is asked to hold: what is asked of each attribute path. It is proven, or it is not known to be possible."""

    paths: Mapping[str, AtPath]
    is_proven: bool


class Choice(NamedTuple):
    """A part of a filter of which one alternative is to hold: the alternatives, and the whole part."""

    alternatives: list[SignedFilter]
    whole: SignedFilter


_Choices: TypeAlias = "tuple[Choice, _Choices] | None"
"""Choices that are still to be made: the first one, and the others. Branches share the others."""


class _Branch(NamedTuple):
    """A way that is looked for: what is asked of each attribute path, what is to be taken apart next, and what then."""

    paths: dict[str, AtPath]
    added: Sequence[SignedFilter]
    choices: _Choices


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
    branches = [_Branch({}, asked, None)]
    while branches:
        paths, added, choices = branches.pop()
        found, inner = taken_apart(added)
        work.spend(1 + len(paths) + len(found) + len(inner))
        narrowed = narrowed_by(paths, found, work)
        if narrowed is None:
            continue
        for choice in inner:
            choices = (choice, choices)
        while choices and _is_made(choices[0], narrowed, work):
            choices = choices[1]
        if choices:
            first, others = choices
            branches += [_Branch(narrowed, [alternative], others) for alternative in reversed(first.alternatives)]
        elif _go_with_references(narrowed, work):
            yield Way(narrowed, _independent(narrowed.values()) and all(here.possible for here in narrowed.values()))


def _is_made(choice: Choice, paths: Mapping[str, AtPath], work: Work) -> bool:
    """Tell whether an alternative of a choice is asked for already."""
    work.spend(len(choice.alternatives))
    return any(
        isinstance(node, Condition) and (node.tests, holds) in paths.get(node.path.key, _NOTHING).known
        for node, holds in choice.alternatives
    )


def taken_apart(asked: Sequence[SignedFilter]) -> tuple[list[Signed], list[Choice]]:
    """Return the conditions that hold, or do not, without a choice, and each choice."""
    found: list[Signed] = []
    choices: list[Choice] = []
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
                    choices.append(Choice(parts, (node, holds)))
    return found, choices


def narrowed_by(known: dict[str, AtPath], added: Sequence[Signed], work: Work) -> dict[str, AtPath] | None:
    """Return what is asked of each path once some conditions are added; `None` where they cannot hold together."""
    by_path: dict[str, dict[tuple[tuple[Test, ...], bool], Signed]] = {}
    for condition, holds in added:
        by_path.setdefault(condition.path.key, {})[condition.tests, holds] = (condition, holds)
    paths = dict(known)
    for key, new in by_path.items():
        before = paths.get(key, _NOTHING)
        fresh = tuple([signed for known, signed in new.items() if known not in before.known])
        if not fresh:
            continue
        here = (*before.conditions, *fresh)
        work.spend(len(here))
        possible = _still_possible(before, fresh, here, work)
        if possible is False:
            return None
        paths[key] = AtPath(here, possible, before.known.union(new))
    return paths


def _still_possible(before: AtPath, fresh: tuple[Signed, ...], here: tuple[Signed, ...], work: Work) -> bool | None:
    """Tell whether conditions can hold once some are added. Values that were possible stay so unless more is to fail."""
    if not before.possible or here[0][0].path.single or not all(holds for _, holds in fresh):
        return can_hold_together(here, work)
    failed = [signed for signed in before.conditions if not signed[1]]
    return can_hold_together((*failed, *fresh), work)


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
    return verdict


def _go_with_references(paths: Mapping[str, AtPath], work: Work) -> bool:
    """Tell whether what is asked of references allows for records of the objects that paths lead to, as far as that is known."""
    owners: dict[tuple[References, str], set[str]] = {}
    held = [here.conditions[0][0].path for here in paths.values() if any(holds for _, holds in here.conditions)]
    for path in held:
        for number, (slug, owner) in enumerate(path.references):
            owners.setdefault((path.references[:number], slug), set()).add(owner)
    for path in held:
        places = [(path.references[:number], slug) for number, (slug, _) in enumerate(path.references)]
        if path.single and any(len(owners[place]) > 1 for place in places):
            return False
    for here in paths.values():
        path = here.conditions[0][0].path
        for owner in sorted(owners.get((path.references, path.attribute.slug), ())):
            leads = [
                (Condition.of(path, [Test(operator, owner)]), True) for operator in _tests_of_object(path.attribute)
            ]
            if can_hold_together((*here.conditions, *leads), work) is False:
                return False
    return True


def _tests_of_object(attribute: Attribute) -> list[Operator]:
    """Return what tests which object a reference leads to."""
    properties = attribute.type.properties.values()
    return [prop.equality for prop in properties if prop.kind.names == "object" and prop.equality]


def _independent(paths: Collection[AtPath]) -> bool:
    """Tell whether each path may lead to values of its own, or through one record to another attribute of it.

    A reference that is asked for itself as well, or that leads to records of two objects, may have to be one value, and where
    the IDs of several records are asked for, they may be one record.
    """
    tested = [here.conditions[0][0].path for here in paths]
    owners: dict[tuple[References, str], str] = {}
    for path in tested:
        for number, (slug, owner) in enumerate(path.references):
            if owners.setdefault((path.references[:number], slug), owner) != owner:
                return False
    named = [here for here in paths if here.conditions[0][0].path.attribute.text_format]
    if sum(1 for here in named if any(holds for _, holds in here.conditions)) > 1:
        return False
    return not any((path.references, path.attribute.slug) in owners for path in tested)
