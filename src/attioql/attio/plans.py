"""What each name of a target takes in filter JSON, as tables of functions that make tests: for JSON with nothing wrong in it.

A table knows only what is plainly right. Everything else, wrong, doubtful or rare, raises `NotPlainError`, and
`attioql.attio.reader` looks at it with care. So the two never disagree: what is read here reads the same there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, NoReturn, TypeAlias, TypeVar, cast

from attioql.attio.conditions import ConditionReader
from attioql.attio.faults import Fault
from attioql.attio.json_messages import MISPLACED_KEYS
from attioql.attio.json_values import Refusal, from_json, is_encodable
from attioql.catalog.asked import Asked
from attioql.catalog.types import Operator, Property
from attioql.catalog.workspace import Attribute, PerTarget, Target, Workspace
from attioql.checker.names import place_of
from attioql.filters.model import Place, Test
from attioql.limits import LIMITS
from attioql.values.model import AnyText, Days, Integers, OneOf

_MOST_PATHS = 1_000
_MOST_STEPS_SEEN = LIMITS.path_steps_of_clients
_RESERVED = MISPLACED_KEYS | {"path", "constraints"}

ToTest: TypeAlias = Callable[[object], Test]
_Entry = TypeVar("_Entry")
_new = tuple.__new__


class NotPlainError(ValueError):
    """Something is wrong, doubtful or rare, and must be looked at with care."""


class PropertyPlan(NamedTuple):
    """What a property takes: a bare value, or operators. `needs` names the property that must stand beside it."""

    equals: ToTest
    operators: Mapping[str, ToTest]
    needs: str


class Plan(NamedTuple):
    """What an attribute takes: a bare value, operators of its implicit property, or properties."""

    place: Place
    equals: ToTest
    operators: Mapping[str, ToTest]
    properties: Mapping[str, PropertyPlan]


class Plans:
    """The plans of one target, made as they are asked for. They differ from nothing that the target says itself."""

    __slots__ = ("_paths", "_target", "known")

    def __init__(self, target: Target) -> None:
        """Start with no plan made."""
        self._target = target
        self.known: dict[str, Plan] = {}
        self._paths: dict[tuple[tuple[object, ...], ...], Plan] = {}

    def attribute(self, name: str) -> Plan:
        """Return the plan of an attribute of the target. Raises `NotPlainError` where the name means no plain one."""
        attribute = self._target.find(name)
        reserved = name in _RESERVED and (name not in self._target.attributes or name in {"path", "constraints"})
        if attribute is None or not attribute.type.known or reserved or name.startswith("$"):
            raise NotPlainError
        return self.known.setdefault(name, self._plan([(self._target, attribute)]))

    def path(self, path: object) -> Plan:
        """Return the plan of what stands at the end of a path. Raises `NotPlainError` for a path that leads nowhere."""
        if type(path) is not list or len(path) > _MOST_STEPS_SEEN or not all(map(_is_pair, path)):
            raise NotPlainError
        steps = tuple([tuple(step) for step in path])
        known = self._paths.get(steps)
        if known is None:
            walked = ConditionReader(self._target, _refuse_fault, []).walk(path, None)
            if walked is None:
                raise NotPlainError
            if len(self._paths) >= _MOST_PATHS:
                self._paths.clear()
            known = self._paths.setdefault(steps, self._plan(walked))
        return known

    def _plan(self, walked: Sequence[tuple[Target, Attribute]]) -> Plan:
        if any(attribute.archived for _, attribute in walked):
            raise NotPlainError
        return _plan(place_of(self._target, walked), self._target.workspace)


_PLANS = PerTarget(Plans)


def plans_of(target: Target) -> Plans:
    """Return the plans of a target, always the same."""
    return _PLANS.of(target)


def entry_of(table: Mapping[str, _Entry], name: str) -> _Entry:
    """Return an entry of a plan's table. Raises `NotPlainError` where there is none."""
    found = table.get(name)
    if found is None:
        raise NotPlainError
    return found


