"""The model back to nodes of query text, which `attioql.syntax.printer` spells.

Whatever filter JSON says has a spelling here that compiles to the same filter: several tests of one value become a
block, or `and` where the attribute has a single value; actors and records become `member(…)` and the like.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from attioql.catalog.workspace import Attribute
from attioql.filters import model
from attioql.filters.model import Condition, Test, TestValue
from attioql.filters.wholes import ActorReference, RecordReference, Whole, whole_values
from attioql.operators import load_operators, written_as
from attioql.syntax import nodes
from attioql.syntax.nodes import Call, Comparison, Expression, Items, Literal, Path, Range, Value
from attioql.syntax.spelling import VALUE_WORDS, quoted_name
from attioql.values.exact import number_text
from attioql.values.iso import is_day
from attioql.values.model import Precision

ACTOR_FUNCTIONS = {"workspace-member": "member", "api-token": "token", "app": "app", "system": "system"}
"""How query text calls an actor of each type."""


class _Join(NamedTuple):
    """Marks where the operands of a group are all there."""

    kind: type[model.And | model.Or]
    operands: int


def decompile(root: model.Node) -> Expression:
    """Return the expression that compiles to a canonical model."""
    results: list[Expression] = []
    waiting: list[model.Node | _Join] = [root]
    while waiting:
        match waiting.pop():
            case _Join(kind, count):
                operands = tuple(results[-count:])
                del results[-count:]
                results.append(nodes.And(operands) if kind is model.And else nodes.Or(operands))
            case model.And(()):
                results.append(nodes.Empty())
            case model.And(members) | model.Or(members) as group:
                waiting.append(_Join(type(group), len(members)))
                waiting.extend(reversed(members))
            case model.Not(Condition() as condition):
                results.append(_negated(_condition(condition)))
            case model.Not():
                raise AssertionError("in canonical form `not` wraps one condition")
            case Condition() as condition:
                results.append(_condition(condition))
    return _flat(results[0])


def _flat(expression: Expression) -> Expression:
    """Join the parts of a condition with the `and` around them, so that it needs no parentheses."""
    if not isinstance(expression, nodes.And):
        return expression
    operands: list[Expression] = []
    for operand in expression.operands:
        operands += operand.operands if isinstance(operand, nodes.And) else (operand,)
    return nodes.And(tuple(operands))


def _negated(expression: Expression) -> Expression:
    if isinstance(expression, Comparison) and expression.operator in (negation := load_operators().negation):
        return expression._replace(operator=negation[expression.operator])
    if isinstance(expression, nodes.And):
        expression = nodes.Group(expression, 0, 0)
    return nodes.Not(expression, 0, 0, len("not"))


def _condition(condition: Condition) -> Expression:
    place = condition.path
    whole = _whole(condition)
    if whole is not None:
        return whole
    parts = list(_comparisons(condition))
    if len(parts) == 1:
        name, operator, operand = parts[0]
        return _comparison(_path(condition, name), operator, operand)
    if place.mergeable and not _asked_for_together(condition):
        return nodes.And(
            tuple(_comparison(_path(condition, name), operator, operand) for name, operator, operand in parts)
        )
    inside = tuple(_comparison(Path(name, 0), operator, operand) for name, operator, operand in parts)
    return nodes.Block(Path(place.text, 0), nodes.And(inside), 0)


def _asked_for_together(condition: Condition) -> bool:
    """Tell whether a property needs another one beside it, and has it: only a block keeps the two apart from others."""
    properties = condition.path.attribute.type.properties
    present = {test.operator.property for test in condition.tests}
    needed = [alone.without for name in present if (alone := properties[name].alone) is not None]
    return not present.isdisjoint(needed)


def _comparisons(condition: Condition) -> Iterator[tuple[str, str, nodes.Operand | None]]:
    """Yield property, operator and operand of each test; two ends of a range are one `between`."""
    kind = condition.path.attribute.type
    if not condition.others:
        name = condition.operator.property
        yield name, *as_written(condition.tests[0], kind.properties[name].kind.precision)
        return
    between = load_operators().spelling_taking("range")
    for name, group in groupby(condition.tests, key=lambda test: test.operator.property):
        tests = {test.operator.name: test for test in group}
        precision = kind.properties[name].kind.precision
        if tests.keys() >= {*between.operators}:
            low, high = [_literal(tests.pop(end).value, precision) for end in between.operators]
            yield name, between.text, Range(low, high)
        for test in tests.values():
            yield name, *as_written(test, precision)


def as_written(test: Test, precision: Precision) -> tuple[str, nodes.Operand | None]:
    """Return the operator and the operand that query text has for a test."""
    operators, row, value = load_operators(), test.operator.row, test.value
    if row.takes == "nothing":
        return operators.spelling_of(row.name, "nothing"), None
    if isinstance(value, tuple):
        items = tuple([_literal(item, precision) for item in value])
        return operators.spelling_of(row.lists, "list"), Items(items, 0, 0)
    if row.is_equality and precision == "instant" and isinstance(value, str) and is_day(value):
        return operators.spelling_of(row.name, "list"), Items((_literal(value, precision),), 0, 0)
    return operators.spelling_of(row.name), _literal(value, precision)


def _path(condition: Condition, name: str) -> Path:
    """Spell the path to a property; the implicit one goes without saying."""
    place = condition.path
    return Path(place.text if name == place.attribute.type.implicit else f"{place.text}.{name}", 0)


def _comparison(path: Path, operator: str, operand: nodes.Operand | None) -> Comparison:
    return Comparison(path, operator, operand, 0, 0)


def _literal(value: TestValue, precision: Precision = "") -> Literal:
    if isinstance(value, bool):
        return Literal("boolean", "true" if value else "false", 0, 0)
    if isinstance(value, (int, Decimal)):
        return Literal("number", number_text(value), 0, 0)
    if isinstance(value, tuple):
        raise TypeError(value)
    if precision:
        return Literal("date" if is_day(value) else "timestamp", value, 0, 0)
    return Literal("string", value, 0, 0)


def _whole(condition: Condition) -> Expression | None:
    """Spell an actor or a record as one, where all of it is there and nothing else."""
    values = whole_values(condition)
    if values is None:
        return None
    path = Path(condition.path.text, 0)
    spelled = tuple([_reference(value, condition.path.attribute) for value in values])
    if len(spelled) == 1:
        return _comparison(path, written_as("equal"), spelled[0])
    return _comparison(path, written_as("equal", takes="list"), Items(spelled, 0, 0))


def _reference(value: Whole, attribute: Attribute) -> Value:
    match value:
        case ActorReference(kind, identity):
            return Call(ACTOR_FUNCTIONS[kind], () if identity is None else (_literal(identity),), 0, 0)
        case RecordReference(owner, identity) if attribute.objects == (owner,):
            return _literal(identity)
        case RecordReference(owner, identity):
            return Call("record", (_object(owner), _literal(identity)), 0, 0)
    raise AssertionError(value)


def _object(slug: str) -> Literal:
    bare = quoted_name(slug) == slug and slug not in VALUE_WORDS
    return Literal("word" if bare else "string", slug, 0, 0)
