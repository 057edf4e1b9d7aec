"""Rows of a form to a filter: each becomes query text that the checker reads, and what it says is led back to the row.

A path, an operator and a value are spelled one by one, so that none of them can become more than that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from attioql.attio.decompile import ACTOR_FUNCTIONS
from attioql.attio.faults import Change, Fault, in_json, moved, writing
from attioql.attio.json_values import BEYOND_NUMBERS, beyond_numbers, literal_of
from attioql.attio.load import Loaded, located
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.names import Resolved, resolve
from attioql.checker.parameters import Parameters
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Diagnostic, Edit, Fix
from attioql.diagnostics.templates import phrase, sentence
from attioql.editing import row_offers
from attioql.editing.row_shapes import ShapedRow, shaped_groups, unlike
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text.paths import JsonPath
from attioql.syntax.nodes import CalendarPeriod, Call, Literal, Moment, Path, RollingPeriod, Truth, Value
from attioql.syntax.parser import operand_in, parse
from attioql.syntax.printer import spell_operand
from attioql.text.source import Source, Span
from attioql.values.clock import Clock
from attioql.values.numbers import NUMERIC_TEXT

_ACTOR = ("referenced_actor_type", "referenced_actor_id")
_RECORD = ("target_object", "target_record_id")
_ROW_NOTES = frozenset({"row-invalid-actor", "row-invalid-record", "row-object-needed", "row-invalid-period"})
"""What a row takes, by the name of the diagnostic whose first note says what query text takes."""


class _Read(NamedTuple):
    """The canonical model of rows, and their errors and warnings, with changes that need not hold."""

    root: Node
    faults: list[Fault]


class _Piece(NamedTuple):
    """Where a part of a row stands in the text that is made."""

    start: int
    end: int
    json_path: JsonPath


def read_rows(rows: object, target: Target, clock: Clock, source: Source | None) -> Loaded:
    """Return the canonical model of rows, and the diagnostics. `source` is the JSON text that they were read from, if it was text."""
    root, faults = _read(rows, target, clock)
    offered = row_offers.with_offers(faults, rows, lambda copy: _read(copy, target, clock).faults)
    return Loaded(root, located(offered, source), is_canonical=True)


def _read(rows: object, target: Target, clock: Clock) -> _Read:
    faults: list[Fault] = []
    groups = shaped_groups(rows, faults)
    text = _RowText(target, faults)
    matches_all = any(not group for group in groups)
    for group in groups:
        text.add(group)
    if faults:
        return _Read(EVERYTHING, faults)
    checked = check_text(Source(text.text), target, Parameters.of(None), clock)
    found = [text.fault_of(problem) for problem in checked.problems]
    return _Read(EVERYTHING if matches_all else checked.root, found)


class _RowText:
    """The query text of rows, and what each part of it was made of."""

    def __init__(self, target: Target, faults: list[Fault]) -> None:
        self._target = target
        self._faults = faults
        self._written: list[str] = []
        self._length = 0
        self._rows: list[_Piece] = []
        self._pieces: list[_Piece] = []

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self._written)

    def add(self, group: list[ShapedRow]) -> None:
        """Add rows that are joined by `and`."""
        word = " or "
        for row in group:
            self._write(word if self._written else "")
            word = " and "
            start = self._length
            self._row(row)
            self._rows.append(_Piece(start, self._length, row.json_path))

    def fault_of(self, problem: Diagnostic) -> Fault:
        """Return a diagnostic of the text as a fault of the smallest part that it is about."""
        for pieces in (self._pieces, self._rows):
            span = problem.span or Span(0, 0)
            number = bisect_right(pieces, span.start, key=lambda piece: piece.start) - 1
            if problem.span is not None and number >= 0 and pieces[number].end >= span.end:
                return self._fault(problem, pieces[number])
        return moved(problem, None)

    def _fault(self, problem: Diagnostic, piece: _Piece) -> Fault:
        """Return the fault of a part. What is said about a value, and offered for it, is what a row takes."""
        fault = moved(problem, piece.json_path)
        if not _is_value(piece.json_path):
            return fault
        written = self.text[piece.start : piece.end]
        if fault.name == "unknown-function":
            return _other_reference(written, piece.json_path)
        notes = _notes_of_row(fault, is_empty=not written.strip("\"'"))
        changes = [change for fix in problem.fixes if (change := _change(fix, piece, written)) is not None]
        return fault._replace(notes=notes, changes=tuple(changes))

    def _row(self, row: ShapedRow) -> None:
        path = _path(row.path)
        if path is None:
            said = sentence("invalid-rows.path", path=row.path)
            self._faults.append(in_json(said, (row.json_path, "path")))
            return
        self._write("not " if row.negated else "")
        self._write(path.text, (row.json_path, "path"))
        self._write(" ")
        self._write(row.operator.text, (row.json_path, "op"))
        self._write(" ")
        found = resolve(path, self._target, Source(row.path))
        resolved = found if isinstance(found, Resolved) else None
        self._values(row, resolved)

    def _values(self, row: ShapedRow, resolved: Resolved | None) -> None:
        takes, json_path = row.operator.takes, (row.json_path, "values")
        if takes == "period":
            self._period(row, json_path)
            return
        between = {"list": ", ", "range": " and "}.get(takes, "")
        self._write("(" if takes == "list" else "")
        for index, value in enumerate(row.values):
            self._write(between if index else "")
            operand = self._value(value, (json_path, index), resolved)
            if operand is not None:
                self._write(spell_operand(operand), (json_path, index))
        self._write(")" if takes == "list" else "")

    def _period(self, row: ShapedRow, json_path: JsonPath) -> None:
        """Write a period, or the two ends of one, as the text of one string."""
        texts = [value for value in row.values if isinstance(value, str)]
        if len(texts) == len(row.values):
            whole = (json_path, 0) if len(texts) == 1 else json_path
            self._write(spell_operand(Literal("string", "/".join(texts), 0, 0)), whole)
            return
        index = next(index for index, value in enumerate(row.values) if not isinstance(value, str))
        self._faults.append(unlike("a string", row.values[index], (json_path, index)))

    def _value(self, value: object, json_path: JsonPath, resolved: Resolved | None) -> Value | None:
        """Return the operand that a value says."""
        if isinstance(value, Mapping):
            return self._reference(value, json_path)
        if value is None:
            return Literal("null", "null", 0, 0)
        kind, text = literal_of(value)
        if not kind:
            wanted = "a string, a number, true or false"
            self._faults.append(unlike(wanted, value, json_path))
            return None
        prop = None if resolved is None else resolved.property
        if text == BEYOND_NUMBERS and prop is not None and prop.kind.json_type == "number":
            self._faults.append(in_json(beyond_numbers(value), json_path))
            return None
        if kind == "string" and prop is not None:
            if prop.kind.json_type == "number" and NUMERIC_TEXT.match(text):
                return Literal("number", text, 0, 0)
            if prop.kind.precision and (moment := _moment(text)) is not None:
                return moment
        return Literal(kind, text, 0, 0)

    def _reference(self, value: Mapping[object, object], json_path: JsonPath) -> Value | None:
        """Return the call that an actor or a record says."""
        texts = [Literal("string", text, 0, 0) for text in value.values() if isinstance(text, str)]
        by_key = dict(zip(value, texts, strict=False))
        if len(texts) == len(value):
            match [by_key.get(key) for key in _ACTOR], [by_key.get(key) for key in _RECORD]:
                case [Literal() as kind, identity], [None, None] if kind.text in ACTOR_FUNCTIONS and value.keys() <= {
                    *_ACTOR
                }:
                    return Call(ACTOR_FUNCTIONS[kind.text], (identity,) if identity is not None else (), 0, 0)
                case [None, None], [Literal() as owner, Literal() as identity] if len(value) == len(_RECORD):
                    return Call("record", (owner, identity), 0, 0)
        said = sentence("invalid-rows.reference", actor=_ACTOR, record=_RECORD, types=tuple(ACTOR_FUNCTIONS))
        self._faults.append(in_json(said, json_path))
        return None

    def _write(self, text: str, json_path: JsonPath = None) -> None:
        if json_path is not None:
            self._pieces.append(_Piece(self._length, self._length + len(text), json_path))
        self._written.append(text)
        self._length += len(text)


def _path(text: str) -> Path | None:
    """Return the path of a text that is a path alone, without comments and blanks."""
    tree = parse(Source(text))
    if not isinstance(tree.root, Truth) or tree.problems or tree.comments:
        return None
    path = tree.root.path
    return path if (path.start, path.end) == (0, len(text)) else None


def _is_value(json_path: JsonPath) -> bool:
    return json_path is not None and json_path[0] is not None and json_path[0][1] == "values"


def _other_reference(written: str, json_path: JsonPath) -> Fault:
    """Return the error for a record where an actor belongs, or an actor where a record belongs."""
    if written.startswith("record("):
        key, takes = "invalid-rows.no-actor", "row-invalid-actor"
    else:
        key, takes = "invalid-rows.no-record", "row-invalid-record"
    note = phrase(takes, actor=_ACTOR, record=_RECORD, types=tuple(ACTOR_FUNCTIONS))
    return in_json(sentence(key), json_path)._replace(notes=(note,))


def _notes_of_row(fault: Fault, *, is_empty: bool) -> tuple[str, ...]:
    """Return the notes of a fault about a value; where a row has one of its own, it takes the place of the first."""
    key, notes = f"row-{fault.name}", fault.notes
    if key in _ROW_NOTES:
        notes = (phrase(key, actor=_ACTOR, record=_RECORD, types=tuple(ACTOR_FUNCTIONS)), *notes[1:])
    return (*notes, phrase("row-empty-value")) if is_empty else notes


def _change(fix: Fix, piece: _Piece, written: str) -> Change | None:
    """Return a fix of the text as a change of the one value that it edits; `None` if it edits more, or makes no value of a row."""
    if not all(piece.start <= edit.span.start and edit.span.end <= piece.end for edit in fix.edits) or not fix.edits:
        return None
    edits = [Edit(Span(span.start - piece.start, span.end - piece.start), text) for span, text in fix.edits]
    value = _row_value(apply_edits(written, edits))
    return None if value is None else writing(value, piece.json_path)._replace(applicability=fix.applicability)


def _row_value(written: str) -> str | bool | None:
    """Return the value of a row that an operand of query text is; a number or a moment is text that reads as one."""
    match operand_in(written, "value") or operand_in(written, "period"):
        case Literal("string", text):
            return text
        case Literal("boolean", text):
            return text == "true"
        case (
            Literal("number" | "date" | "timestamp" | "month" | "uuid") | Moment() | RollingPeriod() | CalendarPeriod()
        ):
            return written
    return None


def _moment(text: str) -> Moment | None:
    """Return the moment that a text is, without blanks around it; a row has no parameters, so one with a parameter is none."""
    match operand_in(text, "value"):
        case Moment(shift=shift) as moment if ":" not in shift and text == text.strip():
            return moment
    return None
