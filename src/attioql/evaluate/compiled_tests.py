"""Tests on what a record holds for one property, compiled to functions of one argument.

A function takes the JSON value and tells whether it passes; null passes nothing. What is of another kind than the
property holds raises `MalformedError`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.filters.model import Test
from attioql.operators import fold
from attioql.values.ids import UUID
from attioql.values.model import MalformedError

Passes: TypeAlias = Callable[[object], bool]


def compile_test(attribute: Attribute, prop: Property, test: Test) -> Passes:
    """Return the function that tells whether what a record holds for a property passes a test."""
    match prop.read.shape:
        case "option":
            return _option(prop, test)
        case "actor":
            return _actor(_plain(attribute, prop, test))
    return _plain(attribute, prop, test)


def _plain(attribute: Attribute, prop: Property, test: Test) -> Passes:
    """Compare what is held as it is: the key of its kind with the key of the operand."""
    kind, rule, row = prop.kind, prop.value, test.operator.row
    held_key, passes = kind.held_key(rule, attribute), row.test
    if isinstance(test.value, tuple):
        keys = frozenset(map(kind.key, test.value))
        return lambda value: value is not None and held_key(value) in keys
    if row.takes == "nothing":
        return lambda value: value is not None and passes(held_key(value), True)
    if row.ignores_case:
        part = fold(str(test.value))
        return lambda value: value is not None and passes(fold(str(held_key(value))), part)
    operand = kind.key(test.value)
    fast_test = None if kind.fast_test is None else kind.fast_test(passes, operand, rule)
    return fast_test or (lambda value: value is not None and passes(held_key(value), operand))


def _actor(passes: Passes) -> Passes:
    """Take the ID of an actor that is a workspace member; another actor has none that counts."""

    def member(value: object) -> bool:
        if value is None:
            return False
        if isinstance(value, Mapping) and "type" in value and "id" in value:
            return passes(value["id"] if value["type"] == "workspace-member" else None)
        message = "an object with the `type` and `id` of an actor"
        raise MalformedError(message)

    return member


def _option(prop: Property, test: Test) -> Passes:
    """Compare an option or status by title or ID: a record holds its title, or an object with both."""
    operand = str(test.value)
    asks_for_id = UUID.match(operand) is not None
    wanted = operand.lower() if asks_for_id else operand

    def passes(value: object) -> bool:
        if isinstance(value, str):
            if value == operand:
                return True
            if asks_for_id:
                return _same_id(value, wanted)
            if UUID.match(value):
                message = "an object with the `title` of the option or status: the filter names it by title"
                raise MalformedError(message)
            return False
        if value is None:
            return False
        if not isinstance(value, Mapping) or not isinstance(value.get("title"), str):
            message = "a title, or an object with a `title`"
            raise MalformedError(message)
        return value["title"] == operand or (asks_for_id and _same_id(_id_of(value.get("id"), prop.read.id), wanted))

    return passes


def _id_of(identity: object, key: str) -> object:
    return identity.get(key) if isinstance(identity, Mapping) else identity


def _same_id(identity: object, wanted: str) -> bool:
    if isinstance(identity, str) and UUID.match(identity):
        return identity.lower() == wanted
    message = "an object with the `id` of the option or status: the filter names it by ID"
    raise MalformedError(message)
