"""Text, and the titles, choices and slugs that are texts out of a set."""

from __future__ import annotations

from attioql.diagnostics.model import JsonValue
from attioql.values.model import Schema, Use, ValueKind
from attioql.values.patterns import UUID, whole


def _any_string(_use: Use) -> Schema:
    return {"type": "string"}


def _country_schema(use: Use) -> Schema:
    shortest = 1 if use.operator == "$starts_with" else 2
    return whole(f"[A-Za-z]{{{shortest},2}}")


def _option_schema(use: Use) -> Schema:
    """The titles and IDs of the options; any ID where not all of them are known."""
    attribute = use.attribute
    if attribute.options is None:
        return {"type": "string"}
    named: list[JsonValue] = [*attribute.named_options]
    choices: list[JsonValue] = [{"enum": named}] if named else []
    if not attribute.knows_all_options:
        choices.append(whole(UUID))
    return {"anyOf": choices} if choices else {"not": {}}


def _choice_schema(use: Use) -> Schema:
    return {"type": "string"} if use.rule.open else {"enum": [*use.rule.known]}


def _object_schema(use: Use) -> Schema:
    return {"enum": [*use.attribute.objects]}


TEXT = ValueKind(
    name="text",
    words="a text",
    literal="text in quotes",
    json_words="a string",
    schema=_any_string,
)
OPTION = ValueKind(
    name="option",
    words="the title or the ID of an option",
    literal="the title in quotes, or the ID",
    json_words="the title or ID as a string",
    schema=_option_schema,
)
COUNTRY = ValueKind(
    name="country",
    words="a two-letter country code",
    literal="a two-letter country code in quotes",
    json_words="a two-letter country code",
    schema=_country_schema,
)
CHOICE = ValueKind(
    name="choice",
    words="one of the property's values",
    literal="one of its values",
    json_words="one of its values",
    schema=_choice_schema,
)
OBJECT = ValueKind(
    name="object",
    words="the slug of an object",
    literal="the slug of an object",
    json_words="the slug of an object",
    schema=_object_schema,
)
