"""Which conditions decide whether a record matches: the first one that is enough, or all where it takes all."""

from __future__ import annotations

from typing import NamedTuple

from attioql.evaluate.predicate import compile_predicate
from attioql.evaluate.records import Predicate, Record, Related, values_of
from attioql.filters.model import And, Condition, Node, Not, Or


class DecidingCondition(NamedTuple):
    """A condition of the filter, negated or not, and whether it holds for the record."""

    condition: Node
    holds: bool


class Explainer:
    """Decides records and says why. The filter is in canonical form: `not` wraps one condition."""

    def __init__(self, root: Node, related: Related | None) -> None:
        """Compile every condition of a filter. Raises `RelatedNeededError` as `compile_predicate` does."""
        self._root = root
        self._conditions: dict[int, Predicate] = {}
        waiting = [root]
        while waiting:
            match waiting.pop():
                case Condition() | Not() as literal:
                    self._conditions[id(literal)] = compile_predicate(literal, related)
                case And(members) | Or(members):
                    waiting.extend(members)

    def decide(self, record: Record) -> tuple[bool, tuple[DecidingCondition, ...]]:
        """Return whether a record matches, and the conditions that decide it."""
        values_of(record)
        return self._of(self._root, record)

    def _of(self, node: Node, record: Record) -> tuple[bool, tuple[DecidingCondition, ...]]:
        """Decide a node. Groups nest no deeper than the canonical form allows."""
        match node:
            case And(members) | Or(members):
                enough = isinstance(node, Or)
                gathered: list[DecidingCondition] = []
                for member in members:
                    verdict, reasons = self._of(member, record)
                    if verdict is enough:
                        return verdict, reasons
                    gathered += reasons
                return not enough, tuple(gathered)
        holds = self._conditions[id(node)](record)
        return holds, (DecidingCondition(node, holds),)
