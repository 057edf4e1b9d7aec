"""The parts of a filter that can be shown and edited, each condition and each value block with a key.

What canonical form merges is taken apart, conditions on a single value and lists: a condition is the same part, whatever stands
beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, NamedTuple, TypeAlias

from attioql.attio.writer import to_text
from attioql.filters.model import And, Condition, Node, Not, Or
from attioql.filters.one_path import alternatives, taken_apart
from attioql.filters.wholes import whole_values

ROOT = -1
"""Stands for the parent of the first unit."""

_KEY_BYTES = 10

UnitKind: TypeAlias = Literal["condition", "block", "group"]


@dataclass(slots=True)
class Unit:
    """A condition, a value block or a group: its model, the unit that it stands in, and its key, which a group lacks.

    The conditions of a value block are units in it, negated if the block is.
    """

    kind: UnitKind
    node: Node
    parent: int
    key: str = ""

    @property
    def negated(self) -> bool:
        """Whether the condition or block is negated."""
        return isinstance(self.node, Not)

    @property
    def condition(self) -> Condition:
        """The condition or block without its negation."""
        found = self.node.operand if isinstance(self.node, Not) else self.node
        if not isinstance(found, Condition):
            raise TypeError(found)
        return found


def units_of(root: Node) -> list[Unit]:
    """Return the units of a canonical filter in its order, each after the one that it stands in."""
    units: list[Unit] = []
    waiting: list[tuple[Node, int]] = [(opened(root), ROOT)]
    while waiting:
        node, parent = waiting.pop()
        here = len(units)
        if isinstance(node, (And, Or)):
            units.append(Unit("group", node, parent))
            waiting += [(member, here) for member in reversed(node.members)]
        else:
            unit = Unit("condition", node, parent)
            units.append(unit)
            condition = unit.condition
            if condition.others and whole_values(condition) is None:
                unit.kind = "block"
                units += [Unit("condition", inner, here) for inner in _inside(unit)]
    _add_keys(units)
    return units


def _inside(block: Unit) -> list[Node]:
    """Return the conditions of a value block."""
    conditions = [block.condition.with_tests([test]) for test in block.condition.tests]
    return [Not(each) for each in conditions] if block.negated else [*conditions]


class _Join(NamedTuple):
    """Marks where the members of a group are all there."""

    kind: type[And | Or]
    members: int


def opened(root: Node) -> Node:
    """Return a filter with conditions on single values and lists taken apart, in groups that hold no group of their own kind."""
    results: list[Node] = []
    waiting: list[Node | _Join] = [root]
    while waiting:
        node = waiting.pop()
        match node:
            case _Join(kind, count):
                members = results[len(results) - count :]
                del results[len(results) - count :]
                results.append(_flat(kind, members))
            case And(members) | Or(members):
                waiting.append(_Join(type(node), len(members)))
                waiting.extend(reversed(members))
            case Not(Condition() as condition):
                parts = [_flat(And, [Not(each) for each in alternatives(part)]) for part in taken_apart(condition)]
                results.append(_flat(Or, parts))
            case Condition():
                results.append(_flat(And, [_flat(Or, alternatives(part)) for part in taken_apart(node)]))
            case Not():
                raise AssertionError("in canonical form `not` wraps one condition")
    return results[0]


def _flat(kind: type[And | Or], members: Sequence[Node]) -> Node:
    flat: list[Node] = []
    for member in members:
        flat += member.members if isinstance(member, kind) else (member,)
    return flat[0] if len(flat) == 1 else kind(tuple(flat))


def _add_keys(units: Sequence[Unit]) -> None:
    """Give each condition and block a key of what it says; where two say the same, the groups around those inside one are part of it."""
    for unit in units:
        if unit.kind != "group":
            unit.key = _digest(to_text(unit.node), unit.kind)
    counts = Counter([unit.key for unit in units if unit.key])
    if all(count == 1 for count in counts.values()):
        return
    around = _digests_around(units)
    for number, unit in enumerate(units):
        if counts[unit.key] > 1 and around[number]:
            unit.key = f"{unit.key}-{_digest(around[number])}"


def _digests_around(units: Sequence[Unit]) -> list[str]:
    """Return, for each unit, a digest of the groups and blocks that it stands in, but for the outermost group; empty if there are none."""
    contents = [[unit.kind, type(unit.node).__name__, unit.key] for unit in units]
    digests = [""] * len(units)
    for number in range(len(units) - 1, -1, -1):
        digests[number] = _digest(*contents[number])
        if units[number].parent != ROOT:
            contents[units[number].parent].append(digests[number])
    around = [""] * len(units)
    for number, unit in enumerate(units):
        if unit.parent != ROOT and (units[unit.parent].parent != ROOT or units[unit.parent].kind == "block"):
            around[number] = _digest(around[unit.parent], digests[unit.parent])
    return around


def _digest(*parts: str) -> str:
    return blake2b("\0".join(parts).encode(), digest_size=_KEY_BYTES).hexdigest()
