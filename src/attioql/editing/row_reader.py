"""Rows of a form to a filter: each becomes query text that the checker reads, and what it says is led back to the row.

A path, an operator and a value are spelled one by one, so that none of them can become more than that.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import NamedTuple

from attioql.attio.decompile import ACTOR_FUNCTIONS
from attioql.attio.faults import Fault, in_json, moved
from attioql.attio.json_values import literal_of
from attioql.attio.load import Loaded, located
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.names import Resolved, resolve
from attioql.checker.parameters import Parameters
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import sentence
from attioql.editing.row_shapes import ShapedRow, shaped_groups, unlike
from attioql.filters.model import EVERYTHING
from attioql.json_text.paths import JsonPath
from attioql.limits import LIMITS
from attioql.syntax.nodes import Call, Literal, Moment, Path, Truth, Value
from attioql.syntax.parser import operand_in, parse
from attioql.syntax.printer import spell_operand
from attioql.text.source import Source
from attioql.values.clock import Clock
from attioql.values.numbers import NUMERIC_TEXT

_ACTOR = ("referenced_actor_type", "referenced_actor_id")
_RECORD = ("target_object", "target_record_id")


class _Piece(NamedTuple):
    """Where a part of a row stands in the text that is made."""

    start: int
    end: int
    place: JsonPath


def read_rows(rows: object, target: Target, clock: Clock, source: Source | None) -> Loaded:
    """Return the canonical model of rows, and the diagnostics. `source` is the JSON text that they were read from, if it was text."""
    faults: list[Fault] = []
    groups = shaped_groups(rows, faults)
    text = _RowText(target, faults)
    matches_all = any(not group for group in groups)
    for group in groups:
        text.add(group)
    if faults:
        return Loaded(EVERYTHING, located(faults, source), is_canonical=True)
    checked = check_text(Source(text.text), target, Parameters.of(None), clock)
    problems = located([moved(problem, text.place_of(problem)) for problem in checked.problems], source)
    return Loaded(EVERYTHING if matches_all else checked.root, problems, is_canonical=True)


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
            self._rows.append(_Piece(start, self._length, row.place))

    def place_of(self, problem: Diagnostic) -> JsonPath:
        """Return the place of the smallest part that a diagnostic is about."""
        if problem.span is None:
            return None
        for pieces in (self._pieces, self._rows):
            number = bisect_right(pieces, problem.span.start, key=lambda piece: piece.start) - 1
            if number >= 0 and pieces[number].end >= problem.span.end:
                return pieces[number].place
        return None

    def _row(self, row: ShapedRow) -> None:
        path = _path(row.path)
        if path is None:
            said = sentence("invalid-rows.path", path=row.path)
            self._faults.append(in_json(said, (row.place, "path")))
            return
        self._write("not " if row.negated else "")
        self._write(path.text, (row.place, "path"))
        self._write(" ")
        self._write(row.operator.text, (row.place, "op"))
        self._write(" ")
        found = resolve(path, self._target, Source(row.path))
        resolved = found if isinstance(found, Resolved) else None
        self._values(row, resolved)

    def _values(self, row: ShapedRow, resolved: Resolved | None) -> None:
        takes, place = row.operator.takes, (row.place, "values")
        if takes == "period":
            self._period(row, place)
            return
        between = {"list": ", ", "range": " and "}.get(takes, "")
        self._write("(" if takes == "list" else "")
        for index, value in enumerate(row.values):
            self._write(between if index else "")
            operand = self._value(value, (place, index), resolved)
            if operand is not None:
                self._write(spell_operand(operand), (place, index))
        self._write(")" if takes == "list" else "")

    def _period(self, row: ShapedRow, place: JsonPath) -> None:
        """Write a period, or the two ends of one, as the text of one string."""
        texts = [value for value in row.values if isinstance(value, str)]
        if len(texts) == len(row.values):
            self._write(spell_operand(Literal("string", "/".join(texts), 0, 0)), place)
            return
        index = next(index for index, value in enumerate(row.values) if not isinstance(value, str))
        self._faults.append(unlike("a string", row.values[index], (place, index)))

    def _value(self, value: object, place: JsonPath, resolved: Resolved | None) -> Value | None:
        """Return the operand that a value says."""
        if isinstance(value, Mapping):
            return self._reference(value, place)
        if value is None:
            return Literal("null", "null", 0, 0)
        kind, text = literal_of(value)
        if not kind:
            wanted = "a string, a number, true or false"
            self._faults.append(unlike(wanted, value, place))
            return None
        prop = None if resolved is None else resolved.property
        if kind == "string" and prop is not None:
            if prop.kind.json_type == "number" and NUMERIC_TEXT.match(text):
                return Literal("number", text, 0, 0)
            if prop.kind.precision and isinstance(moment := _moment(text), Moment):
                return moment
        return Literal(kind, text, 0, 0)

    def _reference(self, value: Mapping[object, object], place: JsonPath) -> Value | None:
        """Return the call that an actor or a record says."""
        texts = [Literal("string", text, 0, 0) for text in value.values() if isinstance(text, str)]
        by_key = dict(zip(value, texts, strict=False))
        if len(texts) == len(value):
            match [by_key.get(key) for key in _ACTOR], [by_key.get(key) for key in _RECORD]:
                case [Literal() as kind, identity], [None, None] if kind.text in ACTOR_FUNCTIONS and len(value) <= len(
                    _ACTOR
                ):
                    return Call(ACTOR_FUNCTIONS[kind.text], (identity,) if identity is not None else (), 0, 0)
                case [None, None], [Literal() as owner, Literal() as identity] if len(value) == len(_RECORD):
                    return Call("record", (owner, identity), 0, 0)
        said = sentence("invalid-rows.reference", actor=_ACTOR, record=_RECORD, types=tuple(ACTOR_FUNCTIONS))
        self._faults.append(in_json(said, place))
        return None

    def _write(self, text: str, place: JsonPath = None) -> None:
        if place is not None:
            self._pieces.append(_Piece(self._length, self._length + len(text), place))
        self._written.append(text)
        self._length += len(text)


def _path(text: str) -> Path | None:
    """Return the path that a text is, and nothing else: no comment stands beside it."""
    text = text.strip()
    tree = parse(Source(text))
    if not isinstance(tree.root, Truth) or tree.problems:
        return None
    path = tree.root.path
    return path if (path.start, path.end) == (0, len(text)) else None


def _moment(text: str) -> object:
    return operand_in(text, "value") if len(text) <= LIMITS.period_characters else None
