"""The values that generated filters and records share, by the kind of value that a property takes."""

from __future__ import annotations

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.diagnostics.model import JsonValue
from attioql.values.model import ValueRule

UUIDS = tuple(f"50cf242c-7fa3-4cad-87d0-75b1af71c5{number:02x}" for number in range(3))
OPTIONS = {"Lead": UUIDS[0], "Won 🎉": UUIDS[1], "lead": UUIDS[2]}
"""Option and status titles, and their IDs."""

_TEXTS = ("", "a", "A", "b", "ab", "Ba", "straße", "STRASSE")
_DAYS = ("2024-02-28", "2024-02-29", "2024-03-01")
_INSTANTS = ("2024-02-28T23:59:59.999999999Z", "2024-02-29T00:00:00Z", "2024-02-29T00:00:00.5Z")
_NUMBERS = (0, 1, 2, -1, 1.5, 0.1)
_KINDS: dict[str, tuple[JsonValue, ...]] = {
    "text": _TEXTS,
    "number": _NUMBERS,
    "boolean": (True, False),
    "date": _DAYS,
    "timestamp": _INSTANTS,
    "instant": _INSTANTS + _DAYS,
    "option": (*OPTIONS, *UUIDS),
    "uuid": UUIDS,
    "member": UUIDS,
    "country": ("US", "UM", "DE"),
}


def operands(attribute: Attribute, prop: Property, operator: str) -> tuple[JsonValue, ...]:
    """Return what a filter may compare a property with."""
    rule = prop.value
    if operator == "$not_empty":
        return (True,)
    if rule.kind == "object":
        return tuple(attribute.objects)
    if rule.kind == "option" and attribute.options is not None:
        return tuple(attribute.named_options)
    if rule.kind == "choice":
        return rule.known
    if rule.kind == "country" and operator == "$starts_with":
        return ("U", "us")
    if attribute.text_format == "uuid":
        return UUIDS
    if rule.kind == "number":
        return tuple(number for number in _NUMBERS if _takes_number(rule, number))
    return _KINDS[rule.kind]


def _takes_number(rule: ValueRule, number: float) -> bool:
    above = rule.minimum is None or rule.minimum <= number
    below = rule.maximum is None or number <= rule.maximum
    return above and below and (number == int(number) or not rule.integer)


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
    kind = prop.value.kind
    if prop.read.shape == "option":
        return tuple([_option(prop, title, identity) for title, identity in _options(attribute).items()])
    if prop.read.shape == "actor":
        return (None, *[_actor(kind, identity) for kind in ("workspace-member", "app") for identity in UUIDS[:2]])
    if kind in {"timestamp", "instant"}:
        return (*_INSTANTS, "2024-02-29T00:00:00.000000000Z")
    if prop.value.numeric_text:
        return (*_KINDS["number"], "1.50", "2")
    if kind in {"text", "country", "uuid"} and len(attribute.type.properties) > 1 and not attribute.objects:
        return (None, *operands(attribute, prop, "$eq"))
    return operands(attribute, prop, "$eq")


def _options(attribute: Attribute) -> dict[str, str]:
    """Return the titles that records may hold, with their IDs."""
    if attribute.options is None:
        return OPTIONS
    return {option.title: option.id or UUIDS[0] for option in attribute.options}


def _option(prop: Property, title: str, identity: str) -> JsonValue:
    return {"id": {prop.read.id: identity}, "title": title, "is_archived": False}


def _actor(kind: str, identity: str) -> JsonValue:
    return {"type": kind, "id": identity}
