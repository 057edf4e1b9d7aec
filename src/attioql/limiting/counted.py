"""What was counted in a filter, and the first place that is beyond each limit."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from attioql.limiting.input_limits import Limits

_Where = TypeVar("_Where")

BEYOND = {
    "conditions": "filter-too-large.conditions",
    "depth": "nesting-too-deep.levels",
    "list_values": "too-many-values.list",
    "path_steps": "path-too-long.names",
    "block_tests": "block-too-large.tests",
}
"""The sentence about each limit that is counted."""


@dataclass(slots=True)
class Count(Generic[_Where]):
    """The largest amount that was counted of each thing, and where the first stands that is beyond its limit."""

    limits: Limits
    amounts: dict[str, int] = field(default_factory=dict)
    beyond: dict[str, _Where] = field(default_factory=dict)

    def add(self, name: str, amount: int, where: _Where) -> None:
        """Note an amount; what is less than one noted before changes nothing."""
        if amount > self.amounts.get(name, 0):
            self.amounts[name] = amount
            most: int | None = getattr(self.limits, name)
            if most is not None and amount > most and name not in self.beyond:
                self.beyond[name] = where

    def amount(self, name: str) -> int:
        """Return the largest amount."""
        return self.amounts.get(name, 0)
