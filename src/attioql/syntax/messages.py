"""The sentences about syntax. `attioql.syntax.recovery` decides which one is true; here it is said."""

from __future__ import annotations

from attioql.diagnostics.build import problem
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.limits import LIMITS
from attioql.text.source import Source, Span

MOST_PROBLEMS = LIMITS.diagnostics

A_UNIT = "`day`, `week`, `month`, `quarter`, `year` or a duration such as `30d`"
"""What may follow `this`, `last` and `next`."""

_TYPOGRAPHIC_QUOTES = "“”„‟‘’‚‛«»"


def text_too_long(source: Source, limit: int) -> Diagnostic:
    """Return the error for a text past the limit, which is not parsed."""
    message = f"the text has {len(source.text):,} characters; at most {limit:,} are read"
    return problem("text-too-long", message, source, Span(0, 0))


def lone_surrogate(source: Source, start: int, end: int) -> Diagnostic:
    """Return the error for half a surrogate pair, which JSON cannot hold."""
    message = "half a surrogate pair is not a character"
    note = "it comes from text that was decoded wrongly or cut in two; no JSON text can hold it"
    return problem("lone-surrogate", message, source, Span(start, end), notes=(note,))


def too_many_problems(source: Source, at: int) -> Diagnostic:
    """Return the error that ends a long list of errors."""
    message = f"more than {MOST_PROBLEMS} mistakes: reading stops here"
    return problem("too-many-problems", message, source, Span(at, at))


_TOO_MUCH = {
    "nesting-too-deep": "more than {:,} brackets and negations are open at once",
    "too-many-operands": "one `and` or `or` joins more than {:,} conditions",
    "too-many-escapes": "the text holds more than {:,} backslashes",
    "path-too-long": "a path has more than {:,} steps",
    "too-many-values": "one list has more than {:,} values",
}


def too_much(source: Source, name: str, limit: int, at: int) -> Diagnostic:
    """Return the error at the place where a text passes a limit."""
    return problem(name, _TOO_MUCH[name].format(limit), source, Span(at, at))


def unexpected_token(source: Source, span: Span, expected: str) -> Diagnostic:
    """Return the error for a token that no rule accepts here."""
    name = "invalid-period" if expected == A_UNIT else "unexpected-token"
    return problem(name, f"expected {expected}, found {_shown(source, span)}", source, span)


def unexpected_end(source: Source, at: int, expected: str, opener: Span | None) -> Diagnostic:
    """Return the error for a text that ends too early, with a label at the bracket that is open."""
    if not source.text.strip():
        at = 0
    labels = (Label(opener, "this is still open"),) if opener else ()
    return problem("unexpected-end", f"the filter ends where {expected} should follow", source, Span(at, at), labels)


def unclosed_bracket(source: Source, opener: Span, at: int, closing: str) -> Diagnostic:
    """Return the error for a bracket that is never closed."""
    opening = source.text[opener.start : opener.end]
    fix = Fix(f"close it with `{closing}`", Applicability.UNSAFE, (Edit(Span(at, at), closing),))
    label = Label(opener, "opened here")
    return problem("unclosed-bracket", f"`{opening}` is never closed", source, Span(at, at), (label,), fixes=(fix,))


def unopened_bracket(source: Source, span: Span) -> Diagnostic:
    """Return the error for a closing bracket without an opening one."""
    shown = source.text[span.start : span.end]
    fix = Fix("remove it", Applicability.UNSAFE, (Edit(span, ""),))
    return problem("unopened-bracket", f"`{shown}` closes nothing", source, span, fixes=(fix,))


def mismatched_bracket(source: Source, opener: Span, span: Span, closing: str) -> Diagnostic:
    """Return the error for a bracket that is closed by one of another kind."""
    opening, shown = source.text[opener.start : opener.end], source.text[span.start : span.end]
    fix = Fix(f"write `{closing}`", Applicability.UNSAFE, (Edit(span, closing),))
    label = Label(opener, "opened here")
    message = f"`{shown}` cannot close `{opening}`"
    return problem("mismatched-bracket", message, source, span, (label,), fixes=(fix,))


