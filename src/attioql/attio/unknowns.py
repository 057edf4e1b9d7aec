"""What the reader makes of holes: a condition that says nothing, and follows from nothing, on an attribute path of its own."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from typing import Literal, TypeAlias, TypeGuard

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import load_types
from attioql.filters.model import AttributePath, Condition, Node
from attioql.json_text.holes import MARK
from attioql.operators import operator_of

ANY = MARK
"""Stands in a test for a value that is not known."""

_SLUG = "record_id"
"""Every record has it, so that nothing is said about records without it."""


Shown: TypeAlias = Literal["values", "tests", "paths"]
"""What has to be known of a condition that is shown: its values, its operators, or its attribute path alone."""


class Unknowns:
    """Makes the unknown parts of one filter: no two are about the same attribute path."""

    __slots__ = ("_numbers", "_shown", "partly")

    def __init__(self, shown: Shown = "values") -> None:
        """Start with none. `partly` are the conditions with `ANY` among their values."""
        self._numbers = count()
        self._shown = shown
        self.partly: list[Condition] = []

    def tested(self, condition: Condition) -> Condition:
        """Return a condition of which some values are not known, or an unknown part in its place."""
        return self.part() if self._shown == "values" else condition

    def on(self, where: AttributePath) -> Condition:
        """Return a condition of which the attribute path alone is known, or an unknown part in its place."""
        if self._shown != "paths":
            return self.part()
        operators = [
            operator for prop in where.attribute.type.properties.values() for operator in prop.operators.values()
        ]
        return Condition(where, operators[0], ANY)

    def part(self) -> Condition:
        """Return another unknown part."""
        return _unknown(next(self._numbers))


def has_unknown_value(condition: Condition) -> bool:
    """Tell whether a value of a condition is not known."""
    return any(test.value is ANY or (type(test.value) is tuple and ANY in test.value) for test in condition.tests)


def is_unknown(node: Node) -> TypeGuard[Condition]:
    """Tell whether a part of a model is an unknown one."""
    return type(node) is Condition and node.value is ANY


@lru_cache(maxsize=1_000)
def _unknown(number: int) -> Condition:
    kind = load_types().types["text"]
    path = AttributePath(Attribute(_SLUG, "", kind), (), "…", f"{MARK}{number}", mergeable=False, single=False)
    [prop] = kind.properties.values()
    return Condition(path, prop.operators[operator_of("equal")], ANY)
