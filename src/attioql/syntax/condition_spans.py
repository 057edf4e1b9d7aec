"""The conditions of query text: the parts of it that can be read by themselves."""

from __future__ import annotations

from attioql.limits import LIMITS
from attioql.syntax.nodes import And, Block, Comparison, Expression, Group, Not, Or, Truth
from attioql.syntax.parser import parse
from attioql.text.source import Source, Span


def condition_spans(source: Source, most: int = LIMITS.diagnostics) -> list[Span]:
    """Return where the comparisons and value blocks of a text stand, in order, also where other parts cannot be read.

    Beyond so many mistakes, the text is not read.
    """
    spans: list[Span] = []
    waiting: list[Expression] = [parse(source, most).root]
    while waiting:
        match waiting.pop():
            case Comparison() | Truth() | Block() as condition:
                spans.append(Span(condition.start, condition.end))
            case And(operands) | Or(operands):
                waiting.extend(reversed(operands))
            case Not(operand):
                waiting.append(operand)
            case Group(body):
                waiting.append(body)
    return spans
