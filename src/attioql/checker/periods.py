"""Periods in a text: `"last 30d"`, `"2024-05"`, and two ends with a slash between them, as ISO 8601 writes an interval."""

from __future__ import annotations

from attioql.limits import LIMITS
from attioql.syntax import nodes
from attioql.syntax.nodes import Literal, Parameter, Period, Range
from attioql.syntax.parser import operand_in

_SEPARATOR = "/"


def read(literal: Literal) -> Period | Range:
    """Return the period that the text of a string says, or its two ends; the literal itself if it says neither."""
    text = literal.text
    if len(text) > LIMITS.period_characters:
        return literal
    ends = [end.strip() for end in text.split(_SEPARATOR)]
    if len(ends) == len(Range._fields) and all(ends):
        return Range(*[literal._replace(text=end) for end in ends])
    match operand_in(text, "period"):
        case Parameter() | nodes.RollingPeriod(parameter=Parameter()):
            return literal
        case (
            nodes.CalendarPeriod() | nodes.RollingPeriod() | nodes.Moment() | Literal("date" | "month" | "number")
        ) as period:
            return period
    return literal
