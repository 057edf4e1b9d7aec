"""Values and periods in a text of their own, such as `"last 30 days"`: how query text writes them."""

from __future__ import annotations

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Applicability
from attioql.limits import LIMITS
from attioql.operators import Takes, load_operators
from attioql.syntax.nodes import CalendarPeriod, Literal, Moment, RollingPeriod
from attioql.syntax.parser import operand_in, parse
from attioql.syntax.printer import spell_operand
from attioql.text.source import Source


def respelled(text: str, takes: Takes) -> str | None:
    """Return what a text in the notation of other tools is to the right of an operator: `last 30 days` is `last 30d`.

    It is what the parser offers for the text without quotes. `None` if the parser offers nothing, or several readings.
    """
    if len(text) > LIMITS.period_characters:
        return None
    before = f"_ {load_operators().spelling_taking(takes).text} "
    source = Source(before + text)
    match parse(source).problems:
        case (problem,) if problem.fixes and problem.fixes[0].applicability > Applicability.DISPLAY:
            written = apply_edits(source.text, problem.fixes[0].edits)
        case _:
            return None
    operand = operand_in(written.removeprefix(before), takes) if written.startswith(before) else None
    match operand:
        case Moment(shift=shift) if ":" not in shift:
            return spell_operand(operand)
        case RollingPeriod(parameter=None) | CalendarPeriod() | Literal("date" | "month" | "timestamp" | "number"):
            return spell_operand(operand)
    return None
