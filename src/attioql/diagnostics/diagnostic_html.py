"""The human report as HTML: for notebooks, of bounded length, and without carets where it is read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attioql.diagnostics.bounded import beginning
from attioql.diagnostics.drawing import DEFAULT_COLUMNS, Line, Piece
from attioql.diagnostics.parts import Drawable, Severity
from attioql.text.markup import FIXED_WIDTH, escaped

_MARKS = frozenset({"primary", "secondary"})
_RULED = frozenset("^-| ")
"""The characters that marks are drawn with."""
_ERROR_OF_THE_PAGE = "color: var(--jp-error-color1, var(--vscode-errorForeground, inherit))"
"""The colour that JupyterLab or VS Code has for errors, if the page is one of them."""
_BOLD = frozenset({"error", "warning", "note", "help", "headline"})


def diagnostics_html(diagnostics: Sequence[Drawable]) -> str:
    """Return the human report of the first diagnostics, and the number of the others."""
    begun = beginning(diagnostics, DEFAULT_COLUMNS, wrap=True)
    parts = [_report(lines, each.severity) for lines, each in zip(begun.lines, diagnostics, strict=False)]
    report = "\n\n".join([*parts, escaped(begun.rest)] if begun.rest else parts)
    style = f"{FIXED_WIDTH}; white-space: pre; overflow-x: auto"
    return f'<pre dir="ltr" tabindex="0" role="group" aria-label="Diagnostics" style="{style}">{report}</pre>'


def _report(lines: Iterable[Line], severity: Severity) -> str:
    colour = f' style="{_ERROR_OF_THE_PAGE}"' if severity is Severity.ERROR else ""
    return "\n".join("".join(_piece(piece, colour) for piece in line) for line in lines)


def _piece(piece: Piece, colour: str) -> str:
    text = escaped(piece.text)
    if piece.style == "frame":
        return f'<span aria-hidden="true">{text}</span>'
    if piece.style in _MARKS and _RULED.issuperset(piece.text):
        return f'<span aria-hidden="true"{colour if piece.style == "primary" else ""}>{text}</span>'
    if piece.style in _BOLD:
        return f"<strong{colour if piece.style == 'error' else ''}>{text}</strong>"
    return text
