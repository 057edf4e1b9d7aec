"""The JSON Schema of a target's filters among the definitions of a pydantic model, so that every `$ref` in it resolves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, TypeAdapter
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from attioql.api import json_schema
from attioql.catalog.workspace import Target
from attioql.resources import read_resource

_LOCAL = "#/$defs/"
_ROOT = ""


def json_filter_schema(target: Target | None, depth: int, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
    """Return a reference to the schema of a target's filters, or of any target's, whose definitions pydantic takes among its own."""
    whole = _generic() if target is None else dict[str, Any](json_schema(target, depth=depth))
    inner = {name: part for name, part in whole.items() if name not in {"$schema", "$id", "$defs"}}
    names = _DefinitionNames("any" if target is None else target.slug, whole)
    parts = {**whole["$defs"], _ROOT: inner}
    definitions = [_definition(names, name, part) for name, part in parts.items()]
    return handler(core_schema.definitions_schema(names.reference(_ROOT), definitions))


def _generic() -> JsonSchemaValue:
    schema: JsonSchemaValue = json.loads(read_resource("schemas", "filter.schema.json"))
    return schema


class _DefinitionNames:
    """Names of definitions that differ for schemas that differ; pydantic shortens them where it can."""

    def __init__(self, slug: str, schema: Mapping[str, object]) -> None:
        """Keep how the names begin and end."""
        self.slug = slug
        self.digest = sha256(json.dumps(schema).encode()).hexdigest()[:12]

    def of(self, name: str) -> str:
        """Return the name that pydantic takes for a definition; what stands before the last dot and behind the colon may go."""
        return f"attioql.{_plain(self.slug)}_filter{f'_{_plain(name)}' if name else ''}:{self.digest}"

    def reference(self, name: str) -> CoreSchema:
        """Return the schema that refers to a definition."""
        return core_schema.definition_reference_schema(self.of(name))


class _Definition:
    """An annotation with a schema whose references are led to the definitions of pydantic."""

    def __init__(self, names: _DefinitionNames, schema: object) -> None:
        """Keep the schema as text, of which each use makes a new one."""
        self.names = names
        self.schema = json.dumps(schema)

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        def led(part: dict[str, object]) -> dict[str, object]:
            reference = part.get("$ref")
            if isinstance(reference, str):
                part |= handler(self.names.reference(reference.removeprefix(_LOCAL)))
            return part

        found: JsonSchemaValue = json.loads(self.schema, object_hook=led)
        return found


def _definition(names: _DefinitionNames, name: str, schema: object) -> CoreSchema:
    annotated: TypeAdapter[Any] = TypeAdapter(Annotated[Any, _Definition(names, schema)])
    return {**annotated.core_schema, "ref": names.of(name)}


def _plain(name: str) -> str:
    return "".join(character if character.isalnum() else "_" for character in name)
