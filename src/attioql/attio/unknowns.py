"""What the reader makes of holes: a condition that says nothing, and follows from nothing, on an attribute path of its own."""

from __future__ import annotations

from functools import lru_cache
from itertools import count
from typing import TypeGuard

from attioql.catalog.attributes import Attribute
from attioql.catalog.types import load_types
from attioql.filters.model import AttributePath, Condition, Node
from attioql.json_text.holes import MARK
from attioql.operators import operator_of

ANY = MARK
"""Stands in a test for a value that is not known."""

_SLUG = "record_id"
"""Every record has it, so that nothing is said about records without it."""


class Unknowns:
    """Makes the unknown parts of one filter: no two are about the same attribute path."""

    __slots__ = ("_numbers", "partly")

    def __init__(self) -> None:
        """Start with none. `partly` are the conditions with `ANY` among their values."""
        self._numbers = count()
        self.partly: list[Condition] = []

    def part(self) -> Condition:
        """Return another unknown part."""
        return _unknown(next(self._numbers))


def is_unknown(node: Node) -> TypeGuard[Condition]:
    """Tell whether a part of a model is an unknown one."""
    return type(node) is Condition and node.value is ANY


@lru_cache(maxsize=1_000)
def _unknown(number: int) -> Condition:
    kind = load_types().types["text"]
    path = AttributePath(Attribute(_SLUG, "", kind), (), "…", f"{MARK}{number}", mergeable=False, single=False)
    [prop] = kind.properties.values()
    return Condition(path, prop.operators[operator_of("equal")], ANY)
