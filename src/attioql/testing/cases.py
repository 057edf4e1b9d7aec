"""Strategies for filters together with records that have values where the filters look."""

from __future__ import annotations

from typing import NamedTuple

from hypothesis import strategies as st

from attioql.api import load
from attioql.catalog.workspace import Target
from attioql.filter import Filter
from attioql.testing.filters import FilterTree, attributes_of, filter_trees
from attioql.testing.records import RecordDrawer, Universe, draw_universe


class Case(NamedTuple):
    """Filter JSON, its filter, and a universe to test the filter on."""

    tree: FilterTree
    filter: Filter
    universe: Universe


def cases(target: Target, *, max_conditions: int = 6, paths: bool = True) -> st.SearchStrategy[Case]:
    """Return a strategy for cases: filters of a target, with records that have values for the attributes of the filter."""
    trees = filter_trees(target, max_conditions=max_conditions, paths=paths)
    return _cases(trees, target, RecordDrawer(target))


@st.composite
def _cases(draw: st.DrawFn, trees: st.SearchStrategy[FilterTree], target: Target, values: RecordDrawer) -> Case:
    tree = draw(trees)
    return Case(tree, load(tree, target), draw_universe(draw, values, attributes_of(tree, target)))
