"""What is said about syntax. `attioql.syntax.recovery` decides which of it is true."""

from __future__ import annotations

from attioql.diagnostics.build import in_text, replace
from attioql.diagnostics.model import Applicability, Diagnostic
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

MOST_PROBLEMS = LIMITS.diagnostics

A_UNIT = "`day`, `week`, `month`, `quarter`, `year` or a duration such as `30d`"
"""What may follow `this`, `last` and `next`."""

_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»"
_UNSAFE = Applicability.UNSAFE


def text_too_long(source: Source, limit: int) -> Diagnostic:
    """Return the error for a text past the limit, which is not parsed."""
    return in_text(sentence("text-too-long", length=len(source.text), limit=limit), source, Span(0, 0))


def lone_surrogate(source: Source, start: int, end: int) -> Diagnostic:
    """Return the error for half a surrogate pair, which JSON cannot hold."""
    return in_text(sentence("lone-surrogate"), source, Span(start, end))


def too_many_problems(source: Source, at: int) -> Diagnostic:
    """Return the error that ends a long list of errors."""
    return in_text(sentence("too-many-problems", limit=MOST_PROBLEMS), source, Span(at, at))


def too_much(source: Source, name: str, limit: int, at: int) -> Diagnostic:
    """Return the error at the place where a text passes a limit."""
    return in_text(sentence(name, limit=limit), source, Span(at, at))


def unexpected_token(source: Source, span: Span, expected: str) -> Diagnostic:
    """Return the error for a token that no rule accepts here."""
    name = "invalid-period" if expected == A_UNIT else "unexpected-token"
    said = sentence("unexpected-token", expected=expected, found=_shown(source, span))
    return in_text(said.under(name), source, span)


def unexpected_end(source: Source, at: int, expected: str, opener: Span | None) -> Diagnostic:
    """Return the error for a text that ends too early, with a label at the bracket that is open."""
    if not source.text.strip():
        at = 0
    labels = [opener] if opener else []
    return in_text(sentence("unexpected-end", expected=expected), source, Span(at, at), labels=labels)


def unclosed_bracket(source: Source, opener: Span, at: int, closing: str) -> Diagnostic:
    """Return the error for a bracket that is never closed."""
    said = sentence("unclosed-bracket", opening=_text(source, opener), closing=closing)
    fix = replace(said.fix, Span(at, at), closing, _UNSAFE)
    return in_text(said, source, Span(at, at), labels=[opener], fixes=[fix])


def unopened_bracket(source: Source, span: Span) -> Diagnostic:
    """Return the error for a closing bracket without an opening one."""
    said = sentence("unopened-bracket", closing=_text(source, span))
    return in_text(said, source, span, fixes=[replace(phrase("remove"), span, "", _UNSAFE)])


def mismatched_bracket(source: Source, opener: Span, span: Span, closing: str) -> Diagnostic:
    """Return the error for a bracket that is closed by one of another kind."""
    said = sentence("mismatched-bracket", opening=_text(source, opener), found=_text(source, span), closing=closing)
    return in_text(said, source, span, labels=[opener], fixes=[replace(said.fix, span, closing, _UNSAFE)])


def unclosed_string(source: Source, span: Span) -> Diagnostic:
    """Return the error for a string that is never closed."""
    quote = source.text[span.start]
    said = sentence("unclosed-string", quote=quote)
    return in_text(said, source, span, fixes=[replace(said.fix, Span(span.end, span.end), quote)])


def unclosed_name(source: Source, span: Span) -> Diagnostic:
    """Return the error for a name in backticks that is never closed, or is empty."""
    if _text(source, span).startswith("``"):
        return in_text(sentence("unclosed-name.empty"), source, Span(span.start, span.start + 2))
    return in_text(sentence("unclosed-name"), source, span)


def invalid_escape(source: Source, at: int) -> Diagnostic:
    """Return the error for an unknown escape. The fix doubles the backslash, which is right for a Windows path."""
    said = sentence("invalid-escape", escape=source.text[at : at + 2])
    return in_text(said, source, Span(at, at + 2), fixes=[replace(said.fix, Span(at, at + 1), "\\\\", _UNSAFE)])


def invalid_character(source: Source, span: Span) -> Diagnostic:
    """Return the error for a character that no token contains."""
    character = _text(source, span)
    if character in _TYPOGRAPHIC_QUOTES:
        why: str | None = phrase("typographic-quote")
    elif character == "$":
        why = phrase("dollar-operators")
    else:
        why = phrase("no-wildcards") if character in "%*" else None
    shown = f"`{character}`" if character.isprintable() else repr(character)
    return in_text(sentence("invalid-character", character=shown, why=why), source, span)


def malformed_number(source: Source, span: Span) -> Diagnostic:
    """Return the error for text that begins with a digit and is no literal."""
    text = _text(source, span)
    found = _shown(source, span)
    if text[:-1].isdigit() and text[-1] == "m":
        return in_text(sentence("malformed-number", found=found, how=phrase("m-is-ambiguous")), source, span)
    said = sentence("malformed-number", found=found, how=phrase("write-range" if ".." in text else "write-literals"))
    return in_text(said, source, span, fixes=[replace(said.fix, span, f'"{text}"')])


def missing_comma(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two values of a list without a comma."""
    said = sentence("missing-comma")
    return in_text(said, source, Span(at, next_start), fixes=[replace(said.fix, Span(at, at), ",", _UNSAFE)])


def missing_and(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two conditions without a connective."""
    said = sentence("missing-connective")
    return in_text(said, source, Span(at, next_start), fixes=[replace(said.fix, Span(at, at), " and")])


def _text(source: Source, span: Span) -> str:
    return source.text[span.start : span.end]


def _shown(source: Source, span: Span) -> str:
    text = short(_text(source, span))
    return f"`{text}`" if text else "the end"
