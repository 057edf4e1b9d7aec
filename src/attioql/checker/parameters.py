"""Binds parameters by value: a bound parameter is a literal with the place of its name, so it can never be more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timezone
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from attioql.checker import messages
from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax.nodes import Items, Literal, Parameter
from attioql.syntax.parser import parameter_names
from attioql.text.source import Source
from attioql.values.exact import BeyondNumber, decimal_text
from attioql.values.iso import write_instant

ParameterScalar: TypeAlias = str | int | Decimal | bool | date | datetime | UUID
ParameterValue: TypeAlias = ParameterScalar | Sequence[ParameterScalar]


class Parameters:
    """The parameters given for one compile, and which of them the filter has used."""

    def __init__(self, given: Mapping[str, ParameterValue] | None) -> None:
        """Keep the values. Raises `TypeError` for anything but a mapping with text keys."""
        if given is not None and not isinstance(given, Mapping):
            message = f"params must be a mapping of names to values, not {type(given).__name__}"
            raise TypeError(message)
        self.given = dict(given) if given else {}
        for name in self.given:
            if not isinstance(name, str):
                message = f"the names of params must be str, not {type(name).__name__}"
                raise TypeError(message)
        self._used: set[str] = set()

    @classmethod
    def of(cls, given: Mapping[str, ParameterValue] | None) -> Parameters:
        """Return the parameters that were given. Raises as making them does."""
        return _NONE if given is None else cls(given)

    def literal(self, parameter: Parameter, source: Source) -> Literal | Diagnostic:
        """Return the literal that a parameter stands for, or what is wrong with its value."""
        value = self._take(parameter, source)
        if isinstance(value, Diagnostic):
            return value
        if isinstance(value, (list, tuple)):
            return messages.parameter_is_list(source, parameter)
        return _literal(value, parameter, source)

    def items(self, parameter: Parameter, source: Source) -> Items | Diagnostic:
        """Return the list that a parameter after `in` stands for."""
        values = self._take(parameter, source)
        if isinstance(values, Diagnostic):
            return values
        if not isinstance(values, (list, tuple)):
            return messages.parameter_is_no_list(source, parameter, values)
        literals = []
        for value in values:
            literal = _literal(value, parameter, source)
            if isinstance(literal, Diagnostic):
                return literal
            literals.append(literal)
        return Items(tuple(literals), parameter.start, parameter.end)

    def unused(self, source: Source) -> list[str]:
        """Return the names that the text does not mention, in order."""
        if not self.given:
            return []
        unbound = set(self.given) - self._used
        return sorted(unbound - parameter_names(source)) if unbound else []

    def _take(self, parameter: Parameter, source: Source) -> object:
        if parameter.name not in self.given:
            return messages.missing_parameter(source, parameter, self.given)
        self._used.add(parameter.name)
        return self.given[parameter.name]


_NONE = Parameters(None)


def _literal(  # noqa: C901 - one case for each type
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
        return messages.parameter_not_encodable(source, parameter)
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
