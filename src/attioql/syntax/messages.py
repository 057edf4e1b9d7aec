"""What is said about syntax that takes more than naming a sentence; `attioql.syntax.recovery` decides which of it is true."""

from __future__ import annotations

from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.limits import LIMITS
from attioql.text.source import Source, Span
from attioql.text.width import is_printable

MOST_DIAGNOSTICS = LIMITS.diagnostics

_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»"


def lone_surrogate(source: Source, start: int, end: int) -> Diagnostic:
    """Return the error for half a surrogate pair, which JSON cannot hold."""
    return diagnose("lone-surrogate", source, Span(start, end))


def unclosed_string(source: Source, span: Span) -> Diagnostic:
    """Return the error for a string that is never closed."""
    end = Span(span.end, span.end)
    return diagnose("unclosed-string", source, span, quote=source.text[span.start], end=end)


def unclosed_name(source: Source, span: Span) -> Diagnostic:
    """Return the error for a name in backticks that is never closed, or is empty."""
    if source.text[span.start : span.end].startswith("``"):
        return diagnose("unclosed-name.empty", source, Span(span.start, span.start + 2))
    return diagnose("unclosed-name", source, span)


def invalid_character(source: Source, span: Span, *, is_value: bool) -> Diagnostic:
    """Return the error for a character that no token contains."""
    character = source.text[span.start : span.end]
    why = None
    if character in _TYPOGRAPHIC_QUOTES:
        why = phrase("typographic-quote")
    elif character == "$":
        why = phrase("dollar-operators")
    elif is_value and character in "%*":
        why = phrase("no-wildcards")
    shown = f"`{character}`" if is_printable(character) else repr(character)
    return diagnose("invalid-character", source, span, character=shown, why=why)


def malformed_number(source: Source, span: Span) -> Diagnostic:
    """Return the error for text that begins with a digit and is no literal."""
    text = source.text[span.start : span.end]
    is_minutes = text[:-1].isdigit() and text[-1] == "m"
    how = "m-is-ambiguous" if is_minutes else "write-range" if ".." in text else "write-literals"
    quoted = None if is_minutes else text
    return diagnose("malformed-number", source, span, found=shown(source, span), how=phrase(how), text=quoted)


def shown(source: Source, span: Span) -> str:
    """Return the text of a span in backticks."""
    text = short(source.text[span.start : span.end])
    return f"`{text}`" if text else "the end"
