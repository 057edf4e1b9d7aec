"""Query text as the source of the Python expression that says the same, for type checkers."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from attioql import Source
from attioql.operators import load_operators
from attioql.syntax import nodes, printer
from attioql.syntax.parser import parse

SIGNS = {"=": "=="}


def source_of(text: str, q: str) -> str:
    """Return the source, with `q` for the fields. Raises `LookupError` for what Python has no spelling for."""
    return _expression(parse(Source(text)).root, q)


def _expression(node: Any, q: str) -> str:
    match node:
        case nodes.And(operands):
            return " & ".join(f"({_expression(each, q)})" for each in operands)
        case nodes.Or(operands):
            return " | ".join(f"({_expression(each, q)})" for each in operands)
        case nodes.Not(operand):
            return f"~({_expression(operand, q)})"
        case nodes.Group(body):
            return _expression(body, q)
        case nodes.Block(path, body):
            return f"{_field(path, q)}.where(lambda e: {_expression(body, 'e')})"
        case nodes.Truth(path):
            return f"{_field(path, q)}.is_true()"
        case nodes.Comparison(path, spelling, operand):
            method = load_operators().spellings[spelling].method
            arguments = ", ".join(_arguments(operand))
            if method.startswith("__"):
                return f"({_field(path, q)} {SIGNS.get(spelling, spelling)} {arguments})"
            return f"{_field(path, q)}.{method}({arguments})"
    raise LookupError(node)


def _field(path: nodes.Path, q: str) -> str:
    for segment in path.segments:
        q = f"{q}.{segment.name}" if segment.name.isidentifier() else f"{q}[{segment.name!r}]"
        if segment.object is not None:
            q = f"{q}.to({segment.object!r})"
    return q


def _arguments(operand: Any) -> list[str]:
    match operand:
        case None:
            return []
        case nodes.Items(values):
            return [*map(_value, values)]
        case nodes.Range(low, high):
            return [_value(low), _value(high)]
        case nodes.CalendarPeriod() | nodes.RollingPeriod():
            return [repr(printer.spell_operand(operand))]
    return [_value(operand)]


def _value(value: Any) -> str:
    match value:
        case nodes.Moment():
            return f"attioql.moment({printer.spell_operand(value)!r})"
        case nodes.Call(function, arguments):
            return f"attioql.{function}({', '.join(map(_value, arguments))})"
        case nodes.Literal("number", text):
            return text
        case nodes.Literal("boolean", text):
            return text.capitalize()
        case nodes.Literal("uuid", text):
            return f"UUID({text!r})"
        case nodes.Literal("date", text):
            return repr(date.fromisoformat(text)).replace("datetime.", "")
        case nodes.Literal("timestamp", text):
            return repr(datetime.fromisoformat(text.upper().replace("Z", "+00:00"))).replace("datetime.", "")
        case nodes.Literal("string" | "word" | "month" | "year" | "quarter" | "week", text):
            return repr(text)
    raise LookupError(value)
