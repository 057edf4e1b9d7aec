"""Query text to the model at once: the driver with actions that make conditions, and nodes only of odd ones.

It reads what has nothing wrong in it. Any fault sends the text to the way of nodes, which finds all of them.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from attioql.catalog.workspace import Target
from attioql.checker.from_nodes import Reader
from attioql.checker.literal_decoders import DECODERS, find_decoder
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import EVERYTHING, And, Node, Not, Or
from attioql.resources import from_resources
from attioql.syntax import actions
from attioql.syntax.actions import ACTIONS, FaultError, TooMuchError
from attioql.syntax.driver import Action, Rule, drive, number_of, rules_of
from attioql.syntax.nodes import Path
from attioql.syntax.parser import SyntaxTree, parse, parse_with_recovery, refusal_of, wrong_escapes
from attioql.syntax.simple_conditions import simple_condition, strings_in
from attioql.syntax.spelling import spelled
from attioql.syntax.token_patterns import FORMS, NAME_GROUP
from attioql.text.source import Source
from attioql.values.clock import Clock


class Fast(NamedTuple):
    """The model of a text without a fault, as it was written, and whether there may be something to warn about."""

    written: Node
    is_watched: bool


class _WrongError(ValueError):
    """A condition is wrong. The text itself can be read."""


def read_fast(source: Source, target: Target, parameters: Parameters, clock: Clock) -> Fast | SyntaxTree:
    """Return what a text means, or its nodes where something is wrong, or a value block in it."""
    text = source.text
    if "{" in text or refusal_of(source) is not None or ("\\" in text and wrong_escapes(source)):
        return parse(source)
    making = _Making(source, target, parameters, clock)
    try:
        written = drive(text, making.rules())
    except _WrongError:
        return parse(source)
    except (FaultError, TooMuchError):
        return parse_with_recovery(source)
    return Fast(written, making.is_watched)


class _Making:
    """Makes the conditions of one text."""

    __slots__ = ("_clock", "_decoders", "_parameters", "_reader", "_source", "_target", "is_watched")

    def __init__(self, source: Source, target: Target, parameters: Parameters, clock: Clock) -> None:
        self._source = source
        self._target = target
        self._parameters = parameters
        self._clock = clock
        self._decoders = DECODERS.of(target)
        self._reader: Reader | None = None
        self.is_watched = False

    def rules(self) -> list[Rule]:
        rules, simple, odd = _shared_rules()
        rules = rules.copy()
        rules[simple] = ("atom", 1, self.simple_condition)
        rules[odd] = ("atom", 1, self.condition)
        return rules

    def simple_condition(self, found: re.Match[str]) -> Node:
        last: Any = found.lastindex
        kind, operator_group, _ = FORMS[last]
        name, operator, text = found.group(NAME_GROUP, operator_group, last)
        key = (name, operator, kind)
        try:
            decoder = self._decoders[key]
        except KeyError:
            found_out = find_decoder(Path(name, 0), spelled(operator), kind, self._target)
            decoder = self._decoders.keep(key, found_out)
        if decoder is not None:
            if decoder.is_watched:
                self.is_watched = True
            written = text if kind != "list" else [literal.text for literal in strings_in(text, 0)]
            condition = decoder.condition(written, found.start(NAME_GROUP), found.end())
            if condition is not None:
                return condition
        return self.condition(simple_condition(found))

    def condition(self, node: Any) -> Node:
        """Return what a condition means that is not like others."""
        self.is_watched = True
        if self._reader is None:
            self._reader = Reader(self._source, self._target, self._parameters, self._clock, _stop)
        return self._reader.condition(node)


def _stop(_diagnostic: Diagnostic) -> None:
    raise _WrongError


def _negation(_start: int, operand: Node) -> Node:
    return operand.operand if type(operand) is Not and type(operand.operand) is Not else Not(operand)


@from_resources
def _shared_rules() -> tuple[list[Rule], int, int]:
    """Return the rules with their actions, and the numbers of the two whose actions belong to one text."""
    connectives = actions.connectives(And, Or)
    whole = connectives["filter"]
    own: dict[str, Action | None] = {
        **connectives,
        "empty": lambda: EVERYTHING,
        "negation": _negation,
        "exclaimed_negation": _negation,
        "group": lambda _opening, alternatives, _closing: whole(alternatives),
    }
    return rules_of({**ACTIONS, **own}), number_of("simple_condition"), number_of("condition")
