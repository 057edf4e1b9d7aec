"""What is said about parameters, moments, and the arguments of a compile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase
from attioql.operators import is_equality, is_negated, written_as
from attioql.syntax.nodes import Comparison, Items, Parameter
from attioql.text.source import Source, Span
from attioql.values.model import Rejection


def missing_parameter(source: Source, parameter: Parameter, given: Mapping[str, object]) -> Diagnostic:
    """Return the error for a parameter that was not given."""
    near = nearest(parameter.name, [name for name in given if name.isidentifier()])
    meant = None if near is None else f":{near}"
    return diagnose("missing-parameter", source, parameter.span, name=parameter.name, near=meant)


def marked_parameter(source: Source, parameter: Parameter, given: str) -> Diagnostic:
    """Return the error for a parameter that was given under its name with a mark, such as `:n`."""
    mark = given.replace(parameter.name, "")
    return diagnose(
        "missing-parameter.marked", source, parameter.span, name=parameter.name, given=given, mark=mark.strip() or mark
    )


def invalid_parameter(source: Source, parameter: Parameter, value: object) -> Diagnostic:
    """Return the error for a value of a type that cannot be bound, or for a float or Decimal that is not a number."""
    if isinstance(value, (float, Decimal)):
        return diagnose("invalid-parameter.no-number", source, parameter.span, name=parameter.name, value=str(value))
    kind = type(value).__name__
    hint = phrase("use-of-durations") if isinstance(value, timedelta) else None
    return diagnose("invalid-parameter", source, parameter.span, name=parameter.name, type=kind, hint=hint)


def list_for_value(source: Source, parameter: Parameter, node: Comparison) -> Diagnostic:
    """Return the error for a list that is bound where one value stands, with the operator that takes it."""
    name, operand = parameter.name, node.operand
    if isinstance(operand, Items) and parameter in operand.values:
        alone = operand.span if len(operand.values) == 1 else None
        key, given = "invalid-parameter.list-in-list", {"name": name, "operator": node.operator, "alone": alone}
        return diagnose(key, source, parameter.span, **given)
    whole = operator = None
    if operand is parameter and is_equality(node.operator):
        operator = written_as("equal", takes="list", negated=is_negated(node.operator))
        whole = Span(node.operator_start, parameter.end)
    return diagnose("invalid-parameter.list", source, parameter.span, name=name, operator=operator, whole=whole)


def value_for_list(source: Source, parameter: Parameter, value: object, *, is_value: bool) -> Diagnostic:
    """Return the error for anything but a list after `in`; `is_value` where it is right as one value of a list."""
    name, kind = parameter.name, type(value).__name__
    alone = name if is_value else None
    return diagnose("invalid-parameter.no-list", source, parameter.span, name=name, type=kind, alone=alone)


def now_needed(source: Source, span: Span) -> Diagnostic:
    """Return the error for a moment without a current time."""
    return diagnose("now-needed", source, span, written=short(source.text[span.start : span.end]))


def date_out_of_range(source: Source, span: Span) -> Diagnostic:
    """Return the error for a date outside the calendar."""
    return diagnose(Rejection.OUT_OF_CALENDAR.value, source, span, written=short(source.text[span.start : span.end]))


def out_of_calendar_in_utc(source: Source, span: Span) -> Diagnostic:
    """Return the error for a date or moment that is in the calendar, but not where UTC is."""
    return diagnose("date-out-of-range.utc", source, span, written=short(source.text[span.start : span.end]))


def period_out_of_range(source: Source, period: str, span: Span, operator: Span) -> Diagnostic:
    """Return the error for a written period whose end, or whose start in UTC, is outside the calendar."""
    if not period.startswith(_LAST_YEAR):
        return out_of_calendar_in_utc(source, span)
    written = source.text[span.start : span.end]
    first = None if written.startswith(":") else f"{period}{_FIRST_DAY[len(period) :]}"
    whole = Span(operator.start, span.end)
    return diagnose("date-out-of-range.end", source, span, written=short(written), first=first, whole=whole)


_LAST_YEAR = "9999"
_FIRST_DAY = "9999-01-01"
"""A year and a month begin with their first day."""
