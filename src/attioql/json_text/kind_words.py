"""The kinds of JSON values as messages name them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from attioql.json_text.holes import Hole

TYPE_WORDS: Mapping[str, str] = {
    "object": "an object",
    "array": "an array",
    "string": "a string",
    "boolean": "true or false",
}
"""The types of JSON Schema in words."""


def kind_name(value: object) -> str:
    """Return the kind of a JSON value in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case int() | float() | Decimal():
            return "a number"
        case list() | tuple():
            return "an array"
        case Mapping():
            return "an object"
        case Hole():
            return "a dynamic value"
    return f"a Python {type(value).__name__}"
