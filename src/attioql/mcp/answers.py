"""What the tools answer: a text for `content` and an object for `structuredContent`, each complete in itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from attioql.attio.writer import JsonFilter, as_text
from attioql.diagnostics.faces import worded_for
from attioql.diagnostics.model import Applicability, Diagnostic, Fix, JsonValue, Severity
from attioql.diagnostics.phrases import short
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.limits import LIMITS
from attioql.witnesses.model import Witness

JsonObject = dict[str, JsonValue]

_NO_CONDITIONS = "the filter has no conditions, so every record matches"
_NO_RECORDS = "no record can match, since the conditions exclude each other"


class ToolAnswer(NamedTuple):
    """An answer as text and as an object, which say the same."""

    text: str
    data: JsonObject


class ReadFilter(NamedTuple):
    """A filter that was read, the text that it was read from, and what was said and done on the way."""

    filter: Filter
    text: str
    applied: Sequence[Fix]
    time_note: str | None


def as_json(found: Filter) -> JsonObject:
    """Return the filter JSON with numbers as JSON has them."""
    value: JsonObject = json.loads(found.dumps())
    return value


def _as_json(value: object) -> JsonValue:
    """Return a value that may hold exact numbers with numbers as JSON has them."""
    found: JsonValue = json.loads(as_text(cast("JsonFilter", value)))
    return found


class AnswerNote(NamedTuple):
    """What a caller needs to know of a filter that was read, and how grave it is."""

    severity: Severity
    text: str


def remarks_on(reading: ReadFilter) -> list[AnswerNote]:
    """Return the fixes of a filter that was read, its warnings, that it has all records or none, and the moment that dates depend on."""
    fixes = [f"{_trust(fix)}: {short(fix.message, LIMITS.tool_fix_characters)}" for fix in reading.applied]
    moments = [] if reading.time_note is None else [reading.time_note]
    return [
        *[AnswerNote(Severity.NOTE, each) for each in fixes],
        *[AnswerNote(each.severity, each.message) for each in reading.filter.diagnostics],
        *remarks_on_records(reading.filter),
        *[AnswerNote(Severity.NOTE, each) for each in moments],
    ]


def remarks_on_records(found: Filter) -> list[AnswerNote]:
    """Return the warning about a filter that every record matches, as it has no conditions, or that none can match."""
    said = _NO_CONDITIONS if found.json() == {} else _NO_RECORDS if found.is_contradiction() else None
    return [] if said is None else [AnswerNote(Severity.WARNING, said)]


def _trust(fix: Fix) -> str:
    is_safe = fix.applicability is Applicability.SAFE
    return "applied a fix" if is_safe else "applied a likely fix, check that it is what is meant"


def with_remarks(text: str, remarks: Sequence[AnswerNote]) -> str:
    """Return a text with a line for each remark behind it."""
    return "\n".join([text, *map(_line, remarks)])


def _line(remark: AnswerNote) -> str:
    return f"{remark.severity.value}: {remark.text}"


def _notes(remarks: Sequence[AnswerNote]) -> list[str]:
    """Return the remarks as texts of a list of notes: only what is more than a note names its severity."""
    return [each.text if each.severity is Severity.NOTE else _line(each) for each in remarks]


def compiled(reading: ReadFilter) -> ToolAnswer:
    """Return the answer that has the filter JSON."""
    remarks = remarks_on(reading)
    data: JsonObject = {"filter": as_json(reading.filter)}
    return ToolAnswer(with_remarks(reading.filter.dumps(), remarks), _with(data, notes=_notes(remarks)))


def _with(data: JsonObject, **parts: JsonValue | Sequence[str]) -> JsonObject:
    """Return an object with those parts that are not empty."""
    return {**data, **{name: _json(part) for name, part in parts.items() if part}}


def _json(part: JsonValue | Sequence[str]) -> JsonValue:
    return list(part) if isinstance(part, Sequence) and not isinstance(part, str) else part


def problem_lines(problems: Iterable[Diagnostic], *, with_fixes: bool = True) -> list[str]:
    """Return a line for each diagnostic: its place, what it says, its notes and its first fix."""
    return [_problem_line(each, with_fixes=with_fixes) for each in _for_tools(problems)]


def _for_tools(problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield diagnostics in the words of tools; a note that an earlier one has is not said again."""
    said: set[str] = set()
    for each in problems:
        found = worded_for("tool", each)
        yield replace(found, notes=tuple([note for note in found.notes if note not in said]))
        said.update(found.notes)


