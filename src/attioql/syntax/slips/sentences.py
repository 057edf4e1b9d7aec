"""The sentences about slips: things written the way another language, or plain English, would write them."""

from __future__ import annotations

from collections.abc import Sequence

from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.diagnostics.phrases import did_you_mean, here_it_is
from attioql.syntax.slips.excerpts import spaced, spaced_around, text_at, with_blanks_before
from attioql.text.source import Source, Span

_SAFE, _UNSAFE, _DISPLAY = Applicability.SAFE, Applicability.UNSAFE, Applicability.DISPLAY
_NO_PATTERNS = "`contains` finds a part of a text; there are no patterns or wildcards"


def literal_written(
    source: Source,
    span: Span,
    here: str,
    applicability: Applicability,
    notes: tuple[str, ...] = (),
    *,
    quotable: bool,
) -> Diagnostic:
    """Return the error for a date, time, duration or number in another notation; it might still be text."""
    shown = text_at(source, span)
    fixes = [replace(f"write `{here}`", span, here, applicability)]
    if quotable:
        fixes.append(replace("quote it, if it is text", span, f'"{shown}"'))
    name = "unexpected-token" if shown[0] in ".+-" else "malformed-number"
    return problem(name, f"`{shown}` is written `{here}`", source, span, notes=notes, fixes=tuple(fixes))


def ambiguous_date(source: Source, span: Span, days: Sequence[str]) -> Diagnostic:
    """Return the error for a date with two readings."""
    message = f"`{text_at(source, span)}` could be {' or '.join(f'`{day}`' for day in days)}"
    fixes = tuple(replace(f"write `{day}`", span, day) for day in days)
    return problem("malformed-number", message, source, span, notes=("dates are written YYYY-MM-DD",), fixes=fixes)


def written(source: Source, span: Span, here: str) -> Diagnostic:
    """Return the error for a period in another notation."""
    fix = replace(f"write `{here}`", span, here, _UNSAFE)
    return problem("invalid-period", f"`{text_at(source, span)}` is written `{here}`", source, span, fixes=(fix,))


def day_without_call(source: Source, span: Span, here: str) -> Diagnostic:
    """Return the error for `now()` and `today()`."""
    fix = replace(f"write `{here}`", span, here, _SAFE)
    return problem("unexpected-token", f"`{text_at(source, span)}` is written `{here}`", source, span, fixes=(fix,))


def period_as_value(source: Source, span: Span, period: Span, here: str, *, sure: bool) -> Diagnostic:
    """Return the error for a period where `during` is missing."""
    message = f"`{text_at(source, period)}` is a period: write `during {here}`"
    fix = replace(f"write `during {here}`", span, f"during {here}", _UNSAFE if sure else _DISPLAY)
    return problem("unexpected-token", message, source, period, fixes=(fix,))


def period_without_direction(source: Source, span: Span, here: str) -> Diagnostic:
    """Return the error for a duration after `during` that is neither the last nor the next."""
    message = f"`{text_at(source, span)}` is a length of time: the last or the next?"
    fixes = tuple(replace(f"write `{which} {here}`", span, f"{which} {here}") for which in ("last", "next"))
    return problem("invalid-period", message, source, span, fixes=fixes)


def range_written(source: Source, span: Span, whole: Span | None, here: str) -> Diagnostic:
    """Return the error for a range in another notation; `whole` is what `here` replaces, if anything."""
    fixes = (replace(f"write `{here}`", whole, here, _UNSAFE),) if whole is not None else ()
    name = "malformed-number" if source.text[span.start].isdigit() else "unexpected-token"
    return problem(name, f"`{text_at(source, span)}` is a range: write `{here}`", source, span, fixes=fixes)


def period_in_days(source: Source, span: Span, kind: str, ways: Sequence[tuple[Span, str]]) -> Diagnostic:
    """Return the error for a quarter, half or week, which is written by its days; `ways` are what to write where."""
    message = f"`{text_at(source, span)}` is a {kind}, which is written by its days: `{ways[-1][1]}`"
    notes = ("on a timestamp, `between` leaves out all but the first instant of the last day",)
    first, *others = ways
    fixes = [replace(f"write `{first[1]}`", *first, _UNSAFE)]
    fixes += [replace(f"write `{here}`, if it is a date without a time", where, here) for where, here in others]
    return problem("invalid-period", message, source, span, notes=notes if others else (), fixes=tuple(fixes))


def no_such_period(source: Source, span: Span, kind: str) -> Diagnostic:
    """Return the error for a quarter, half or week that no year has."""
    message = f"`{text_at(source, span)}` does not exist: the year has no such {kind}"
    return problem("invalid-period", message, source, span)


def parameter_without_name(source: Source, span: Span, name: str) -> Diagnostic:
    """Return the error for a `:` that no name follows directly."""
    if not name:
        message = "a name must follow this `:`, such as `:name`"
        return problem("invalid-character", message, source, span)
    if name[0].isdigit():
        message = f"the name of a parameter starts with a letter: `:{name}` does not"
        fix = replace(f"write `:p{name}`", span, f":p{name}")
        return problem("invalid-character", message, source, span, fixes=(fix,))
    fix = replace(f"write `:{name}`", span, f":{name}")
    message = f"the name of a parameter stands right after its `:`, as in `:{name}`"
    return problem("invalid-character", message, source, span, fixes=(fix,))


