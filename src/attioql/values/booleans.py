"""True and false."""

from __future__ import annotations

from attioql.values.model import Schema, Use, ValueKind


def _schema(_use: Use) -> Schema:
    return {"type": "boolean"}


BOOLEAN = ValueKind(
    name="boolean",
    words="true or false",
    literal="`true` or `false`",
    json_words="true or false",
    json_type="boolean",
    schema=_schema,
)
