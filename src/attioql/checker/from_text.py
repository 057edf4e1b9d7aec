"""Query text to the model at once: the driver with actions that make conditions, and nodes only of odd ones.

It reads what has nothing wrong in it. Any fault sends the text to the way of nodes, which finds all of them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from attioql.catalog.workspace import Target
from attioql.checker import from_nodes
from attioql.checker.literal_decoders import DECODERS, LiteralDecoder, find_decoder
from attioql.checker.model_warnings import may_have_warnings
from attioql.checker.names import Resolved, resolve, resolve_property
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import EVERYTHING, And, Condition, Node, Not, Or, Test
from attioql.resources import from_resources
from attioql.syntax import actions
from attioql.syntax.actions import ACTIONS, Action, TooMuchError
from attioql.syntax.driver import Reduction, drive, number_of, rules_of
from attioql.syntax.nodes import Comparison, Path
from attioql.syntax.parser import SyntaxTree, parse, parse_with_recovery, refusal_of, wrong_escapes
from attioql.syntax.simple_conditions import simple_condition
from attioql.syntax.spelling import FaultError, reserved_words, spelled
from attioql.syntax.token_patterns import FORMS, NAME_GROUP
from attioql.text.source import Source
from attioql.values.clock import Clock

_new = tuple.__new__  # makes a named tuple without a call of Python code


class Fast(NamedTuple):
    """The model of a text without a fault, as it was written, and whether there may be something to warn about."""

    written: Node
    may_warn: bool


class _OddError(ValueError):
    """A condition is wrong, or a value block has more in it than `and`. The text itself can be read."""


class _OpenBlock(NamedTuple):
    """The value block that conditions stand in."""

    path: Path
    resolved: Resolved


def read_fast(source: Source, target: Target, parameters: Parameters, clock: Clock, most: int) -> Fast | SyntaxTree:
    """Return what a text means, or its nodes where something is wrong, or a value block has more in it than `and`.

    `most` is how many mistakes are looked for.
    """
    if refusal_of(source) is not None or wrong_escapes(source, 1):
        return parse(source, most)
    making = _Making(source, target, parameters, clock)
    read = parse
    try:
        return _new(Fast, (drive(source.text, making.rules()), making.may_warn))
    except _OddError:
        pass
    except (FaultError, TooMuchError):
        read = parse_with_recovery
    return read(source, most)  # only here, as an exception keeps what was made so far


class _Making:
    """Makes the conditions of one text. What is not set for most texts is an attribute of the class."""

    _block: _OpenBlock | None = None
    _reader: from_nodes.Reader | None = None
    may_warn = False

    def __init__(self, source: Source, target: Target, parameters: Parameters, clock: Clock) -> None:
        self._context = (source, target, parameters, clock)
        self._decoders = DECODERS.of(target)

    def rules(self) -> list[Reduction]:
        """Return the rules with the actions that make these conditions. They are not kept: that would be a reference cycle."""
        shared, simple_condition, condition, opened, opened_block = _shared_rules()
        rules = shared.copy()
        rules[simple_condition] = ("atom", 1, self._simple_condition)
        rules[condition] = ("atom", 1, self._condition)
        if "{" in self._context[0].text:
            rules[opened] = ("opened", 2, self._opened)
            rules[opened_block] = ("condition", 3, self._opened_block)
        return rules

    def _simple_condition(self, found: re.Match[str]) -> Node:
        last: Any = found.lastindex
        kind, operator_group, _ = FORMS[last]
        name, operator, text = found.group(NAME_GROUP, operator_group, last)
        block = self._block
        key = (name, operator, kind) if block is None else (name, operator, kind, block.path.text)
        try:
            decoder = self._decoders[key]
        except KeyError:
            decoder = self._decoders.keep(key, self._find_decoder(name, operator, kind))
        if decoder is not None:
            path, test, convert, rest = decoder
            value = text if convert is None else convert(text, self._context[3])
            if value is not None:
                condition = _new(Condition, (path, test, value, found.start(NAME_GROUP), found.end(), ()))
                if rest is None:
                    return condition
                if rest.is_watched and block is None:
                    self._look_at(condition)
                return rest.of(condition)
        return self._condition(simple_condition(found))

    def _find_decoder(self, name: str, operator: str, kind: str) -> LiteralDecoder | None:
        if name.lower() in reserved_words():
            raise FaultError
        return find_decoder(self._resolved(Path(name, 0)), spelled(operator), kind, self._context[1])

    def _resolved(self, path: Path) -> Resolved:
        source, target, _, _ = self._context
        if self._block is None:
            resolved = resolve(path, target, source)
        else:
            resolved = resolve_property(path, self._block.resolved, self._block.path, source)
        if not isinstance(resolved, Resolved):
            raise _OddError
        return resolved

    def _condition(self, node: Any) -> Node:
        """Return what a condition means that is not like others; that of a value block is known already."""
        if type(node) is Condition:
            return node
        if self._reader is None:
            self._reader = from_nodes.Reader(*self._context, _stop)
        meaning = self._reader.condition(node) if self._block is None else self._in_block(node, self._reader)
        self._look_at(meaning)
        return meaning

    def _in_block(self, node: Any, reader: from_nodes.Reader) -> Node:
        resolved = self._resolved(node.path)
        if not isinstance(node, Comparison):
            raise _OddError
        return reader.comparison_on(node, resolved)

    def _opened(self, path: Path, _opening: int) -> _OpenBlock:
        resolved = self._resolved(path)
        if self._block is not None or (resolved.named and resolved.property):
            raise _OddError
        self._block = _OpenBlock(path, resolved)
        return self._block

    def _opened_block(self, block: _OpenBlock, alternatives: list[Node], closing: int) -> Condition:
        """Return one condition of those in a value block, where they are joined by `and` and all test something else."""
        self._block = None
        body = alternatives[0]
        members = body.members if type(body) is And else (body,)
        tests: list[Test] = []
        for member in members:
            if type(member) is not Condition:
                raise _OddError
            tests += member.tests
        if len(alternatives) > 1 or len({test.operator.rank for test in tests}) < len(tests):
            raise _OddError
        condition = Condition.of(block.resolved.path, tests, block.path.start, closing + 1)
        self._look_at(condition)
        return condition

    def _look_at(self, meaning: Node) -> None:
        source, target, _, _ = self._context
        self.may_warn = self.may_warn or may_have_warnings(meaning, source, target)


def _stop(_diagnostic: Diagnostic) -> None:
    raise _OddError


def _negation(_start: int, operand: Node) -> Node:
    return operand.operand if type(operand) is Not and type(operand.operand) is Not else Not(operand)


class _SharedRules(NamedTuple):
    """The rules with their actions, and the numbers of those whose actions belong to one text."""

    rules: list[Reduction]
    simple_condition: int
    condition: int
    opened: int
    opened_block: int


@from_resources
def _shared_rules() -> _SharedRules:
    connectives = actions.connectives(And, Or)
    whole = connectives["filter"]
    own: dict[str, Action | None] = {
        **connectives,
        "empty": lambda: EVERYTHING,
        "negation": _negation,
        "exclaimed_negation": _negation,
        "group": lambda _opening, alternatives, _closing: whole(alternatives),
    }
    return _SharedRules(rules_of({**ACTIONS, **own}), *map(number_of, _SharedRules._fields[1:]))
