"""Diagnostics of workspace files and of the API's answers, by JSON pointer until their spans are looked up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from attioql.diagnostics.build import in_text
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.model import Diagnostic, text_order
from attioql.diagnostics.templates import Sentence
from attioql.json_text.paths import JsonPath, pointer
from attioql.json_text.positions import find_positions
from attioql.limits import LIMITS
from attioql.text.source import Source


class PointerDiagnostic(NamedTuple):
    """A diagnostic about the value at a JSON pointer, or about its key if `at_key`."""

    said: Sentence
    json_path: JsonPath = None
    source: Source | None = None
    at_key: bool = False


def as_diagnostics(found: Iterable[PointerDiagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics with spans, in the order of their texts; of too many, errors are kept first."""
    kept = list(found)
    if len(kept) > LIMITS.diagnostics:
        kept.sort(key=lambda each: CODES[each.said.name].severity != "error")
        kept = kept[: LIMITS.diagnostics]
    by_source: dict[int, list[PointerDiagnostic]] = {}
    for each in kept:
        by_source.setdefault(id(each.source), []).append(each)
    return tuple([diagnostic for group in by_source.values() for diagnostic in _located(group, group[0].source)])


def _located(group: Sequence[PointerDiagnostic], source: Source | None) -> list[Diagnostic]:
    """Return the diagnostics of one text, in its order."""
    pointers = [pointer(each.json_path) for each in group]
    positions = find_positions(source, set(pointers)) if source is not None and source.text else {}
    located = []
    for each, where in zip(group, pointers, strict=True):
        position = positions.get(where)
        span = None if position is None else position.key if each.at_key else position.value
        located.append(in_text(each.said, source, span, pointer=where))
    return sorted(located, key=text_order)
