"""Faults in filter JSON: what is wrong and where, by JSON Pointer; and the diagnostics they become.

A place is a chain of (parent, token), so that going one level down costs one small tuple. Where the JSON came as text,
its positions are looked up once everything is known to be wrong (`attioql.json_text.strict_json`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, cast

from attioql.attio.entry_edits import renamed_key, set_value
from attioql.attio.writer import JsonFilter, as_text
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Applicability, Diagnostic, DiagnosticParameter, Edit, Fix, JsonEdit, text_order
from attioql.diagnostics.templates import Sentence, phrase
from attioql.json_text.json_layout import laid_out, layout_of
from attioql.json_text.paths import JsonPath, JsonSpans, pointer
from attioql.text.source import Source, Span


class Change(NamedTuple):
    """A fix in terms of JSON: put `new` in place of the value at `json_path`, or of its key if `renames`.

    A change that `is_entry` puts the one entry of the object `new` in place of the key and the value. One that `holds` was
    checked where it was made, in its own context.
    """

    message: str
    json_path: JsonPath
    new: object
    applicability: Applicability = Applicability.UNSAFE
    renames: bool = False
    is_entry: bool = False
    holds: bool = False


def renaming(name: str, json_path: JsonPath, applicability: Applicability = Applicability.UNSAFE) -> Change:
    """Return the change of the key at a place."""
    return Change(phrase("write", written=name), json_path, name, applicability, renames=True)


def writing(value: object, json_path: JsonPath) -> Change:
    """Return the change of the value at a place to another one, which is shown as JSON."""
    return Change(phrase("write-json", written=as_text(cast("JsonFilter", value))), json_path, value)


class Fault(NamedTuple):
    """Something wrong at a place: with the key there if `at_key`, else with the value."""

    name: str
    message: str
    json_path: JsonPath
    notes: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    at_key: bool = False
    parameters: Mapping[str, DiagnosticParameter] = MappingProxyType({})
    suggestion: str = ""

    @property
    def is_error(self) -> bool:
        """Whether the filter is wrong, rather than doubtful."""
        return row_of(self.name).severity == "error"


def in_json(said: Sentence, json_path: JsonPath, changes: Sequence[Change] = (), *, at_key: bool = False) -> Fault:
    """Make a fault at a place in filter JSON."""
    return Fault(
        said.name, said.message, json_path, said.notes, tuple(changes), at_key, said.parameters, said.suggestion
    )


def moved(problem: Diagnostic, json_path: JsonPath) -> Fault:
    """Return what is said about query text that was made of JSON as a fault at the place that the text was made of."""
    return Fault(
        problem.name, problem.message, json_path, problem.notes, (), False, problem.parameters, problem.suggestion
    )


def as_diagnostics(
    faults: Iterable[Fault], source: Source | None, positions: Mapping[str, JsonSpans]
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of faults, in the order of the text where there is one."""
    found = [_as_diagnostic(fault, source, positions) for fault in faults]
    if source is not None:
        found.sort(key=text_order)
    return tuple(found)


def _as_diagnostic(fault: Fault, source: Source | None, positions: Mapping[str, JsonSpans]) -> Diagnostic:
    where = pointer(fault.json_path)
    position = positions.get(where)
    span = None
    if position is not None:
        span = position.key if fault.at_key else position.value
    return Diagnostic(
        fault.name,
        fault.message,
        span,
        notes=fault.notes,
        fixes=tuple([_as_fix(change, source, positions) for change in fault.changes]),
        pointer=where,
        source=source,
        parameters=dict(fault.parameters),
        suggestion=fault.suggestion,
    )


def _as_fix(change: Change, source: Source | None, positions: Mapping[str, JsonSpans]) -> Fix:
    """Make edits of a change: of the text where its positions are known, of the value where there is no text."""
    if source is None:
        return Fix(change.message, change.applicability, (), _json_edits(change))
    position = positions.get(pointer(change.json_path))
    if position is None:
        return Fix(change.message, change.applicability, ())
    written = as_text(cast("JsonFilter", change.new))
    span = position.key if change.renames else position.value
    if change.is_entry:
        span, written = Span(position.key.start, position.value.end), written[1:-1]
    edit = Edit(span, laid_out(written, layout_of(source.text, span)))
    return Fix(change.message, change.applicability, (edit,))


def _json_edits(change: Change) -> tuple[JsonEdit, ...]:
    """Return a change as edits of a parsed value; none where the new value has something that JSON text cannot hold."""
    json_path, new = change.json_path, change.new
    if change.renames:
        return renamed_key(json_path, str(new))
    if not change.is_entry:
        return set_value(json_path, new) or ()
    [(key, value)] = cast("Mapping[str, object]", new).items()
    there = set_value(json_path, value)
    return () if there is None else (*there, *renamed_key(json_path, key))


def places_of(faults: Iterable[Fault]) -> set[str]:
    """Return the pointers whose positions the diagnostics of these faults need."""
    faults = list(faults)
    return {pointer(fault.json_path) for fault in faults} | {
        pointer(change.json_path) for fault in faults for change in fault.changes
    }
