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

    It returns and raises what `compile` returns and raises for the text of the expression. The diagnostics of a `FilterError` show
    that text. `now`, `tz` and `limits` are as in `compile`; the limits apply to the text.

    Raises:
        FilterError: As in `compile`.
        TypeError: The value is not an expression.
    """
    source = source_of(expression)
    try:
        return compile_by_clock(source, expression.target, None, clock_of(now, tz, source), limits)
    except FilterError as error:
        raise FilterError(tuple(map(python_notes.with_note, error.diagnostics))) from None
