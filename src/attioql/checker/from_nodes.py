"""Nodes to model: every path resolved, every operator and value held against the catalogue, every fault reported.

The tree is walked with a stack of its own: nesting costs no recursion. What could not be read or resolved is left out
without a second message.
"""

from __future__ import annotations

from itertools import takewhile
from operator import itemgetter
from typing import Any, NamedTuple, TypeAlias

from attioql.catalog.workspace import Target
from attioql.checker import messages
from attioql.checker.blocks import BlockReader
from attioql.checker.literal_decoders import DECODERS, find_decoder
from attioql.checker.names import Resolved, resolve
from attioql.checker.operands import Operands, Reporter
from attioql.checker.parameters import Parameters
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or
from attioql.limits import LIMITS
from attioql.operators import is_negated, operator_of
from attioql.syntax import nodes
from attioql.text.source import Source
from attioql.values.clock import Clock

_new = tuple.__new__  # makes a named tuple without a call of Python code

_COMPARISONS = {nodes.Comparison}


class _Join(NamedTuple):
    """Marks where the operands of an `and` or `or`, from `base` on, are all there."""

    kind: type[nodes.And | nodes.Or]
    base: int


class _Negate(NamedTuple):
    """Marks where the operand of a `not` is there."""


class _NamesBehind(NamedTuple):
    """Paths alone that follow a comparison: checkboxes, or values that the connective does not join."""

    before: nodes.Comparison | nodes.Broken
    connective: type[nodes.And | nodes.Or]
    names: list[nodes.Truth]


_Waiting: TypeAlias = nodes.Expression | _Join | _Negate | _NamesBehind


