"""The report GitHub shows beside the lines of a change: one workflow command for each diagnostic."""

from __future__ import annotations

from collections.abc import Iterable

from attioql.diagnostics.model import Diagnostic
from attioql.text.width import shown

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}


def github_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Return `::warning file=…,line=…::message` for each diagnostic, escaped as GitHub asks."""
    return "".join(f"{_command(diagnostic)}\n" for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic) -> str:
    properties = {"file": "", "title": f"{diagnostic.name} {diagnostic.code}"}
    source, span = diagnostic.source, diagnostic.span
    if source is not None:
        properties["file"] = source.name
    if source is not None and span is not None:
        start, end = source.position(span.start), source.position(span.end)
        properties |= {"line": str(start.line), "endLine": str(end.line), "col": str(start.column)}
        if end.line == start.line:
            properties["endColumn"] = str(end.column)
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items() if value)
    lines = "\n".join((diagnostic.message, *diagnostic.notes)).split("\n")
    text = "\n".join(map(shown, lines))
    return f"::{_COMMANDS[diagnostic.severity.value]} {written}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(shown(text)).replace(":", "%3A").replace(",", "%2C")
