"""A value of an attribute, as records of the API hold it, of which the logic knows that it passes some tests and fails others."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Option, Workspace
from attioql.filters.intervals import interval_of
from attioql.filters.model import Test
from attioql.filters.one_value import ValueWay, domain_of, passes, tests_of, text_of_form, value_ways
from attioql.filters.work import Work
from attioql.values.ids import UUID, example_ids
from attioql.values.model import Finite, Ordered, Scalar, TextForm, Texts, Titles
from attioql.witnesses.passing_measure import passing_measure
from attioql.witnesses.passing_text import passing_text

HeldValue: TypeAlias = dict[str, object]
"""A value of an attribute in the API's shape."""


class ValueMaker(NamedTuple):
    """Makes values of an attribute with all properties of it that are named."""

    attribute: Attribute
    names: Sequence[str]
    workspace: Workspace
    work: Work
    taken: Collection[str]
    """The record IDs that other records have."""

    def passing(self, passed: Iterable[Test], failed: Sequence[tuple[Test, ...]]) -> HeldValue | None:
        """Return a value that passes all of some tests and fails one of each set; `None` if none is found.

        Where it is not known whether there is one, it is a value that may do. Raises `TooMuchWorkError`.
        """
        unproven: HeldValue | None = None
        for way in value_ways(self.attribute, passed, failed, self.work):
            found = self._of(way, failed)
            if found is not None and way.is_proven:
                return found
            unproven = unproven or found
        return unproven

    def _of(self, way: ValueWay, failed: Sequence[tuple[Test, ...]]) -> HeldValue | None:
        held: HeldValue = {"attribute_type": self.attribute.type.slug, "active_until": None}
        for name in dict.fromkeys((*self.names, *way.passed)):
            prop = self.attribute.type.properties[name]
            if name in way.passed:
                found = self._property(prop, way.passed[name], tests_of(name, way.failed))
                if found is None:
                    return None
            else:
                found = self._beside(prop, failed)
            held[prop.read.keys[0]] = found
        return self._without_impossible(held, way)

    def _without_impossible(self, held: HeldValue, way: ValueWay) -> HeldValue:
        """Return a value without the properties that it cannot have, as the actor `system` has no ID, unless they are asked for."""
        properties = self.attribute.type.properties
        for prop in properties.values():
            alone = prop.alone
            if alone is None or alone.without in way.passed:
                continue
            if held.get(prop.read.keys[0]) in (alone.impossible_with or ()):
                held |= {properties[alone.without].read.keys[0]: None}
        return held

    def _beside(self, prop: Property, failed: Sequence[tuple[Test, ...]]) -> object:
        """Return what a property may hold that nothing is asked of: it fails all its tests. Free text would tell a story of its own."""
        if prop.kind.is_free_text and not self.attribute.text_format:
            return None
        found = self._property(prop, (), tests_of(prop.name, tuple([test for tests in failed for test in tests])))
        return None if found == "" else found

    def _property(self, prop: Property, passed: tuple[Test, ...], failed: tuple[Test, ...]) -> object:
        """Return what a record holds for a property that passes and fails these tests; `None` if nothing is found."""
        rule, attribute = prop.value, self.attribute
        examples = partial(prop.kind.examples, rule, attribute, self.workspace)
        match domain_of(prop, attribute):
            case Ordered() as order:
                interval = interval_of(order, rule, passed, failed)
                at = passing_measure(order, rule, interval, map(order.measure, examples("")))
                return None if at is None else order.held_at(at)
            case TextForm() as form:
                return text_of_form(form, passed, failed, self.work, self.taken).text
            case Texts():
                read = prop.kind.held_key(rule, attribute)
                text = passing_text(passed, failed, lambda part: map(str, examples(part)), lambda text: str(read(text)))
                return text and _IN_SHAPE[prop.read.shape](text)
            case Finite(values):
                return _one_of(values, passed, failed)
            case Titles():
                return self._named(prop, passed, failed)

    def _named(self, prop: Property, passed: tuple[Test, ...], failed: tuple[Test, ...]) -> object:
        """Return an option with the title and the ID that are asked for, and of the rest what no failed test names."""
        asked, taken = _keys(prop, passed), {*_keys(prop, failed)}
        title = next((name for name in asked if not UUID.match(name)), "")
        identity = next((name for name in asked if UUID.match(name)), "")
        known = self._option(title or identity, taken)
        if not asked and known is None:
            return None
        if known is not None:
            if known.id and identity not in {"", known.id.lower()}:
                return None
            title, identity = title or known.title, identity or known.id
        title = title or next(name for name in _titles() if name not in taken)
        identity = identity or next(each for each in example_ids() if each not in taken)
        if prop.read.shape != "option":
            return title
        return {"id": {prop.read.id: identity}, "title": title, "is_archived": False}

    def _option(self, name: str, taken: set[str]) -> Option | None:
        """Return the option of a name, or of no name the first that is not taken, if it is known."""
        if name:
            return self.attribute.option(name)
        options = [option for option in self.attribute.options or () if not option.archived]
        return next((option for option in options if not {option.title, option.id.lower()} & taken), None)


def _keys(prop: Property, tests: tuple[Test, ...]) -> list[str]:
    return [str(prop.kind.key(test.value)) for test in tests if not isinstance(test.value, tuple)]


def _titles() -> Iterator[str]:
    return chain(("Example",), (f"Example {number}" for number in count(2)))


def _one_of(values: Iterable[Scalar], passed: tuple[Test, ...], failed: tuple[Test, ...]) -> Scalar | None:
    return next(
        (
            value
            for value in values
            if all(passes(test, value) for test in passed) and not any(passes(test, value) for test in failed)
        ),
        None,
    )


def _as_it_is(text: str) -> object:
    return text


def _as_member(text: str) -> object:
    return {"type": "workspace-member", "id": text}


_IN_SHAPE: Mapping[str, Callable[[str], object]] = {"plain": _as_it_is, "actor": _as_member}
"""How a record holds a text, by the shape of its property."""
