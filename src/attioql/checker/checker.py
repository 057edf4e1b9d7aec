"""Nodes to model: every path resolved, every operator and value held against the catalogue, every fault reported.

The tree is walked with a stack of its own: nesting costs no recursion. What could not be read or resolved is left out
without a second message.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, cast

from attioql.catalog.workspace import Target
from attioql.checker import messages
from attioql.checker.blocks import BlockReader
from attioql.checker.doubts import doubts, may_be_doubtful
from attioql.checker.names import Resolved, resolve
from attioql.checker.operands import Operands
from attioql.checker.parameters import Parameters
from attioql.checker.plain import plain_reader
from attioql.checker.problems import EnoughError, Problems
from attioql.checker.times import Clock
from attioql.diagnostics.model import Diagnostic
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or
from attioql.operators import is_negated
from attioql.syntax import nodes
from attioql.syntax.parser import parse
from attioql.text.source import Source

_NOTHING: Mapping[int, Node] = MappingProxyType({})
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


def check_text(source: Source, target: Target, parameters: Parameters, clock: Clock) -> Checked:
    """Read a text, check it against a target and return its canonical model; what is wrong is in the order of the text.

    Nothing is said to be doubtful where something is wrong.
    """
    expression, unreadable, _ = parse(source, plain_reader(target))
    problems: list[Diagnostic] = []
    written = _read_already(expression)
    if written is None:
        # In a list, so that the nodes go as the model comes, and a long filter is never held twice.
        waiting = [expression]
        del expression
        written = _read(waiting, source, target, parameters, clock, problems)
    root = None if written is None else _canonical(written, source, problems)
    if root is not None:
        _conclude(None if unreadable else root, problems, source, target, parameters)
    if unreadable:
        problems = sorted((*unreadable, *problems), key=lambda problem: problem.span or (0, 0))
    return _new(Checked, (EVERYTHING if root is None else root, tuple(problems)))


def examine(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    *,
    readable: bool = True,
    known: Mapping[int, Node] = _NOTHING,
) -> Examined:
    """Check an expression as `check_text` does, and return the model as it was written.

    The expression is the one item of `waiting`, and is taken out of it. Nothing is said to be doubtful where something is
    wrong, nor where the text was not `readable` from end to end. What comparisons are `known` to mean, by where they begin, is
    not worked out again. The canonical form is made only where it may be nested too
    deeply, or where something may be doubtful.
    """
    problems: list[Diagnostic] = []
    written = _known_meaning(waiting[0], known) or _read(waiting, source, target, parameters, clock, problems, known)
    if written is None:
        return _new(Examined, (EVERYTHING, tuple(problems)))
    root: Node | None = None
    if _may_be_deep(source.text) or may_be_doubtful(written, source, target):
        root = _canonical(written, source, problems)
        if root is None:
            return _new(Examined, (written, tuple(problems)))
    _conclude(root if readable else None, problems, source, target, parameters)
    return _new(Examined, (written, tuple(problems)))


def _read(
    waiting: list[nodes.Expression],
    source: Source,
    target: Target,
    parameters: Parameters,
    clock: Clock,
    problems: list[Diagnostic],
    known: Mapping[int, Node] = _NOTHING,
) -> Node | None:
    """Return the model of the expression that waits; `None` where it has as many faults as are reported."""
    try:
        return _Checker(source, target, parameters, clock, Problems(problems), known).read(waiting)
    except EnoughError:
        return None


def _canonical(written: Node, source: Source, problems: list[Diagnostic]) -> Node | None:
    """Return the canonical form of a model; `None` where it is nested too deeply, which is said."""
    try:
        return canonical(written)
    except TooDeepError:
        problems.append(messages.nesting_too_deep(source, DEEPEST))
        return None


def _conclude(
    root: Node | None, problems: list[Diagnostic], source: Source, target: Target, parameters: Parameters
) -> None:
    """Add what is to be said at the end: where there is no fault, what is doubtful in the model."""
    if root is not None and not problems:
        problems += doubts(root, source, target)
    problems += [messages.unused_parameter(name, source) for name in parameters.unused(source)]


_new = tuple.__new__  # makes a named tuple without a call of Python code


def _may_be_deep(text: str) -> bool:
    """Tell whether the canonical form may be nested too deeply: a pair of brackets holds an `or` of `and` at most."""
    brackets = text.count("(") + text.count("{")
    return _GROUPS_IN_BRACKETS * (brackets + 1) + _GROUPS_OF_A_CONDITION > DEEPEST


def _known_meaning(node: object, known: Mapping[int, Node]) -> Node | None:
    """Return what a comparison is known to mean, or a group of nothing but such comparisons."""

    def meaning_of(compared: nodes.Comparison) -> Node | None:
        return known.get(compared.start)

    if not known:
        return None
    return meaning_of(node) if isinstance(node, nodes.Comparison) else _of_comparisons(node, meaning_of)


def _of_comparisons(node: object, meaning_of: Callable[[nodes.Comparison], Node | None]) -> Node | None:
    """Return what a group of nothing but comparisons means; `None` for any other node, or where one of them has no meaning."""
    kind = type(node)
    if kind is not nodes.And and kind is not nodes.Or:
        return None
    operands = cast("nodes.And | nodes.Or", node).operands
    if set(map(type, operands)) != _COMPARISONS:
        return None
    members = [meaning_of(each) for each in cast("Sequence[nodes.Comparison]", operands)]
    if None in members:
        return None
    return (And if kind is nodes.And else Or)(cast("tuple[Node, ...]", tuple(members)))


def _read_already(node: object) -> Node | None:
    """Return what is a model as it comes from the parser: plain conditions in groups of at most two levels."""
    kind = type(node)
    if kind is not nodes.And and kind is not nodes.Or:
        return _flat(node)
    operands = cast("nodes.And | nodes.Or", node).operands
    if set(map(type, operands)) == _CONDITIONS:
        members = cast("tuple[Node, ...]", operands)
    else:
        read = [_flat(part.body if type(part) is nodes.Group else part) for part in operands]
        if None in read:
            return None
        members = cast("tuple[Node, ...]", tuple(read))
    return And(members) if kind is nodes.And else Or(members)


def _flat(node: object) -> Node | None:
    """Return a plain condition, one that is negated, or a group of nothing but plain conditions."""
    kind = type(node)
    if kind is Condition:
        return cast("Condition", node)
    if kind is nodes.And or kind is nodes.Or:
        operands = cast("nodes.And | nodes.Or", node).operands
        if set(map(type, operands)) == _CONDITIONS:
            return (And if kind is nodes.And else Or)(cast("tuple[Node, ...]", operands))
    elif kind is nodes.Not and type(operand := cast("Not", node).operand) is Condition:
        return Not(operand)
    return None


_CONDITIONS = {Condition}
_COMPARISONS = {nodes.Comparison}


class _Join(NamedTuple):
    """Marks where the operands of an `and` or `or`, from `base` on, are all there."""

    kind: type[nodes.And | nodes.Or]
    base: int


class _Negate(NamedTuple):
    """Marks where the operand of a `not` is there."""


_Waiting: TypeAlias = nodes.Expression | _Join | _Negate


class _Checker:
    def __init__(
        self,
        source: Source,
        target: Target,
        parameters: Parameters,
        clock: Clock,
        problems: Problems,
        known: Mapping[int, Node],
    ) -> None:
        self.problems = problems
        self._known = known
        self._source = source
        self._target = target
        self._parameters = parameters
        self._operands = Operands(source, target, parameters, clock, self.problems.add)

    def read(self, expressions: list[nodes.Expression]) -> Node:
        """Walk the expression that waits; a part with a fault in it becomes the filter of everything."""
        results: list[Node] = []
        waiting: list[_Waiting] = [expressions.pop()]
        while waiting:
            node = waiting.pop()
            if type(node) is nodes.Comparison:
                results.append(self._meant(node))
            elif (already := _of_comparisons(node, self._meant) if self._known else _read_already(node)) is not None:
                results.append(already)
            else:
                self._take(node, results, waiting)
        return results[0]

    def _meant(self, node: nodes.Comparison) -> Node:
        return self._known.get(node.start) or self._comparison(node)

    def _take(self, node: _Waiting, results: list[Node], waiting: list[_Waiting]) -> None:
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

    def _comparison(self, node: nodes.Comparison) -> Node:
        resolved = self._resolve(node.path)
        if resolved is None:
            return EVERYTHING
        alternatives = self._operands.alternatives(node, resolved)
        if alternatives is None:
            return EVERYTHING
        start, end = node.path.start, node.end
        if len(alternatives) == 1:
            meaning: Node = Condition.of(resolved.place, alternatives[0], start, end)
        else:
            meaning = Or(tuple([Condition.of(resolved.place, tests, start, end) for tests in alternatives]))
        return Not(meaning) if is_negated(node.operator) else meaning

    def _truth(self, node: nodes.Truth) -> Node:
        resolved = self._resolve(node.path)
        if resolved is None:
            return EVERYTHING
        prop = resolved.property
        if prop is None or prop.value.kind != "boolean":
            self.problems.add(messages.not_a_checkbox(self._source, node.path, resolved.place.attribute))
            return EVERYTHING
        return Condition(resolved.place, prop.operators["$eq"], True, node.start, node.end)

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
