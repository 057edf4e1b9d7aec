"""Diagnostics, their labels and fixes, as immutable values. Rendering lives in `attioql.report`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from attioql.diagnostics import diagnostic_html, drawing
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.parts import Applicability, Edit, Fix, JsonEdit, JsonValue, Label, Severity
from attioql.text.source import Source, Span

__all__ = [
    "Applicability",
    "Diagnostic",
    "DiagnosticParameter",
    "Edit",
    "Fix",
    "JsonEdit",
    "JsonValue",
    "Label",
    "Severity",
]

DiagnosticParameter: TypeAlias = str | int | tuple[str, ...]
"""What a sentence is made of: a text, a number, or several names."""

_OF_THE_NAME = cast("Severity", None)
"""Stands for the severity of the name, which `Diagnostic` takes from the table: a diagnostic always has one."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """An error, a warning or a note about a filter.

    `name` identifies the diagnostic, and `code` is its short form, from the table in `attioql.diagnostics.codes`. `span` is the wrong part in the text
    of `source`; both are `None` if there is no text. `pointer` is the RFC 6901 pointer of the wrong part in filter JSON, and `None` for
    query text. `severity` follows from the name, unless the configuration of the linter sets another. `parameters` are the names,
    texts and numbers in the message and its notes. `suggestion` is the end of the message, which names what was probably meant.
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
        """One line, safe to print: where, what, and the name to look up."""
        return drawing.one_line(self)

    def _repr_html_(self) -> str:
        """Return the human report as HTML, for notebooks: bounded, and all text escaped."""
        return diagnostic_html.diagnostics_html((self,))


def _json_edit(edit: JsonEdit) -> JsonValue:
    where: dict[str, JsonValue] = {"op": edit.op, "pointer": edit.pointer}
    return where if edit.op == "remove" else {**where, "value": edit.value}


def text_order(problem: Diagnostic) -> tuple[int, int]:
    """Return what diagnostics are sorted by for the order of the text; one without a span comes first."""
    return problem.span or (0, 0)
