"""The parameters that query text names: what each takes, and the value that a person typed for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import attioql
from attioql.completion.names import resolved_path
from attioql.json_text.strict_json import is_json_text
from attioql.operators import load_operators
from attioql.syntax.nodes import (
    And,
    Block,
    Call,
    Comparison,
    Expression,
    Group,
    Items,
    Moment,
    Not,
    Or,
    Parameter,
    Path,
    Range,
    RollingPeriod,
)
from attioql.syntax.parser import parameter_spans, parse
from attioql.syntax.query_parts import filter_of_query

_NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
_BOOLEANS = {"true": True, "false": False}

_DURATION = "a duration, such as 30d"
_PERIOD = "a period, such as last 30d"


class Wanted(NamedTuple):
    """A parameter: what it takes, in words, its type in JSON, and whether it takes a list."""

    name: str
    words: str = "a value"
    json_type: str = "string"
    is_list: bool = False


def wanted(text: str, target: attioql.Target) -> list[Wanted]:
    """Return the parameters that query text names, each once, in the order of the text, also where the text has errors."""
    if ":" not in text or is_json_text(text):
        return []
    source = filter_of_query(attioql.Source(text))
    found = {name: Wanted(name) for name, _ in parameter_spans(source)}
    if found:
        for each in _places(parse(source).root, target):
            known = found[each.name]
            is_same = known == Wanted(each.name) or known.json_type == each.json_type
            found[each.name] = each if is_same else each._replace(json_type="string")
    return [*found.values()]


def values_of(parameters: Sequence[Wanted], typed: Mapping[str, str]) -> dict[str, attioql.ParameterValue]:
    """Return the value of each parameter whose field is not empty. What is not of the type stays text: the checker says what is wrong."""
    return {each.name: _value(typed[each.name], each) for each in parameters if typed.get(each.name)}


def _value(typed: str, parameter: Wanted) -> attioql.ParameterValue:
    if not parameter.is_list:
        return _scalar(typed, parameter.json_type)
    return [_scalar(part.strip(), parameter.json_type) for part in typed.split(",") if part.strip()]


def _scalar(typed: str, json_type: str) -> attioql.ParameterScalar:
    text = typed.strip()
    if json_type == "boolean":
        return _BOOLEANS.get(text.lower(), typed)
    if json_type != "number" or not _NUMBER.fullmatch(text):
        return typed
    if "." not in text:
        return int(text)
    return float(text) if Decimal(repr(float(text))) == Decimal(text) else text


def _places(root: Expression, target: attioql.Target) -> Iterator[Wanted]:
    """Yield what each parameter takes, at each of its places. Without recursion: brackets may be open a hundred thousand deep."""
    waiting: list[tuple[Expression, Path | None]] = [(root, None)]
    while waiting:
        node, block = waiting.pop()
        match node:
            case And(operands) | Or(operands):
                waiting += [(each, block) for each in reversed(operands)]
            case Not(operand) | Group(operand):
                waiting.append((operand, block))
            case Block(path, body, _):
                waiting.append((body, path))
            case Comparison():
                yield from _of_comparison(node, block, target)


def _of_comparison(node: Comparison, block: Path | None, target: attioql.Target) -> Iterator[Wanted]:
    resolved = None if node.operand is None else resolved_path(node.path, block, target)
    kind = None if resolved is None or resolved.property is None else resolved.property.kind
    words, json_type = ("a value", "string") if kind is None else (kind.words, kind.json_type)
    match node.operand:
        case Parameter(name):
            yield _whole_operand(name, node.operator, words, json_type)
        case Items(values):
            yield from (Wanted(each.name, words, json_type) for each in values if isinstance(each, Parameter))
        case Range(low, high):
            yield from (Wanted(each.name, words, json_type) for each in (low, high) if isinstance(each, Parameter))
        case Call(_, arguments):
            yield from (Wanted(each.name, "a text") for each in arguments if isinstance(each, Parameter))
        case Moment() | RollingPeriod() as part if part.parameter is not None:
            yield Wanted(part.parameter.name, _DURATION)


def _whole_operand(name: str, operator: str, words: str, json_type: str) -> Wanted:
    """Return what a parameter takes that is all that stands behind an operator."""
    spelling = load_operators().spellings.get(operator)
    takes = None if spelling is None else spelling.takes
    if takes == "list":
        return Wanted(name, f"{words}, or several with commas", json_type, is_list=True)
    return Wanted(name, _PERIOD) if takes == "period" else Wanted(name, words, json_type)