def positional_parameter(source: Source, span: Span, number: str, *, as_amount: bool) -> Diagnostic:
    """Return the error for `$1`, which is a parameter of SQL or an amount of money."""
    shown = text_at(source, span)
    message = f"`{shown}` is neither a parameter nor an amount: parameters are written `:name`, amounts without `$`"
    fixes = [replace(f"write `:p{number}`, if it is a parameter", span, f":p{number}")]
    if as_amount:
        fixes.append(replace(f"write `{number}`, if it is an amount", span, number))
    return problem("invalid-character", message, source, span, fixes=tuple(fixes))


def typographic_quotes(source: Source, span: Span, plain: str) -> Diagnostic:
    """Return the error for typographic quotation marks around a string."""
    edits = (Edit(span, plain),)
    fix = Fix("write plain quotation marks", _SAFE, edits)
    message = f"strings are written with plain quotation marks, not with `{source.text[span.start]}`"
    return problem("invalid-character", message, source, Span(span.start, span.start + 1), fixes=(fix,))


def stray_quote(source: Source, span: Span) -> Diagnostic:
    """Return the error for a quotation mark after the end of a string."""
    message = f"this `{text_at(source, span)}` follows the end of a string"
    return problem("unclosed-string", message, source, span, fixes=(replace("remove it", span, "", _UNSAFE),))


def quote_in_string(source: Source, span: Span, quote: str, here: str) -> Diagnostic:
    """Return the error for a quotation mark inside a string."""
    message = f"`{quote}` inside a string in `{quote}` ends it"
    note = f"write it `\\{quote}`, or put the string in the other quotation marks"
    fix = replace(f"write `{here}`", span, here, _UNSAFE)
    return problem("unquoted-text", message, source, span, notes=(note,), fixes=(fix,))


def placeholder(source: Source, span: Span, name: str) -> Diagnostic:
    """Return the error for a placeholder of another tool."""
    message = f"`{text_at(source, span)}` is not a parameter; parameters are written `:{name or 'name'}`"
    fixes = (replace(f"write `:{name}`", span, f":{name}"),) if name else ()
    return problem("invalid-character", message, source, span, fixes=fixes)


def regular_expression(source: Source, span: Span) -> Diagnostic:
    """Return the error for a regular expression."""
    message = f"`{text_at(source, span)}` is a regular expression, and filters have none"
    return problem("invalid-character", message, source, span, notes=(_NO_PATTERNS,))


def backticks_for_text(source: Source, span: Span, here: str) -> Diagnostic:
    """Return the error for text in backticks."""
    fix = replace(f"write `{here}`", span, here, _UNSAFE)
    return problem("unquoted-text", "backticks are for names; text needs quotes", source, span, fixes=(fix,))


def negated_value(source: Source, span: Span) -> Diagnostic:
    """Return the error for `= not "x"`."""
    fix = replace("write `!=`", span, "!=", _UNSAFE)
    return problem("unknown-operator", f"`{text_at(source, span)}` is written `!=`", source, span, fixes=(fix,))


def list_needs_in(source: Source, operator: Span, opening: Span, *, empty: bool) -> Diagnostic:
    """Return the error for a list after `=` or `!=`."""
    written = text_at(source, operator)
    here = "not in" if written in {"!=", "<>"} else "in"
    fix = replace(f"write `{here}`", operator, spaced(source, operator, here), _UNSAFE)
    message = f"`{written}` takes one value; for a list write `{here}`"
    label = Label(opening, "a list starts here")
    return problem("list-needs-in", message, source, operator, (label,), fixes=() if empty else (fix,))


def list_for_one_value(
    source: Source, operator: Span, opening: Span, closing: int | None, values: Sequence[str], path: Span | None
) -> Diagnostic:
    """Return the error for a list after an operator that takes one value; the fix repeats the condition."""
    written = text_at(source, operator)
    label = Label(opening, "a list starts here")
    message = f"`{written}` takes one value, not a list"
    if closing is None or path is None or not values:
        return problem("list-needs-in", message, source, operator, (label,))
    left = text_at(source, Span(path.start, operator.end))
    each = " or ".join(f"{left} {value}" for value in values)
    span = Span(path.start, closing + 1)
    fix = replace("repeat the condition", span, f"({each})" if len(values) > 1 else each, _UNSAFE)
    return problem("list-needs-in", message, source, operator, (label,), fixes=(fix,))


def between_in_brackets(source: Source, span: Span, closing: int | None, values: Sequence[str]) -> Diagnostic:
    """Return the error for brackets around the two ends of `between`."""
    fixes: tuple[Fix, ...] = ()
    if closing is not None and len(values) == 2:
        here = " and ".join(values)
        fixes = (replace(f"write `{here}`", Span(span.start, closing + 1), here, _UNSAFE),)
    message = "`between` takes two values joined by `and`, without brackets"
    return problem("unexpected-token", message, source, span, fixes=fixes)