def _problem_line(problem: Diagnostic, *, with_fixes: bool) -> str:
    fix = _first_fix(problem) if with_fixes else ""
    parts = [problem.message, *problem.notes, *([f"fix: {fix}"] if fix else [])]
    return f"{_place(problem)}{problem.severity.value}[{problem.name}]: {'; '.join(parts)}"


def _place(problem: Diagnostic) -> str:
    if problem.pointer:
        return f"{problem.pointer}: "
    if problem.source is None or problem.span is None:
        return ""
    position = problem.source.position(problem.span.start)
    return f"{position.line}:{position.column}: "


def _problem(problem: Diagnostic, *, with_fixes: bool) -> JsonValue:
    data: JsonObject = {"severity": problem.severity.value, "name": problem.name, "message": problem.message}
    return _with(
        data, at=_place(problem).removesuffix(": "), notes=problem.notes, fix=_first_fix(problem) if with_fixes else ""
    )


def _first_fix(problem: Diagnostic) -> str:
    return short(problem.fixes[0].message, LIMITS.tool_fix_characters) if problem.fixes else ""


def checked(
    problems: Sequence[Diagnostic], mended: ReadFilter | None, remarks: Sequence[AnswerNote], *, is_json: bool
) -> ToolAnswer:
    """Return the answer that has the diagnostics of a filter, and the filter with its fixes if that one has no error.

    `remarks` are about a filter that needs none. The fixes stand with the diagnostics, or else in the notes of the filter that they were applied to.
    """
    is_valid = not any(each.severity is Severity.ERROR for each in problems)
    lines = ["valid" if is_valid else "not valid", *problem_lines(problems, with_fixes=mended is None)]
    shown = [_problem(each, with_fixes=mended is None) for each in _for_tools(problems)]
    data: JsonObject = {"valid": is_valid, "problems": shown}
    if mended is None:
        lines += [] if is_valid else ["no checked fix makes it valid"]
        return ToolAnswer(with_remarks("\n".join(lines), remarks), _with(data, notes=_notes(remarks)))
    remarks = remarks_on(mended)
    change: JsonObject = {"filter": as_json(mended.filter)}
    written = mended.filter.dumps() if is_json else f"{mended.text}\nas JSON: {mended.filter.dumps()}"
    data["mended"] = _with(change, query="" if is_json else mended.text, notes=_notes(remarks))
    return ToolAnswer(with_remarks("\n".join([*lines, f"mended and checked: {written}"]), remarks), data)


def explained(read: ReadFilter) -> ToolAnswer:
    """Return the answer that says what a filter means, with its rows and a record that matches."""
    found = read.filter
    remarks, words, example = remarks_on(read), found.describe(), found.example()
    rows = _rows(found)
    lines = [words, f"as JSON: {found.dumps()}"]
    lines += [
        "rows: none, as the filter has another form"
        if rows is None
        else f"rows: {json.dumps(rows, ensure_ascii=False)}"
    ]
    if example is not None:
        lines += [f"a record that matches:\n{example}"]
    elif not found.is_contradiction():
        lines += ["no record is known that matches"]
    data: JsonObject = {"means": words, "filter": as_json(found), "rows": rows, "example": _record(example)}
    return ToolAnswer(with_remarks("\n".join(lines), remarks), _with(data, notes=_notes(remarks)))


def _rows(found: Filter) -> JsonValue:
    """Return a filter as rows; `None` for a filter of another form."""
    try:
        return cast("JsonValue", found.rows())
    except FilterError:
        return None


def _record(example: Witness | None) -> JsonValue:
    """Return a record as the API does, with the records that it refers to."""
    if example is None:
        return None
    related = [{"object": slug, "record": dict(record)} for (slug, _), record in example.related.items()]
    return _as_json({"record": example.record, **({"related": related} if related else {})})


def compared(first: ReadFilter, second: ReadFilter) -> ToolAnswer:
    """Return the answer that says how two filters differ, with records that show it."""
    difference = first.filter.difference(second.filter)
    remarks = list(dict.fromkeys([*remarks_on(first), *remarks_on(second)]))
    data: JsonObject = {"relation": difference.relation}
    shown = _with(
        data,
        only_first=_record(difference.only_first),
        only_second=_record(difference.only_second),
        notes=_notes(remarks),
    )
    return ToolAnswer(with_remarks(str(difference), remarks), shown)
