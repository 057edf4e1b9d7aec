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
    """A record, and all that it refers to: pass `related` along with it."""

    record: dict[str, JsonValue]
    related: Mapping[tuple[str, str], dict[str, JsonValue]]


def records(target: Target, *, attributes: tuple[str, ...] | None = None) -> st.SearchStrategy[dict[str, JsonValue]]:
    """Return a strategy for records of a target, with former values among the active ones.

    Every attribute is listed, as the API does; `attributes` names the slugs that may have values. By default it is a few
    that are drawn.
    """
    known = [slug for slug, attribute in target.attributes.items() if attribute.type.known]
    filled = st.just([*attributes]) if attributes is not None else _some(known)
    return filled.flatmap(
        lambda slugs: st.fixed_dictionaries({slug: _values(target.attributes[slug]) for slug in slugs})
    ).map(lambda values: _record(target, values))


def universes(
    target: Target, *, attributes: Mapping[str, tuple[str, ...]] | None = None
) -> st.SearchStrategy[Universe]:
    """Return a strategy for records with the records that their references lead to, one step on.

    `attributes` names, for each object, the slugs that may have values.
    """
    wanted = attributes or {}

    def with_related(record: dict[str, JsonValue]) -> st.SearchStrategy[Universe]:
        referred = {
            (slug, identity): records(target.workspace[slug], attributes=wanted.get(slug, ()))
            for slug, identity in _references(record)
            if slug in target.workspace
        }
        return st.fixed_dictionaries(referred).map(lambda related: Universe(record, related))

    return records(target, attributes=wanted.get(target.slug)).flatmap(with_related)


def _some(slugs: list[str]) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(slugs), max_size=6, unique=True)


def _record(target: Target, filled: Mapping[str, list[JsonValue]]) -> dict[str, JsonValue]:
    values: dict[str, JsonValue] = {slug: [] for slug in target.attributes}
    return {
        "id": {"workspace_id": UUIDS[0], "object_id": UUIDS[1], "record_id": UUIDS[2]},
        "values": {**values, **filled},
    }


def _values(attribute: Attribute) -> st.SearchStrategy[list[JsonValue]]:
    active = st.lists(_value(attribute, None), max_size=2 if attribute.many else 1)
    former = _value(attribute, _MOMENT)
    return st.one_of(active, active, st.tuples(former, active).map(lambda both: [both[0], *both[1]]))


def _value(attribute: Attribute, until: str | None) -> st.SearchStrategy[JsonValue]:
    constant: dict[str, JsonValue] = {
        "active_from": _MOMENT,
        "active_until": until,
        "created_by_actor": _AUTHOR,
        "attribute_type": attribute.type.slug,
    }
    properties = [prop for prop in attribute.type.properties.values() if prop.operators]
    held = {prop.read.keys[0]: st.sampled_from(contents(attribute, prop)) for prop in properties}
    return st.fixed_dictionaries(held).map(lambda contents: {**constant, **contents})


def _references(record: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    values = record["values"]
    for listed in values.values() if isinstance(values, dict) else ():
        for value in listed if isinstance(listed, list) else ():
            if isinstance(value, dict) and "target_record_id" in value:
                yield str(value["target_object"]), str(value["target_record_id"])
