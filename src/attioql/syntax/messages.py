"""What is said about syntax that takes more than naming a sentence; `attioql.syntax.recovery` decides which of it is true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from attioql.diagnostics.build import diagnose
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.limits import LIMITS
from attioql.text.source import Source, Span
from attioql.text.width import is_printable

MOST_DIAGNOSTICS = LIMITS.diagnostics

_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»"


def lone_surrogate(source: Source, start: int, end: int) -> Diagnostic:
    """Return the error for half a surrogate pair, which JSON cannot hold."""
    return diagnose("lone-surrogate", source, Span(start, end))


def invalid_escapes(source: Source, string: Span, wrong: Sequence[int], most: int) -> list[Diagnostic]:
    """Return the errors for the unknown escapes of a string, up to so many. The first has the fix, which is one for all of them.

    It doubles the backslashes, which is right for a Windows path and for a pattern.
    """
    places = [string.start + 1 + offset for offset in wrong]
    if len(places) <= 1:
        return [_invalid_escape("invalid-escape", source, at, backslash=Span(at, at + 1)) for at in places]
    errors = [_invalid_escape("invalid-escape.several", source, at) for at in places[:most]]
    edit = Edit(string, _doubled(source.text, string, places))
    title = sentence("invalid-escape.several", escape="").title
    errors[0] = replace(errors[0], fixes=(Fix(title, Applicability.UNSAFE, (edit,)),))
    return errors


def _invalid_escape(key: str, source: Source, at: int, **places: Span) -> Diagnostic:
    return diagnose(key, source, Span(at, at + 2), escape=source.text[at : at + 2], **places)


def _doubled(text: str, string: Span, backslashes: Sequence[int]) -> str:
    """Return a string with some of its backslashes doubled."""
    bounds = [string.start, *backslashes, string.end]
    return "\\".join([text[start:end] for start, end in pairwise(bounds)])


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
