"""Recovery rules: common mistakes and what the parser does with each, as rows that are tried in order.

Rules look ahead and back only so far, so that parsing stays linear in the text.
"""

from __future__ import annotations

from attioql.syntax.recovery import conditions, notations, operators, ranges, values
from attioql.syntax.recovery.state import ParserState, Repair

RULES = (*ranges.RULES, *notations.RULES, *conditions.RULES, *operators.RULES, *values.RULES)


def find_repair(at: ParserState) -> Repair | None:
    """Return the diagnostic for the token at fault and how parsing goes on; `None` if no rule knows the mistake."""
    for where, tokens, recognise in RULES:
        if not where & at.where or (tokens and at.terminal not in tokens and at.word not in tokens):
            continue
        repair = recognise(at)
        if repair is not None:
            return repair
    return None
