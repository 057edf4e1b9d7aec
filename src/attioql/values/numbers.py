"""Numbers: whole or with decimals, with or without bounds."""

from __future__ import annotations

from attioql.text.numbers import LARGEST_NUMBER, LEAST_NUMBER
from attioql.values.model import Measure, Ordered, Scalar, Schema, Use, ValueKind, ValueRule
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


def _measure(value: Scalar) -> Measure:
    if isinstance(value, str):
        raise TypeError(value)
    return value


def _bounds(rule: ValueRule) -> tuple[Measure, Measure]:
    least = LEAST_NUMBER if rule.minimum is None else rule.minimum
    return least, LARGEST_NUMBER if rule.maximum is None else rule.maximum


NUMBER = ValueKind(
    name="number",
    words="a number",
    literal="a number",
    json_words="a number",
    json_type="number",
    domain=Ordered(_measure, _bounds, lambda rule: rule.integer),
    schema=_schema,
)
