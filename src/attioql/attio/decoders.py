"""What each attribute of a target takes in filter JSON, as tables of decoders: functions from a JSON value to a test.

Decoders take values that are right. They raise `NotTakenError` for any other, and so does whoever finds that a decoded condition has
a warning: the general reader (`attioql.attio.conditions`) then reads that condition alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, NoReturn, TypeAlias, TypeVar

from attioql.attio.conditions import ConditionReader
from attioql.attio.faults import Fault
from attioql.attio.json_messages import MISPLACED_KEYS
from attioql.attio.json_values import Refusal, from_json, is_encodable
from attioql.catalog.asked import Asked
from attioql.catalog.types import Operator, Property
from attioql.catalog.workspace import Attribute, PerTarget, Target, Workspace
from attioql.checker.model_warnings import is_watched, may_have_warnings
from attioql.checker.names import walked_path
from attioql.filters.model import AttributePath, Condition, Test
from attioql.limits import LIMITS
from attioql.operators import operator_of
from attioql.text.source import Source
from attioql.values.model import AnyText, Days, Integers, OneOf

_MOST_PATHS = 1_000
MOST_PARTS = LIMITS.filter_parts
_MOST_STEPS_SEEN = LIMITS.path_steps_of_clients
_RESERVED = MISPLACED_KEYS | {"path", "constraints"}
_TEXT = frozenset({str})
_NO_SOURCE = Source("")

Objects: TypeAlias = type[dict[object, object]] | type[tuple[object, ...]]
"""What an object of JSON is: a dict, or a tuple of pairs where text was read for this alone."""

Decoder: TypeAlias = Callable[[object], Test]
_Entry = TypeVar("_Entry")
_new = tuple.__new__


class NotTakenError(ValueError):
    """No decoder takes this: it is wrong, has a warning, or is rare."""


class TooManyError(ValueError):
    """The filter has more parts than are read."""


class PropertyDecoders(NamedTuple):
    """What a property takes: a bare value, operators, or a list (`$in`)."""

    equals: Decoder
    operators: Mapping[str, Decoder]
    listed: Operator | None


class AttributeDecoders(NamedTuple):
    """What an attribute takes: what its implicit property does, or properties. Conditions on some attributes may have a warning."""

    path: AttributePath
    implicit: PropertyDecoders
    operators: Mapping[str, Decoder]
    properties: Mapping[str, PropertyDecoders]
    may_warn: bool


class Decoders:
    """The decoders of one target, made when they are first needed."""

    __slots__ = ("_paths", "_target", "known")

    def __init__(self, target: Target) -> None:
        """Start with none made."""
        self._target = target
        self.known: dict[str, AttributeDecoders] = {}
        self._paths: dict[tuple[tuple[object, ...], ...], AttributeDecoders] = {}

    def attribute(self, name: str) -> AttributeDecoders:
        """Return what an attribute of the target takes. Raises `NotTakenError` for a name that needs a closer look."""
        found = self.known.get(name)
        if found is not None:
            return found
        attribute = self._target.find(name)
        reserved = name in _RESERVED and (name not in self._target.attributes or name in {"path", "constraints"})
        if attribute is None or not attribute.type.known or reserved or name.startswith("$"):
            raise NotTakenError
        return self.known.setdefault(name, self._made([(self._target, attribute)]))

    def path(self, path: object) -> AttributeDecoders:
        """Return what the attribute at the end of a path takes. Raises `NotTakenError` for a path that leads nowhere."""
        if type(path) is not list or len(path) > _MOST_STEPS_SEEN or not all(map(_is_pair, path)):
            raise NotTakenError
        steps = tuple([tuple(step) for step in path])
        known = self._paths.get(steps)
        if known is None:
            walked = ConditionReader(self._target, _refuse_fault, []).walk(path, None)
            if walked is None:
                raise NotTakenError
            if len(self._paths) >= _MOST_PATHS:
                self._paths.clear()
            known = self._paths.setdefault(steps, self._made(walked))
        return known

    def _made(self, walked: Sequence[tuple[Target, Attribute]]) -> AttributeDecoders:
        place, workspace = walked_path(self._target, walked), self._target.workspace
        kind = place.attribute.type
        properties = {
            name: _property_decoders(place.attribute, prop, workspace)
            for name, prop in kind.properties.items()
            if prop.operators
        }
        implicit = properties.get(kind.implicit or "", _NOTHING)
        return AttributeDecoders(place, implicit, implicit.operators, properties, is_watched(place, self._target))


_DECODERS = PerTarget(Decoders)


def decoders_of(target: Target) -> Decoders:
    """Return the decoders of a target, always the same."""
    return _DECODERS.of(target)


class DecodedConditions:
    """Decodes the conditions of one filter. Every method raises `NotTakenError`, and `TooManyError` past the limit of parts."""

    __slots__ = ("_kind", "_left", "_target", "decoders")

    def __init__(self, target: Target, kind: Objects) -> None:
        """Keep the decoders of a target, and what an object is."""
        self._target = target
        self._kind: type[Any] = kind
        self._left = MOST_PARTS
        self.decoders = decoders_of(target)

    def count(self, parts: int) -> None:
        """Count parts of the filter: one that an object built in Python shares counts as often as it is reached."""
        self._left -= parts
        if self._left < 0:
            raise TooManyError

    def attribute(self, slug: str, value: object, number: int = 0) -> Condition:
        """Decode `{slug: value}`. The number stands in place of the condition's span."""
        return self.condition(self.decoders.attribute(slug), value, number)

    def path(self, members: Mapping[str, Any], number: int = 0) -> Condition:
        """Decode `{"path": […], "constraints": {…}}`."""
        constraints = members.get("constraints")
        if len(members) != 2 or "path" not in members or type(constraints) is not self._kind:
            raise NotTakenError
        return self.condition(self.decoders.path(members["path"]), constraints, number)

    def condition(self, decoders: AttributeDecoders, value: Any, number: int = 0) -> Condition:
        """Decode what an attribute is compared with; one test, as nearly always, without a detour."""
        place, implicit, operators, properties, may_warn = decoders
        kind = self._kind
        condition: Condition | None = None
        if type(value) is not kind:
            condition = _new(Condition, (place, *implicit.equals(value), number, number, ()))
        elif len(value) == 1:
            [(key, held)] = value.items() if kind is dict else value
            decode = operators.get(key)
            if decode is None and type(held) is kind and len(held) == 1 and key in properties:
                decoders_of_property = properties[key].operators
                [(key, held)] = held.items() if kind is dict else held
                decode = decoders_of_property.get(key)
            if decode is not None:
                condition = _new(Condition, (place, *decode(held), number, number, ()))
        if condition is None:
            condition = Condition.of(place, self._tests(self.members(value), decoders), number, number)
        if may_warn and may_have_warnings(condition, _NO_SOURCE, self._target):
            raise NotTakenError
        return condition

    def _tests(self, members: dict[str, Any], decoders: AttributeDecoders) -> list[Test]:
        """Decode operators, or properties, one beside another."""
        if next(iter(members)).startswith("$"):
            return [self._test(decoders.implicit, key, held) for key, held in members.items()]
        tests: list[Test] = []
        for name, held in members.items():
            prop = _entry_of(decoders.properties, name)
            if type(held) is self._kind:
                tests += [self._test(prop, key, operand) for key, operand in self.members(held).items()]
            else:
                tests.append(prop.equals(held))
        return tests

    def _test(self, prop: PropertyDecoders, key: str, operand: object) -> Test:
        if prop.listed is None or key != prop.listed.name:
            return _entry_of(prop.operators, key)(operand)
        if type(operand) is not list or not operand:
            raise NotTakenError
        self.count(len(operand))
        return Test(prop.listed, tuple([str(prop.equals(value).value) for value in operand]))

    def members(self, value: Any) -> dict[str, Any]:
        """Return an object as a dict. An empty one, one with a key twice, or with keys that are no text, is not taken."""
        if type(value) is not self._kind:
            raise NotTakenError
        members: dict[str, Any] = dict(value)
        if not members or len(members) != len(value) or not _TEXT.issuperset(map(type, members)):
            raise NotTakenError
        return members


