"""Binds parameters by value: a bound parameter is a literal with the place of its name, so it can never be more."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.checker import messages, parameter_values
from attioql.diagnostics.model import Diagnostic
from attioql.syntax.nodes import Comparison, Items, Literal, Parameter, Range
from attioql.syntax.parser import parameter_names
from attioql.text.source import Source

_MARKS = ":$@%{}<>() "
"""What stands around the name of a parameter in SQL and in templates, and not in `params`."""


class Parameters:
    """The parameters given for one compile, and which of them the filter has used."""

    def __init__(self, given: Mapping[str, parameter_values.ParameterValue] | None) -> None:
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
        self._meant: set[str] = set()

    @classmethod
    def of(cls, given: Mapping[str, parameter_values.ParameterValue] | None) -> Parameters:
        """Return the parameters that were given. Raises as making them does."""
        return _NONE if given is None else cls(given)

    def literal(self, parameter: Parameter, source: Source, node: Comparison) -> Literal | Diagnostic:
        """Return the literal that a parameter of a comparison stands for, or the error of its value."""
        value = self._take(parameter, source)
        if isinstance(value, Diagnostic):
            return value
        if isinstance(value, (list, tuple)):
            return messages.list_for_value(source, parameter, node)
        return parameter_values.literal_of(value, parameter, source)

    def duration(self, parameter: Parameter, source: Source) -> str | Diagnostic:
        """Return the duration that a parameter stands for, such as `30d`."""
        value = self._take(parameter, source)
        return value if isinstance(value, Diagnostic) else parameter_values.duration_of(value, parameter, source)

    def period(self, parameter: Parameter, source: Source) -> Literal | Range | Diagnostic:
        """Return the literal, or the pair of two ends, that a parameter after `during` stands for."""
        value = self._take(parameter, source)
        if isinstance(value, Diagnostic):
            return value
        if isinstance(value, (list, tuple)):
            return parameter_values.ends_of(value, parameter, source)
        return parameter_values.literal_of(value, parameter, source)

    def items(self, parameter: Parameter, source: Source) -> Items | Diagnostic:
        """Return the list that a parameter after `in` stands for."""
        values = self._take(parameter, source)
        if isinstance(values, Diagnostic):
            return values
        if not isinstance(values, (list, tuple)):
            is_value = isinstance(parameter_values.literal_of(values, parameter, source), Literal)
            return messages.value_for_list(source, parameter, values, is_value=is_value)
        literals = []
        for value in values:
            literal = parameter_values.literal_of(value, parameter, source)
            if isinstance(literal, Diagnostic):
                return literal
            literals.append(literal)
        return Items(tuple(literals), parameter.start, parameter.end)

    def unused(self, source: Source) -> list[str]:
        """Return the names that the text does not mention, in order."""
        if not self.given:
            return []
        unbound = set(self.given) - self._used - self._meant
        return sorted(unbound - parameter_names(source)) if unbound else []

    def _take(self, parameter: Parameter, source: Source) -> object:
        if parameter.name not in self.given:
            marked = next((name for name in self.given if name.strip(_MARKS) == parameter.name), None)
            if marked is None:
                return messages.missing_parameter(source, parameter, self.given)
            self._meant.add(marked)
            return messages.marked_parameter(source, parameter, marked)
        self._used.add(parameter.name)
        return self.given[parameter.name]


_NONE = Parameters(None)
