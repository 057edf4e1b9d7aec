"""Nodes to model: every path resolved, every operator and value held against the catalogue, every fault reported.

The tree is walked with a stack of its own: nesting costs no recursion. What could not be read or resolved is left out
without a second message.
"""

from __future__ import annotations

from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.check import messages
from attioql.check.blocks import BlockReader
from attioql.check.doubts import doubts
from attioql.check.names import Resolved, resolve
from attioql.check.operands import NEGATIVE, Operands
from attioql.check.parameters import Parameters
from attioql.check.problems import EnoughError, Problems
from attioql.check.times import Clock
from attioql.diagnostics.model import Diagnostic
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test
from attioql.syntax import nodes
from attioql.text.source import Source


class Checked(NamedTuple):
    """The canonical model of a text, and what is wrong or doubtful. With an error among them, the model is incomplete."""

    root: Node
    problems: tuple[Diagnostic, ...]


class Examined(NamedTuple):
    """What `Checked` says, and the model as it was written, before it is put in canonical form."""

    written: Node
    root: Node
    problems: tuple[Diagnostic, ...]


def check_expression(
    waiting: list[nodes.Expression], source: Source, target: Target, parameters: Parameters, clock: Clock
) -> Checked:
    """Check an expression against a target and return its canonical model.

    The expression is the one item of `waiting`, and is taken out of it: its nodes go as the model comes, so that a long
    filter is never held twice.
    """
    _, root, problems = examine(waiting, source, target, parameters, clock)
    return Checked(root, problems)


def examine(
    waiting: list[nodes.Expression], source: Source, target: Target, parameters: Parameters, clock: Clock
) -> Examined:
    """Check an expression as `check_expression` does, and return the model as it was written as well."""
    checker = _Checker(source, target, parameters, clock)
    problems = checker.problems.found
    written: Node = EVERYTHING
    try:
        written = checker.read(waiting)
        root = canonical(written)
    except EnoughError:
        return Examined(written, EVERYTHING, tuple(problems))
    except TooDeepError:
        problems.append(messages.nesting_too_deep(source, DEEPEST))
        return Examined(written, EVERYTHING, tuple(problems))
    if not problems:
        problems += doubts(root, source, target)
    problems += [messages.unused_parameter(name, source) for name in parameters.unused(source)]
    return Examined(written, root, tuple(problems))


class _Join(NamedTuple):
    """Marks where the operands of an `and` or `or`, from `base` on, are all there."""

    kind: type[nodes.And | nodes.Or]
    base: int


class _Negate(NamedTuple):
    """Marks where the operand of a `not` is there."""


class _Checker:
    def __init__(self, source: Source, target: Target, parameters: Parameters, clock: Clock) -> None:
        self.problems = Problems()
        self._source = source
        self._target = target
        self._parameters = parameters
        self._operands = Operands(source, target, parameters, clock, self.problems.add)

    def read(self, expressions: list[nodes.Expression]) -> Node:
        """Walk the expression that waits; a part with a fault in it becomes the filter of everything."""
        results: list[Node] = []
        waiting: list[nodes.Expression | _Join | _Negate] = [expressions.pop()]
        while waiting:
            node = waiting.pop()
            kind = type(node)
            if kind is nodes.Comparison:
                results.append(self._comparison(node))  # type: ignore[arg-type]  # `kind` says so, faster than `match`
                continue
            match node:
                case _Join(joined, base):
                    members = tuple(results[base:])
                    del results[base:]
                    results.append(And(members) if joined is nodes.And else Or(members))
                case _Negate():
                    results.append(Not(results.pop()))
                case nodes.And() | nodes.Or():
                    waiting.append(_Join(type(node), len(results)))
                    waiting.extend(reversed(node.operands))
                case nodes.Not():
                    waiting += (_Negate(), node.operand)
                case nodes.Group():
                    waiting.append(node.body)
                case nodes.Truth():
                    results.append(self._truth(node))
                case nodes.Block():
                    results.append(self._block(node))
                case _:
                    results.append(EVERYTHING)
        return results[0]

    def _comparison(self, node: nodes.Comparison) -> Node:
        resolved = self._resolve(node.path)
        if resolved is None:
            return EVERYTHING
        alternatives = self._operands.alternatives(node, resolved)
        if alternatives is None:
            return EVERYTHING
        start, end = node.path.start, node.end
        if len(alternatives) == 1:
            meaning: Node = Condition(resolved.place, alternatives[0], start, end)
        else:
            meaning = Or(tuple([Condition(resolved.place, tests, start, end) for tests in alternatives]))
        return Not(meaning) if node.operator in NEGATIVE else meaning

    def _truth(self, node: nodes.Truth) -> Node:
        resolved = self._resolve(node.path)
        if resolved is None:
            return EVERYTHING
        prop = resolved.property
        if prop is None or prop.value.kind != "boolean":
            self.problems.add(messages.not_a_checkbox(self._source, node.path, resolved.place.attribute))
            return EVERYTHING
        return Condition(resolved.place, (Test(prop.operators["$eq"], True),), node.start, node.end)

    def _block(self, node: nodes.Block) -> Node:
        resolved = self._resolve(node.path)
        blocks = BlockReader(self._source, self._operands, self.problems.add)
        meaning = None if resolved is None else blocks.read(node, resolved)
        return EVERYTHING if meaning is None else meaning

    def _resolve(self, path: nodes.Path) -> Resolved | None:
        resolved = resolve(path, self._target, self._source)
        if isinstance(resolved, Diagnostic):
            self.problems.add(resolved)
            return None
        return resolved
