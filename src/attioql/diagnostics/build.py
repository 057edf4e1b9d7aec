"""Short ways to make diagnostics and fixes, shared by the modules that hold the sentences."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.text.source import Source, Span


def replace(message: str, span: Span, replacement: str, applicability: Applicability = Applicability.DISPLAY) -> Fix:
    """Make a fix of one edit."""
    return Fix(message, applicability, (Edit(span, replacement),))


def problem(
    name: str,
    message: str,
    source: Source,
    span: Span,
    labels: tuple[Label, ...] = (),
    notes: tuple[str, ...] = (),
    fixes: tuple[Fix, ...] = (),
) -> Diagnostic:
    """Make a diagnostic about a place in a text."""
    return Diagnostic(name, message, span, labels=labels, notes=notes, fixes=fixes, source=source)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits):
        pieces += (text[end : edit.span.start], edit.replacement)
        end = edit.span.end
    return "".join([*pieces, text[end:]])