def unclosed_string(source: Source, span: Span) -> Diagnostic:
    """Return the error for a string that is never closed."""
    quote = source.text[span.start]
    fix = Fix(f"close it with `{quote}`", Applicability.DISPLAY, (Edit(Span(span.end, span.end), quote),))
    note = "a string ends on the line it starts on; a line break in it is written `\\n`"
    return problem("unclosed-string", "this string is never closed", source, span, notes=(note,), fixes=(fix,))


def unclosed_name(source: Source, span: Span) -> Diagnostic:
    """Return the error for a name in backticks that is never closed, or is empty."""
    if source.text[span.start : span.end].startswith("``"):
        return problem("unclosed-name", "a name in backticks cannot be empty", source, Span(span.start, span.start + 2))
    return problem("unclosed-name", "this name in backticks is never closed", source, span)


def invalid_escape(source: Source, at: int) -> Diagnostic:
    """Return the error for an unknown escape. The fix doubles the backslash, which is right for a Windows path."""
    span = Span(at, at + 2)
    shown = source.text[at : at + 2]
    fix = Fix("write the backslash twice to mean itself", Applicability.UNSAFE, (Edit(Span(at, at + 1), "\\\\"),))
    note = "the escapes are \\\\ \\' \\\" \\n \\t \\r and \\u with four hexadecimal digits"
    return problem("invalid-escape", f"`{shown}` is not an escape", source, span, notes=(note,), fixes=(fix,))


def invalid_character(source: Source, span: Span) -> Diagnostic:
    """Return the error for a character that no token contains."""
    character = source.text[span.start : span.end]
    notes: tuple[str, ...] = ()
    if character in _TYPOGRAPHIC_QUOTES:
        notes = ("this is a typographic quotation mark; strings are written with `\"` or `'`",)
    elif character == "$":
        notes = ("operators with `$` belong to filter JSON; here they are written `=`, `contains`, `in`…",)
    elif character in "%*":
        notes = ("there are no wildcards: write `contains`, `starts with` or `ends with`",)
    name = repr(character) if not character.isprintable() else f"`{character}`"
    return problem("invalid-character", f"{name} has no meaning here", source, span, notes=notes)


def malformed_number(source: Source, span: Span) -> Diagnostic:
    """Return the error for text that begins with a digit and is no literal."""
    shown = _shown(source, span)
    text = source.text[span.start : span.end]
    message = f"{shown} is not a number, a date, a timestamp, a duration or a UUID"
    if text[:-1].isdigit() and text[-1] == "m":
        notes = ("`m` could be minutes or months: write `min` or `mo`",)
        return problem("malformed-number", message, source, span, notes=notes)
    note = "dates are written `2024-05-31`, timestamps `2024-05-31T09:30:00Z`, durations `15min 12h 30d 2w 3mo 1y`"
    if ".." in text:
        note = "a range is written `between 1 and 5`"
    fix = Fix("quote it, if it is text", Applicability.DISPLAY, (Edit(span, f'"{text}"'),))
    return problem("malformed-number", message, source, span, notes=(note,), fixes=(fix,))


def missing_comma(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two values of a list without a comma."""
    fix = Fix("put a comma between them", Applicability.UNSAFE, (Edit(Span(at, at), ","),))
    message = "the values of a list need a comma between them"
    return problem("missing-comma", message, source, Span(at, next_start), fixes=(fix,))


def missing_and(source: Source, at: int, next_start: int) -> Diagnostic:
    """Return the error for two conditions without a connective."""
    fix = Fix("join them with `and`", Applicability.DISPLAY, (Edit(Span(at, at), " and"),))
    message = "two conditions need `and` or `or` between them"
    return problem("missing-connective", message, source, Span(at, next_start), fixes=(fix,))


def _shown(source: Source, span: Span) -> str:
    text = source.text[span.start : span.end]
    if len(text) > 40:
        text = text[:37] + "…"
    return f"`{text}`" if text else "the end"