class Reader:
    """Reads the nodes of one filter. Faults go to `report`; a part with one becomes the filter of everything."""

    def __init__(self, source: Source, target: Target, parameters: Parameters, clock: Clock, report: Reporter) -> None:
        """Keep what all parts of the filter share."""
        self.is_watched = False
        self._report = report
        self._source = source
        self._target = target
        self._clock = clock
        self._decoders = DECODERS.of(target)
        self._operands = Operands(source, target, parameters, clock, report)
        self._blocks = BlockReader(source, self._operands, report)

    def read(self, expressions: list[nodes.Expression]) -> Node:
        """Walk the expression that waits, and take it out of the list."""
        results: list[Node] = []
        waiting: list[_Waiting] = [expressions.pop()]
        while waiting:
            node = waiting.pop()
            if type(node) is nodes.Comparison:
                results.append(self._comparison(node))
            else:
                self._take(node, results, waiting)
        return results[0]

    def condition(self, node: nodes.Comparison | nodes.Truth | nodes.Block) -> Node:
        """Return what one condition means, whether or not others are like it."""
        match node:
            case nodes.Comparison():
                return self._odd_comparison(node)
            case nodes.Truth():
                return self._truth(node)
            case nodes.Block():
                return self._block(node)

    def _take(self, node: _Waiting, results: list[Node], waiting: list[_Waiting]) -> None:
        match node:
            case _Join(joined, base):
                members = tuple(results[base:])
                del results[base:]
                results.append(And(members) if joined is nodes.And else Or(members))
            case _Negate():
                results.append(Not(results.pop()))
            case nodes.And(operands) | nodes.Or(operands) if set(map(type, operands)) == _COMPARISONS:
                members = tuple([self._comparison(operand) for operand in operands])  # type: ignore[arg-type]  # no other node
                results.append(And(members) if type(node) is nodes.And else Or(members))
            case nodes.And() | nodes.Or():
                waiting.append(_Join(type(node), len(results)))
                waiting.extend(reversed(_with_names_behind(node)))
            case nodes.Not():
                waiting += (_Negate(), node.operand)
            case nodes.Group():
                waiting.append(node.body)
            case _NamesBehind(before):
                is_silent = _innermost(results[-1]) is EVERYTHING and self._is_unread(before)
                results += self._names(node, is_silent=is_silent)
            case nodes.Truth() | nodes.Block():
                results.append(self.condition(node))
            case _:
                results.append(EVERYTHING)

    def _comparison(self, node: nodes.Comparison) -> Node:
        """Return what a comparison means: nearly all are like one that was seen before."""
        written_path, operator, operand, _, _ = node
        written: Any
        if type(operand) is nodes.Literal:
            kind, written, start, length = operand
            end = start + length
        elif operand is None:
            kind, written, end = "presence", "", node.end
        elif type(operand) is nodes.Items and operand.values and all(map(_is_string, operand.values)):
            kind, written, end = "strings", [value[1] for value in operand.values], operand.end
        else:
            return self._odd_comparison(node)
        key = (written_path.text, operator, kind)
        try:
            decoder = self._decoders[key]
        except KeyError:
            resolved = self._resolve(written_path)
            if resolved is None:
                return EVERYTHING
            decoder = self._decoders.keep(key, find_decoder(resolved, operator, kind, self._target))
        if decoder is not None:
            path, test, convert, rest = decoder
            value = written if convert is None else convert(written, self._clock)
            if value is not None:
                condition = _new(Condition, (path, test, value, written_path.start, end, ()))
                if rest is None:
                    return condition
                self.is_watched = self.is_watched or rest.is_watched
                return rest.of(condition)
        return self._odd_comparison(node)

    def _odd_comparison(self, node: nodes.Comparison) -> Node:
        resolved = self._resolve(node.path)
        return EVERYTHING if resolved is None else self.comparison_on(node, resolved)

    def comparison_on(self, node: nodes.Comparison, resolved: Resolved) -> Node:
        """Return what a comparison means whose path is resolved."""
        self.is_watched = True
        alternatives = self._operands.alternatives(node, resolved)
        if alternatives is None:
            return EVERYTHING
        start, end = node.path.start, node.end
        if len(alternatives) == 1:
            meaning: Node = Condition.of(resolved.path, alternatives[0], start, end)
        else:
            meaning = Or(tuple([Condition.of(resolved.path, tests, start, end) for tests in alternatives]))
        return Not(meaning) if is_negated(node.operator) else meaning

    def _truth(self, node: nodes.Truth) -> Node:
        self.is_watched = True
        resolved = self._resolve(node.path)
        if resolved is None:
            return EVERYTHING
        prop = resolved.property
        if prop is None or prop.kind.json_type != "boolean":
            self._report(messages.not_a_checkbox(self._source, node.path, resolved.path.attribute))
            return EVERYTHING
        return Condition(resolved.path, prop.operators[operator_of("equal")], True, node.start, node.end)

    def _is_unread(self, before: nodes.Comparison | nodes.Broken) -> bool:
        """Tell whether a fault of a condition is that its text has no quotes or could not be read, as that of what follows it is."""
        match before:
            case nodes.Broken() | nodes.Comparison(operand=nodes.Broken()):
                return True
            case nodes.Comparison(operand=nodes.Literal("word")):
                return isinstance(resolve(before.path, self._target, self._source), Resolved)
        return False

    def _names(self, given: _NamesBehind, *, is_silent: bool) -> list[Node]:
        """Return what paths alone mean behind a comparison. The first that is a value is reported with those that follow it."""
        before, connective, names = given
        values = [self._is_value(name) for name in names[: LIMITS.recovery_values]]
        if True in values and not is_silent and isinstance(before, nodes.Comparison):
            first = values.index(True)
            run = [name.path for name, _ in takewhile(itemgetter(1), zip(names[first:], values[first:], strict=False))]
            told = messages.value_as_condition(
                self._source, self._target, before, connective, run, is_adjacent=first == 0
            )
            self._report(told)
        values += [False] * (len(names) - len(values))
        return [EVERYTHING if is_value else self._truth(name) for name, is_value in zip(names, values, strict=True)]

    def _is_value(self, node: nodes.Truth) -> bool:
        """Tell whether a path alone is one name, which is neither an attribute nor like one."""
        resolved = resolve(node.path, self._target, self._source)
        if isinstance(resolved, Resolved) or len(node.path.segments) > 1:
            return False
        return messages.is_of_unknown_name(resolved())

    def _block(self, node: nodes.Block) -> Node:
        self.is_watched = True
        resolved = self._resolve(node.path)
        meaning = None if resolved is None else self._blocks.read(node, resolved)
        return EVERYTHING if meaning is None else meaning

    def _resolve(self, path: nodes.Path) -> Resolved | None:
        resolved = resolve(path, self._target, self._source)
        if isinstance(resolved, Resolved):
            return resolved
        self._report(resolved())
        return None


def _with_names_behind(node: nodes.And | nodes.Or) -> list[_Waiting]:
    """Return the operands of a connective; paths alone come together, with the comparison that they follow."""
    found: list[_Waiting] = []
    for operand in node.operands:
        last = found[-1] if found else None
        if isinstance(operand, nodes.Truth) and isinstance(last, _NamesBehind):
            last.names.append(operand)
            continue
        while isinstance(last, nodes.Not):
            last = last.operand
        if isinstance(operand, nodes.Truth) and isinstance(last, nodes.Comparison | nodes.Broken):
            found.append(_NamesBehind(last, type(node), [operand]))
        else:
            found.append(operand)
    return found


def _innermost(node: Node) -> Node:
    while isinstance(node, Not):
        node = node.operand
    return node


def _is_string(value: nodes.Value) -> bool:
    return type(value) is nodes.Literal and value.kind == "string"
