"""The sentences about values: what a property takes, and what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, Workspace
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import (
    WRITTEN,
    bound_as_text,
    bound_as_value,
    during_instead,
    is_bound,
    period_instead,
    quoted_record_object,
    takes,
)
from attioql.diagnostics.build import problem, replace
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.phrases import did_you_mean, listed, short
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import Place
from attioql.syntax.nodes import Call, Comparison, Literal, Moment
from attioql.text.source import Source, Span
from attioql.values.iso import parse_date, parse_timestamp


def wrong_value_type(source: Source, written: Literal | Moment, node: Comparison, prop: Property) -> Diagnostic:
    """Say what the property takes and what was given."""
    given = "a moment" if isinstance(written, Moment) else WRITTEN[written.kind]
    message = f"`{node.path.text}` takes {takes(prop)}, not {given}"
    if isinstance(written, Moment):
        return problem("wrong-value-type", message, source, written.span)
    if is_bound(source, written):
        notes: tuple[str, ...] = ()
        if written.kind == "string" and _fits(prop, written.text):
            notes = (bound_as_text(source, written),)
        elif written.kind in {"number", "boolean"} and prop.kind.is_word:
            notes = (bound_as_value(source, written),)
        return problem("wrong-value-type", message, source, written.span, notes=notes)
    fixes: tuple[Fix, ...] = ()
    notes = ()
    if prop.kind.is_word and written.kind != "string":
        shown = source.text[written.start : written.end]
        fixes = (replace("quote it", written.span, f'"{shown}"', Applicability.UNSAFE),)
    elif written.kind == "string" and _fits(prop, written.text):
        fixes = (replace("remove the quotes", written.span, written.text.strip(), Applicability.UNSAFE),)
    elif prop.kind.precision and (written.kind == "month" or _YEAR.fullmatch(written.text)):
        fix = period_instead(node, written) if "$gte" in prop.operators else None
        fixes = (fix,) if fix else ()
    elif prop.kind.precision and written.kind == "number":
        notes = ("Attio does not take epoch numbers",)
    elif prop.kind.precision and written.kind == "duration":
        base = "today" if prop.kind.precision == "day" else "now"
        ways = (f"{base} - {written.text}", f"{base} + {written.text}")
        fixes = tuple(replace(f"write `{way}`", written.span, way) for way in ways)
    return problem("wrong-value-type", message, source, written.span, notes=notes, fixes=fixes)


_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_MOMENT = re.compile(r"\s*((?:now|today|yesterday|tomorrow)(?:\s*[-+]\s*\d+(?:min|mo|h|d|w|y))?)\s*", re.IGNORECASE)
_PERIOD_WORD = re.compile(r"(this|last|next)_?(day|week|month|quarter|year)", re.IGNORECASE)
_WORDS_FOR_NOTHING = frozenset({"none", "nil", "undefined", "empty", "blank", "nothing", "missing", "nan"})
_WORDS_FOR_TRUTH = {"yes": "true", "on": "true", "no": "false", "off": "false"}


def malformed_value(source: Source, written: Literal, node: Comparison, prop: Property) -> Diagnostic:
    """Say what the property takes, and that a text is written in another way."""
    message = f"`{node.path.text}` takes {takes(prop)}, and `{short(written.text)}` is not one"
    return problem("wrong-value-type", message, source, written.span)


def word_needs_quotes(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Say that a bare word is taken only where the words are known, or that no word can stand here."""
    word = written.text.lower()
    if not prop.kind.is_word:
        return _word_for_other(source, written, prop)
    message = f"`{written.text}` needs quotes"
    if word in _WORDS_FOR_NOTHING:
        fix = replace("quote it, if it is text", written.span, f'"{written.text}"')
        note = "a missing value is no value to compare with; where it can be tested, `is empty` does it"
        return problem("word-needs-quotes", message, source, written.span, notes=(note,), fixes=(fix,))
    note = f"{takes(prop)} is expected here; only a word of a known, closed set can stand without quotes"
    fix = replace("quote it", written.span, f'"{written.text}"', Applicability.SAFE)
    return problem("word-needs-quotes", message, source, written.span, notes=(note,), fixes=(fix,))


