"""Filters of one target joined and negated, within the limits that a filter of their size and depth would have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Diagnostic
from attioql.errors import FilterError
from attioql.filters import model
from attioql.filters.canonical import DEEPEST, TooDeepError, canonical
from attioql.filters.model import EVERYTHING, Condition, Node
from attioql.limits import LIMITS


def combined(kind: type[model.And | model.Or], roots: Sequence[Node]) -> Node:
    """Return the canonical model of filters joined by `and` or `or`. Raises `FilterError` beyond a limit."""
    left = LIMITS.filter_parts
    for root in roots:
        left -= 1 + _parts(root)
        if left < 0:
            raise FilterError((diagnose("filter-too-large", None, None, limit=f"{LIMITS.filter_parts:,}"),))
    return canonical_within_limits(model.joined(kind, roots))


def complement(root: Node) -> Node:
    """Return the canonical model of what a filter does not match. Raises `ValueError` for the filter that matches everything."""
    if root == EVERYTHING:
        message = "the filter matches every record, and a filter that matches none cannot be written"
        raise ValueError(message)
    return canonical(model.Not(root))


def canonical_within_limits(root: Node) -> Node:
    """Return the canonical form of a model. Raises `FilterError` for one that is nested too deeply."""
    try:
        return canonical(root)
    except TooDeepError:
        raise FilterError((diagnose("nesting-too-deep.groups", None, None, limit=DEEPEST),)) from None


def joined_warnings(warnings: Iterable[Sequence[Diagnostic]]) -> tuple[Diagnostic, ...]:
    """Return the warnings of several filters in order, each once, and as many as one filter may have."""
    found: dict[object, Diagnostic] = {}
    for each in warnings:
        for warning in each:
            key = (warning.name, warning.message, warning.span, warning.pointer, warning.source)
            found.setdefault(key, warning)
            if len(found) == LIMITS.diagnostics:
                return tuple(found.values())
    return tuple(found.values())


def _parts(root: Node) -> int:
    """Count the members of groups and the values of lists, as the reader of filter JSON does."""
    parts = 0
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Condition):
            parts += sum([len(test.value) for test in node.tests if isinstance(test.value, tuple)])
        elif isinstance(node, model.Not):
            waiting.append(node.operand)
        else:
            parts += len(node.members)
            waiting += node.members
    return parts
