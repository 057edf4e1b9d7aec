"""The values of a condition, one by one, each where it stands in the text or the JSON. What is wrong with them is up to the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from attioql.catalog.types import Property
from attioql.checker.operands import json_operators
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.filters import model
from attioql.json_text.places import Place
from attioql.linter.rule import Change, Finding, Rewrite
from attioql.linter.tree import Part, Subject, Value, Visit, comparisons
from attioql.syntax import nodes
from attioql.syntax.nodes import Block, Comparison, Items, Literal, Moment, Parameter, Range, Truth
from attioql.text.source import Span

EQUALITIES = frozenset({"$eq", "$in"})
"""The operators that a value equals one of."""

_ALONE: frozenset[str] = frozenset()
_LISTS = frozenset({"in", "not in"})
TEXTS = frozenset({"string", "date", "timestamp", "uuid", "word"})
"""The kinds of literals that rules on a kind of value are shown."""


def condition_of(visit: Visit) -> model.Condition:
    """Return the condition that a rule on conditions is shown."""
    if visit.condition is None:
        raise AssertionError("the rule looks at conditions")
    return visit.condition


def has_list(part: Part) -> bool:
    """Tell whether a condition may hold something against a list."""
    node = part.node
    if node is None:
        return any(isinstance(test.value, tuple) for each in model.conditions(part.meaning) for test in each.tests)
    return node.operator in _LISTS if isinstance(node, Comparison) else isinstance(node, Block)


def has_moment(part: Part) -> bool:
    """Tell whether a condition of query text may hold something against a moment."""
    node = part.node
    match node.operand if isinstance(node, Comparison) else None:
        case Moment():
            return True
        case Range(low, high):
            return isinstance(low, Moment) or isinstance(high, Moment)
        case Items(values):
            return any(isinstance(value, Moment) for value in values)
    return isinstance(node, Block)


def is_plain(visit: Visit) -> bool:
    """Tell whether a condition, or its negation, is all that was written: no list of alternatives, and no block of several."""
    meaning = visit.part.meaning
    return meaning is visit.condition or (type(meaning) is model.Not and meaning.operand is visit.condition)


def only_text(visit: Visit) -> tuple[str, ...] | None:
    """Return the text of the only value of a condition, as most have one, and nothing where it is no text.

    `None` where there may be several values. A period, an actor and a record make two tests.
    """
    condition, node = visit.condition, visit.part.node
    if node is not None:
        literal = literal_of(visit)
        if literal is None:
            return None
        return (literal.text,) if literal.kind in TEXTS else ()
    if condition is None or condition.others or type(condition.value) is tuple or not is_plain(visit):
        return None
    written = visit.part.written
    while type(written) is dict and len(written) == 1:
        [written] = written.values()
    if type(written) is str:
        return (written,)
    return None if isinstance(written, Mapping) else ()


def literal_of(visit: Visit) -> Literal | None:
    """Return the one value that most comparisons have. A period, an actor and a record make two tests."""
    node, condition = visit.part.node, visit.condition
    if type(node) is not Comparison or type(node.operand) is not Literal or condition is None:
        return None
    return node.operand if not condition.others else None


def values_of(visit: Visit, subject: Subject) -> Sequence[Value]:
    """Return the values of a condition in order. Moments, periods, actors and records have none."""
    part = visit.part
    node = part.node
    condition = condition_of(visit)
    place = condition.place
    properties = place.attribute.type.properties
    if node is None:
        return list(_in_json(place, part.written, part.written_at))
    if isinstance(node, Comparison):
        literal = literal_of(visit)
        if literal is not None and literal.kind in TEXTS:
            operator = condition.operator
            prop = properties[operator.property]
            return (Value(place, prop, operator.name, literal.text, _ALONE, literal.span, node),)
        names = {test.operator.property for test in condition.tests}
        if isinstance(node.operand, Literal) or len(names) > 1:
            return ()
        return list(_in_text(place, properties[names.pop()], node, subject))
    if isinstance(node, Block):
        inside = comparisons(part)
        return [value for each in inside for value in _in_text(place, properties[each.path.text], each, subject)]
    return ()


def path_span(part: Part) -> Span | None:
    """Return where the path of a condition stands in query text."""
    return part.node.path.span if isinstance(part.node, (Comparison, Block, Truth)) else None


def value_of(visit: Visit) -> Value:
    """Return the value that a rule on a kind of value is shown."""
    if visit.value is None:
        raise AssertionError("the rule looks at values")
    return visit.value


def value_finding(visit: Visit, message: str, notes: tuple[str, ...] = (), changes: tuple[Change, ...] = ()) -> Finding:
    """Return a finding about the value that is shown. What a parameter brings in cannot be mended in the filter."""
    value = value_of(visit)
    span = value.span if value.comparison is not None else None
    return Finding(visit.part, message, notes, changes=() if value.bound else changes, span=span, place=value.place)


def rewritten(value: Value, by: str, message: str) -> Change:
    """Return the change that puts another text in place of a value; `message` says how the meaning changes."""
    return Change(message, Applicability.UNSAFE, rewrites=(Rewrite(value, by),))


def _in_text(at: model.Place, prop: Property, comparison: Comparison, subject: Subject) -> Iterator[Value]:
    operators = json_operators(comparison.operator)
    match comparison.operand:
        case Range(low, high):
            pairs = list(zip(operators, (low, high), strict=True))
        case (Items() | Parameter()) as listed if comparison.operator in _LISTS:
            pairs = [("$in", item) for item in _listed(listed, subject)]
        case (Literal() | Parameter()) as operand if len(operators) == 1:
            pairs = [(operators[0], operand)]
        case _:
            pairs = []
    for operator, written in pairs:
        literal = _bound(written, subject) if isinstance(written, Parameter) else written
        if isinstance(literal, Literal) and literal.kind in TEXTS:
            beside = frozenset(operators) - {operator} if len(operators) > 1 else _ALONE
            bound = isinstance(written, Parameter) or isinstance(comparison.operand, Parameter)
            yield Value(at, prop, operator, literal.text, beside, literal.span, comparison, bound)


def _listed(operand: Items | Parameter, subject: Subject) -> tuple[nodes.Value, ...]:
    if isinstance(operand, Items):
        return operand.values
    if subject.parameters is None or subject.source is None:
        return ()
    items = subject.parameters.items(operand, subject.source)
    return () if isinstance(items, Diagnostic) else items.values


def _bound(parameter: Parameter, subject: Subject) -> Literal | None:
    if subject.parameters is None or subject.source is None:
        return None
    literal = subject.parameters.literal(parameter, subject.source)
    return None if isinstance(literal, Diagnostic) else literal


def _in_json(at: model.Place, written: object, place: Place) -> Iterator[Value]:
    """Go through what is held against an attribute: a value, operators, or properties that hold either."""
    kind = at.attribute.type
    if isinstance(written, Mapping) and not next(iter(written)).startswith("$"):
        for name, inner in written.items():
            yield from _of_property(at, kind.properties[name], inner, (place, name))
    elif kind.implicit is not None:
        yield from _of_property(at, kind.properties[kind.implicit], written, place)


def _of_property(at: model.Place, prop: Property, written: object, place: Place) -> Iterator[Value]:
    if isinstance(written, str):
        yield Value(at, prop, "$eq", written, place=place)
    elif isinstance(written, Mapping):
        for operator, operand in written.items():
            here = (place, operator)
            beside = frozenset(written) - {operator} if len(written) > 1 else _ALONE
            if isinstance(operand, str):
                yield Value(at, prop, operator, operand, beside, place=here)
            elif isinstance(operand, (list, tuple)):
                for index, item in enumerate(operand):
                    yield Value(at, prop, operator, item, beside, place=(here, index))