def _word_for_other(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Say what is expected where quotes would not help, and which word was probably meant."""
    message = f"{takes(prop)} is expected here, not the word `{written.text}`"
    known: tuple[str, ...] = ()
    if prop.kind.precision:
        known = ("today", "yesterday", "tomorrow", *(() if prop.kind.precision == "day" else ("now",)))
    elif prop.kind.json_type == "boolean":
        known = ("true", "false")
    near = _WORDS_FOR_TRUTH.get(written.text.lower()) if prop.kind.json_type == "boolean" else None
    near = near or nearest(written.text, [word for word in known if word[0] == written.text[0].lower()])
    if period := _PERIOD_WORD.fullmatch(written.text):
        note = f"a period goes with `during`: `during {period[1].lower()} {period[2].lower()}`"
        return problem("word-needs-quotes", message, source, written.span, notes=(note,))
    fixes = (replace(f"write `{near}`", written.span, near, Applicability.UNSAFE),) if near else ()
    return problem("word-needs-quotes", message, source, written.span, fixes=fixes)


def unknown_value(
    source: Source, written: Literal, name_of: str, known: Sequence[str], name: str = "unknown-value"
) -> Diagnostic:
    """Say that a value is not in the set, and what is."""
    message = f"`{written.text}` is not a value of `{name_of}`"
    near = nearest(written.text, known)
    fixes: tuple[Fix, ...] = ()
    if near and not is_bound(source, written):
        fixes = (replace(f'write "{near}"', written.span, f'"{near}"', Applicability.UNSAFE),)
    if near:
        message = did_you_mean(message, near)
    return problem(
        name, message, source, written.span, notes=(f"its values: {listed(known, limit=None)}",), fixes=fixes
    )


def invalid_date(source: Source, written: Literal) -> Diagnostic:
    """Say that a date is not in the calendar, or is no date at all."""
    shape = written.kind == "date" or (len(written.text) == 10 and written.text[4] == written.text[7] == "-")
    message = f"`{short(written.text)}` is not in the calendar" if shape else f"`{short(written.text)}` is not a date"
    fixes = _time_in_quotes(source, written, days=True)
    return problem("invalid-date", message, source, written.span, notes=("dates are written YYYY-MM-DD",), fixes=fixes)


def _time_in_quotes(source: Source, written: Literal, *, days: bool) -> tuple[Fix, ...]:
    """Offer the moment or date that a string seems to be; where `days` are asked for, the day of it."""
    if written.kind != "string" or is_bound(source, written):
        return ()
    here = None
    if found := _MOMENT.fullmatch(written.text):
        here = found[1].lower()
    elif found := re.fullmatch(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})", written.text, re.ASCII):
        here = f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}"
        here = here if parse_date(here) else None
    elif found := re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)", written.text, re.ASCII):
        here = f"{found[1]}T{found[2]}"
        here = here if parse_timestamp(here) else None
    if days and here is not None:
        here = None if here.endswith(("h", "min")) else re.sub("^now", "today", here).partition("T")[0]
    return (replace(f"write `{here}`", written.span, here, Applicability.UNSAFE),) if here else ()


def invalid_timestamp(source: Source, written: Literal) -> Diagnostic:
    """Say that a timestamp does not exist, or is none."""
    message = f"`{short(written.text)}` is not a date or a timestamp"
    if written.kind == "timestamp":
        message = f"`{written.text}` is not a moment that exists"
    note = "timestamps are written 2024-05-31T09:30:00Z: ISO 8601, in UTC when no offset is given"
    notes: tuple[str, ...] = (note,)
    if written.text.isdigit():
        notes = (note, "Attio does not take epoch numbers")
    return problem(
        "invalid-timestamp",
        message,
        source,
        written.span,
        notes=notes,
        fixes=_time_in_quotes(source, written, days=False),
    )


def timestamp_for_date(source: Source, written: Literal, node: Comparison) -> Diagnostic:
    """Say that a date property takes days."""
    message = f"`{node.path.text}` is a date and takes a day, not a time of day"
    fixes: tuple[Fix, ...] = ()
    if not is_bound(source, written):
        fixes = (replace("keep the date", written.span, written.text[:10], Applicability.UNSAFE),)
    return problem("invalid-date", message, source, written.span, fixes=fixes)


def time_for_date(source: Source, written: Literal | Moment | Call, node: Comparison) -> Diagnostic:
    """Say that a date property takes days, and `now` or an hour is none."""
    message = f"`{node.path.text}` is a date and takes a day, not a time of day"
    fixes: tuple[Fix, ...] = ()
    if isinstance(written, Moment) and written.base == "now":
        base = Span(written.start, written.start + len("now"))
        fixes = (replace("write `today`", base, "today", Applicability.UNSAFE),)
    return problem("invalid-date", message, source, written.span, fixes=fixes)


def exact_date_on_timestamp(source: Source, node: Comparison, written: Literal | Moment, prop: Property) -> Diagnostic:
    """Say that hardly any timestamp equals the start of a day."""
    effect = "leaves out its first instant alone" if node.operator == "!=" else "matches its first instant at most"
    message = f"`{node.path.text}` is a timestamp: `{node.operator}` with a day {effect}"
    supports_range = "$gte" in prop.operators and "$lt" in prop.operators
    day = source.text[written.start : written.end]
    fixes: tuple[Fix, ...] = ()
    if supports_range and node.operator in {"=", "!="} and not (isinstance(written, Moment) and written.shift):
        if isinstance(written, Literal) and written.kind == "string":
            day = written.text
        fixes = (during_instead(node, day),) if not is_bound(source, written) else ()
    note = "`during` matches the whole day"
    return problem("exact-date-on-timestamp", message, source, written.span, notes=(note,), fixes=fixes)


def invalid_uuid(source: Source, written: Literal, taker: str) -> Diagnostic:
    """Say that something is not a UUID."""
    message = f"{taker} takes a UUID, and `{short(written.text)}` is not one"
    note = "a UUID looks like 50cf242c-7fa3-4cad-87d0-75b1af71c57b"
    return problem("invalid-uuid", message, source, written.span, notes=(note,))


def number_out_of_range(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Say what numbers the property takes."""
    if prop.value.maximum is not None:
        message = f"`{short(written.text)}` is out of range: {takes(prop)} is expected"
        return problem("number-out-of-range", message, source, written.span)
    message = f"`{short(written.text)}` is larger than any number that Attio keeps"
    note = "Attio keeps numbers as 64-bit floats"
    return problem("number-out-of-range", message, source, written.span, notes=(note,))


def number_too_fine(source: Source, written: Literal) -> Diagnostic:
    """Say that no number is kept with so many decimals."""
    message = f"`{short(written.text)}` has more decimals than any number that Attio keeps"
    note = "Attio keeps numbers as 64-bit floats"
    return problem("number-out-of-range", message, source, written.span, notes=(note,))


def too_many_decimals(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Say how many decimals a currency value has."""
    message = f"`{short(written.text)}` has more than {prop.value.decimals} decimals"
    note = f"Attio keeps {prop.value.decimals} decimals of a currency value, so no value has more"
    return problem("too-many-decimals", message, source, written.span, notes=(note,))


def invalid_country_code(source: Source, written: Literal) -> Diagnostic:
    """Say that countries go by their two-letter codes."""
    message = f"`{short(written.text)}` is not a two-letter country code"
    note = "countries go by their ISO 3166-1 alpha-2 codes, such as `US` or `DE`"
    return problem("invalid-country-code", message, source, written.span, notes=(note,))


def empty_list(source: Source, span: Span, node: Comparison) -> Diagnostic:
    """Say that a list needs a value."""
    message = f"the list after `{node.operator}` is empty"
    return problem("empty-list", message, source, span, notes=("no record could be one of no values",))


def null_value(
    source: Source, node: Comparison, written: Literal, prop: Property, place: Place, target: Target
) -> Diagnostic:
    """Say how a missing value is tested, where it can be."""
    fixes: tuple[Fix, ...] = ()
    notes = list(presence_notes(place, target, prop, "text"))
    if "$not_empty" in prop.operators and node.operator in {"=", "!="}:
        words = "is empty" if node.operator == "=" else "is not empty"
        span = Span(node.operator_start, written.end)
        fixes = (replace(f"write `{words}`", span, words, Applicability.UNSAFE),)
        notes = []
    message = "a filter cannot compare with null"
    return problem("null-value", message, source, written.span, notes=tuple(notes), fixes=fixes)


def invalid_period(source: Source, span: Span) -> Diagnostic:
    """Say what a period looks like."""
    shown = source.text[span.start : span.end]
    message = f"`{short(shown)}` is not a period"
    note = "periods: a date, a month (2024-05), a year (2024), `today`, `this week`, `last month`, `next quarter`, `last 30d`"
    return problem("invalid-period", message, source, span, notes=(note,))


def period_not_days(source: Source, span: Span) -> Diagnostic:
    """Say that a date attribute is held against whole days."""
    return problem("invalid-period", "a date goes by whole days, not by hours or minutes", source, span)


def invalid_actor(source: Source, span: Span, node: Comparison, given: str) -> Diagnostic:
    """Say how an actor is named."""
    message = f"`{node.path.text}` takes an actor, not {given}"
    note = 'actors: `member("UUID")` or just the member\'s UUID, `token("UUID")`, `app("UUID")`, `system()`'
    if source.text[span.start : span.end].lower() in {"system", '"system"', "'system'"}:
        fixes = (replace("write `system()`", span, "system()", Applicability.UNSAFE),)
        return problem("invalid-actor", message, source, span, notes=(note,), fixes=fixes)
    notes = (note, "Attio finds actors by their ID, not by a name or an e-mail address")
    return problem("invalid-actor", message, source, span, notes=notes)


def invalid_record(source: Source, span: Span, node: Comparison, attribute: Attribute, given: str) -> Diagnostic:
    """Say how a record is named."""
    message = f"`{node.path.text}` takes a record, not {given}"
    example = quoted_record_object(attribute.objects[0]) if attribute.objects else "companies"
    notes = [f'a record is its UUID in quotes, or `record({example}, "…")`']
    fixes: tuple[Fix, ...] = ()
    if len(attribute.objects) == 1:
        notes.append(
            f"to compare an attribute of {attribute.objects[0]}, name it: `{node.path.text}.… {node.operator} …`"
        )
        if _has_name(attribute.objects[0]) and source.text[span.start] in "\"'":
            end = Span(node.path.end, node.path.end)
            fixes = (replace(f"write `{node.path.text}.name`", end, ".name", Applicability.UNSAFE),)
    return problem("invalid-record", message, source, span, notes=tuple(notes), fixes=fixes)


def _has_name(slug: str) -> bool:
    """Tell whether a standard object has a name to compare."""
    standard = Workspace.standard()
    return slug in standard and "name" in standard[slug].attributes


def record_needs_object(source: Source, written: Literal, node: Comparison, attribute: Attribute) -> Diagnostic:
    """Say that a bare ID is not enough where several objects are allowed."""
    message = f"`{node.path.text}` may refer to several objects: say which"
    fixes = tuple(
        replace(f"write `record({name}, …)`", written.span, f'record({name}, "{written.text}")')
        for name in map(quoted_record_object, attribute.objects)
    )
    return problem("object-needed", message, source, written.span, fixes=() if is_bound(source, written) else fixes)


def unknown_function(source: Source, call: Call, known: Sequence[str]) -> Diagnostic:
    """Say that there is no such function here, and which there are."""
    span = Span(call.start, call.start + len(call.function))
    near = nearest(call.function, known)
    message = f"there is no function `{call.function}`"
    fixes = (replace(f"write `{near}`", span, near, Applicability.UNSAFE),) if near else ()
    notes = (f"here: {', '.join(f'`{name}(…)`' for name in known)}",)
    return problem("unknown-function", message, source, span, notes=notes, fixes=fixes)


def unexpected_function(source: Source, call: Call, prop: Property) -> Diagnostic:
    """Say that a property takes no function."""
    message = f"{takes(prop)} is expected here, not `{call.function}(…)`"
    return problem("wrong-value-type", message, source, call.span)


def wrong_arguments(source: Source, call: Call, expected: str, example: str) -> Diagnostic:
    """Say what a function takes."""
    message = f"`{call.function}` takes {expected}"
    name = "invalid-record" if call.function.lower() == "record" else "invalid-actor"
    return problem(name, message, source, call.span, notes=(f"such as `{example}`",))


def unknown_member(source: Source, written: Literal) -> Diagnostic:
    """Say that members are not known by e-mail without a workspace that lists them."""
    message = f"this workspace lists no members, so `{short(written.text)}` cannot be looked up"
    return problem("unknown-member", message, source, written.span, notes=("name the member by their UUID",))


def _fits(prop: Property, text: str) -> bool:
    """Tell whether text without its quotes would be a literal that the property takes."""
    unquoted = prop.kind.unquoted
    return unquoted is not None and unquoted(text.strip().lower()) is not None
