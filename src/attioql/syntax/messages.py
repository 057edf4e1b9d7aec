"""What is said about syntax. `attioql.syntax.recovery` decides which of it is true."""

from __future__ import annotations

from attioql.diagnostics.build import diagnose, in_text
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

MOST_DIAGNOSTICS = LIMITS.diagnostics

_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»"


def text_too_long(source: Source, limit: int) -> Diagnostic:
    """Return the error for a text past the limit, which is not parsed."""
    return diagnose("text-too-long", source, Span(0, 0), length=len(source.text), limit=limit)


def lone_surrogate(source: Source, start: int, end: int) -> Diagnostic:
    """Return the error for half a surrogate pair, which JSON cannot hold."""
    return diagnose("lone-surrogate", source, Span(start, end))


def too_many_problems(source: Source, at: int) -> Diagnostic:
    """Return the error that ends a long list of errors."""
    return diagnose("too-many-problems", source, Span(at, at), limit=MOST_DIAGNOSTICS)


def too_much(source: Source, name: str, limit: int, at: int) -> Diagnostic:
    """Return the error at the place where a text passes a limit."""
    return diagnose(name, source, Span(at, at), limit=limit)


def unexpected_token(name: str, source: Source, span: Span, expected: str) -> Diagnostic:
    """Return the error for a token that no rule accepts here."""
    said = sentence("unexpected-token", expected=expected, found=_shown(source, span))
    return in_text(said.under(name), source, span)


def unexpected_end(source: Source, at: int, expected: str, opener: Span | None) -> Diagnostic:
    """Return the error for a text that ends too early, with a label at the bracket that is open."""
    at = at if source.text.strip() else 0
    return diagnose("unexpected-end", source, Span(at, at), expected=expected, opener=opener)


def unclosed_bracket(source: Source, opener: Span, at: int, closing: str) -> Diagnostic:
    """Return the error for a bracket that is never closed."""
    opening = _text(source, opener)
    return diagnose("unclosed-bracket", source, Span(at, at), opener=opener, opening=opening, closing=closing)


def unopened_bracket(source: Source, span: Span) -> Diagnostic:
    """Return the error for a closing bracket without an opening one."""
    return diagnose("unopened-bracket", source, span, closing=_text(source, span))


def mismatched_bracket(source: Source, opener: Span, span: Span, closing: str) -> Diagnostic:
    """Return the error for a bracket that is closed by one of another kind."""
    opening, found = _text(source, opener), _text(source, span)
    return diagnose("mismatched-bracket", source, span, opener=opener, opening=opening, found=found, closing=closing)


def unclosed_string(source: Source, span: Span) -> Diagnostic:
    """Return the error for a string that is never closed."""
    end = Span(span.end, span.end)
    return diagnose("unclosed-string", source, span, quote=source.text[span.start], end=end)


def unclosed_name(source: Source, span: Span) -> Diagnostic:
    """Return the error for a name in backticks that is never closed, or is empty."""
    if _text(source, span).startswith("``"):
        return diagnose("unclosed-name.empty", source, Span(span.start, span.start + 2))
    return diagnose("unclosed-name", source, span)


def invalid_escape(source: Source, at: int) -> Diagnostic:
    """Return the error for an unknown escape. The fix doubles the backslash, which is right for a Windows path."""
    span = Span(at, at + 2)
    return diagnose("invalid-escape", source, span, escape=_text(source, span), backslash=Span(at, at + 1))


def invalid_character(source: Source, span: Span, *, is_value: bool) -> Diagnostic:
    """Return the error for a character that no token contains."""
    character = _text(source, span)
    why = None
    if character in _TYPOGRAPHIC_QUOTES:
        why = phrase("typographic-quote")
    elif character == "$":
        why = phrase("dollar-operators")
    elif is_value and character in "%*":
        why = phrase("no-wildcards")
    shown = f"`{character}`" if character.isprintable() else repr(character)
    return diagnose("invalid-character", source, span, character=shown, why=why)


def malformed_number(source: Source, span: Span) -> Diagnostic:
    """Return the error for text that begins with a digit and is no literal."""
    text = _text(source, span)
    is_minutes = text[:-1].isdigit() and text[-1] == "m"
    how = "m-is-ambiguous" if is_minutes else "write-range" if ".." in text else "write-literals"
    quoted = None if is_minutes else text
    return diagnose("malformed-number", source, span, found=_shown(source, span), how=phrase(how), text=quoted)


def missing_comma(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two values of a list without a comma."""
    return diagnose("missing-comma", source, Span(at, next_start), end=Span(at, at))


def missing_and(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two conditions without a connective."""
    return diagnose("missing-connective", source, Span(at, next_start), end=Span(at, at))


def _text(source: Source, span: Span) -> str:
    return source.text[span.start : span.end]


def _shown(source: Source, span: Span) -> str:
    text = short(_text(source, span))
    return f"`{text}`" if text else "the end"
