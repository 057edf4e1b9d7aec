"""A condition on a record, step by step and with every check: what `docs/semantics.md` says, in code.

Paths are followed here, and records in any shape but the API's plainest are read here; the fast functions of
`attioql.evaluate.predicate` fall back on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from attioql.catalog.types import Property
from attioql.evaluate.compiled_tests import Passes, compile_test
from attioql.evaluate.records import Fetch, Record, RecordError, attribute_values, pointer_of
from attioql.filters.model import Condition
from attioql.json_text.kind_words import kind_name
from attioql.values.model import MalformedError


class GeneralCondition:
    """One condition, ready to be held against records."""

    def __init__(self, condition: Condition, fetch: Fetch | None) -> None:
        """Compile the tests of the condition; `fetch` finds the records that its path leads to."""
        self._path = condition.path
        self._fetch = fetch
        attribute = condition.path.attribute
        properties = attribute.type.properties
        self._tests = [
            (properties[test.operator.property], compile_test(attribute, properties[test.operator.property], test))
            for test in condition.tests
        ]

    def holds(self, _values: object, record: Record) -> bool:
        """Tell whether some active value on the condition's path passes all its tests."""
        return any(self._passes(end) for end in self._ends(record))

    def _ends(self, record: Record) -> Iterator[Record]:
        """Yield the records that the steps before the last one lead to, each once; without steps, the record itself."""
        ends: list[Record] = [record]
        for (_, slug), (next_object, _) in pairwise(self._path.steps):
            ends = list(self._referred(ends, slug, next_object))
        yield from ends

    def _referred(self, records: Iterable[Record], slug: str, next_object: str) -> Iterator[Record]:
        """Yield the records that references lead to. What several refer to comes once: paths back and forth would multiply it."""
        seen: set[str] = set()
        for record in records:
            for index, value in self._active(record, slug):
                owner, identity = value.get("target_object"), value.get("target_record_id")
                if not isinstance(owner, str) or not isinstance(identity, str):
                    message = "a record reference has a `target_object` and a `target_record_id`"
                    raise RecordError(message, pointer_of(record, slug, index))
                if owner == next_object and self._fetch is not None and identity not in seen:
                    seen.add(identity)
                    yield self._fetch(owner, identity)

    def _passes(self, record: Record) -> bool:
        slug = self._path.attribute.slug
        return any(
            all(self._test(prop, passes, value, record, index) for prop, passes in self._tests)
            for index, value in self._active(record, slug)
        )

    def _test(self, prop: Property, passes: Passes, value: Mapping[str, object], record: Record, index: int) -> bool:
        slug, kind = self._path.attribute.slug, self._path.attribute.type
        key = next((key for key in prop.read.keys if key in value), None)
        if key is None:
            other = value.get("attribute_type", kind.slug)
            why = f"; it is of type {other}, not {kind.slug}" if other != kind.slug else ""
            message = f"a value of `{slug}` has no `{prop.read.keys[0]}`{why}"
            raise RecordError(message, pointer_of(record, slug, index))
        try:
            return passes(value[key])
        except MalformedError as error:
            message = f"this is {kind_name(value[key])} that does not fit; `{key}` must be {error}"
            raise RecordError(message, pointer_of(record, slug, index, key)) from None

    def _active(self, record: Record, slug: str) -> list[tuple[int, Mapping[str, object]]]:
        """Return the active values of an attribute, with their numbers."""
        active: list[tuple[int, Mapping[str, object]]] = []
        for index, value in enumerate(attribute_values(record, slug)):
            if not isinstance(value, Mapping):
                message = f"a value is an object, not {kind_name(value)}"
                raise RecordError(message, pointer_of(record, slug, index))
            until = value.get("active_until")
            if until is None:
                active.append((index, value))
            elif not isinstance(until, str):
                message = f"`active_until` is a timestamp or null, not {kind_name(until)}"
                raise RecordError(message, pointer_of(record, slug, index, "active_until"))
        if self._path.single and len(active) > 1:
            message = f"there are {len(active)} active values of `{slug}`, which has one at most"
            raise RecordError(message, pointer_of(record, slug))
        return active
