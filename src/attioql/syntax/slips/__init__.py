"""Slips: what people write out of habit, or by an oversight, that has one plain reading here. `recovery` asks for them.

Each recogniser looks at a `Place` and answers with a `Repair`, or with nothing. The sentences are in
`attioql.syntax.messages`. Every look ahead or back is bounded, so that reading stays linear in the text.
"""

from __future__ import annotations

from collections.abc import Callable

from attioql.syntax.machine import END
from attioql.syntax.slips import joins, operands, operators, ranges, words
from attioql.syntax.slips.place import Place, Repair


def recognise(place: Place) -> Repair | None:
    """Return what is to be said of the token at fault and how reading goes on; nothing if it is no known slip."""
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
