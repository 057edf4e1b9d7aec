"""The sentences about parameters, moments, and the arguments of a compile."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.syntax.nodes import Parameter
from attioql.text.source import Source, Span


def missing_parameter(source: Source, parameter: Parameter, given: Mapping[str, object]) -> Diagnostic:
    """Say that a parameter was not given."""
    message = f"the parameter `:{parameter.name}` was not given"
    near = nearest(parameter.name, given)
    if near is None:
        return problem("missing-parameter", message, source, parameter.span)
    fix = replace(f"write `:{near}`", parameter.span, f":{near}", Applicability.UNSAFE)
    message += f"; did you mean `:{near}`?"
    return problem("missing-parameter", message, source, parameter.span, fixes=(fix,))


def unused_parameter(name: str, source: Source) -> Diagnostic:
    """Say that a parameter was given for nothing."""
    message = f"the parameter `{short(name)}` was given, and the filter does not use it"
    return Diagnostic("unused-parameter", message, source=source)


def invalid_parameter(source: Source, parameter: Parameter, value: object) -> Diagnostic:
    """Say which types can be bound."""
    kind = type(value).__name__
    message = f"the parameter `:{parameter.name}` is of type {kind}, which cannot be bound"
    notes = ["str, int, Decimal, bool, date, datetime and UUID can be, and lists of them after `in`"]
    if isinstance(value, float):
        notes.insert(0, "a float is not exact: pass a Decimal, such as Decimal(str(value))")
    elif kind == "Decimal":
        message = f"the parameter `:{parameter.name}` is {value}, which is no number"
    return problem("invalid-parameter", message, source, parameter.span, notes=tuple(notes))


def parameter_not_encodable(source: Source, parameter: Parameter) -> Diagnostic:
    """Say that half a surrogate pair cannot be sent."""
    message = f"the parameter `:{parameter.name}` holds half a surrogate pair, which is not a character"
    return problem("lone-surrogate", message, source, parameter.span)


def parameter_is_list(source: Source, parameter: Parameter) -> Diagnostic:
    """Say that lists go with `in`."""
    message = f"the parameter `:{parameter.name}` is a list; a list goes with `in`"
    return problem("invalid-parameter", message, source, parameter.span)


def parameter_is_no_list(source: Source, parameter: Parameter, value: object) -> Diagnostic:
    """Return the error for a parameter after `in` that is no list."""
    message = f"`in :{parameter.name}` takes a list, and the parameter is of type {type(value).__name__}"
    fix = replace("put it in parentheses", parameter.span, f"(:{parameter.name})", Applicability.UNSAFE)
    notes = (f"on the command line, a list is bound with `-p {parameter.name}:='[…]'`",)
    return problem("invalid-parameter", message, source, parameter.span, notes=notes, fixes=(fix,))


def now_needed(source: Source, span: Span) -> Diagnostic:
    """Say that the current time must be handed in."""
    shown = source.text[span.start : span.end]
    message = f"`{short(shown)}` depends on the current time, and none was given"
    note = "pass it as `now`; the library reads no clock, so that a filter compiles the same way every time"
    return problem("now-needed", message, source, span, notes=(note,))


def date_out_of_range(source: Source, span: Span) -> Diagnostic:
    """Say that a date falls outside the calendar."""
    shown = source.text[span.start : span.end]
    return problem("date-out-of-range", f"`{short(shown)}` falls outside the years 1 to 9999", source, span)


def unknown_time_zone(name: str, source: Source) -> Diagnostic:
    """Say that there is no such time zone."""
    message = f"there is no time zone `{short(name)}`"
    note = "time zones go by their IANA names, such as `Europe/Berlin`; on Windows they come from the package tzdata"
    return Diagnostic("unknown-time-zone", message, notes=(note,), source=source)


def nesting_too_deep(source: Source, limit: int) -> Diagnostic:
    """Say that groups are nested too deeply."""
    message = f"`and` and `or` are nested more than {limit} levels deep"
    return problem(
        "nesting-too-deep", message, source, Span(0, 0), notes=("parentheses that change nothing do not count",)
    )
