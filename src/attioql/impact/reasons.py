"""Says what changed about the attributes, options and members that a filter names. What one thing has to say is found once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from attioql.catalog.comparison import (
    AttributePair,
    TargetPair,
    WorkspaceChange,
    WorkspaceComparison,
    attribute_changes,
    member_changes,
    option_changes,
)
from attioql.catalog.workspace import Attribute
from attioql.filters.model import AttributePath, Condition, Node, Test, TestValue, conditions
from attioql.filters.sorts import Sort
from attioql.impact.pairs import MatchedNames, OwnedSlug, walked


class Reasons:
    """Finds the sentences about what a filter names."""

    def __init__(self, comparison: WorkspaceComparison, names: MatchedNames) -> None:
        """Make the table of members; those of attributes and options are made when a filter names one."""
        self._names = names
        members = [change for change in member_changes(comparison) if change.identity and change.kind != "added"]
        self._of_members = _by_key((change.identity, change) for change in members)
        self._of_attributes: dict[OwnedSlug, tuple[str, ...]] = {}
        self._of_options: dict[str, Mapping[TestValue, list[str]]] = {}

    def of(self, root: Node, sorts: Iterable[Sort], pair: TargetPair) -> Iterator[str]:
        """Yield the changes of the attributes, options and members that a filter and its sorts name."""
        if pair.old.slug != pair.new.slug:
            yield f"`{pair.old.name}` is called `{pair.new.name}` now"
        for condition in conditions(root):
            yield from self._of_path(condition.path, pair)
            yield from self._of_values(condition, pair)
        for sort in sorts:
            yield from self._of_path(sort, pair)

    def _of_path(self, path: AttributePath | Sort, pair: TargetPair) -> Iterator[str]:
        for step, attribute in walked(path, pair.old):
            if step not in self._of_attributes:
                self._of_attributes[step] = tuple(self._about_attribute(step, attribute))
            yield from self._of_attributes[step]

    def _of_values(self, condition: Condition, pair: TargetPair) -> Iterator[str]:
        step, _ = walked(condition.path, pair.old)[-1]
        known = self._names.attribute(step, "old")
        if known is not None:
            for test in _option_tests(condition):
                option = known.old.option(str(test.value))
                if option is not None:
                    yield from self._about_options(known).get(known.path_to(option), ())
        for test in condition.tests:
            yield from self._of_members.get(test.value, ())

    def _about_attribute(self, step: OwnedSlug, attribute: Attribute) -> Iterator[str]:
        owner, slug = step
        target = self._names.targets.get(owner)
        if target is None:
            yield f"the object `{owner}` is gone"
            return
        if target.old.slug != target.new.slug:
            yield f"`{owner}` is called `{target.new.name}` now"
        known = self._names.attribute(step, "old")
        if known is None:
            another = "; another attribute has its slug now" if attribute.slug in target.new.attributes else ""
            yield f"`{owner}.{slug}` is gone{another}"
            return
        for change in attribute_changes(known, self._names.slugs):
            if change.matters:
                yield _said(change)

    def _about_options(self, known: AttributePair) -> Mapping[TestValue, list[str]]:
        """Return the changes of the options of an attribute, by their paths."""
        if known.path not in self._of_options:
            changes = [change for change in option_changes(known) if change.kind != "added"]
            self._of_options[known.path] = _by_key((change.path, change) for change in changes)
        return self._of_options[known.path]


def _by_key(changes: Iterable[tuple[str, WorkspaceChange]]) -> dict[TestValue, list[str]]:
    found: dict[TestValue, list[str]] = {}
    for key, change in changes:
        found.setdefault(key, []).append(_said(change))
    return found


def _said(change: WorkspaceChange) -> str:
    return f"`{change.path}`: {change.message}"


def _option_tests(condition: Condition) -> list[Test]:
    properties = condition.path.attribute.type.properties
    return [test for test in condition.tests if properties[test.operator.property].kind.names == "option"]
