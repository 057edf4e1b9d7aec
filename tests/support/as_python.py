"""Query text as the Python expression that says the same: the nodes of the text, each by the spelling that Python has for it."""

from __future__ import annotations

import math
import operator
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import reduce
from typing import Any
from uuid import UUID

import attioql
from attioql.catalog.workspace import Target
from attioql.operators import load_operators
from attioql.syntax import nodes, printer
from attioql.syntax.parser import parse

FUNCTIONS = ("member", "token", "app", "system", "record")


def expression_of(text: str, target: Target, params: Mapping[str, Any] | None = None, *, typed: bool) -> Any:
    """Return the expression; literals become values of Python's types if `typed`, and texts as far as that does."""
    return _Translation(target, params or {}, typed=typed).of(parse(attioql.Source(text)).root, attioql.fields(target))


class _Translation:
    def __init__(self, target: Target, params: Mapping[str, Any], *, typed: bool) -> None:
        self._target = target
        self._params = params
        self._typed = typed

    def of(self, node: Any, q: Any) -> Any:
        match node:
            case nodes.Empty():
                return attioql.everything(self._target)
            case nodes.And(operands):
                return reduce(operator.and_, [self.of(each, q) for each in operands])
            case nodes.Or(operands):
                return reduce(operator.or_, [self.of(each, q) for each in operands])
            case nodes.Not(operand):
                return ~self.of(operand, q)
            case nodes.Group(body):
                return self.of(body, q)
            case nodes.Block(path, body):
                return _field(path, q).where(lambda e: self.of(body, e))
            case nodes.Truth(path):
                return _field(path, q).is_true()
            case nodes.Comparison(path, spelling, operand):
                method = load_operators().spellings[spelling].method
                arguments = self._arguments(operand)
                if method.startswith("__"):
                    return getattr(operator, method)(_field(path, q), *arguments)
                return getattr(_field(path, q), method)(*arguments)
        raise AssertionError(node)

    def _arguments(self, operand: Any) -> list[Any]:
        match operand:
            case None:
                return []
            case nodes.Items(values):
                return [self._value(value) for value in values]
            case nodes.Range(low, high):
                return [self._value(low), self._value(high)]
            case nodes.CalendarPeriod() | nodes.RollingPeriod():
                return [printer.spell_operand(operand)]
        return [self._value(operand)]

    def _value(self, value: Any) -> Any:
        match value:
            case nodes.Parameter(name):
                return self._params[name]
            case nodes.Moment():
                return attioql.moment(printer.spell_operand(value))
            case nodes.Call(function, arguments):
                if function.lower() not in FUNCTIONS:
                    message = f"Python has no {function}"
                    raise TypeError(message)
                return getattr(attioql, function.lower())(*[self._value(each) for each in arguments])
            case nodes.Literal("number", text):
                return _number(text.replace("_", ""))
            case nodes.Literal("boolean" | "null", text):
                return {"true": True, "false": False}.get(text)
            case nodes.Literal("uuid", text):
                return UUID(text)
            case nodes.Literal(kind, text) if self._typed:
                return _typed(kind, text)
            case nodes.Literal(_, text):
                return text
        raise AssertionError(value)


def _field(path: nodes.Path, q: Any) -> Any:
    for segment in path.segments:
        plain = segment.name.isidentifier() and not segment.name.startswith("_") and not hasattr(type(q), segment.name)
        q = getattr(q, segment.name) if plain else q[segment.name]
        if segment.object is not None:
            q = q.to(segment.object)
    return q


def _number(text: str) -> int | float | Decimal:
    """Return a number by the plainest type that holds it."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return math.inf
    if text.lstrip("-").isdigit():
        return int(text)
    return float(text) if Decimal(repr(float(text))) == number else number


def _typed(kind: str, text: str) -> object:
    match kind:
        case "date":
            return date.fromisoformat(text)
        case "timestamp" if "." not in text:
            return datetime.fromisoformat(text.upper().replace("Z", "+00:00"))
    return text
