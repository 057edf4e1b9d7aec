"""Diagnostics, their labels and fixes, as immutable values. Rendering lives in `attioql.report`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, IntEnum
from typing import Literal, NamedTuple, TypeAlias, cast

from attioql.diagnostics.codes import row_of
from attioql.text.source import Source, Span

DiagnosticParameter: TypeAlias = str | int | tuple[str, ...]
"""What a sentence is made of: a text, a number, or several names."""

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Severity(str, Enum):
    """How bad a diagnostic is: an error stops the compile, a warning does not, a note names what was not checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Applicability(IntEnum):
    """How far a fix may be trusted: only shown, applied on request, or applied freely (same meaning or the only reading)."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


class Edit(NamedTuple):
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


class JsonEdit(NamedTuple):
    """Change a JSON value at an RFC 6901 pointer: `set` a value, `rename` a key, or `remove` a member or a key with its value.

    `text` is the value, or the new key, as JSON text. Each pointer is one of the value before all edits of its fix. A key that is
    set need not be there yet.
    """

    op: Literal["set", "rename", "remove"]
    pointer: str
    text: str = ""

    @property
    def value(self) -> JsonValue:
        """The value that is set, or the new key; `None` where something is removed. A number with a fraction is a float."""
        return cast("JsonValue", json.loads(self.text)) if self.text else None


class Fix(NamedTuple):
    """An offered change: what it does, how far to trust it, and its edits, which never overlap.

    `edits` are those of a text. A filter that was given as a parsed JSON value has `json_edits` instead.
    """

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]
    json_edits: tuple[JsonEdit, ...] = ()


class Label(NamedTuple):
    """A second span that explains the first."""

    span: Span
    message: str


_OF_THE_NAME = cast("Severity", None)
"""Stands for the severity of the name, which `Diagnostic` takes from the table: a diagnostic always has one."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error, a warning or a note about a filter.

    `name` is its identity and `code` (from the table in `attioql.diagnostics.codes`) the short form of it. `span` is the
    culprit in the text of `source`; both are `None` where there is no text. `pointer` is the RFC 6901 pointer of the
    culprit in filter JSON, `None` for query text. `severity` follows from the name, unless a linter's configuration sets another.
    `parameters` are the names, texts and numbers that the message and its notes mention; `suggestion` is the end of the message
    that names what was probably meant.
    """

    name: str
    message: str
    span: Span | None = None
    labels: tuple[Label, ...] = ()
    notes: tuple[str, ...] = ()
    fixes: tuple[Fix, ...] = ()
    pointer: str | None = None
    source: Source | None = field(default=None, repr=False, compare=False)
    severity: Severity = _OF_THE_NAME
    parameters: Mapping[str, DiagnosticParameter] = field(default_factory=dict, repr=False, compare=False)
    suggestion: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        """Take the severity of the name from the table of codes, unless one is given."""
        if self.severity is _OF_THE_NAME:
            object.__setattr__(self, "severity", Severity(row_of(self.name).severity))

    @property
    def code(self) -> str:
        """The short code, `AQ` and three digits."""
        return row_of(self.name).code

    def to_dict(self) -> dict[str, JsonValue]:
        """Return the JSON form that `schemas/diagnostics.schema.json` describes.

        Lines and columns count from 1, offsets from 0, both in code points.
        """
        return {
            "name": self.name,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message,
            "location": self._location(self.span),
            "labels": [{"location": self._location(label.span), "message": label.message} for label in self.labels],
            "notes": list(self.notes),
            "fixes": [self._fix(fix) for fix in self.fixes],
            "pointer": self.pointer,
            "parameters": {
                name: list(value) if isinstance(value, tuple) else value for name, value in self.parameters.items()
            },
        }

    def _fix(self, fix: Fix) -> JsonValue:
        return {
            "message": fix.message,
            "applicability": fix.applicability.name.lower(),
            "edits": [{"location": self._location(edit.span), "replacement": edit.replacement} for edit in fix.edits],
            "json_edits": [_json_edit(edit) for edit in fix.json_edits],
        }

    def _location(self, span: Span | None) -> JsonValue:
        if span is None or self.source is None:
            return None
        start, end = self.source.position(span.start), self.source.position(span.end)
        return {"start": dict(start._asdict()), "end": dict(end._asdict())}

    def __str__(self) -> str:
        """One line: where, what, and the name to look up."""
        where = ""
        if self.span is not None and self.source is not None:
            position = self.source.position(self.span.start)
            where = f"{position.line}:{position.column}: "
        elif self.pointer is not None:
            where = f"{self.pointer or '/'}: "
        return f"{where}{self.severity.value}[{self.name} {self.code}]: {self.message}"


def _json_edit(edit: JsonEdit) -> JsonValue:
    where: dict[str, JsonValue] = {"op": edit.op, "pointer": edit.pointer}
    return where if edit.op == "remove" else {**where, "value": edit.value}
