"""Faults in workspace files and in the API's answers: what is wrong and where; and the diagnostics they become."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from attioql.diagnostics.codes import CODES
from attioql.diagnostics.model import Diagnostic
from attioql.json_text.places import Place, Position, pointer
from attioql.json_text.positions import find_positions
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

MOST_FAULTS = LIMITS.diagnostics


class PointerDiagnostic(NamedTuple):
    """Something wrong or doubtful at a place: with the key there if `at_key`, else with the value."""

    name: str
    message: str
    place: Place = None
    source: Source | None = None
    at_key: bool = False


def as_diagnostics(faults: Iterable[PointerDiagnostic]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of faults, text by text in its order; of too many, errors are told before the rest."""
    told = list(faults)
    if len(told) > MOST_FAULTS:
        told.sort(key=lambda fault: CODES[fault.name].severity != "error")
        told = told[:MOST_FAULTS]
    wanted: dict[int, set[str]] = {}
    for fault in told:
        wanted.setdefault(id(fault.source), set()).add(pointer(fault.place))
    sources = {id(fault.source): fault.source for fault in told}
    positions = {key: find_positions(source, wanted[key]) for key, source in sources.items() if source and source.text}
    order = {key: number for number, key in enumerate(sources)}
    found = [(order[id(fault.source)], _as_diagnostic(fault, positions.get(id(fault.source), {}))) for fault in told]
    return tuple(diagnostic for _, diagnostic in sorted(found, key=lambda each: (each[0], each[1].span or Span(0, 0))))


def _as_diagnostic(fault: PointerDiagnostic, positions: dict[str, Position]) -> Diagnostic:
    where = pointer(fault.place)
    position = positions.get(where)
    span = None
    if position is not None:
        span = position.key if fault.at_key else position.value
    return Diagnostic(fault.name, fault.message, span, pointer=where, source=fault.source)