def _entry_of(table: Mapping[str, _Entry], name: str) -> _Entry:
    found = table.get(name)
    if found is None:
        raise NotTakenError
    return found


def _is_pair(step: object) -> bool:
    return type(step) is list and len(step) == 2 and type(step[0]) is str and type(step[1]) is str


def _property_decoders(attribute: Attribute, prop: Property, workspace: Workspace) -> PropertyDecoders:
    operators = {
        name: _decoder(Asked(attribute, prop, name, workspace), operator)
        for name, operator in prop.operators.items()
        if not operator.row.lists
    }
    equals = operators.get(operator_of("equal"), _refuse)
    listed = None if equals is _refuse else prop.membership
    return PropertyDecoders(equals, operators, listed)


def _refuse(_: object) -> NoReturn:
    raise NotTakenError


def _refuse_fault(_: Fault) -> NoReturn:
    raise NotTakenError


_NOTHING = PropertyDecoders(_refuse, {}, None)


def _decoder(asked: Asked, operator: Operator) -> Decoder:
    if operator.row.takes == "nothing":
        return _true(operator)
    general = _general(asked, operator)
    fast_path = asked.prop.kind.fast_path
    match None if fast_path is None else fast_path(asked):
        case AnyText():
            return _text(operator)
        case OneOf(texts):
            return _choice(operator, texts, general)
        case Integers(least, most):
            return _number(operator, least, most, general)
        case Days():
            return _day(operator, general)
    return general


def _true(operator: Operator) -> Decoder:
    test = Test(operator, True)

    def decode(value: object) -> Test:
        if value is True:
            return test
        raise NotTakenError

    return decode


def _text(operator: Operator) -> Decoder:
    def decode(value: object) -> Test:
        if type(value) is str and (value.isascii() or is_encodable(value)):
            return _new(Test, (operator, value))
        raise NotTakenError

    return decode


def _number(operator: Operator, least: int, most: int, otherwise: Decoder) -> Decoder:
    def decode(value: object) -> Test:
        if type(value) is int and least <= value <= most:
            return _new(Test, (operator, value))
        return otherwise(value)

    return decode


def _day(operator: Operator, otherwise: Decoder) -> Decoder:
    def decode(value: object) -> Test:
        if type(value) is str and len(value) == 10 and value[4] == value[7] == "-":
            try:
                date.fromisoformat(value)
            except ValueError:
                raise NotTakenError from None
            return _new(Test, (operator, value))
        return otherwise(value)

    return decode


def _choice(operator: Operator, choices: frozenset[str], otherwise: Decoder) -> Decoder:
    def decode(value: object) -> Test:
        if type(value) is str and value in choices:
            return _new(Test, (operator, value))
        return otherwise(value)

    return decode


def _general(asked: Asked, operator: Operator) -> Decoder:
    """Return a decoder that reads any value of the kind."""

    def decode(value: object) -> Test:
        found = from_json(value, asked)
        if type(found) is Refusal:
            raise NotTakenError
        return Test(operator, found)  # type: ignore[arg-type]  # `type` says so

    return decode
