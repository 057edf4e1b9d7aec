"""Nodes to model: every path resolved, every operator and value held against the catalogue, every fault reported.

The tree is walked with a stack of its own: nesting costs no recursion. What could not be read or resolved is left out
without a second message.
"""

from __future__ import annotations

from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.check import messages
from attioql.check.blocks import BlockReader
from attioql.check.doubts import doubts, may_be_doubtful
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

_GROUPS_IN_BRACKETS = 2
_GROUPS_OF_A_CONDITION = 3
"""Groups that one condition may become: alternatives, each of several parts, which are negated together."""


class Checked(NamedTuple):
    """The canonical model of a text, and what is wrong or doubtful. With an error among them, the model is incomplete."""

    root: Node
    problems: tuple[Diagnostic, ...]


class Examined(NamedTuple):
    """The model of a text as it was written, and what is wrong or doubtful. With an error among them, it is incomplete."""

    written: Node
    problems: tuple[Diagnostic, ...]


def check_expression(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    *,
    readable: bool = True,
) -> Checked:
    """Check an expression against a target and return its canonical model.

    The expression is the one item of `waiting`, and is taken out of it: its nodes go as the model comes, so that a long
    filter is never held twice. Nothing is said to be doubtful where something is wrong, nor where the text was not `readable`
    from end to end.
    """
    checker = _Checker(source, target, parameters, clock)
    root: Node = EVERYTHING
    try:
        root = canonical(checker.read(waiting))
    except EnoughError:
        return Checked(EVERYTHING, tuple(checker.problems.found))
    except TooDeepError:
        return Checked(EVERYTHING, checker.found_too_deep())
    return Checked(root, checker.concluded(root if readable else None))


def examine(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    *,
    readable: bool = True,
) -> Examined:
    """Check an expression as `check_expression` does, and return the model as it was written.

    Its canonical form is made only where it may be nested too deeply, or where something may be doubtful.
    """
    checker = _Checker(source, target, parameters, clock)
    written: Node = EVERYTHING
    root: Node | None = None
    try:
        written = checker.read(waiting)
        if _may_be_deep(source.text) or may_be_doubtful(written, target):
            root = canonical(written)
    except EnoughError:
        return Examined(written, tuple(checker.problems.found))
    except TooDeepError:
        return Examined(written, checker.found_too_deep())
    return Examined(written, checker.concluded(root if readable else None))


def _may_be_deep(text: str) -> bool:
    """Tell whether the canonical form may be nested too deeply: a pair of brackets holds an `or` of `and` at most."""
    brackets = text.count("(") + text.count("{")
    return _GROUPS_IN_BRACKETS * (brackets + 1) + _GROUPS_OF_A_CONDITION > DEEPEST


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

    def found_too_deep(self) -> tuple[Diagnostic, ...]:
        """Return what was found, and that the filter is nested too deeply."""
        return (*self.problems.found, messages.nesting_too_deep(self._source, DEEPEST))

    def concluded(self, root: Node | None) -> tuple[Diagnostic, ...]:
        """Return what was found, and what is to be said at the end: where there is no fault, what is doubtful in the model."""
        problems = self.problems.found
        if root is not None and not problems:
            problems += doubts(root, self._source, self._target)
        problems += [messages.unused_parameter(name, self._source) for name in self._parameters.unused(self._source)]
        return tuple(problems)

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
