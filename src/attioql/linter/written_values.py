"""The values of a condition, one by one, each where it stands in the text or the JSON. What is wrong with them is up to the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from attioql.catalog.types import Property
from attioql.diagnostics.model import Diagnostic
from attioql.filters import model
from attioql.json_text.paths import JsonPath
from attioql.linter.tree import Subject, Visit, comparisons
from attioql.operators import json_operators, operator_of, takes_list
from attioql.syntax import nodes
from attioql.syntax.nodes import Comparison, Items, Literal, Parameter, Range
from attioql.text.source import Span

_EQUAL, _ONE_OF = operator_of("equal"), operator_of("equal", lists=True)
EQUALITIES = frozenset({_EQUAL, _ONE_OF})
"""The operators that a value equals one of."""

_TEXTS = frozenset({"string", "date", "timestamp", "uuid", "word"})
"""The kinds of literals that are values here."""

_ALONE: frozenset[str] = frozenset()
_NOWHERE = Span(0, 0)
_new = tuple.__new__


class WrittenValue(NamedTuple):
    """A text, a date or a timestamp that a condition compares a property with, as it was written.

    `operator` is Attio's, with `$in` for every member of a list, and `beside` are the other operators that the same
    property is compared by together with it. In text, `span` is where it stands and `comparison` what it is the right-hand side
    of; a value that is `bound` by a parameter has the span of the parameter. In JSON, `where` is where it stands.
    """

    visit: Visit
    path: model.AttributePath
    prop: Property
    operator: str
    text: str
    beside: frozenset[str] = _ALONE
    span: Span = _NOWHERE
    comparison: nodes.Comparison | None = None
    bound: bool = False
    where: JsonPath = None

    @property
    def kind(self) -> str:
        """What kind of value the catalogue says it is: the shape of a text, if it has one."""
        return self.prop.value.shape or self.prop.value.kind


def values_of(visit: Visit, subject: Subject) -> Sequence[WrittenValue]:
    """Return the values of a condition in order. Moments, periods, actors and records have none."""
    part, condition = visit.part, visit.condition
    node, path = part.node, condition.path
    properties = path.attribute.type.properties
    if node is None:
        return list(_in_json(visit, path, part.written, part.written_at))
    if type(node) is not Comparison:
        inside = comparisons(part)
        return [value for each in inside for value in _in_text(visit, properties[each.path.text], each, subject)]
    literal = node.operand
    if type(literal) is not Literal:
        names = {test.operator.property for test in condition.tests}
        return [] if len(names) > 1 else list(_in_text(visit, properties[names.pop()], node, subject))
    if condition.others or literal.kind not in _TEXTS:
        return ()
    operator = condition.operator
    prop = properties[operator.property]
    return (
        _new(WrittenValue, (visit, path, prop, operator.name, literal.text, _ALONE, literal.span, node, False, None)),
    )


def plain_text(visit: Visit) -> str | None:
    """Return the text of the only literal of a condition, empty if that is no text; `None` if a condition has more than a literal."""
    node, condition = visit.part.node, visit.condition
    if condition.others:
        return None
    if node is not None:
        literal = node.operand if type(node) is Comparison else None
        return None if type(literal) is not Literal else literal.text if literal.kind in _TEXTS else ""
    if visit.part.meaning is not condition or type(condition.value) is tuple:
        return None
    written = visit.part.written
    while type(written) is dict:
        [written] = written.values()
    return written if isinstance(written, str) else ""


def _in_text(visit: Visit, prop: Property, comparison: Comparison, subject: Subject) -> Iterator[WrittenValue]:
    operators = json_operators(comparison.operator)
    pairs: list[tuple[str, nodes.Operand | None]] = []
    match comparison.operand:
        case Range(low, high):
            pairs = list(zip(operators, (low, high), strict=True))
        case (Items() | Parameter()) as listed if takes_list(comparison.operator):
            pairs = [(_ONE_OF, item) for item in _listed(listed, subject)]
        case (Literal() | Parameter()) as operand if len(operators) == 1:
            pairs = [(operators[0], operand)]
    for operator, written in pairs:
        literal = _bound(written, subject, comparison) if isinstance(written, Parameter) else written
        if isinstance(literal, Literal) and literal.kind in _TEXTS:
            bound = isinstance(written, Parameter) or isinstance(comparison.operand, Parameter)
            path, beside = visit.condition.path, frozenset(operators) - {operator}
            yield WrittenValue(visit, path, prop, operator, literal.text, beside, literal.span, comparison, bound)


def _listed(operand: Items | Parameter, subject: Subject) -> Sequence[nodes.Value]:
    if isinstance(operand, Items):
        return operand.values
    if subject.parameters is None or subject.source is None:
        return ()
    items = subject.parameters.items(operand, subject.source)
    return () if isinstance(items, Diagnostic) else items.values


def _bound(parameter: Parameter, subject: Subject, comparison: nodes.Comparison) -> Literal | None:
    if subject.parameters is None or subject.source is None:
        return None
    literal = subject.parameters.literal(parameter, subject.source, comparison)
    return None if isinstance(literal, Diagnostic) else literal


def _in_json(visit: Visit, path: model.AttributePath, written: object, where: JsonPath) -> Iterator[WrittenValue]:
    """Go through what an attribute is compared with: a value, operators, or properties that have either."""
    kind = path.attribute.type
    if isinstance(written, Mapping) and not next(iter(written)).startswith("$"):
        for name, inner in written.items():
            yield from _of_property(visit, kind.properties[name], inner, (where, name))
    elif kind.implicit is not None:
        yield from _of_property(visit, kind.properties[kind.implicit], written, where)


def _of_property(visit: Visit, prop: Property, written: object, where: JsonPath) -> Iterator[WrittenValue]:
    path = visit.condition.path
    if isinstance(written, str):
        yield WrittenValue(visit, path, prop, _EQUAL, written, where=where)
    elif isinstance(written, Mapping):
        for operator, operand in written.items():
            here = (where, operator)
            beside = frozenset(written) - {operator} if len(written) > 1 else _ALONE
            if isinstance(operand, str):
                yield WrittenValue(visit, path, prop, operator, operand, beside, where=here)
            elif isinstance(operand, (list, tuple)):
                for index, item in enumerate(operand):
                    yield WrittenValue(visit, path, prop, operator, item, beside, where=(here, index))
