"""The conditions of query text: the parts of it that can be read by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from attioql.limits import LIMITS
from attioql.syntax.nodes import And, Block, Comparison, Expression, Group, Not, Or, Truth
from attioql.syntax.parser import parse
from attioql.text.source import Source, Span


def condition_spans(source: Source, most: int = LIMITS.diagnostics) -> list[Span]:
    """Return where the comparisons and value blocks of a text stand, in order, also where other parts cannot be read.

    A comparison that a path alone follows is none of them: what it lacks may be meant for both, as in `= Lead or Won`.
    Beyond so many mistakes, the text is not read.
    """
    spans: list[Span] = []
    waiting: list[Expression] = [parse(source, most).root]
    while waiting:
        match waiting.pop():
            case Comparison() | Truth() | Block() as condition:
                spans.append(Span(condition.start, condition.end))
            case And(operands) | Or(operands):
                waiting.extend(reversed([each for each, after in _pairs(operands) if not _may_share(each, after)]))
            case Not(operand):
                waiting.append(operand)
            case Group(body):
                waiting.append(body)
    return spans


def _pairs(operands: Sequence[Expression]) -> Iterable[tuple[Expression, Expression | None]]:
    return zip_longest(operands, operands[1:])


def _may_share(operand: Expression, following: Expression | None) -> bool:
    return isinstance(operand, Comparison) and isinstance(following, Truth)
