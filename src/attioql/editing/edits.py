"""Conditions and value blocks of a filter taken out or replaced, by their keys."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from attioql.catalog.workspace import Target
from attioql.checker.checker import Checked, check_text
from attioql.checker.model_warnings import may_warn
from attioql.checker.parameters import Parameters
from attioql.diagnostics.phrases import listed, shown
from attioql.editing.combining import canonical_within_limits
from attioql.editing.units import Unit, units_of
from attioql.editing.views import FilterCondition, ValueBlock, text_of
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test, joined
from attioql.text.source import Source
from attioql.values.clock import UTC


def edited(root: Node, keys: Collection[str], instead: Node | None, target: Target) -> Checked:
    """Return a canonical filter with other conditions in place of those with a key, or without them, and its warnings.

    Raises `TypeError` for a key that is no text, `KeyError` for one that the filter does not have, `ValueError` where a condition does not fit into a value block, and
    `FilterError` where the result is beyond a limit.
    """
    units = units_of(root)
    _require_keys(keys, units)
    changed = canonical_within_limits(_rebuilt(units, dict.fromkeys(keys, instead)))
    if not may_warn(changed, target):
        return Checked(changed, ())
    return check_text(Source(text_of(changed)), target, Parameters.of(None), UTC)


def _require_keys(keys: Collection[str], units: Sequence[Unit]) -> None:
    known = {unit.key: None for unit in units if unit.key}
    for key in keys:
        if not isinstance(key, str):
            raise TypeError(_no_key(key))
        if key not in known:
            there = f"its keys are {listed(known)}" if known else "it has no conditions"
            message = f"the filter has no condition with the key {shown(key)}; {there}"
            raise KeyError(message)


def _no_key(given: object) -> str:
    advice = "write `condition.key` for one of those that `conditions()` and `tree()` return"
    if isinstance(given, (FilterCondition, ValueBlock)):
        return f"a key is text, not a whole part of the filter: {advice}"
    if isinstance(given, Iterable):
        return f"a key is text, not {shown(given)}: pass several keys one by one, as in `without(*keys)`"
    return f"a key is text, not {shown(given)}: {advice}"


def _rebuilt(units: Sequence[Unit], edits: Mapping[str, Node | None]) -> Node:
    """Return the model of units, of which some are left out or replaced; a group or block without members goes too."""
    made: list[Node | None] = [None] * len(units)
    inside: list[list[Node | None]] = [[] for _ in units]
    for number in range(len(units) - 1, -1, -1):
        unit = units[number]
        members = [member for member in reversed(inside[number]) if member is not None]
        if unit.key in edits:
            made[number] = edits[unit.key]
        elif isinstance(unit.node, (And, Or)):
            made[number] = joined(type(unit.node), members) if members or not unit.node.members else None
        elif unit.kind == "block":
            made[number] = _block(unit, members)
        else:
            made[number] = unit.node
        if unit.parent >= 0:
            inside[unit.parent].append(made[number])
    return made[0] if made[0] is not None else EVERYTHING


def _block(block: Unit, members: Sequence[Node]) -> Node | None:
    """Return a value block of its conditions. Raises `ValueError` for one that is not on its attribute path, or negated otherwise."""
    tests: dict[tuple[int, object], Test] = {}
    for member in members:
        condition = member.operand if isinstance(member, Not) else member
        fits = isinstance(condition, Condition) and condition.path.key == block.condition.path.key
        if not isinstance(condition, Condition) or not fits or isinstance(member, Not) is not block.negated:
            raise ValueError(_misfit(block, member))
        tests.update({test.key: test for test in condition.tests})
    if len({test.operator.rank for test in tests.values()}) < len(tests):
        raise ValueError(_misfit(block, members[0]))
    if not tests:
        return None
    condition = block.condition.with_tests([*tests.values()])
    return Not(condition) if block.negated else condition


def _misfit(block: Unit, member: Node) -> str:
    path = block.condition.path.text
    negated = "a negated condition" if block.negated else "a condition"
    return (
        f"`{text_of(member)}` cannot be in the value block on `{path}`, which takes {negated} on that path, with an "
        "operator that it does not have yet; replace the whole block by its own key"
    )
