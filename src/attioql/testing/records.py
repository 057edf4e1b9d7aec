"""Strategies for records in the shape of the API's answers, and for the records that they refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.model import JsonValue
from attioql.testing.pools import UUIDS, contents

_MOMENT = "2023-01-01T00:00:00.000000000Z"
_AUTHOR: dict[str, JsonValue] = {"type": "system", "id": None}


class Universe(NamedTuple):
    """A record, and all records that it refers to: pass `related` to `matches` with it."""

    record: dict[str, JsonValue]
    related: Mapping[tuple[str, str], dict[str, JsonValue]]


def records(target: Target, *, attributes: tuple[str, ...] | None = None) -> st.SearchStrategy[dict[str, JsonValue]]:
    """Return a strategy for records of a target, with former values among the active ones.

    Every attribute is listed, as in the API. `attributes` names the slugs that can have values. By default, a few are drawn.
    """
    return _records(RecordDrawer(target), attributes)


@st.composite
def _records(draw: st.DrawFn, values: RecordDrawer, attributes: tuple[str, ...] | None) -> dict[str, JsonValue]:
    return values.record(draw, attributes)


def universes(
    target: Target, *, attributes: Mapping[str, tuple[str, ...]] | None = None
) -> st.SearchStrategy[Universe]:
    """Return a strategy for records, with the records that their references lead to directly.

    `attributes` names, for each object, the slugs that can have values. `attributes_of` returns these for a filter.
    """
    return _universes(RecordDrawer(target), attributes or {})


@st.composite
def _universes(draw: st.DrawFn, values: RecordDrawer, wanted: Mapping[str, tuple[str, ...]]) -> Universe:
    return draw_universe(draw, values, wanted)


def draw_universe(draw: st.DrawFn, values: RecordDrawer, wanted: Mapping[str, tuple[str, ...]]) -> Universe:
    """Draw what `universes` promises, from within another strategy."""
    record = values.record(draw, wanted.get(values.target.name))
    related = {
        (slug, identity): values.of(slug).record(draw, wanted.get(slug, ()))
        for slug, identity in _references(record)
        if slug in values.target.workspace
    }
    return Universe(record, related)


class RecordDrawer:
    """Draws the values of a target's records. What can be drawn is worked out once for each attribute."""

    def __init__(self, target: Target) -> None:
        """Keep the target; pools are made as they are needed."""
        self.target = target
        known = [slug for slug, attribute in target.attributes.items() if attribute.type.known]
        self._some = st.lists(st.sampled_from(known), max_size=6, unique=True)
        self._pools: dict[str, dict[str, st.SearchStrategy[JsonValue]]] = {}
        self._others: dict[str, RecordDrawer] = {}

    def of(self, slug: str) -> RecordDrawer:
        """Return the same for another target of the workspace."""
        if slug not in self._others:
            self._others[slug] = RecordDrawer(self.target.workspace[slug])
        return self._others[slug]

    def record(self, draw: st.DrawFn, attributes: tuple[str, ...] | None) -> dict[str, JsonValue]:
        """Draw a record in which these attributes, or a few that are drawn, may have values."""
        filled = {slug: self._listed(draw, slug) for slug in (draw(self._some) if attributes is None else attributes)}
        values: dict[str, JsonValue] = {slug: [] for slug in self.target.attributes}
        return {
            "id": {"workspace_id": UUIDS[0], "object_id": UUIDS[1], "record_id": UUIDS[2]},
            "values": {**values, **filled},
        }

    def _listed(self, draw: st.DrawFn, slug: str) -> list[JsonValue]:
        attribute = self.target.attributes[slug]
        if not all(contents(attribute, prop) for prop in attribute.type.properties.values() if prop.operators):
            return []
        untils = draw(_UNTILS_OF_MANY if attribute.many else _UNTILS_OF_ONE)
        return [self._value(draw, attribute, until) for until in untils]

    def _value(self, draw: st.DrawFn, attribute: Attribute, until: str | None) -> dict[str, JsonValue]:
        value: dict[str, JsonValue] = {
            "active_from": _MOMENT,
            "active_until": until,
            "created_by_actor": _AUTHOR,
            "attribute_type": attribute.type.slug,
        }
        for key, pool in self._pool(attribute).items():
            value[key] = draw(pool)
        return value

    def _pool(self, attribute: Attribute) -> dict[str, st.SearchStrategy[JsonValue]]:
        if attribute.slug not in self._pools:
            properties = [prop for prop in attribute.type.properties.values() if prop.operators]
            self._pools[attribute.slug] = {
                prop.read.keys[0]: st.sampled_from(contents(attribute, prop)) for prop in properties
            }
        return self._pools[attribute.slug]


_UNTILS_OF_ONE = st.sampled_from([(), (None,), (None,), (_MOMENT, None), (_MOMENT,)])
_UNTILS_OF_MANY = st.sampled_from(
    [(), (None,), (None, None), (None, None), (_MOMENT, None), (_MOMENT, None, None), (_MOMENT,)]
)


def _references(record: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    values = record["values"]
    for listed in values.values() if isinstance(values, dict) else ():
        for value in listed if isinstance(listed, list) else ():
            if isinstance(value, dict) and "target_record_id" in value:
                yield str(value["target_object"]), str(value["target_record_id"])