def list_without_brackets(source: Source, span: Span, values: Sequence[str]) -> Diagnostic:
    """Return the error for a list after `in` without parentheses."""
    here = f"({', '.join(values)})"
    fix = replace(f"write `{here}`", span, here, _UNSAFE)
    return problem("unexpected-token", "`in` takes a list in parentheses", source, span, fixes=(fix,))


def in_for_during(source: Source, operator: Span, period: Span) -> Diagnostic:
    """Return the error for a period where `during` is missing."""
    text = text_at(source, period)
    fixes = (
        replace("write `during`, if it is a period", operator, "during"),
        replace("put parentheses around it, if it is a value", period, f"({text})"),
    )
    return problem("unexpected-token", "`in` takes a list; a period goes with `during`", source, operator, fixes=fixes)


def connective_in_list(source: Source, span: Span) -> Diagnostic:
    """Return the error for `and` or `or` between the values of a list."""
    fix = Fix("write a comma", _UNSAFE, (Edit(with_blanks_before(source, span), ","),))
    message = f"the values of a list are joined by commas, not by `{text_at(source, span)}`"
    return problem("missing-comma", message, source, span, fixes=(fix,))


def superfluous(source: Source, span: Span, message: str, name: str = "unexpected-token") -> Diagnostic:
    """Return the error for a mark or word that the fix removes."""
    end = span.end
    if source.text[span.end : span.end + 1] == " " and (span.start == 0 or source.text[span.start - 1] in " ("):
        end += 1
    return problem(name, message, source, span, fixes=(replace("remove it", Span(span.start, end), "", _UNSAFE),))


def two_connectives(source: Source, span: Span) -> Diagnostic:
    """Return the error for a second connective of another kind."""
    message = f"a condition should follow, not a second connective: `{text_at(source, span)}`"
    return problem("unexpected-token", message, source, span)


def unquoted_text(source: Source, start: int, end: int, *, sure: bool) -> Diagnostic:
    """Return the error for text without quotes. The fix quotes it up to where it seems to end."""
    span = Span(start, end)
    text = source.text[start:end]
    here = text.replace("\\", "\\\\").replace('"', '\\"')
    fix = replace("quote it", span, f'"{here}"', _UNSAFE if sure else _DISPLAY)
    notes = (_NO_PATTERNS,) if "*" in text or "%" in text else ()
    return problem("unquoted-text", f"text needs quotes: `{text}`", source, span, notes=notes, fixes=(fix,))


def colon_for_equality(source: Source, span: Span) -> Diagnostic:
    """Return the error for `name:acme`."""
    here = f' = "{text_at(source, span)[1:]}"'
    fix = replace(f"write `{here.strip()}`", span, here, _UNSAFE)
    message = here_it_is("there is no operator `:`", "=")
    return problem("unknown-operator", message, source, Span(span.start, span.start + 1), fixes=(fix,))


def unknown_operator(source: Source, span: Span, operator: str, here: str, *, pattern: bool = False) -> Diagnostic:
    """Return the error for an operator of another language, with the operator that means the same."""
    fix = replace(f"write `{here}`", span, spaced_around(source, span, here), _UNSAFE)
    notes = (_NO_PATTERNS,) if here.endswith("contains") and "contain" not in operator else ()
    message = here_it_is(f"there is no operator `{operator}`", here)
    return problem("unknown-operator", message, source, span, notes=notes, fixes=() if pattern else (fix,))


def misspelt(source: Source, span: Span, near: str, name: str) -> Diagnostic:
    """Return the error for a misspelt word."""
    message = did_you_mean(f"there is no `{text_at(source, span)}` here", near)
    return problem(name, message, source, span, fixes=(replace(f"write `{near}`", span, near, _UNSAFE),))


def is_for_comparison(source: Source, span: Span, sign: str) -> Diagnostic:
    """Return the error for `is` before a value."""
    message = f"`is` only goes with `empty`; to compare, write `{sign}`"
    fix = replace(f"write `{sign}`", span, sign, _UNSAFE)
    return problem("unknown-operator", message, source, span, fixes=(fix,))


def name_of_several_words(source: Source, span: Span, name: str) -> Diagnostic:
    """Return the error for a name of several words without backticks."""
    shown = text_at(source, span).rstrip()
    span = Span(span.start, span.start + len(shown))
    message = did_you_mean(f"a name is one word, unless it stands in backticks: `{shown}`", name)
    fixes = [replace(f"write `{name}`", span, name, _UNSAFE if " " in shown else _DISPLAY)]
    if " " not in shown:
        fixes.append(replace("put it in backticks, if that is its slug", span, f"`{shown}`"))
    return problem("unexpected-token", message, source, span, fixes=tuple(fixes))


def no_operator(source: Source, span: Span, here: str = "=") -> Diagnostic:
    """Return the error for a value without an operator."""
    message = f"there is no operator before `{text_at(source, span)}`"
    fix = replace(f"write `{here}`", Span(span.start, span.start), f"{here} ")
    return problem("unexpected-token", message, source, span, fixes=(fix,))
