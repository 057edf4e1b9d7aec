"""Writes filters of both workspaces in the names of the earlier one, matched by ID. Two that are equal mean the same.

A filter that names a renamed attribute by its ID is the same, and one whose slug means another attribute now is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from attioql.catalog.comparison import AttributePair
from attioql.catalog.workspace import Attribute, Target
from attioql.filters.model import And, AttributePath, Condition, Node, Not, Or, Test
from attioql.filters.sorts import Sort
from attioql.impact.pairs import MatchedNames, OwnedSlug, Side, walked

_Shared: TypeAlias = frozenset[OwnedSlug]
_Steps: TypeAlias = frozenset[tuple[OwnedSlug, bool]]
"""The attributes that the conditions of a part lead over, and whether these conditions have to hold or to fail."""


class Senses:
    """Writes filters of one side of a comparison in the names of the earlier workspace."""

    def __init__(self, names: MatchedNames, side: Side) -> None:
        """Keep the names of the side."""
        self._names, self._side = names, side

    def of_sorts(self, sorts: Iterable[Sort], target: Target) -> list[str]:
        """Write sorts, in their order."""
        return [f"{self._path(sort, target, frozenset())}{sort.property} {sort.direction}" for sort in sorts]

    def of(self, root: Node, target: Target) -> str:
        """Write a filter, with the members of groups in a fixed order."""
        shared = _shared(root, target)
        results: list[str] = []
        waiting: list[Node | tuple[str, int]] = [root]
        while waiting:
            match waiting.pop():
                case Condition() as condition:
                    results.append(self._condition(condition, target, shared))
                case Not(operand):
                    waiting += (("not", 1), operand)
                case And(members) | Or(members) as group:
                    waiting.append((type(group).__name__, len(members)))
                    waiting.extend(members)
                case (name, count):
                    parts = sorted(results[len(results) - count :])
                    del results[len(results) - count :]
                    results.append(f"{name}({' '.join(parts)})")
        return results[0]

    def _condition(self, condition: Condition, target: Target, shared: _Shared) -> str:
        steps = walked(condition.path, target)
        known = self._names.attribute(steps[-1][0], self._side)
        tests = sorted(
            f"{test.operator.property}{test.operator.name}{self._value(test, known)}" for test in condition.tests
        )
        return f"{self._path(condition.path, target, shared)}{{{' '.join(tests)}}}"

    def _path(self, path: AttributePath | Sort, target: Target, shared: _Shared) -> str:
        steps = walked(path, target)
        named = "/".join([self._attribute(step, attribute, shared) for step, attribute in steps])
        return f"{named}[{steps[-1][1].type.slug}]"

    def _attribute(self, step: OwnedSlug, attribute: Attribute, shared: _Shared) -> str:
        """Name an attribute, and say whether it has many values where that matters: `_shared` says where."""
        known = self._names.attribute(step, self._side)
        name = f"{self._side}:{'.'.join(step)}" if known is None else known.path
        return f"{name}{'*' if attribute.many and step in shared else ''}"

    def _value(self, test: Test, known: AttributePair | None) -> str:
        """Write a value; options and objects are what they were earlier, and so is an ID that one of the workspaces may not list."""
        value = test.value
        if known is None or not isinstance(value, str):
            return repr(value)
        is_old = self._side == "old"
        attribute = known.old if is_old else known.new
        kind = attribute.type.properties[test.operator.property].kind
        if kind.names == "object" and not is_old:
            return repr(self._names.earlier.get(value, f"new:{value}"))
        if kind.names != "option" or known.options is None:
            return repr(value)
        if known.old.may_have_option(value) or known.new.may_have_option(value):
            return repr(value)
        named = attribute.option(value)
        option = named if is_old else self._names.earlier_option(named, known)
        return repr(f"{self._side}:{value}" if option is None else f"option:{option.id or option.title}")


def _shared(root: Node, target: Target) -> _Shared:
    """Return the attributes of which one value or several make a difference.

    Those are the attributes of conditions that must hold together with others: one value has to pass all of them, several need not.
    An `or` is the negation of an `and`, so they are also those of negated conditions beside others in an `or`.
    """
    shared: set[OwnedSlug] = set()
    results: list[_Steps] = []
    waiting: list[tuple[Node, bool] | tuple[int, bool]] = [(root, True)]
    while waiting:
        match waiting.pop():
            case Condition() as condition, holds:
                results.append(frozenset([(step, holds) for step, _ in walked(condition.path, target)]))
            case Not(operand), holds:
                waiting.append((operand, not holds))
            case (And(members) | Or(members)) as group, holds:
                waiting.append((len(members), isinstance(group, And) is holds))
                waiting += [(member, holds) for member in members]
            case int() as count, is_together:
                parts = results[len(results) - count :]
                del results[len(results) - count :]
                steps: _Steps = frozenset().union(*parts)
                numbers = Counter(step for part in parts for step in {step for step, _ in part})
                shared.update(step for step, number in numbers.items() if number > 1 and (step, is_together) in steps)
                results.append(steps)
    return frozenset(shared)
