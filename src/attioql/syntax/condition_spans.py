"""The conditions of query text: the parts of it that can be read by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from attioql.limits import LIMITS
from attioql.syntax.nodes import And, Block, Broken, Comparison, Expression, Group, Not, Or, Truth
from attioql.syntax.parser import SyntaxTree, parse
from attioql.text.source import Source, Span

_Condition: TypeAlias = Comparison | Truth | Block | Broken

_FOLLOWING = 2
"""Conditions behind one that cannot be read that are read with it: `is Lead or Won or Lost` begins with one, and has one meaning."""


def condition_spans(source: Source, most: int = LIMITS.diagnostics) -> list[Span]:
    """Return where the comparisons and value blocks of a text stand, in order, also where other parts cannot be read.

    A comparison that a path alone follows is none of them: what it lacks may be meant for both, as in `= Lead or Won`. One that
    cannot be read stands with those that follow it in the same brackets. A text with more mistakes than so many is read up to there,
    and its last conditions are none: their end may be missing.
    """
    tree = parse(source, most)
    if (end := _given_up_at(tree)) is not None:
        tree = parse(Source(source.text[:end], source.name), most + 1)
    conditions = _conditions(tree.root)
    spans: list[Span] = []
    last = len(conditions) - (0 if end is None else 1 + _FOLLOWING)
    for index, (condition, brackets) in enumerate(conditions[: max(last, 0)]):
        behind = [each for each, around in conditions[index + 1 : index + 1 + _FOLLOWING] if around == brackets]
        if isinstance(condition, Broken):
            spans.append(Span(condition.start, (condition, *behind)[-1].end))
        elif not (isinstance(condition, Comparison) and behind and isinstance(behind[0], Truth)):
            spans.append(Span(condition.start, condition.end))
    return spans


def _given_up_at(tree: SyntaxTree) -> int | None:
    """Return where the parser stopped after too many mistakes."""
    last = tree.problems[-1] if tree.problems else None
    return last.span.start if last is not None and last.span is not None and last.name == "too-many-problems" else None


class _Enclosed(NamedTuple):
    """A condition, and where the brackets around it begin."""

    condition: _Condition
    around: int


def _conditions(root: Expression) -> Sequence[_Enclosed]:
    found: list[_Enclosed] = []
    waiting: list[tuple[Expression, int]] = [(root, -1)]
    while waiting:
        expression, around = waiting.pop()
        match expression:
            case Comparison() | Truth() | Block() | Broken() as condition:
                found.append(_Enclosed(condition, around))
            case And(operands) | Or(operands):
                waiting.extend([(each, around) for each in reversed(operands)])
            case Not(operand):
                waiting.append((operand, around))
            case Group(body):
                waiting.append((body, expression.start))
    return found
