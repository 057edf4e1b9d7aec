"""Compiles a JSON Schema to a fast predicate, for the keywords that our own schemas use.

jsonschema explains what the predicate rejects. A property test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Accepts: TypeAlias = Callable[[object], bool]
_Check: TypeAlias = "type | Accepts"

_KEYWORDS = frozenset(
    {"$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "minLength"}
    | {"additionalProperties"}
)
_SCALARS: Mapping[str, type] = {"string": str, "boolean": bool}


def compile_shape(schema: Mapping[str, Any]) -> Accepts:
    """Return a function that tells whether a JSON value has the shape that a schema describes.

    Values are as `json` reads them: a subclass of a JSON type is none. Raises `ValueError` for a schema with other keywords
    than are known here.
    """
    return _called(_Compiler(schema).of(schema))


class _Compiler:
    def __init__(self, root: Mapping[str, Any]) -> None:
        self._root = root
        self._known: dict[str, _Check] = {}

    def of(self, schema: Mapping[str, Any]) -> _Check:
        """Compile a schema: to a type, where that is all there is to it. It recurses into schemas, never into values."""
        unknown = set(schema) - _KEYWORDS
        if unknown:
            message = f"unknown keywords {sorted(unknown)}"
            raise ValueError(message)
        if "$ref" in schema:
            return self._referred(schema["$ref"])
        kind = schema["type"]
        if "minLength" in schema:
            return _text(schema["minLength"])
        if kind in _SCALARS:
            return _SCALARS[kind]
        if kind == "array":
            return _array(self.of(schema["items"]))
        if kind == "object":
            return self._object(schema)
        message = f"unknown type {kind!r}"
        raise ValueError(message)

    def _referred(self, reference: str) -> _Check:
        if reference not in self._known:
            name = reference.removeprefix("#/$defs/")
            self._known[reference] = self.of(self._root["$defs"][name])
        return self._known[reference]

    def _object(self, schema: Mapping[str, Any]) -> Accepts:
        required = frozenset(schema.get("required", ()))
        properties = {name: self.of(inner) for name, inner in schema.get("properties", {}).items()}
        others = schema["additionalProperties"]
        return _object(required, properties, self.of(others) if others else _nothing)


def _object(required: frozenset[str], properties: Mapping[str, _Check], other: _Check) -> Accepts:
    find = properties.get

    def accepts(value: object) -> bool:
        if type(value) is not dict or not required <= value.keys():
            return False
        for name, inner in value.items():
            check = find(name, other)
            if type(inner) is check:
                continue
            if isinstance(check, type) or type(name) is not str or not check(inner):
                return False
        return True

    return accepts


def _array(check: _Check) -> Accepts:
    accepts = _called(check)
    return lambda value: type(value) is list and all(map(accepts, value))


def _text(shortest: int) -> Accepts:
    return lambda value: type(value) is str and len(value) >= shortest


def _called(check: _Check) -> Accepts:
    if isinstance(check, type):
        return lambda value: type(value) is check
    return check


def _nothing(_: object) -> bool:
    return False
