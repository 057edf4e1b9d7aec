"""Strategies for filters: single conditions from the catalogue, each property with each of its operators, and trees."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from hypothesis import strategies as st

from attioql.api import load
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.model import JsonValue
from attioql.filter import Filter
from attioql.testing.pools import operands

FilterTree: TypeAlias = dict[str, JsonValue]


def filters(target: Target, *, max_conditions: int = 6, paths: bool = True) -> st.SearchStrategy[Filter]:
    """Return a strategy for filters of a target, with at most about `max_conditions` conditions.

    `paths` says whether conditions on referenced records are among them.
    """
    return filter_trees(target, max_conditions=max_conditions, paths=paths).map(lambda tree: load(tree, target))


def filter_trees(
    target: Target, *, max_conditions: int = 6, paths: bool = True, attributes: tuple[str, ...] | None = None
) -> st.SearchStrategy[FilterTree]:
    """Return a strategy for filter JSON as people may write it: groups in any order and nesting, verbose conditions.

    `attributes` keeps direct conditions to those slugs.
    """
    leaves: st.SearchStrategy[FilterTree] = _direct(target, attributes)
    if paths and _steps(target):
        leaves = st.one_of(leaves, leaves, _paths(target))
    return st.recursive(leaves, _groups, max_leaves=max_conditions)


def _groups(children: st.SearchStrategy[FilterTree]) -> st.SearchStrategy[FilterTree]:
    lists = st.lists(children, min_size=1, max_size=4)
    return st.one_of(
        children.map(lambda child: {"$not": child}),
        lists.map(lambda members: {"$and": [*members]}),
        lists.map(lambda members: {"$or": [*members]}),
    )


def attributes_of(tree: FilterTree, target: Target) -> dict[str, tuple[str, ...]]:
    """Return, for each object that filter JSON looks at, the slugs of the attributes it asks for or passes through."""
    used: dict[str, dict[str, None]] = {target.slug: {}}
    waiting: list[JsonValue] = [tree]
    while waiting:
        match waiting.pop():
            case {"path": list(steps)}:
                for step in steps:
                    match step:
                        case [str(owner), str(slug)]:
                            used.setdefault(owner, {})[slug] = None
            case {"$not": inner}:
                waiting.append(inner)
            case {"$and": list(members)} | {"$or": list(members)}:
                waiting += members
            case dict(attribute):
                used[target.slug].update(dict.fromkeys(attribute))
    return {owner: tuple(slugs) for owner, slugs in used.items()}


def _filterable(target: Target) -> list[str]:
    return [slug for slug, attribute in target.attributes.items() if attribute.type.known]


def _steps(target: Target) -> list[tuple[str, str]]:
    return [
        (slug, referred)
        for slug in _filterable(target)
        if target.attributes[slug].type.compared_as == "record"
        for referred in target.attributes[slug].objects
        if referred in target.workspace
    ]


def _direct(target: Target, attributes: tuple[str, ...] | None) -> st.SearchStrategy[FilterTree]:
    usable = attributes or _filterable(target)
    conditions = {slug: _constraints(target.attributes[slug]).map(_under(slug)) for slug in usable}
    return st.sampled_from(usable).flatmap(conditions.__getitem__)


def _under(slug: str) -> Callable[[FilterTree], FilterTree]:
    return lambda constraints: {slug: constraints}


def _paths(target: Target) -> st.SearchStrategy[FilterTree]:
    def path(step: tuple[str, str]) -> st.SearchStrategy[FilterTree]:
        slug, referred = step
        direct = _direct(target.workspace[referred], None)
        return direct.map(lambda tree: _at_the_end_of([[target.slug, slug]], referred, tree))

    return st.sampled_from(_steps(target)).flatmap(path)


def _at_the_end_of(steps: list[JsonValue], owner: str, tree: FilterTree) -> FilterTree:
    [(slug, constraints)] = tree.items()
    return {"path": [*steps, [owner, slug]], "constraints": constraints}


def _constraints(attribute: Attribute) -> st.SearchStrategy[FilterTree]:
    """Hold one or two properties against something, and those besides that Attio asks for with them."""
    properties = {name: prop for name, prop in attribute.type.properties.items() if prop.operators}
    tests = {name: _tests(attribute, prop) for name, prop in properties.items()}

    def together(chosen: list[str]) -> st.SearchStrategy[FilterTree]:
        needed = [alone.without for name in chosen if (alone := properties[name].alone) is not None]
        return st.fixed_dictionaries({name: tests[name] for name in [*chosen, *needed]})

    return st.lists(st.sampled_from(sorted(properties)), min_size=1, max_size=2, unique=True).flatmap(together)


def _tests(attribute: Attribute, prop: Property) -> st.SearchStrategy[JsonValue]:
    operand = {name: _operand(attribute, prop, name) for name in prop.operators}
    chosen = st.lists(st.sampled_from(sorted(operand)), min_size=1, max_size=2, unique=True)
    return chosen.flatmap(lambda names: st.fixed_dictionaries({name: operand[name] for name in names}))


def _operand(attribute: Attribute, prop: Property, operator: str) -> st.SearchStrategy[JsonValue]:
    one = st.sampled_from(operands(attribute, prop, operator))
    return st.lists(one, min_size=1, max_size=3).map(lambda items: [*items]) if operator == "$in" else one
