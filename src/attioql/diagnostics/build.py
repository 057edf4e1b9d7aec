"""Makes diagnostics about query text, and fixes of one edit."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.templates import Given, Sentence, sentence
from attioql.text.source import Source, Span


def diagnose(key: str, source: Source | None, span: Span | None, /, **given: Given) -> Diagnostic:
    """Make the diagnostic of a sentence about a place in a text."""
    return in_text(sentence(key, span=span, **given), source, span)


def in_text(
    said: Sentence,
    source: Source | None,
    span: Span | None,
    *,
    notes: Sequence[str] = (),
    fixes: Sequence[Fix] = (),
    pointer: str | None = None,
) -> Diagnostic:
    """Make a diagnostic about a place in a text, with more notes and fixes than its sentence has."""
    return Diagnostic(
        said.name,
        said.message,
        span,
        labels=said.labels,
        notes=(*said.notes, *notes),
        fixes=(*said.fixes, *fixes),
        pointer=pointer,
        source=source,
        parameters=said.parameters,
        suggestion=said.suggestion,
    )


def replace(message: str, span: Span, replacement: str, applicability: Applicability = Applicability.DISPLAY) -> Fix:
    """Make a fix of one edit."""
    return Fix(message, applicability, (Edit(span, replacement),))


def write(span: Span, text: str, applicability: Applicability = Applicability.UNSAFE) -> Fix:
    """Make the fix that writes a text in place of another, and says so."""
    return replace(f"write `{text}`", span, text, applicability)


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits):
        pieces += (text[end : edit.span.start], edit.replacement)
        end = edit.span.end
    return "".join([*pieces, text[end:]])