def _is_pair(step: object) -> bool:
    return type(step) is list and len(step) == 2 and type(step[0]) is str and type(step[1]) is str


def _plan(place: Place, workspace: Workspace) -> Plan:
    attribute = place.attribute
    properties = {
        name: _property_plan(attribute, prop, workspace)
        for name, prop in attribute.type.properties.items()
        if prop.operators
    }
    implicit = properties.get(attribute.type.implicit or "", _NOTHING)
    if implicit.needs:
        implicit = _NOTHING
    return Plan(place, implicit.equals, implicit.operators, properties)


def _property_plan(attribute: Attribute, prop: Property, workspace: Workspace) -> PropertyPlan:
    needs = prop.alone.without if prop.alone is not None else ""
    operators = {
        name: _to_test(Asked(attribute, prop, name, workspace), operator)
        for name, operator in prop.operators.items()
        if name != "$in"
    }
    equals = operators.get("$eq", _refuse)
    if "$in" in prop.operators and equals is not _refuse:
        operators["$in"] = _membership(equals, prop.operators["$in"])
    return PropertyPlan(equals, operators, needs)


def _refuse(_: object) -> NoReturn:
    raise NotPlainError


def _refuse_fault(_: Fault) -> NoReturn:
    raise NotPlainError


_NOTHING = PropertyPlan(_refuse, {}, "")


def _membership(equals: ToTest, operator: Operator) -> ToTest:
    def to_test(values: object) -> Test:
        if type(values) is not list or not values:
            raise NotPlainError
        return Test(operator, tuple([str(equals(value).value) for value in cast("Sequence[object]", values)]))

    return to_test


def _to_test(asked: Asked, operator: Operator) -> ToTest:
    if operator.name == "$not_empty":
        return _true(operator)
    fast_path = asked.prop.kind.fast_path
    match None if fast_path is None else fast_path(asked):
        case AnyText():
            return _text(operator)
        case OneOf(texts):
            return _choice(operator, texts)
        case Integers(least, most):
            return _number(operator, least, most, _carefully(asked, operator))
        case Days():
            return _day(operator, _carefully(asked, operator))
    return _carefully(asked, operator)


def _true(operator: Operator) -> ToTest:
    test = Test(operator, True)

    def to_test(value: object) -> Test:
        if value is True:
            return test
        raise NotPlainError

    return to_test


def _text(operator: Operator) -> ToTest:
    def to_test(value: object) -> Test:
        if type(value) is str and (value.isascii() or is_encodable(value)):
            return _new(Test, (operator, value))
        raise NotPlainError

    return to_test


def _number(operator: Operator, least: int, most: int, otherwise: ToTest) -> ToTest:
    def to_test(value: object) -> Test:
        if type(value) is int and least <= value <= most:
            return _new(Test, (operator, value))
        return otherwise(value)

    return to_test


def _day(operator: Operator, otherwise: ToTest) -> ToTest:
    def to_test(value: object) -> Test:
        if type(value) is str and len(value) == 10 and value[4] == value[7] == "-":
            try:
                date.fromisoformat(value)
            except ValueError:
                raise NotPlainError from None
            return _new(Test, (operator, value))
        return otherwise(value)

    return to_test


def _choice(operator: Operator, choices: frozenset[str]) -> ToTest:
    def to_test(value: object) -> Test:
        if type(value) is str and value in choices:
            return _new(Test, (operator, value))
        raise NotPlainError

    return to_test


def _carefully(asked: Asked, operator: Operator) -> ToTest:
    """Return a function for kinds of values that have no short way."""

    def to_test(value: object) -> Test:
        found = from_json(value, asked)
        if type(found) is Refusal:
            raise NotPlainError
        return Test(operator, found)  # type: ignore[arg-type]  # `type` says so

    return to_test
