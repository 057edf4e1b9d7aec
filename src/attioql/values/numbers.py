"""Numbers: whole or with decimals, with or without bounds."""

from __future__ import annotations

from attioql.values.model import Schema, Use, ValueKind
from attioql.values.patterns import whole


def _schema(use: Use) -> Schema:
    rule = use.rule
    number: Schema = {"type": "integer" if rule.integer else "number"}
    if rule.minimum is not None:
        number["minimum"] = rule.minimum
    if rule.maximum is not None:
        number["maximum"] = rule.maximum
    if not rule.numeric_text:
        return number
    decimals = f"(\\.[0-9]{{1,{rule.decimals}}}0*)?" if rule.decimals else ""
    return {"anyOf": [number, whole(f"-?[0-9]+{decimals}")]}


NUMBER = ValueKind(
    name="number",
    words="a number",
    literal="a number",
    json_words="a number",
    json_type="number",
    schema=_schema,
)
