"""Records with values where filters look: one for the target, and one for each reference that a path follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from attioql.catalog.target_kinds import ALWAYS_THERE, KINDS
from attioql.catalog.workspace import Attribute, Target
from attioql.filters.analysis import AtPath
from attioql.filters.model import AttributePath, Node, References, Test, TestValue, ValueTests, conditions
from attioql.filters.work import TooMuchWorkError, Work
from attioql.limits import LIMITS
from attioql.values.ids import example_ids
from attioql.witnesses.model import Witness
from attioql.witnesses.passing_value import HeldValue, ValueMaker

_RECORD_ID, _ENTRY_ID, _PARENT = "record_id", "entry_id", "parent_record"


@dataclass(eq=False, slots=True)
class _MadeRecord:
    """A record that is being made: its values by attribute, and the records that they refer to.

    `targets` describe it, one for each workspace that the filters come from.
    """

    way: References
    targets: tuple[Target, ...]
    identity: str = ""
    values: dict[str, list[HeldValue]] = field(default_factory=dict)
    children: dict[str, list[_MadeRecord]] = field(default_factory=dict)
    known: set[tuple[str, str]] = field(default_factory=set)
    """The attributes with the text of each value, so that no value is added twice."""

    def attribute(self, slug: str) -> Attribute:
        """Return the attribute of a slug, from the first workspace that has it."""
        return next(target.attributes[slug] for target in self.targets if slug in target.attributes)

    @property
    def owner(self) -> str:
        """The object, list or activity that the record is of."""
        return self.way[-1][1] if self.way else self.targets[0].slug

    @property
    def id_key(self) -> str:
        """The key of the ID of a record, or of a list entry."""
        return _ENTRY_ID if KINDS[self.targets[0].kind].has_parents else _RECORD_ID

    def is_id(self, attribute: Attribute) -> bool:
        """Tell whether the values of an attribute are the IDs of the records."""
        return attribute.slug == self.id_key and bool(attribute.text_format)

    def leads_to(self, owner: str) -> tuple[Target, ...]:
        """Return what describes another object."""
        return tuple([target.workspace[owner] for target in self.targets if owner in target.workspace])


class _Asked(NamedTuple):
    """What values at one attribute path pass, one after another, and what all of them fail."""

    path: AttributePath
    passed: tuple[ValueTests, ...]
    failed: tuple[ValueTests, ...]


class RecordTree:
    """Makes records that list what some filters name, with the values that a way for these filters to hold asks for."""

    def __init__(self, filters: Iterable[Node], targets: tuple[Target, ...]) -> None:
        """Collect the attributes and properties that filters name, and the IDs in them, which no made-up record has.

        `targets` are those of the filters, the same one in several workspaces.
        """
        self._targets = targets
        self._named: dict[References, dict[str, dict[str, None]]] = {(): {}}
        self._taken: set[str] = set()
        self._conditions_at: Counter[str] = Counter()
        for condition in (condition for root in filters for condition in conditions(root)):
            self._conditions_at[_first_slug(condition.path)] += 1
            way: References = ()
            for (_, slug), (owner, _) in pairwise(condition.path.steps):
                self._named[way].setdefault(slug, {})
                way = (*way, (slug, owner))
                self._named.setdefault(way, {})
            properties = self._named[way].setdefault(condition.path.attribute.slug, {})
            for test in condition.tests:
                properties[test.operator.property] = None
                self._taken.update(test.value if isinstance(test.value, tuple) else (str(test.value),))
        self.conditions = self._conditions_at.total()

    def witness(self, paths: Mapping[str, AtPath], work: Work) -> Witness | None:
        """Return a record, with those that it refers to, for one way to hold; `None` if a value is not found.

        Raises `TooMuchWorkError`.
        """
        if any(
            len({condition.path.attribute.type.slug for condition, _ in here.conditions}) > 1 for here in paths.values()
        ):
            return None
        asked = [_asked(here) for here in paths.values()]
        comparisons = sum(self._conditions_at[_first_slug(each.path)] * len(each.passed) for each in asked)
        if comparisons > LIMITS.witness_comparisons:
            raise TooMuchWorkError
        return _Growth(self._targets, self._named, self._taken, work).witness(asked)


def _asked(here: AtPath) -> _Asked:
    path = here.conditions[0][0].path
    passed = tuple(sorted({condition.tests for condition, holds in here.conditions if holds}, key=_in_order))
    failed = tuple(dict.fromkeys(condition.tests for condition, holds in here.conditions if not holds))
    if path.single and passed:
        passed = (tuple(dict.fromkeys(test for tests in passed for test in tests)),)
    return _Asked(path, passed, failed)


def _first_slug(path: AttributePath) -> str:
    """Return the attribute of the target that a path begins with, or that it is."""
    return path.steps[0][1] if path.steps else path.attribute.slug


def _in_order(tests: ValueTests) -> list[tuple[int, TestValue]]:
    return [test.key for test in tests]


def _equal_to(attribute: Attribute, identity: str) -> Iterator[Test]:
    """Yield a test for an ID."""
    for prop in attribute.type.properties.values():
        if prop.equality is not None:
            yield Test(prop.equality, identity)


class _Growth:
    """The records of one witness, from the target on."""

    def __init__(
        self,
        targets: tuple[Target, ...],
        named: Mapping[References, Mapping[str, dict[str, None]]],
        taken: set[str],
        work: Work,
    ) -> None:
        self._named = named
        self._work = work
        self._used: set[str] = set()
        self._named_ids = taken
        self._ids = (identity for identity in example_ids(1) if identity not in taken | self._used)
        self._root = _MadeRecord((), targets)
        self._nodes = [self._root]

    def witness(self, asked: Sequence[_Asked]) -> Witness | None:
        failed = {(each.path.references, each.path.attribute.slug): each.failed for each in asked}
        for each in sorted(asked, key=lambda each: len(each.path.steps)):
            for tests in each.passed:
                if self._is_identified(each.path, tests, each.failed):
                    continue
                node = self._end(each.path)
                value = self._passing(node, each.path.attribute, tests, each.failed)
                if value is None:
                    return None
                self._add(node, each.path.attribute, value, {test.operator.property for test in tests})
        for node in self._nodes:
            self._complete(node, failed)
        for node in self._nodes:
            for slug, children in node.children.items():
                references = [_reference(node.attribute(slug), child) for child in children]
                node.values[slug] = [*node.values.get(slug, ()), *references]
        return Witness(self._written(), self._related())

    def _is_identified(self, path: AttributePath, passed: ValueTests, failed: Sequence[ValueTests]) -> bool:
        """Tell whether a path leads to the ID of a record, and one that is made has an ID that does."""
        return bool(path.attribute.text_format) and any(
            self._passing(node, path.attribute, passed, failed) is not None
            for node in self._nodes
            if node.identity and node.way == path.references and node.is_id(path.attribute)
        )

    def _passing(
        self,
        node: _MadeRecord,
        attribute: Attribute,
        passed: ValueTests,
        failed: Sequence[ValueTests],
        avoided: Collection[str] = (),
    ) -> HeldValue | None:
        """Return a value. The ID of a record is its own: no other record of its object has it, and if it can be, no filter names it."""
        if not node.is_id(attribute):
            return self._made(node, attribute, passed, failed, ())
        if node.identity:
            return self._made(node, attribute, (*passed, *_equal_to(attribute, node.identity)), failed, ())
        others = {each.identity for each in self._nodes if each.owner == node.owner}
        return self._made(node, attribute, passed, failed, self._used.union(avoided, others)) or self._made(
            node, attribute, passed, failed, others
        )

    def _made(
        self,
        node: _MadeRecord,
        attribute: Attribute,
        passed: ValueTests,
        failed: Sequence[ValueTests],
        taken: Collection[str],
    ) -> HeldValue | None:
        """Return a value with the properties that are named, or all where halves say nothing."""
        known = attribute.type.properties
        named = self._named[node.way].get(attribute.slug, {})
        names = [name for name in known if name in named or attribute.type.compared_as != "value"]
        maker = ValueMaker(attribute, names, node.targets[0].workspace, self._work, taken)
        return maker.passing(passed, failed)

    def _end(self, path: AttributePath) -> _MadeRecord:
        """Return the record that a path ends at: a new one, unless the references on the way hold a single record."""
        node = self._root
        for (_, slug), (owner, _) in pairwise(path.steps):
            known = () if node.attribute(slug).many else node.children.get(slug, ())
            node = next((child for child in known if child.way[-1][1] == owner), None) or self._child(node, slug, owner)
        return node

    def _child(self, node: _MadeRecord, slug: str, owner: str, identity: str = "") -> _MadeRecord:
        child = _MadeRecord((*node.way, (slug, owner)), node.leads_to(owner), identity)
        self._used.add(identity)
        node.children.setdefault(slug, []).append(child)
        self._nodes.append(child)
        return child

    def _add(
        self, node: _MadeRecord, attribute: Attribute, value: HeldValue, asked: Collection[str] = frozenset()
    ) -> None:
        """Add a value once. One that refers to a record which a path leads to needs that record as well.

        Its ID is that of the value if that property is one of those that are asked for.
        """
        if (attribute.slug, repr(value)) in node.known:
            return
        node.known.add((attribute.slug, repr(value)))
        if node.is_id(attribute):
            node.identity = str(value["value"])
            self._used.add(node.identity)
        owner, identity = value.get("target_object"), value.get("target_record_id")
        if attribute.type.compared_as == "record" and (*node.way, (attribute.slug, owner)) in self._named:
            self._child(node, attribute.slug, str(owner), str(identity) if "target_record_id" in asked else "")
        else:
            self._used.add(str(identity))
            node.values.setdefault(attribute.slug, []).append(value)

    def _complete(self, node: _MadeRecord, failed: Mapping[tuple[References, str], tuple[ValueTests, ...]]) -> None:
        """Give a record the values that every record has, as far as it may have them, and its ID."""
        for slug in self._named[node.way]:
            if slug in ALWAYS_THERE and slug not in node.values and slug not in node.children:
                attribute = node.attribute(slug)
                avoided = failed.get((node.way, slug), ()) if not node.identity or not node.is_id(attribute) else ()
                value = self._passing(node, attribute, (), avoided, self._named_ids)
                if value is not None and None not in [value[key] for key in value if key != "active_until"]:
                    self._add(node, attribute, value)
        node.identity = node.identity or next(self._ids)

    def _related(self) -> dict[tuple[str, str], dict[str, object]]:
        """Return the records that paths lead to. Of one that several paths lead to, the values of all."""
        values: dict[tuple[str, str], dict[str, list[HeldValue]]] = {}
        for node in self._nodes[1:]:
            known = values.setdefault((node.owner, node.identity), {})
            for slug in self._named[node.way]:
                held = known.setdefault(slug, [])
                held += [value for value in node.values.get(slug, ()) if value not in held]
        return {(owner, identity): _written_record(identity, known) for (owner, identity), known in values.items()}

    def _written(self) -> dict[str, object]:
        """Return the record of the target, or a list entry with its parent, as the API does."""
        node = self._root
        values = {slug: [*node.values.get(slug, ())] for slug in self._named[node.way]}
        if node.id_key == _RECORD_ID:
            return _written_record(node.identity, values)
        written: dict[str, object] = {"id": {_ENTRY_ID: node.identity}}
        parents = node.values.get(_PARENT, ())
        if len(parents) == 1:
            del values[_PARENT]
            parent = parents[0]
            written |= {"parent_object": parent["target_object"], "parent_record_id": parent["target_record_id"]}
        return {**written, "entry_values": values}


def _written_record(identity: str, values: dict[str, list[HeldValue]]) -> dict[str, object]:
    return {"id": {_RECORD_ID: identity}, "values": values}


def _reference(attribute: Attribute, node: _MadeRecord) -> HeldValue:
    return {
        "attribute_type": attribute.type.slug,
        "active_until": None,
        "target_object": node.way[-1][1],
        "target_record_id": node.identity,
    }
