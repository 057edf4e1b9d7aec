"""The conditions of query text: the parts of it that can be read by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from attioql.limits import LIMITS
from attioql.syntax.nodes import And, Block, Comparison, Expression, Group, Not, Or, Truth
from attioql.syntax.parser import SyntaxTree, parse
from attioql.text.source import Source, Span


def condition_spans(source: Source, most: int = LIMITS.diagnostics) -> list[Span]:
    """Return where the comparisons and value blocks of a text stand, in order, also where other parts cannot be read.

    A comparison that a path alone follows is none of them: what it lacks may be meant for both, as in `= Lead or Won`.
    A text with more mistakes than so many is read up to there.
    """
    tree = parse(source, most)
    if (end := _given_up_at(tree)) is not None:
        tree = parse(Source(source.text[:end], source.name), most + 1)
    spans: list[Span] = []
    waiting: list[Expression] = [tree.root]
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


def _given_up_at(tree: SyntaxTree) -> int | None:
    """Return where the parser stopped after too many mistakes."""
    last = tree.problems[-1] if tree.problems else None
    return last.span.start if last is not None and last.span is not None and last.name == "too-many-problems" else None


def _pairs(operands: Sequence[Expression]) -> Iterable[tuple[Expression, Expression | None]]:
    return zip_longest(operands, operands[1:])


def _may_share(operand: Expression, following: Expression | None) -> bool:
    return isinstance(operand, Comparison) and isinstance(following, Truth)
