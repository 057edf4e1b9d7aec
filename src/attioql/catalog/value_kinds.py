"""The kinds of value that properties are compared with, as a form or a prompt describes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class ValueKind:
    """A kind of value.

    `words` describe the value, as the rest of "it is …"; `literal` is how query text writes it, as the rest of "it takes …".
    `json_type` is its type in filter JSON: `string`, `number` or `boolean`.
    """

    name: str
    words: str
    literal: str
    json_type: str = "string"


_MOMENT = "a date, a timestamp, or a moment such as `now - 1h`"

KINDS: Mapping[str, ValueKind] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            ValueKind("text", "a text", "text in quotes"),
            ValueKind("option", "the title or the ID of an option", "the title in quotes, or the ID"),
            ValueKind("number", "a number", "a number", "number"),
            ValueKind("boolean", "true or false", "`true` or `false`", "boolean"),
            ValueKind("date", "a date", "a date, such as 2024-05-31, or a day such as `today`"),
            ValueKind("timestamp", "a date and time", _MOMENT),
            ValueKind("instant", "a date, or a date and time", _MOMENT),
            ValueKind("uuid", "a UUID", "a UUID"),
            ValueKind("member", "the UUID of a workspace member", "a workspace member: their UUID, or `member(…)`"),
            ValueKind("country", "a two-letter country code", "a two-letter country code in quotes"),
            ValueKind("choice", "one of the property's values", "one of its values"),
            ValueKind("object", "the slug of an object", "the slug of an object"),
        )
    }
)
"""Every kind that `schemas/attribute-types.json` names, by name."""
