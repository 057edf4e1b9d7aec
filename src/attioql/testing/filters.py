"""Strategies for filters: single conditions from the catalogue, each property with each of its operators, and trees."""

from __future__ import annotations

from collections.abc import Collection
from itertools import permutations
from typing import TypeAlias

from hypothesis import strategies as st

from attioql.api import load
from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.model import JsonValue
from attioql.filter import Filter
from attioql.operators import row_of
from attioql.testing.pools import operands, usable

FilterTree: TypeAlias = dict[str, JsonValue]


def filters(target: Target, *, max_conditions: int = 6, paths: bool = True) -> st.SearchStrategy[Filter]:
    """Return a strategy for filters of a target, with at most `max_conditions` conditions.

    `paths` tells whether conditions on referenced records are among them.
    """
    return filter_trees(target, max_conditions=max_conditions, paths=paths).map(lambda tree: load(tree, target))


def filter_trees(
    target: Target, *, max_conditions: int = 6, paths: bool = True, attributes: tuple[str, ...] | None = None
) -> st.SearchStrategy[FilterTree]:
    """Return a strategy for filter JSON as people write it: groups in any order and nesting, verbose conditions.

    With `attributes`, conditions on the target itself use only these slugs.
    """
    return _trees(_ConditionDraws(target, attributes, paths=paths), max_conditions)


@st.composite
def _trees(draw: st.DrawFn, conditions: _ConditionDraws, most: int) -> FilterTree:
    return _tree(draw, conditions, most, _DEEPEST)


def _tree(draw: st.DrawFn, conditions: _ConditionDraws, most: int, levels: int) -> FilterTree:
    """Draw a tree of that many conditions at the most, and groups of that many levels at the most."""
    kind = draw(_KINDS if most > 1 else _KINDS_OF_ONE) if levels else ""
    if not kind:
        return conditions.one(draw)
    if kind == "$not":
        return {"$not": _tree(draw, conditions, most, levels - 1)}
    count = draw(_COUNTS[min(most, len(_COUNTS)) - 1])
    return {kind: [_tree(draw, conditions, most // count, levels - 1) for _ in range(count)]}


def attributes_of(tree: FilterTree, target: Target) -> dict[str, tuple[str, ...]]:
    """Return the slugs of the attributes that filter JSON uses or passes through, for each target.

    The keys are the names of the targets in the workspace, which distinguish a list from an object with the same slug.
    """
    used: dict[str, dict[str, None]] = {target.name: {}}
    waiting: list[JsonValue] = [tree]
    while waiting:
        match waiting.pop():
            case {"path": list(steps)}:
                for number, step in enumerate(steps):
                    match step:
                        case [str(owner), str(slug)]:
                            used.setdefault(owner if number else target.name, {})[slug] = None
            case {"$not": inner}:
                waiting.append(inner)
            case {"$and": list(members)} | {"$or": list(members)}:
                waiting += members
            case dict(attribute):
                used[target.name].update(dict.fromkeys(attribute))
    return {owner: tuple(slugs) for owner, slugs in used.items()}


class _ConditionDraws:
    """Draws conditions of a target. What can be drawn is worked out once for each attribute: most of the cost is there."""

    def __init__(self, target: Target, attributes: tuple[str, ...] | None, *, paths: bool) -> None:
        self._target = target
        known = [slug for slug, attribute in target.attributes.items() if usable(attribute)]
        self._direct = st.sampled_from(attributes or known)
        steps = [
            (slug, referred)
            for slug in known
            if target.attributes[slug].type.compared_as == "record"
            for referred in target.attributes[slug].objects
            if referred in target.workspace
        ]
        self._steps = st.sampled_from(steps) if paths and steps else None
        self._ends: dict[str, _ConditionDraws] = {}
        self._constraints: dict[str, _Constraints] = {}

    def one(self, draw: st.DrawFn) -> FilterTree:
        """Draw a condition, on a referenced record now and then."""
        if self._steps is not None and draw(_ONE_IN_THREE):
            return self._at_the_end_of(draw(self._steps), draw)
        slug, constraints = self._condition(draw)
        return {slug: constraints}

    def _at_the_end_of(self, step: tuple[str, str], draw: st.DrawFn) -> FilterTree:
        slug, referred = step
        end = self._ends.get(referred)
        if end is None:
            end = self._ends[referred] = _ConditionDraws(self._target.workspace[referred], None, paths=False)
        last, constraints = end._condition(draw)
        return {"path": [[self._target.slug, slug], [referred, last]], "constraints": constraints}

    def _condition(self, draw: st.DrawFn) -> tuple[str, FilterTree]:
        slug = draw(self._direct)
        constraints = self._constraints.get(slug)
        if constraints is None:
            constraints = self._constraints[slug] = _Constraints(self._target.attributes[slug])
        return slug, constraints.some(draw)


class _Constraints:
    """Draws tests on one or two properties of an attribute, and on those besides that Attio asks for with them."""

    def __init__(self, attribute: Attribute) -> None:
        self._properties = usable(attribute)
        self._names = _one_or_two(self._properties)
        self._operators = {name: _one_or_two(prop.operators) for name, prop in self._properties.items()}
        self._operands = {
            (name, operator): st.sampled_from(operands(attribute, prop, operator))
            for name, prop in self._properties.items()
            for operator in prop.operators
        }

    def some(self, draw: st.DrawFn) -> FilterTree:
        chosen = draw(self._names)
        needed = [alone.without for name in chosen if (alone := self._properties[name].alone) is not None]
        return {name: self._tests(name, draw) for name in dict.fromkeys([*chosen, *needed])}

    def _tests(self, name: str, draw: st.DrawFn) -> FilterTree:
        return {
            operator: [draw(self._operands[name, operator]) for _ in range(draw(_COUNTS[2]))]
            if row_of(operator).takes == "list"
            else draw(self._operands[name, operator])
            for operator in draw(self._operators[name])
        }


def _one_or_two(names: Collection[str]) -> st.SearchStrategy[tuple[str, ...]]:
    """Return a strategy for one or two of several names, in any order; single ones are as likely as pairs."""
    ones = [(name,) for name in sorted(names)]
    pairs = list(permutations(sorted(names), 2))
    return st.sampled_from(ones) | st.sampled_from(pairs) if pairs else st.sampled_from(ones)


_DEEPEST = 6
_KINDS = st.sampled_from(["", "$not", "$and", "$or", "$and", "$or"])
_KINDS_OF_ONE = st.sampled_from(["", "", "", "$not", "$and", "$or"])
_COUNTS = [st.integers(1, most) for most in (1, 2, 3, 4)]
_ONE_IN_THREE = st.sampled_from([False, False, True])
