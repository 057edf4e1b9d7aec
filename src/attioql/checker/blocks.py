"""Value blocks: `path { … }`, where one value satisfies the whole body.

`and` multiplies the alternatives of its parts, `or` adds them up, and each alternative becomes one condition. The body
is walked with a stack, so that nesting costs no recursion.
"""

from __future__ import annotations

from itertools import cycle
from typing import NamedTuple

from attioql.checker import messages
from attioql.checker.names import Resolved, resolve_property
from attioql.checker.operands import Alternatives, Operands, Reporter
from attioql.filters.model import And, Condition, Node, Or, Test
from attioql.limits import LIMITS
from attioql.operators import is_negated
from attioql.syntax import nodes
from attioql.text.source import Source, Span

MOST_ALTERNATIVES = LIMITS.block_alternatives


class _Join(NamedTuple):
    """Marks where the parts of an `and` or `or` are all there."""

    multiply: bool
    parts: int


class _Conflict(NamedTuple):
    """Two tests that no one JSON object has room for."""

    test: Test


class BlockReader:
    """Reads the value blocks of one filter. Faults go to `report`."""

    def __init__(self, source: Source, operands: Operands, report: Reporter) -> None:
        """Keep what all blocks of the filter share."""
        self._source = source
        self._operands = operands
        self._report = report
        self._tests = 0

    def read(self, block: nodes.Block, resolved: Resolved) -> Node | None:
        """Return what a block means; `None` when something is wrong with it."""
        if resolved.named and resolved.property is not None:
            self._report(messages.block_on_property(self._source, block.path, resolved.property))
            return None
        alternatives = self._body(block, resolved)
        if alternatives is None:
            return None
        members = tuple(self._one_value(tests, block, resolved) for tests in alternatives)
        return members[0] if len(members) == 1 else Or(members)

    def _one_value(self, tests: tuple[Test, ...], block: nodes.Block, resolved: Resolved) -> Node:
        """One attribute object; on a single value, several where one has no room for two tests of an operator."""
        if len({test.operator.rank for test in tests}) == len(tests):
            return Condition.of(resolved.path, tests, block.start, block.end)
        return And(tuple(Condition(resolved.path, *test, block.start, block.end) for test in tests))

    def _body(self, block: nodes.Block, resolved: Resolved) -> Alternatives | None:
        sound = True
        results: list[Alternatives] = []
        waiting: list[nodes.Expression | _Join] = [block.body]
        while waiting:
            node = waiting.pop()
            match node:
                case _Join(multiply, count):
                    parts = results[-count:]
                    del results[-count:]
                    joined = self._joined(multiply, parts, block, resolved)
                    sound = sound and joined is not None
                    results.append(joined or [])
                case nodes.And() | nodes.Or():
                    operands = _flattened(node)
                    waiting.append(_Join(isinstance(node, nodes.And), len(operands)))
                    waiting.extend(reversed(operands))
                case nodes.Group(body):
                    waiting.append(body)
                case _:
                    alternatives = self._leaf(node, block, resolved)
                    sound = sound and alternatives is not None
                    results.append(alternatives or [])
        return results[0] if sound else None

    def _joined(
        self,
        multiply: bool,
        parts: list[Alternatives],
        block: nodes.Block,
        resolved: Resolved,
    ) -> Alternatives | None:
        joined = _multiplied(parts, resolved) if multiply else [tests for part in parts for tests in part]
        match joined:
            case None:
                self._refuse("block-too-large", block.path, limit=MOST_ALTERNATIVES)
            case _Conflict(Test(operator)):
                self._refuse("block-collision", block.path, property=operator.property, operator=operator.name)
            case _ if len(joined) > MOST_ALTERNATIVES:
                self._refuse("block-too-large", block.path, limit=MOST_ALTERNATIVES)
            case _ if multiply and len(joined) > 1:
                return self._counted(joined, block)
            case _:
                return joined
        return None

    def _counted(self, joined: Alternatives, block: nodes.Block) -> Alternatives | None:
        """Return combinations unless those of all blocks together have too many tests, which is said once."""
        before = self._tests
        self._tests += sum(map(len, joined))
        if self._tests <= LIMITS.block_tests:
            return joined
        if before <= LIMITS.block_tests:
            self._refuse("block-too-large.filter", block.path, limit=LIMITS.block_tests)
        return None

    def _refuse(self, key: str, path: nodes.Path, **given: str | int) -> None:
        self._report(messages.diagnose(key, self._source, path.span, path=path.text, **given))

    def _leaf(self, node: nodes.Expression, block: nodes.Block, resolved: Resolved) -> Alternatives | None:
        match node:
            case nodes.Comparison() if is_negated(node.operator):
                self._report(messages.diagnose("negation-in-block", self._source, node.operator_span))
            case nodes.Not():
                self._report(messages.diagnose("negation-in-block", self._source, Span(node.start, node.word_end)))
            case nodes.Block():
                self._report(messages.diagnose("nested-block", self._source, node.span))
            case nodes.Comparison(path):
                found = resolve_property(path, resolved, block.path, self._source)
                if not isinstance(found, Resolved):
                    self._report(found())
                    return None
                return self._operands.alternatives(node, found)
            case nodes.Truth(path):
                self._refuse("not-a-checkbox.block", path)
        return None


def _flattened(group: nodes.And | nodes.Or) -> list[nodes.Expression]:
    """Return the operands of a group, those of the same connective within it included: joining level by level would copy all again."""
    operands: list[nodes.Expression] = []
    waiting: list[nodes.Expression] = [*reversed(group.operands)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.Group):
            waiting.append(node.body)
        elif isinstance(node, type(group)):
            waiting.extend(reversed(node.operands))
        else:
            operands.append(node)
    return operands


class _Combination:
    """Tests of one value, which grow as parts are joined, with the last test of each operator."""

    __slots__ = ("by_operator", "tests")

    def __init__(self, tests: list[Test], by_operator: dict[int, Test]) -> None:
        self.tests = tests
        self.by_operator = by_operator

    def add(self, tests: tuple[Test, ...], resolved: Resolved) -> _Conflict | None:
        """Add tests; on many values, one object has room for each operator once."""
        added = []
        for test in tests:
            before = self.by_operator.get(test.operator.rank)
            if before is None or (before.value != test.value and resolved.path.mergeable):
                added.append(test)
            elif before.value != test.value:
                return _Conflict(test)
        self.tests += added
        self.by_operator.update([(test.operator.rank, test) for test in added])
        return None


def _multiplied(parts: list[Alternatives], resolved: Resolved) -> Alternatives | _Conflict | None:
    """Return the combinations of the alternatives of some parts; `None` where they are too many."""
    combinations = [_Combination([], {})]
    for part in parts:
        if len(combinations) * len(part) > MOST_ALTERNATIVES:
            return None
        if len(part) != 1:
            combinations = [_Combination([*each.tests], {**each.by_operator}) for each in combinations for _ in part]
        for combination, tests in zip(combinations, cycle(part)):
            conflict = combination.add(tests, resolved)
            if conflict is not None:
                return conflict
    return [tuple(each.tests) for each in combinations]


__all__ = ["MOST_ALTERNATIVES", "BlockReader"]
