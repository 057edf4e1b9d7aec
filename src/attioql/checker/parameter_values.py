"""What may be bound to a parameter, and the literal that stands for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from attioql.checker import messages
from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax.nodes import Literal, Parameter
from attioql.text.source import Source
from attioql.values.exact import BeyondNumber, decimal_text
from attioql.values.iso import write_instant

ParameterScalar: TypeAlias = str | int | Decimal | bool | date | datetime | UUID
ParameterValue: TypeAlias = ParameterScalar | Sequence[ParameterScalar]


def literal_of(  # noqa: C901 - one case for each type
    value: object, parameter: Parameter, source: Source
) -> Literal | Diagnostic:
    """Write a value the way a literal of its type is written."""
    kind, text = "", ""
    match value:
        case bool():
            kind, text = "boolean", str(value).lower()
        case str():
            kind, text = "string", str.__str__(value)
        case int():
            kind, text = "number", _digits(value)
        case Decimal():
            kind, text = "number", decimal_text(value)
        case datetime():
            aware = value if value.tzinfo is not None else value.replace(tzinfo=timezone.utc)
            try:
                kind, text = "timestamp", write_instant(aware)
            except OverflowError:
                return messages.date_out_of_range(source, parameter.span)
        case date():
            kind, text = "date", value.isoformat()
        case UUID():
            kind, text = "uuid", str(value)
    if not kind or (isinstance(value, Decimal) and not value.is_finite() and not isinstance(value, BeyondNumber)):
        return messages.invalid_parameter(source, parameter, value)
    if kind == "string" and not _encodable(text):
        return messages.diagnose("lone-surrogate.parameter", source, parameter.span, name=parameter.name)
    return Literal(kind, text, parameter.start, parameter.end - parameter.start)


def _digits(value: int) -> str:
    """Write an integer; one too long for Python to write is out of any range, which the number rule will say."""
    return str(int(value)) if value.bit_length() <= LIMITS.number_bits else f"{'-' if value < 0 else ''}1e617"


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
