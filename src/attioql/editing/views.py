"""A filter as a person would take it apart: its conditions, one by one or in the groups that they stand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from attioql.attio.decompile import as_written, decompile
from attioql.catalog.workspace import Attribute
from attioql.editing.units import Unit, units_of
from attioql.filters.model import And, Condition, Node
from attioql.filters.wholes import Whole, whole_values
from attioql.operators import load_operators, operator_of
from attioql.syntax.nodes import Items
from attioql.syntax.printer import print_expression
from attioql.values.model import PythonValue

ConditionValue: TypeAlias = PythonValue | Whole | tuple[PythonValue, ...] | None
"""The value of a condition: `None` if the operator takes none, and a tuple for an `in` that cannot be split or written as `=`."""


@dataclass(frozen=True, slots=True)
class FilterCondition:
    """A condition of a filter.

    `path` is the attribute path in query text, and `attribute` is the attribute at its end. `property` is the property that is tested,
    or `None` if the attribute as a whole is compared with an actor or a record. `operator` is the operator of query text without
    negation: `name != "x"` has `=`, and is `negated`. `value` is a Python value. `text` is the condition as query text, with its
    negation.

    `key` is the name of the condition for `Filter.without` and `Filter.replace`. `block` is the key of the value block that contains
    the condition. A negated block has one negation: no value satisfies all of its conditions. The block and each of its conditions are
    then `negated`.
    """

    path: str
    property: str | None
    operator: str
    value: ConditionValue
    negated: bool
    text: str
    key: str
    block: str | None = None
    attribute: Attribute = field(repr=False, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class ValueBlock:
    """Conditions that one value satisfies.

    If the block is `negated`, no value satisfies all of them. This is one negation, which `negated` of each condition repeats.
    """

    path: str
    conditions: tuple[FilterCondition, ...]
    negated: bool
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Members joined by `and`. Without members, it is the empty filter, which matches every record."""

    members: tuple[FilterPart, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Members joined by `or`."""

    members: tuple[FilterPart, ...]


FilterPart: TypeAlias = AllOf | AnyOf | ValueBlock | FilterCondition


def conditions_of(root: Node) -> Iterator[FilterCondition]:
    """Yield the conditions of a canonical filter in its order, those inside value blocks too."""
    units = units_of(root)
    for unit in units:
        if unit.kind == "condition":
            yield _condition(unit, units)


def tree_of(root: Node) -> FilterPart:
    """Return the groups, value blocks and conditions of a canonical filter."""
    units = units_of(root)
    inside: list[list[FilterPart]] = [[] for _ in units]
    for number in range(len(units) - 1, -1, -1):
        unit, members = units[number], inside[number]
        members.reverse()
        part = _part(unit, tuple(members), units)
        if number == 0:
            return part
        inside[unit.parent].append(part)
    raise AssertionError("a filter has at least one unit")


def _part(unit: Unit, members: tuple[FilterPart, ...], units: Sequence[Unit]) -> FilterPart:
    match unit.kind:
        case "group":
            return AllOf(members) if isinstance(unit.node, And) else AnyOf(members)
        case "block":
            inner = tuple([each for each in members if isinstance(each, FilterCondition)])
            return ValueBlock(unit.condition.path.text, inner, unit.negated, text_of(unit.node), unit.key)
    return _condition(unit, units)


def _condition(unit: Unit, units: Sequence[Unit]) -> FilterCondition:
    condition = unit.condition
    place = condition.path
    around = units[unit.parent] if unit.parent >= 0 else None
    name, operator, value = asked_of(condition)
    return FilterCondition(
        path=place.text,
        property=name,
        operator=operator,
        value=value,
        negated=unit.negated,
        text=text_of(unit.node),
        key=unit.key,
        block=around.key if around is not None and around.kind == "block" else None,
        attribute=place.attribute,
    )


def text_of(node: Node) -> str:
    """Return the query text of a part of a filter."""
    return print_expression(decompile(node))


def asked_of(condition: Condition) -> tuple[str | None, str, ConditionValue]:
    """Return the property, the operator and the value of a condition with one test, or on an actor or a record."""
    operators, wholes = load_operators(), whole_values(condition)
    if wholes is not None:
        return None, operators.spelling_of(operator_of("equal")), wholes[0]
    test, name = condition.tests[0], condition.operator.property
    kind = condition.path.attribute.type.properties[name].kind
    operator, operand = as_written(test, kind.precision)
    if operand is None:
        return name, operator, None
    values = tuple([kind.python(each) for each in test.operands])
    return name, operator, values if isinstance(operand, Items) else values[0]
