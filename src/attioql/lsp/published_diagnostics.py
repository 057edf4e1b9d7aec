"""Diagnostics as the protocol has them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from lsprotocol import types
from pygls.uris import from_fs_path

from attioql.diagnostics.codes import CODES, Marks, row_of
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.lsp.editor_positions import Positions

SOURCE = "attioql"

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.NOTE: types.DiagnosticSeverity.Information,
}
_TAGS: Mapping[Marks, list[types.DiagnosticTag]] = MappingProxyType(
    {
        "": [],
        "unnecessary": [types.DiagnosticTag.Unnecessary],
        "deprecated": [types.DiagnosticTag.Deprecated],
    }
)
_DOCUMENTS = Path(__file__).resolve().parents[3] / "docs"


PublishedDiagnostic = types.Diagnostic
"""A diagnostic of the protocol, which is another thing than one of ours."""


def published(problems: Sequence[Diagnostic], uri: str, positions: Positions) -> list[types.Diagnostic]:
    """Return the diagnostics of a file."""
    return [as_published(each, uri, positions) for each in problems]


def as_published(problem: Diagnostic, uri: str, positions: Positions) -> types.Diagnostic:
    """Return one diagnostic. Its notes follow the message, and labels are related information."""
    span = problem.span or (0, 0)
    return PublishedDiagnostic(
        range=types.Range(positions.position(span[0]), positions.position(span[1])),
        message="\n".join((problem.message, *problem.notes)),
        severity=_SEVERITIES[problem.severity],
        code=problem.name,
        code_description=_description(problem.name),
        source=SOURCE,
        tags=_TAGS[row_of(problem.name).marks] or None,
        related_information=[
            types.DiagnosticRelatedInformation(types.Location(uri, positions.range(label.span)), label.message)
            for label in problem.labels
        ]
        or None,
    )


@lru_cache(maxsize=256)
def _description(name: str) -> types.CodeDescription | None:
    """Return where the page of a diagnostic stands, which is in a checkout; the wheel has no pages as files."""
    page = _DOCUMENTS / ("diagnostics.md" if name in CODES else f"rules/{name}.md")
    uri = from_fs_path(str(page)) if page.is_file() else None
    if uri is None:
        return None
    return types.CodeDescription(f"{uri}#{name}" if name in CODES else uri)
