"""The JSON Schema (draft 2020-12) of the filters that one target accepts: for editors, OpenAPI 3.1 and structured output.

What it accepts is what `attioql.attio.reader` accepts, but for a few things that no schema says; `docs/json-schema.md`
names them, and a test holds the two together. Everything is read from the catalogue.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias
from urllib.parse import quote

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.model import JsonValue
from attioql.diagnostics.phrases import shown
from attioql.filters.model import PATH_KEYS
from attioql.limits import LIMITS
from attioql.resources import SCHEMA_HOST
from attioql.values.model import Schema

DEEPEST_PATHS = LIMITS.schema_references


def json_schema(target: Target, depth: int = 1) -> Schema:
    """Return the schema of the filters that a target accepts, with paths that follow up to `depth` references.

    The result is a new value each time, and the same for the same target.
    """
    values: dict[str, Schema] = {}
    attributes = {
        name: _titled(attribute, _reference(attribute, values, bare=True))
        for name, attribute in _named(target)
        if name not in PATH_KEYS
    }
    paths = [_path(*entry) for entry in _paths(target, depth, values).items()]
    group: Schema = {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/filter"}}
    conditions: Schema = {
        "type": "object",
        "properties": {
            "$and": group,
            "$or": group,
            "$not": {"allOf": [{"$ref": "#/$defs/filter"}, {"minProperties": 1}]},
            **attributes,
        },
        "additionalProperties": False,
    }
    schema: Schema = {
        "title": f"A filter for {target.slug}",
        "description": f"Attio filter JSON for the {target.kind} {target.plural}.",
        "$ref": "#/$defs/filter",
        "$defs": {
            "filter": {"anyOf": [{"$ref": "#/$defs/conditions"}, {"$ref": "#/$defs/path"}]},
            "conditions": conditions,
            "path": {"anyOf": [*paths]},
            **dict(sorted(values.items())),
        },
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _id(target, depth, schema), **schema}


def require_depth(depth: object) -> None:
    """Raise `ValueError` for a depth that is negative or above `DEEPEST_PATHS`, and `TypeError` for one that is no int."""
    if isinstance(depth, bool) or not isinstance(depth, int):
        message = f"depth must be an int, not {type(depth).__name__}"
        raise TypeError(message)
    if not 0 <= depth <= DEEPEST_PATHS:
        message = f"depth must not be negative or above {DEEPEST_PATHS}, not {shown(depth)}"
        raise ValueError(message)


def _id(target: Target, depth: int, schema: Schema) -> str:
    """Name a schema. A digest tells the schemas of two workspaces apart."""
    digest = sha256(json.dumps(schema).encode()).hexdigest()[:12]
    slug = quote(target.slug, safe="", errors="replace")
    return f"{SCHEMA_HOST}filters/{target.kind}/{slug}-{depth}-{digest}.schema.json"


def _named(target: Target) -> Iterator[tuple[str, Attribute]]:
    """Yield every name of every attribute that can be filtered: slugs, and IDs where they are known."""
    for names in (target.attributes, target.ids):
        for name, attribute in names.items():
            if attribute.type.known:
                yield name, attribute


def _titled(attribute: Attribute, schema: Schema) -> Schema:
    source = attribute.type.source
    deprecated: Schema = {"deprecated": True} if attribute.archived else {}
    return {"title": attribute.title, "description": f"{attribute.type.title}: {source}", **deprecated, **schema}


def _reference(attribute: Attribute, values: dict[str, Schema], *, bare: bool) -> Schema:
    """Refer to the schema of what an attribute is held against, and make it if it is the first of its kind."""
    name = attribute.type.slug
    if attribute.type.compared_as == "record":
        name = f"{name}.{'.'.join(attribute.objects)}"
    if attribute.options is not None:
        name = f"{name}.{sha256(repr(attribute.options).encode()).hexdigest()[:12]}"
    name = f"{name}{'' if bare else '.constraints'}"
    if name not in values:
        values[name] = _attribute(attribute, bare=bare)
    return {"$ref": f"#/$defs/{name}"}


def _attribute(attribute: Attribute, *, bare: bool) -> Schema:
    """A bare value, operators of the implicit property, or properties; constraints of a path are always objects."""
    kind = attribute.type
    choices: list[JsonValue] = []
    implicit = kind.properties.get(kind.implicit or "")
    if implicit is not None:
        if bare and implicit.equality is not None:
            choices.append(_value(implicit, implicit.equality.name, attribute))
        choices.append(_operators(implicit, attribute))
    choices.append(_properties(attribute))
    return {"anyOf": choices}


def _properties(attribute: Attribute) -> Schema:
    properties: Schema = {}
    needed: Schema = {}
    for name, prop in attribute.type.properties.items():
        if not prop.operators:
            continue
        choices: list[JsonValue] = [_operators(prop, attribute)]
        if prop.equality is not None:
            choices.insert(0, _value(prop, prop.equality.name, attribute))
        properties[name] = {"anyOf": choices}
        if prop.alone is not None and CODES[prop.alone.diagnostic].severity == "error":
            needed[name] = [prop.alone.without]
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "minProperties": 1,
    }
    return {**schema, "dependentRequired": needed} if needed else schema


def _operators(prop: Property, attribute: Attribute) -> Schema:
    operators: Schema = {}
    for name, operator in prop.operators.items():
        match operator.row.takes:
            case "nothing":
                operators[name] = {"const": True}
            case "list":
                operators[name] = {"type": "array", "minItems": 1, "items": _value(prop, operator.row.lists, attribute)}
            case _:
                operators[name] = _value(prop, name, attribute)
    return {"type": "object", "properties": operators, "additionalProperties": False, "minProperties": 1}


def _value(prop: Property, operator: str, attribute: Attribute) -> Schema:
    """The values that a property takes: as strict as a schema can be."""
    return prop.kind.schema(prop.value, attribute, operator)


_Prefix: TypeAlias = tuple[tuple[str, str], ...]


def _paths(target: Target, depth: int, values: dict[str, Schema]) -> dict[tuple[_Prefix, str], list[JsonValue]]:
    """Gather the last pairs of all paths, by the pairs before them and by what their constraints look like."""
    found: dict[tuple[_Prefix, str], list[JsonValue]] = {}
    waiting: list[tuple[_Prefix, Target]] = [((), target)]
    while waiting:
        prefix, current = waiting.pop()
        for name, attribute in _named(current):
            reference = _reference(attribute, values, bare=False)
            found.setdefault((prefix, str(reference["$ref"])), []).append([current.slug, name])
            if attribute.type.compared_as == "record" and len(prefix) < depth:
                owners = [owner for owner in attribute.objects if owner in target.workspace]
                waiting += [((*prefix, (current.slug, name)), target.workspace[owner]) for owner in reversed(owners)]
    return found


def _path(key: tuple[_Prefix, str], last: list[JsonValue]) -> Schema:
    prefix, reference = key
    steps: list[JsonValue] = [{"const": [*step]} for step in prefix]
    pairs: Mapping[str, JsonValue] = {
        "type": "array",
        "prefixItems": [*steps, {"enum": last}],
        "items": False,
        "minItems": len(steps) + 1,
    }
    return {
        "type": "object",
        "properties": {"path": dict(pairs), "constraints": {"$ref": reference}},
        "required": ["path", "constraints"],
        "additionalProperties": False,
    }
