"""A filter as rows of a form: groups of conditions joined by `and`, which `or` joins. A filter of another form has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from attioql.attio.decompile import as_written
from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target
from attioql.checker.checker import check_text
from attioql.checker.parameters import Parameters
from attioql.diagnostics.build import diagnose
from attioql.editing.row_types import FilterRow, FilterRows, RowGroup, RowValue
from attioql.editing.views import text_of
from attioql.errors import FilterError
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test, TestValue, conditions
from attioql.filters.one_path import taken_apart
from attioql.filters.wholes import ActorReference, RecordReference, Whole, whole_values
from attioql.operators import Spelling, load_operators, operator_of
from attioql.syntax.spelling import quoted_name
from attioql.text.source import Source, Span
from attioql.values.clock import UTC
from attioql.values.exact import as_json_number, number_text
from attioql.values.model import Scalar


class _NoRowsError(ValueError):
    """A part of a filter has no rows: its sentence, and the part."""

    def __init__(self, key: str, part: Node) -> None:
        super().__init__(key)
        self.key = key
        self.part = part


def rows_of(root: Node, target: Target) -> FilterRows:
    """Return the rows of a canonical filter. Raises `FilterError` for one without, with the place in its query text."""
    try:
        return _written(root)
    except _NoRowsError:
        source = Source(text_of(root))
        with_places = check_text(source, target, Parameters.of(None), UTC).root
    try:
        return _written(with_places)
    except _NoRowsError as error:
        places = [(each.start, each.end) for each in conditions(error.part)]
        span = Span(min([start for start, _ in places]), max([end for _, end in places]))
        raise FilterError((diagnose(error.key, source, span),)) from None


def _written(root: Node) -> FilterRows:
    if root == EVERYTHING:
        return {"any_of": [{"all_of": []}]}
    listed = _list_row(root)
    if listed is not None:
        return {"any_of": [{"all_of": [listed]}]}
    members = root.members if isinstance(root, Or) else (root,)
    return {"any_of": [group for member in members for group in _groups(member)]}


def _groups(node: Node) -> list[RowGroup]:
    """Return the groups of a member of an `or`: one, unless it is a negation of what takes several rows."""
    if isinstance(node, Not) and isinstance(node.operand, Condition) and _row(node.operand, negated=True) is None:
        return [{"all_of": _rows(Not(part))} for part in taken_apart(node.operand)]
    members = node.members if isinstance(node, And) else (node,)
    return [{"all_of": [row for member in members for row in _rows(member)]}]


def _rows(member: Node) -> list[FilterRow]:
    """Return the rows of a member of an `and`. Raises `_NoRowsError`."""
    match member:
        case Condition() if (row := _row(member, negated=False)) is not None:
            return [row]
        case Condition() if member.path.mergeable:
            return [row for part in _by_property(member) for row in _rows(part)]
        case Not(Condition() as condition) if (row := _row(condition, negated=True)) is not None:
            return [row]
        case Or() if (row := _list_row(member)) is not None:
            return [row]
        case Or():
            raise _NoRowsError("no-rows", member)
        case Not(Condition() as condition) if condition.path.mergeable:
            raise _NoRowsError("no-rows.negated", member)
    raise _NoRowsError("no-rows.block", member)


def _by_property(condition: Condition) -> list[Condition]:
    """Take a condition on a single value apart: the tests of a property together where they make one row, else each alone."""
    parts = taken_apart(condition)
    found: list[Condition] = [part for part in parts if part.others]
    if len(found) == len(parts):
        raise _NoRowsError("no-rows.block", condition)
    alone = [part.tests[0] for part in parts if not part.others]
    for _, group in groupby(alone, key=lambda test: test.operator.property):
        tests = tuple(group)
        together = condition.with_tests(tests)
        found += [together] if _row(together, negated=False) else [condition.with_tests([test]) for test in tests]
    return found


def _list_row(node: Node) -> FilterRow | None:
    """Return the row with `in` that an `or` of equalities on one path is."""
    if not isinstance(node, Or):
        return None
    rows = [_row(member, negated=False) if isinstance(member, Condition) else None for member in node.members]
    equal = load_operators().spelling_of(operator_of("equal"))
    found = [row for row in rows if row is not None and row["op"] == equal and row["path"] == (rows[0] or row)["path"]]
    if len(found) < len(rows):
        return None
    return _made(found[0]["path"], load_operators().spelling_of(operator_of("equal"), "list"), _values_of(found))


def _values_of(rows: Iterable[FilterRow]) -> list[RowValue]:
    return [value for row in rows for value in row["values"]]


def _row(condition: Condition, *, negated: bool) -> FilterRow | None:
    """Return the one row that says what a condition does, if there is one."""
    operators, place, tests = load_operators(), condition.path, condition.tests
    wholes = whole_values(condition)
    if wholes is not None:
        op = operators.spelling_of(operator_of("equal"), "value" if len(wholes) == 1 else "list")
        return _made(place.text, op, [_reference(each, place.attribute) for each in wholes], negated=negated)
    name = condition.operator.property
    path = place.text if name == place.attribute.type.implicit else f"{place.text}.{quoted_name(name)}"
    prop = place.attribute.type.properties[name]
    if len(tests) == 1:
        op, operand = as_written(tests[0], prop.kind.precision)
        return _made(path, op, [] if operand is None else _values(tests[0].value), negated=negated)
    spelling = _range(tests, prop)
    if spelling is None:
        return None
    by_name = {test.operator.name: test.value for test in tests}
    return _made(path, spelling.text, [_values(by_name[end])[0] for end in spelling.operators], negated=negated)


def _range(tests: Sequence[Test], prop: Property) -> Spelling | None:
    """Return the operator with two ends that tests of one property are, and nothing else."""
    if any(test.operator.property != prop.name for test in tests):
        return None
    for spelling in load_operators().spellings.values():
        is_range = spelling.takes == "range" or (spelling.takes == "period" and prop.kind.precision)
        if is_range and not spelling.negates and {*spelling.operators} == {test.operator.name for test in tests}:
            return spelling
    return None


def _made(path: str, op: str, values: list[RowValue], *, negated: bool = False) -> FilterRow:
    return {"path": path, "op": op, "values": values, "negated": negated}


def _values(value: TestValue) -> list[RowValue]:
    return [*value] if isinstance(value, tuple) else [_value(value)]


def _value(value: Scalar) -> RowValue:
    """Return a value as JSON has it; a number that no float is stays exact as text."""
    if isinstance(value, (bool, str)):
        return value
    number = as_json_number(value)
    return number_text(number) if isinstance(number, Decimal) else number


def _reference(value: Whole, attribute: Attribute) -> RowValue:
    match value:
        case ActorReference("workspace-member", str(identity)):
            return identity
        case ActorReference(kind, None):
            return {"referenced_actor_type": kind}
        case ActorReference(kind, str(identity)):
            return {"referenced_actor_type": kind, "referenced_actor_id": identity}
        case RecordReference(owner, identity) if attribute.objects == (owner,):
            return identity
        case RecordReference(owner, identity):
            return {"target_object": owner, "target_record_id": identity}
    raise AssertionError(value)
