"""Value blocks in a grammar: each property of the attribute once, or both ends of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute
from attioql.grammars.builder import Builder
from attioql.grammars.model import Ref, Repeated, Sequence, Text
from attioql.grammars.operand_rules import OperandRules
from attioql.limits import LIMITS
from attioql.operators import Role, load_operators

_AND = Text(" and ")
_BOTH_ENDS: tuple[tuple[Role, Role], ...] = (("above", "below"), ("start", "end"))


def block(builder: Builder, operands: OperandRules, attribute: Attribute) -> Ref | None:
    """Return the lexeme of a value block on an attribute; `None` if it could say no more than a condition without one.

    The rules of `operands` are lexemes. A decoder compiles one lexeme in less time than the many rules of a block.
    """
    properties = [prop for prop in attribute.type.properties.values() if prop.operators and stands_alone(prop)]
    if len(properties) < 2 and not any(_both_ends(operands, attribute, prop) for prop in properties):
        return None
    most = _most_values(properties)
    parts: list[Ref] = []
    for prop in properties:
        told = [*_parts(operands, attribute, prop, most)]
        parts += [builder.add("part", told, lexeme=True)] if told else []
    if not parts:
        return None
    is_small = len(parts) <= LIMITS.grammar_block_properties
    body = _in_any_order(builder, parts) if is_small else _in_order(builder, parts)
    return builder.add("block", [(Text(" { "), body, Text(" }"))], lexeme=True)


def _in_any_order(builder: Builder, parts: list[Ref]) -> Ref:
    """Return what says some of the parts, each once: a rule for each choice of those that may still follow."""
    made: dict[tuple[Ref, ...], Ref] = {}
    for size in range(1, len(parts) + 1):
        for chosen in combinations(parts, size):
            others = [(part, tuple([each for each in chosen if each is not part])) for part in chosen]
            body = [(part, Repeated((_AND, made[rest]), 1)) if rest else (part,) for part, rest in others]
            made[chosen] = builder.add("body", body, lexeme=True)
    return made[tuple(parts)]


def _in_order(builder: Builder, parts: list[Ref]) -> Ref:
    """Return what says some of the parts in their order, each once, or two of them in the opposite order."""
    following = parts[-1]
    for part in reversed(parts[:-1]):
        following = builder.add("body", [(part, Repeated((_AND, following), 1)), (following,)], lexeme=True)
    swapped: list[Sequence] = []
    for index, part in enumerate(parts[1:], 1):
        earlier = builder.add("body", [(each,) for each in parts[:index]], lexeme=True)
        swapped.append((part, _AND, earlier))
    return builder.add("body", [(following,), *swapped], lexeme=True)


def stands_alone(prop: Property) -> bool:
    """Tell whether a property may be tested without the one that it belongs with."""
    return prop.alone is None or bool(prop.alone.impossible_with)


def _parts(operands: OperandRules, attribute: Attribute, prop: Property, most: int) -> Iterator[Sequence]:
    """Yield what a block may say of one property."""
    name = Text(prop.name)
    tail = operands.in_block(attribute, prop, most)
    if tail is not None:
        yield (name, tail)
    yield from [(name, *first, _AND, name, *last) for first, last in _both_ends(operands, attribute, prop)]


def _both_ends(operands: OperandRules, attribute: Attribute, prop: Property) -> list[tuple[Sequence, Sequence]]:
    """Return the operators for two ends of a value, bounds or a start and an end, with their values."""
    pairs = [[operands.of_role(attribute, prop, role) for role in roles] for roles in _BOTH_ENDS]
    return [(first, last) for first, last in pairs if first is not None and last is not None]


def _most_values(properties: list[Property]) -> int:
    """Return how long each list may be, so that all lists of a block together are not multiplied out to too many alternatives."""
    spellings = load_operators().spellings
    lists = [
        prop
        for prop in properties
        if prop.membership is None and any(spellings[text].takes == "list" for text in prop.spellings)
    ]
    most = LIMITS.grammar_list_values
    while lists and most ** len(lists) > LIMITS.grammar_block_alternatives:
        most -= 1
    return most
