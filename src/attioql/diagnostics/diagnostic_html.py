"""The human report as HTML: for notebooks, of bounded length, and without carets where it is read aloud."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.bounded import beginning
from attioql.diagnostics.drawing import DEFAULT_COLUMNS, Piece
from attioql.diagnostics.parts import Reported
from attioql.text.markup import escaped

_RULED = frozenset("^-| ")
"""The characters that a report is drawn with."""
_OF_THE_PAGE = "color: var(--jp-error-color1, var(--vscode-errorForeground, inherit))"
"""The colour that JupyterLab or VS Code has for errors, if the page is one of them."""
_BOLD = frozenset({"warning", "note", "help", "headline"})


def diagnostics_html(diagnostics: Sequence[Reported]) -> str:
    """Return the human report of the first diagnostics, and the number of the others."""
    begun = beginning(diagnostics, DEFAULT_COLUMNS, wrap=True)
    parts = ["\n".join("".join(map(_piece, line)) for line in lines) for lines in begun.lines]
    report = "\n\n".join([*parts, escaped(begun.rest)] if begun.rest else parts)
    style = "white-space: pre; overflow-x: auto"
    return f'<pre dir="ltr" tabindex="0" role="group" aria-label="Diagnostics" style="{style}">{report}</pre>'


def _piece(piece: Piece) -> str:
    text = escaped(piece.text)
    is_drawn = piece.style == "frame" or (piece.style in {"primary", "secondary"} and _RULED.issuperset(piece.text))
    if is_drawn:
        colour = f' style="{_OF_THE_PAGE}"' if piece.style == "primary" else ""
        return f'<span aria-hidden="true"{colour}>{text}</span>'
    if piece.style == "error":
        return f'<strong style="{_OF_THE_PAGE}">{text}</strong>'
    return f"<strong>{text}</strong>" if piece.style in _BOLD else text
