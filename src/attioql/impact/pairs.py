"""Looks up which attributes and options of the two workspaces are the same; each table is made once."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attioql.catalog.comparison import AttributePair, TargetPair, WorkspaceComparison
from attioql.catalog.workspace import Attribute, Option, Target
from attioql.filters.model import AttributePath
from attioql.filters.sorts import Sort

Side: TypeAlias = Literal["old", "new"]
OwnedSlug: TypeAlias = tuple[str, str]
"""An attribute on a path: the name of its target, and its slug."""


class MatchedNames:
    """Finds the pair of a target or an attribute by its name on one side."""

    def __init__(self, comparison: WorkspaceComparison) -> None:
        """Make the tables of targets and attributes; those of options are made when a filter names one."""
        self.targets: dict[str, TargetPair] = {pair.old.name: pair for pair in comparison.targets}
        self.slugs = comparison.object_slugs
        self.earlier = {new: old for old, new in self.slugs.items()}
        pairs = [(pair, known) for pair in comparison.targets for known in pair.attributes]
        self._attributes: dict[Side, dict[OwnedSlug, AttributePair]] = {
            "old": {(pair.old.name, known.old.slug): known for pair, known in pairs},
            "new": {(pair.new.name, known.new.slug): known for pair, known in pairs},
        }
        self._options: dict[str, dict[Option, Option]] = {}

    def attribute(self, step: OwnedSlug, side: Side) -> AttributePair | None:
        """Return the pair of an attribute that is in both workspaces."""
        return self._attributes[side].get(step)

    def earlier_option(self, option: Option | None, known: AttributePair) -> Option | None:
        """Return what an option of the later workspace was earlier; `None` for one that is new."""
        if option is None or known.options is None:
            return None
        table = self._options.get(known.path)
        if table is None:
            table = self._options[known.path] = {new: old for old, new in reversed(known.options.both)}
        return table.get(option)


def walked(path: AttributePath | Sort, target: Target) -> list[tuple[OwnedSlug, Attribute]]:
    """Return the attributes on the path of a condition or a sort, each with the name of its target."""
    if not path.steps:
        return [((target.name, path.attribute.slug), path.attribute)]
    owners = [target, *[target.workspace[owner] for owner, _ in path.steps[1:]]]
    return [((owner.name, slug), owner.attributes[slug]) for owner, (_, slug) in zip(owners, path.steps, strict=True)]
