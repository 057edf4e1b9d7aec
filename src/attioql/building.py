"""`build`: Python expressions to filters."""

from __future__ import annotations

from datetime import datetime, tzinfo

from attioql.api import compile_by_clock
from attioql.checker.clocks import clock_of
from attioql.errors import FilterError
from attioql.expressions import python_notes
from attioql.expressions.expression import FilterExpression, source_of
from attioql.filter import Filter
from attioql.limiting.input_limits import Limits


def build(
    expression: FilterExpression,
    *,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: Limits | None = None,
) -> Filter:
    """Compile a Python expression, such as `fields(target).name.contains("Ltd")`, into a filter for its target.

    Returns what `compile` returns for the text of the expression, and raises what it raises: the diagnostics of a
    `FilterError` show that text. `now`, `tz` and `limits` are those of `compile`; the text is counted. Raises `TypeError` for anything but an expression.
    """
    source = source_of(expression)
    try:
        return compile_by_clock(source, expression.target, None, clock_of(now, tz, source), limits)
    except FilterError as error:
        raise FilterError(tuple(map(python_notes.with_note, error.diagnostics))) from None
