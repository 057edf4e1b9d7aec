"""What may be bound to a parameter, and what stands for it: a literal, a duration, or a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from math import isfinite
from typing import TypeAlias
from uuid import UUID

from attioql.checker import messages, moments
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.syntax.nodes import Literal, Parameter, Range
from attioql.text.source import Source
from attioql.values.clock import offset_of
from attioql.values.exact import BeyondNumber, decimal_text, integer_text
from attioql.values.iso import write_instant

ParameterScalar: TypeAlias = str | int | float | Decimal | bool | date | datetime | UUID
ParameterValue: TypeAlias = ParameterScalar | timedelta | Sequence[ParameterScalar]


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
            kind, text = "number", integer_text(value)
        case float() if isfinite(value):
            kind, text = "number", float.__repr__(value)
        case Decimal() if value.is_finite() or isinstance(value, BeyondNumber):
            kind, text = "number", decimal_text(value)
        case datetime():
            name = f"the parameter :{parameter.name}" if parameter.name else "a datetime"
            aware = value if offset_of(value, name) is not None else value.replace(tzinfo=timezone.utc)
            try:
                kind, text = "timestamp", write_instant(aware)
            except OverflowError:
                return messages.out_of_calendar_in_utc(source, parameter.span)
        case date():
            kind, text = "date", date.isoformat(value)
        case UUID():
            kind, text = "uuid", UUID.__str__(value)
    if not kind:
        return messages.invalid_parameter(source, parameter, value)
    if kind == "string" and not _encodable(text):
        return messages.diagnose("lone-surrogate.parameter", source, parameter.span, name=parameter.name)
    return Literal(kind, text, parameter.start, parameter.end - parameter.start)


def duration_of(value: object, parameter: Parameter, source: Source) -> str | Diagnostic:
    """Write a duration as query text does: a `timedelta` of whole minutes, or text such as `30d`."""
    duration = moments.duration_text(value)
    if duration is None:
        name, given = parameter.name, shown(value)
        return messages.diagnose("invalid-parameter.duration", source, parameter.span, name=name, value=given)
    return duration


def ends_of(value: Sequence[object], parameter: Parameter, source: Source) -> Range | Diagnostic:
    """Return the two ends of a period that are given as a pair."""
    if len(value) != len(Range._fields):
        name, count = parameter.name, len(value)
        return messages.diagnose("invalid-parameter.pair", source, parameter.span, name=name, count=count)
    low, high = [literal_of(end, parameter, source) for end in value]
    if isinstance(low, Diagnostic):
        return low
    return high if isinstance(high, Diagnostic) else Range(low, high)


def _encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
