"""What the fields of generated Python code share. The code imports it from here, and nothing else of this room."""

from __future__ import annotations

from typing import Protocol, TypeVar, overload

from attioql.expressions.expression import FilterExpression

__all__ = ["Comparable", "WrongValue"]

T_contra = TypeVar("T_contra", contravariant=True)


class WrongValue:
    """What a type checker sees of `==` and `!=` with a value that the field does not take. It is no filter."""


class Comparable(Protocol[T_contra]):  # noqa: PLW1641 - a field has no hash
    """A field that `==` and `!=` compare with values of a type.

    A type checker that finds no such method for a value takes that of the value, which returns a `bool`; so there is one for all values.
    """

    @overload  # type: ignore[override]  # makes a condition
    def __eq__(self, value: T_contra) -> FilterExpression: ...
    @overload
    def __eq__(self, value: object) -> WrongValue: ...

    @overload  # type: ignore[override]  # makes a condition
    def __ne__(self, value: T_contra) -> FilterExpression: ...
    @overload
    def __ne__(self, value: object) -> WrongValue: ...
