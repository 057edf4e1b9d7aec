"""The grammar of the query text that a target accepts, in a dialect that decoders of language models read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.diagnostics.phrases import shown
from attioql.grammars.builder import Builder, TooLargeError
from attioql.grammars.gbnf import write_gbnf
from attioql.grammars.lark import write_lark
from attioql.grammars.model import DIALECTS, Dialect, Production, Ref, Repeated, Text
from attioql.grammars.path_rules import add_condition
from attioql.limits import LIMITS


class _Way(NamedTuple):
    """How a dialect is written, and whether its decoders read lexemes."""

    write: Callable[[Sequence[Production], str], str]
    by_lexemes: bool


_WAYS: Mapping[str, _Way] = {"lark": _Way(write_lark, by_lexemes=True), "gbnf": _Way(write_gbnf, by_lexemes=False)}


def write_grammar(target: Target, dialect: Dialect, depth: int) -> str:
    """Return the grammar of a target. Raises `TypeError` and `ValueError` as `attioql.grammar` does."""
    way = _way(dialect)
    _require_depth(depth)
    builder = Builder()
    try:
        condition = add_condition(builder, target, depth, by_lexemes=way.by_lexemes)
    except TooLargeError:
        smaller = "a smaller depth" if depth else "a workspace with fewer attributes or options"
        message = f"the grammar of {shown(target.slug)} at depth {depth} has more than {LIMITS.grammar_alternatives:,} alternatives; pass {smaller}"
        raise ValueError(message) from None
    if condition is None:
        message = f"{shown(target.slug)} has no attribute that a filter can test"
        raise ValueError(message)
    return way.write(builder.productions, _add_groups(builder, condition).rule)


def _way(dialect: object) -> _Way:
    if not isinstance(dialect, str):
        message = f"dialect must be the name of one (str), not {type(dialect).__name__}"
        raise TypeError(message)
    if dialect not in _WAYS:
        message = f"no dialect {shown(dialect)}; there are {', '.join(DIALECTS)}"
        raise ValueError(message)
    return _WAYS[dialect]


def _require_depth(depth: object) -> None:
    if isinstance(depth, bool) or not isinstance(depth, int):
        message = f"depth must be an int, not {type(depth).__name__}"
        raise TypeError(message)
    if not 0 <= depth <= LIMITS.grammar_references:
        message = f"depth must not be negative or above {LIMITS.grammar_references}, not {shown(depth)}"
        raise ValueError(message)


def _add_groups(builder: Builder, condition: Ref) -> Ref:
    """Add `or`, `and`, `not` and brackets, from the innermost brackets out, and return what a filter is."""
    group = _group(builder, condition)
    for _ in range(LIMITS.grammar_groups):
        group = _group(builder, builder.add("atom", [(condition,), (Text("("), group, Text(")"))]))
    return group


def _group(builder: Builder, atom: Ref) -> Ref:
    negation = builder.add("negation", [(atom,), (Text("not "), atom)])
    conjunction = builder.add("conjunction", [_joined(negation, " and ")])
    return builder.add("disjunction", [_joined(conjunction, " or ")])


def _joined(operand: Ref, connective: str) -> tuple[Ref, Repeated]:
    return operand, Repeated((Text(connective), operand), LIMITS.grammar_operands - 1)
