"""Python values to nodes of query text, by what an operator takes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TypeAlias

from attioql.checker import moments, references
from attioql.checker.parameter_values import ParameterScalar, literal_of
from attioql.diagnostics.model import Diagnostic
from attioql.expressions import misuse
from attioql.expressions.special_values import RelativeTime
from attioql.filters.wholes import ActorReference, RecordReference, Whole
from attioql.operators import Takes
from attioql.syntax import nodes
from attioql.syntax.parser import operand_in
from attioql.text.source import Source

FieldValue: TypeAlias = ParameterScalar | RelativeTime | Whole
"""What a field is compared with."""

FieldPeriod: TypeAlias = str | int | date | RelativeTime | tuple[str | date, str | date]
"""What stands after `during`: the text of a period, a year, a day, or two ends, of which the second is excluded."""

_VALUES = "a str, int, float, Decimal, bool, date, datetime, UUID, moment(…), member(…), token(…), app(…), system() or record(…)"
_PERIODS = "a period as text, such as 'last 30d', a year, a date, moment('today') and the like, or a pair of dates or datetimes"
_DIGITS_OF_YEAR = len("2024")
_FOR_DURATION = ': write `attioql.moment("now") - duration` for a time that long ago'
_NO_PARAMETER = nodes.Parameter("", 0, 0)
_NO_SOURCE = Source("")


def _value(given: tuple[object, ...], path: str) -> nodes.Value:
    [value] = given
    return _one(value, path)


def _one(value: object, path: str) -> nodes.Value:
    match value:
        case None:
            return nodes.Literal("null", "null", 0, 0)
        case RelativeTime(base, shift):
            return nodes.Moment(base, shift, 0, 0)
        case ActorReference() | RecordReference():
            return _call(value, path)
        case timedelta():
            raise misuse.no_value(path, value, _VALUES, _FOR_DURATION)
    return _literal(value, path, _VALUES)


def require_single(given: tuple[object, ...], takes: Takes, path: str, spelling: str) -> None:
    """Raise `TypeError` for several values in one argument, unless they are the list or tuple that a method takes alone."""
    for value in given:
        if not isinstance(value, Iterable) or isinstance(value, (str, bytes, ActorReference, RecordReference)):
            continue
        if takes in {"value", "range"}:
            raise misuse.no_list(path, value, spelling)
        alone = len(given) == 1
        if takes == "list" and not (alone and isinstance(value, (list, tuple))):
            raise misuse.no_items(path, value, spelling, alone=alone)


def _call(value: Whole, path: str) -> nodes.Call:
    if isinstance(value, RecordReference):
        function, arguments = "record", [value.object, value.id]
    else:
        function = {kind: name for name, kind in references.ACTORS.items()}.get(value.type, "")
        arguments = [] if value.id is None else [value.id]
    if not function:
        raise misuse.no_value(path, value, _VALUES)
    return nodes.Call(function, tuple([_literal(argument, path, _VALUES) for argument in arguments]), 0, 0)


def _literal(value: object, path: str, takes: str) -> nodes.Literal:
    found = literal_of(value, _NO_PARAMETER, _NO_SOURCE)
    if isinstance(found, Diagnostic):
        raise misuse.unwritable(path, value, takes)
    return found


def _several(given: tuple[object, ...], path: str) -> nodes.Items:
    match given:
        case (ActorReference() | RecordReference(),):
            pass
        case (list() | tuple() as values,):
            given = tuple(values)
    return nodes.Items(tuple([_one(value, path) for value in given]), 0, 0)


def _range(given: tuple[object, ...], path: str) -> nodes.Range:
    low, high = given
    return nodes.Range(_one(low, path), _one(high, path))


def _period(given: tuple[object, ...], path: str) -> nodes.Operand:
    [value] = given
    match value:
        case str():
            return _written_period(value, path)
        case RelativeTime() if not value.shift and value.base != "now":
            return nodes.Moment(value.base, "", 0, 0)
        case (str() | date(), str() | date()) if not isinstance(value, (ActorReference, RecordReference)):
            return _interval(value, path)
        case int() if not isinstance(value, bool):
            year = _literal(value, path, _PERIODS)
            return year._replace(text=year.text.zfill(_DIGITS_OF_YEAR))
        case date() if not isinstance(value, datetime):
            return _literal(value, path, _PERIODS)
    duration = moments.duration_text(value) if isinstance(value, timedelta) else None
    raise misuse.no_value(path, value, _PERIODS, f": write 'last {duration}'" if duration else "")


def _written_period(text: str, path: str) -> nodes.Operand:
    """Return the period that a text says; one that says none is a string, which the checker reports."""
    match operand_in(text, "period"):
        case (nodes.CalendarPeriod() | nodes.RollingPeriod(parameter=None) | nodes.Moment()) as period:
            return period
    return _literal(text, path, _PERIODS)


def _interval(ends: Sequence[str | date], path: str) -> nodes.Literal:
    start, end = [_literal(each, path, _PERIODS).text for each in ends]
    return nodes.Literal("string", f"{start}/{end}", 0, 0)


def _nothing(_given: tuple[object, ...], _path: str) -> None:
    return None


READERS: Mapping[Takes, Callable[[tuple[object, ...], str], nodes.Operand | None]] = {
    "value": _value,
    "list": _several,
    "range": _range,
    "period": _period,
    "nothing": _nothing,
}
"""How the arguments of a method are read, by what its operator takes. The path is for messages."""
