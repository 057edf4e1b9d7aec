"""The report a person reads, as plain text."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.drawing import DEFAULT_COLUMNS, report_lines
from attioql.diagnostics.model import Diagnostic


def human_report(diagnostics: Sequence[Diagnostic], columns: int = DEFAULT_COLUMNS, *, wrap: bool = False) -> str:
    """Return the report of several diagnostics as plain text.

    Lines of the source are cut to `columns`; with `wrap`, sentences are broken between words to fit as well.
    """
    lines = report_lines(diagnostics, columns, wrap=wrap)
    return "".join("".join(piece.text for piece in line) + "\n" for line in lines)
