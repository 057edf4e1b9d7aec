"""Recovery rules: common mistakes and what the parser does with each. `attioql.syntax.recovery` applies them.

A rule takes a `Place` and returns a `Repair`, or `None` for another mistake. The sentences are in `sentences` and
`structure`. Rules look ahead and back only so far, so that parsing stays linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable

from attioql.syntax.machine import END
from attioql.syntax.slips import joins, operands, operators, ranges, words
from attioql.syntax.slips.place import Place, Repair


def recognise(place: Place) -> Repair | None:
    """Return the diagnostic for the token at fault and how parsing goes on; `None` if no rule knows the mistake."""
    if place.terminal == END:
        return None
    for slip in _SLIPS:
        repair = slip(place)
        if repair is not None:
            return repair
    return None


_SLIPS: tuple[Callable[[Place], Repair | None], ...] = (
    ranges.recognise,
    operands.recognise,
    *joins.SLIPS,
    *operators.SLIPS,
    *words.SLIPS,
)


__all__ = ["Place", "Repair", "recognise"]
