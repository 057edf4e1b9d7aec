"""What the logic knows of the values of a kind: which there are, and how they lie to one another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from attioql.values.model import Scalar, ValueRule

Measure: TypeAlias = int | Decimal


@dataclass(frozen=True, slots=True)
class Ordered:
    """Values on a line.

    `measure` says where a value lies, and `bounds` where the least and the greatest value that a rule allows. They are
    whole numbers and every one of them is a value where they are counted, else there is a value between any two.
    """

    measure: Callable[[Scalar], Measure]
    bounds: Callable[[ValueRule], tuple[Measure, Measure]]
    is_counted: Callable[[ValueRule], bool] = lambda _: True


@dataclass(frozen=True, slots=True)
class Finite:
    """A few values, which are all there are."""

    values: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True)
class Texts:
    """All texts."""


@dataclass(frozen=True, slots=True)
class Titles:
    """Things that go by a title or by an ID, which is known by its form: a title and an ID may belong to the same thing."""

    is_id: Callable[[str], bool]


Domain: TypeAlias = Ordered | Finite | Texts | Titles
