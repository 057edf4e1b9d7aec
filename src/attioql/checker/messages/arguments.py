"""What is said about parameters, moments, and the arguments of a compile."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.diagnostics.build import in_text, replace, write
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.syntax.nodes import Parameter
from attioql.text.source import Source, Span


def missing_parameter(source: Source, parameter: Parameter, given: Mapping[str, object]) -> Diagnostic:
    """Return the error for a parameter that was not given."""
    near = nearest(parameter.name, given)
    fixes = [] if near is None else [write(parameter.span, f":{near}")]
    meant = None if near is None else f":{near}"
    return in_text(sentence("missing-parameter", name=parameter.name, near=meant), source, parameter.span, fixes=fixes)


def unused_parameter(name: str, source: Source) -> Diagnostic:
    """Return the error for a parameter that the filter does not use."""
    return in_text(sentence("unused-parameter", name=name), source, None)


def invalid_parameter(source: Source, parameter: Parameter, value: object) -> Diagnostic:
    """Return the error for a value of a type that cannot be bound, or for a Decimal that is not a number."""
    kind = type(value).__name__
    hint = phrase("pass-decimal") if isinstance(value, float) else None
    said = sentence("invalid-parameter", name=parameter.name, type=kind, hint=hint)
    if kind == "Decimal":
        said = sentence("invalid-parameter.decimal", name=parameter.name, value=str(value))
    return in_text(said, source, parameter.span)


def parameter_not_encodable(source: Source, parameter: Parameter) -> Diagnostic:
    """Return the error for half a surrogate pair, which cannot be sent."""
    return in_text(sentence("lone-surrogate.parameter", name=parameter.name), source, parameter.span)


def parameter_is_list(source: Source, parameter: Parameter) -> Diagnostic:
    """Return the error for a list after another operator than `in`."""
    return in_text(sentence("invalid-parameter.list", name=parameter.name), source, parameter.span)


def parameter_is_no_list(source: Source, parameter: Parameter, value: object) -> Diagnostic:
    """Return the error for a parameter after `in` that is no list."""
    said = sentence("invalid-parameter.no-list", name=parameter.name, type=type(value).__name__)
    fix = replace(said.fix, parameter.span, f"(:{parameter.name})", Applicability.UNSAFE)
    return in_text(said, source, parameter.span, fixes=[fix])


def now_needed(source: Source, span: Span) -> Diagnostic:
    """Return the error for a moment without a current time."""
    return in_text(sentence("now-needed", written=_written(source, span)), source, span)


def date_out_of_range(source: Source, span: Span) -> Diagnostic:
    """Return the error for a date outside the calendar."""
    return in_text(sentence("date-out-of-range", written=_written(source, span)), source, span)


def _written(source: Source, span: Span) -> str:
    return short(source.text[span.start : span.end])


def unknown_time_zone(name: str, source: Source) -> Diagnostic:
    """Return the error for a time zone that does not exist."""
    return in_text(sentence("unknown-time-zone", name=name), source, None)


def nesting_too_deep(source: Source, limit: int) -> Diagnostic:
    """Return the error for groups that are nested too deeply."""
    return in_text(sentence("nesting-too-deep.groups", limit=limit), source, Span(0, 0))
