"""Tests that one condition makes of one value: the operators of an object in filter JSON, the comparisons of a value block in text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple, cast

from attioql.attio.writer import JsonFilter, as_text
from attioql.diagnostics.model import Edit
from attioql.diagnostics.phrases import short
from attioql.filters.model import AttributePath, Condition, Test
from attioql.filters.one_value import is_possible
from attioql.json_text.paths import JsonPath, pointer
from attioql.json_text.positions import find_positions
from attioql.linter.rule import RemoveOperator
from attioql.linter.survey import survey_of
from attioql.linter.tree import Part, Subject, Visit
from attioql.operators import json_operators
from attioql.syntax import nodes
from attioql.text.source import Source, Span


class WrittenTest(NamedTuple):
    """A test, its text or its operator and operand in JSON, the step that takes it out, and where it stands in text or in JSON."""

    test: Test
    written: str | tuple[str, object]
    removal: RemoveOperator | Edit
    span: Span | None = None
    where: JsonPath = None


def superfluous_tests(visit: Visit, source: Source | None) -> Iterator[tuple[WrittenTest, WrittenTest]]:
    """Yield the tests of a condition that follow from another one that stays, each with that one."""
    condition = visit.part.meaning
    if not isinstance(condition, Condition) or not condition.others:
        return
    gone: set[Test] = set()
    for one, two in combinations(_written(visit.part, condition, source), 2):
        if one.test in gone or two.test in gone:
            continue
        for weaker, stronger in ((two, one), (one, two)):
            if _follows(weaker.test, stronger.test, condition.path):
                gone.add(weaker.test)
                yield weaker, stronger
                break


def spelled_test(found: WrittenTest, subject: Subject) -> str:
    """Spell a test in backticks as it was written, numbers included; one in JSON that came parsed as JSON."""
    if isinstance(found.written, str):
        return f"`{short(found.written)}`"
    key, operand = found.written
    number = subject.once(_numbers_as_written).get(pointer(found.where))
    if number is None:
        return f"`{short(as_text({key: cast('JsonFilter', operand)})[1:-1])}`"
    return f"`{short(f'{as_text(key)}: {number}')}`"


def _numbers_as_written(subject: Subject) -> dict[str, str]:
    """Return the texts of the numbers beside each other in one value of a JSON text, by their pointers."""
    if subject.source is None:
        return {}
    wanted = {
        pointer(test.where)
        for part, _, _, _ in survey_of(subject).visits
        if isinstance(part.meaning, Condition) and part.meaning.others
        for test in _written(part, part.meaning, subject.source)
        if _is_number(test)
    }
    text = subject.source.text
    return {where: text[slice(*spans.value)] for where, spans in find_positions(subject.source, wanted).items()}


def _is_number(found: WrittenTest) -> bool:
    operand = None if isinstance(found.written, str) else found.written[1]
    return isinstance(operand, (int, float, Decimal)) and not isinstance(operand, bool)


def _follows(weaker: Test, stronger: Test, place: AttributePath) -> bool:
    name = weaker.operator.property
    if name != stronger.operator.property:
        return False
    prop = place.attribute.type.properties[name]
    return is_possible(prop, (stronger,), (weaker,)) is False and is_possible(prop, (stronger,), ()) is not False


def _written(part: Part, condition: Condition, source: Source | None) -> Sequence[WrittenTest]:
    tests = {(test.operator.property, test.operator.name): test for test in condition.tests}
    if part.node is None:
        return list(_in_json(part, condition.path.attribute.type.implicit, tests))
    if source is not None and isinstance(part.node, nodes.Block) and isinstance(part.node.body, nodes.And):
        return list(_in_block(part.node.body.operands, tests, source.text))
    return ()


def _in_json(part: Part, implicit: str | None, tests: Mapping[tuple[str, str], Test]) -> Iterator[WrittenTest]:
    written = part.written
    if not isinstance(written, Mapping):
        return
    has_operators = next(iter(written), "").startswith("$")
    whole = {implicit: (written, part.written_at)}
    objects = whole if has_operators else _properties(written, part.written_at)
    for name, (operators, place) in objects.items():
        if name is None or not isinstance(operators, Mapping) or len(operators) < 2:
            continue
        keys = list(operators)
        for index, key in enumerate(keys):
            test = tests.get((name, key))
            if test is not None:
                beside = keys[index - 1] if index else keys[1]
                removal = RemoveOperator((place, key), (place, beside), is_before=index > 0)
                yield WrittenTest(test, (key, operators[key]), removal, where=(place, key))


def _properties(written: Mapping[str, object], place: JsonPath) -> dict[str | None, tuple[object, JsonPath]]:
    return {name: (inner, (place, name)) for name, inner in written.items()}


def _in_block(
    operands: Sequence[nodes.Expression], tests: Mapping[tuple[str, str], Test], text: str
) -> Iterator[WrittenTest]:
    for index, each in enumerate(operands):
        operators = json_operators(each.operator) if isinstance(each, nodes.Comparison) else ()
        if not isinstance(each, nodes.Comparison) or len(operators) != 1:
            continue
        test = tests.get((each.path.text, operators[0]))
        if test is not None:
            span = Span(operands[index - 1].end, each.end) if index else Span(each.start, operands[1].start)
            yield WrittenTest(test, text[each.start : each.end], Edit(span, ""), each.span)
