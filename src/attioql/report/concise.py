"""The report an editor or a log reads: one line for each diagnostic."""

from __future__ import annotations

from collections.abc import Iterable

from attioql.diagnostics.model import Diagnostic
from attioql.text.width import printable_line


def concise_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Return `name:line:column: severity[name code] message` for each diagnostic."""
    return "".join(printable_line(f"{_where(diagnostic)}{_what(diagnostic)}") + "\n" for diagnostic in diagnostics)


def _where(diagnostic: Diagnostic) -> str:
    name = diagnostic.source.name if diagnostic.source is not None else "<filter>"
    name = f"./{name}" if name.startswith("::") else name  # a CI runner takes the line for a command
    if diagnostic.source is not None and diagnostic.span is not None:
        position = diagnostic.source.position(diagnostic.span.start)
        return f"{name}:{position.line}:{position.column}: "
    return f"{name}:{diagnostic.pointer}: " if diagnostic.pointer else f"{name}: "


def _what(diagnostic: Diagnostic) -> str:
    return f"{diagnostic.severity.value}[{diagnostic.name} {diagnostic.code}] {diagnostic.message}"
