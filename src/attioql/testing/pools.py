"""The values that generated filters and records share, by the kind of value that a property takes."""

from __future__ import annotations

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.diagnostics.model import JsonValue
from attioql.operators import operator_of, row_of
from attioql.values.ids import UUID_SAMPLES
from attioql.values.texts import OPTION_SAMPLES

UUIDS = UUID_SAMPLES


def operands(attribute: Attribute, prop: Property, operator: str) -> tuple[JsonValue, ...]:
    """Return what a filter may compare a property with."""
    return (True,) if row_of(operator).takes == "nothing" else prop.kind.samples(prop.value, attribute, operator)


def usable(attribute: Attribute) -> dict[str, Property]:
    """Return the properties that can be compared with something: not options or objects where there are none."""
    found = {
        name: prop
        for name, prop in attribute.type.properties.items()
        if prop.operators and all(operands(attribute, prop, operator) for operator in prop.operators)
    }
    return {name: prop for name, prop in found.items() if prop.alone is None or prop.alone.without in found}


def contents(attribute: Attribute, prop: Property) -> tuple[JsonValue, ...]:
    """Return what a record may hold for a property."""
    if prop.read.shape == "option":
        return tuple([_option(prop, title, identity) for title, identity in _options(attribute).items()])
    if prop.read.shape == "actor":
        return (None, *[_actor(kind, identity) for kind in ("workspace-member", "app") for identity in UUIDS[:2]])
    if prop.kind.held is not None:
        return prop.kind.held(prop.value)
    is_part = len(attribute.type.properties) > 1 and not attribute.objects and not prop.value.choices
    return (*([None] if is_part else ()), *operands(attribute, prop, operator_of("equal")))


def _options(attribute: Attribute) -> dict[str, str]:
    """Return the titles that records may hold, with their IDs."""
    if attribute.options is None:
        return OPTION_SAMPLES
    return {option.title: option.id or UUIDS[0] for option in attribute.options}


def _option(prop: Property, title: str, identity: str) -> JsonValue:
    return {"id": {prop.read.id: identity}, "title": title, "is_archived": False}


def _actor(kind: str, identity: str) -> JsonValue:
    return {"type": kind, "id": identity}
