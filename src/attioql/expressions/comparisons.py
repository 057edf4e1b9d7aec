"""The operators as methods of a field. Generated from the table of operators by `attioql.expressions.method_file`."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from attioql.expressions.expression import FilterExpression
from attioql.expressions.python_operands import FieldPeriod, FieldValue


class Comparisons:  # noqa: PLW1641 - a field has no hash
    """One method for each operator of query text. What it takes is checked by type here, and by the target in `attioql.build`."""

    __slots__ = ()

    @abstractmethod
    def _condition(self, spelling: str, *given: object) -> FilterExpression:
        """Return the condition that an operator and its operands make."""

    def __eq__(self, value: FieldValue) -> FilterExpression:  # type: ignore[override]  # makes a condition
        """Return the condition `field = value`."""
        return self._condition("=", value)

    def __ne__(self, value: FieldValue) -> FilterExpression:  # type: ignore[override]  # makes a condition
        """Return the condition `field != value`."""
        return self._condition("!=", value)

    def in_(self, *values: FieldValue | Sequence[FieldValue]) -> FilterExpression:
        """Return the condition `field in (value, …)`."""
        return self._condition("in", *values)

    def not_in(self, *values: FieldValue | Sequence[FieldValue]) -> FilterExpression:
        """Return the condition `field not in (value, …)`."""
        return self._condition("not in", *values)

    def contains(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field contains value`."""
        return self._condition("contains", value)

    def not_contains(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field not contains value`."""
        return self._condition("not contains", value)

    def starts_with(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field starts with value`."""
        return self._condition("starts with", value)

    def not_starts_with(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field not starts with value`."""
        return self._condition("not starts with", value)

    def ends_with(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field ends with value`."""
        return self._condition("ends with", value)

    def not_ends_with(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field not ends with value`."""
        return self._condition("not ends with", value)

    def __gt__(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field > value`."""
        return self._condition(">", value)

    def __ge__(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field >= value`."""
        return self._condition(">=", value)

    def __lt__(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field < value`."""
        return self._condition("<", value)

    def __le__(self, value: FieldValue) -> FilterExpression:
        """Return the condition `field <= value`."""
        return self._condition("<=", value)

    def is_empty(self) -> FilterExpression:
        """Return the condition `field is empty`."""
        return self._condition("is empty")

    def is_not_empty(self) -> FilterExpression:
        """Return the condition `field is not empty`."""
        return self._condition("is not empty")

    def between(self, low: FieldValue, high: FieldValue) -> FilterExpression:
        """Return the condition `field between low and high`."""
        return self._condition("between", low, high)

    def not_between(self, low: FieldValue, high: FieldValue) -> FilterExpression:
        """Return the condition `field not between low and high`."""
        return self._condition("not between", low, high)

    def during(self, period: FieldPeriod) -> FilterExpression:
        """Return the condition `field during period`."""
        return self._condition("during", period)
