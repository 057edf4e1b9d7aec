"""What is said about values: what a property takes, and what was written."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attioql.catalog.types import Property
from attioql.catalog.workspace import Attribute, Target, Workspace, nearest_object
from attioql.checker.messages.names import one_object_needed
from attioql.checker.messages.presence import presence_notes
from attioql.checker.messages.wording import (
    WRITTEN,
    during_instead,
    is_bound,
    period_instead,
    quoted_record_object,
    takes,
)
from attioql.diagnostics.build import diagnose, in_text, replace, write
from attioql.diagnostics.model import Applicability, Diagnostic, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import phrase, sentence
from attioql.filters.model import AttributePath
from attioql.operators import is_equality, is_negated, written_as, written_taking
from attioql.syntax.nodes import Call, Comparison, Literal, Moment
from attioql.text.source import Source, Span
from attioql.values.iso import parse_timestamp
from attioql.values.model import Rejection
from attioql.values.written_days import read_day

_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_MOMENT = re.compile(r"\s*((?:now|today|yesterday|tomorrow)(?:\s*[-+]\s*\d+(?:min|mo|h|d|w|y))?)\s*", re.IGNORECASE)
_MOVED = re.compile(r"(\w+)\s*([-+])\s*(\w+)", re.ASCII)
_PERIOD_WORD = re.compile(r"(this|last|next)_?(day|week|month|quarter|year)", re.IGNORECASE)
_WORDS_FOR_NOTHING = frozenset({"none", "nil", "undefined", "empty", "blank", "nothing", "missing", "nan"})
_WORDS_FOR_TRUTH = {"yes": "true", "on": "true", "no": "false", "off": "false"}
_UNSAFE = Applicability.UNSAFE


def wrong_value_type(source: Source, written: Literal | Moment, node: Comparison, prop: Property) -> Diagnostic:
    """Return the error for a value of another type than the property takes."""
    given = "a moment" if isinstance(written, Moment) else WRITTEN[written.kind]
    notes: Sequence[str] = ()
    fixes: Sequence[Fix] = ()
    if isinstance(written, Literal) and is_bound(source, written):
        notes = _notes_on_binding(source, written, prop)
    elif isinstance(written, Literal):
        fixes = _retyped(source, written, node, prop)
        if prop.kind.precision and written.kind == "number" and not _YEAR.fullmatch(written.text):
            notes = (phrase("no-epochs"),)
    said = sentence(Rejection.OTHER_TYPE.value, taker=f"`{node.path.text}`", takes=takes(prop), given=given, epoch=None)
    return in_text(said, source, written.span, notes=notes, fixes=fixes)


def _notes_on_binding(source: Source, written: Literal, prop: Property) -> tuple[str, ...]:
    """Return how to bind a parameter as another type, where its value would be right as that."""
    name = source.text[written.start + 1 : written.end]
    if written.kind == "string" and _fits(prop, written.text):
        return (phrase("bound-as-text", name=name, value=short(written.text.strip())),)
    if written.kind in {"number", "boolean"} and prop.kind.is_word:
        return (phrase("bound-as-value", name=name, value=short(written.text)),)
    return ()


def _retyped(source: Source, written: Literal, node: Comparison, prop: Property) -> Sequence[Fix]:
    """Offer the same value as the type that the property takes."""
    if prop.kind.is_word and written.kind != "string":
        return [replace(phrase("quote"), written.span, f'"{source.text[written.start : written.end]}"', _UNSAFE)]
    if written.kind == "string" and _fits(prop, written.text):
        return [replace(phrase("unquote"), written.span, written.text.strip().replace(",", ""), _UNSAFE)]
    if prop.kind.precision and (written.kind == "month" or _YEAR.fullmatch(written.text)):
        fix = period_instead(node, written) if prop.takes_periods else None
        return [fix] if fix else []
    if prop.kind.precision and written.kind == "duration":
        base = "today" if prop.kind.precision == "day" else "now"
        return [write(written.span, f"{base} {sign} {written.text}", Applicability.DISPLAY) for sign in "-+"]
    return []


def not_taken(why: Rejection, source: Source, written: Literal, taker: str, prop: Property | None = None) -> Diagnostic:
    """Return the error for a value about which there is no more to say than what its taker, or the property, takes."""
    value, rule = f"`{short(written.text)}`", None if prop is None else prop.value
    most, words = None if rule is None else rule.decimals, None if prop is None else takes(prop)
    return diagnose(why.value, source, written.span, taker=taker, value=value, takes=words, most=most, member=None)


def word_needs_quotes(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Return the error for a bare word where the words are not known, or where no word can stand."""
    if not prop.kind.is_word:
        return _word_for_other(source, written, prop)
    is_nothing = written.text.lower() in _WORDS_FOR_NOTHING
    return diagnose(
        "word-needs-quotes",
        source,
        written.span,
        word=written.text,
        hint=phrase("nothing-is-empty") if is_nothing else phrase("closed-words", takes=takes(prop)),
        certain=None if is_nothing else written.span,
        possible=written.span if is_nothing else None,
    )


def _word_for_other(source: Source, written: Literal, prop: Property) -> Diagnostic:
    """Return the error for a word where quotes would not help, with the word that is probably meant."""
    known: tuple[str, ...] = ()
    if prop.kind.precision:
        known = ("today", "yesterday", "tomorrow", *(() if prop.kind.precision == "day" else ("now",)))
    elif prop.kind.json_type == "boolean":
        known = ("true", "false")
    near = _WORDS_FOR_TRUTH.get(written.text.lower()) if prop.kind.json_type == "boolean" else None
    near = near or nearest(written.text, [word for word in known if word[0] == written.text[0].lower()])
    period = _PERIOD_WORD.fullmatch(written.text)
    during = f"{written_taking('period')} {period[1].lower()} {period[2].lower()}" if period else None
    return diagnose(
        "word-needs-quotes.other",
        source,
        written.span,
        takes=takes(prop),
        word=written.text,
        period=during,
        near=None if period else near,
    )


def unknown_value(
    why: Rejection,
    source: Source,
    written: Literal,
    name_of: str,
    known: Sequence[str],
    workspace: Workspace | None = None,
) -> Diagnostic:
    """Return the error for a value outside a closed set; `workspace` is that of objects."""
    near = nearest(written.text, known) if workspace is None else nearest_object(written.text, workspace, known)
    return diagnose(
        why.value,
        source,
        written.span,
        free=None if is_bound(source, written) else written.span,
        value=f"`{written.text}`",
        property=name_of,
        near=near,
        known=tuple(known),
    )


def invalid_date(why: Rejection, source: Source, written: Literal) -> Diagnostic:
    """Return the error for a date that is not in the calendar, or that is no date."""
    here = _time_in_quotes(source, written, days=True)
    said = sentence(why.value, value=f"`{short(written.text)}`", here=here, span=written.span)
    return in_text(said, source, written.span, notes=_on_bound_moment(source, written, days=True))


def _time_in_quotes(source: Source, written: Literal, *, days: bool) -> str | None:
    """Offer the moment or date that a string seems to be; where `days` are asked for, the day of it."""
    if written.kind != "string" or is_bound(source, written):
        return None
    if moment := _moment_in(written.text, days=days):
        return moment
    here = None
    if day := read_day(written.text):
        here = day
    elif found := re.fullmatch(r"(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?)", written.text, re.ASCII):
        here = f"{found[1]}T{found[2]}"
        here = here if parse_timestamp(here) else None
    return here.partition("T")[0] if days and here is not None else here


def _moment_in(text: str, *, days: bool) -> str | None:
    """Return the moment that a text is; where `days` are asked for, the day of it, which no part of a day leads to."""
    found = _MOMENT.fullmatch(text)
    if found is None or (days and found[1].lower().endswith(("h", "min"))):
        return None
    moment = found[1].lower()
    return re.sub("^now", "today", moment) if days else moment


def invalid_timestamp(source: Source, written: Literal) -> Diagnostic:
    """Return the error for a timestamp that does not exist, or that is none."""
    key = "invalid-timestamp.calendar" if written.kind == "timestamp" else Rejection.NO_TIMESTAMP.value
    epoch = phrase("no-epochs") if written.text.isdigit() else None
    here = _time_in_quotes(source, written, days=False)
    value, how = f"`{short(written.text)}`", phrase("write-timestamp")
    said = sentence(key, value=value, how=how, epoch=epoch, here=here, span=written.span)
    return in_text(said, source, written.span, notes=_on_bound_moment(source, written, days=False))


def _on_bound_moment(source: Source, written: Literal, *, days: bool) -> tuple[str, ...]:
    """Return how a filter says the moment whose text a parameter is bound to."""
    meant = _moment_in(written.text, days=days) if is_bound(source, written) else None
    if meant is None:
        return ()
    moved = _MOVED.fullmatch(meant)
    if moved is None:
        return (phrase("bound-moment", moment=meant),)
    name = source.text[written.start + 1 : written.end]
    return (phrase("bound-moment-moved", moment=f"{moved[1]} {moved[2]} :{name}", name=name, duration=moved[3]),)


def timestamp_for_date(source: Source, written: Literal, node: Comparison) -> Diagnostic:
    """Return the error for a timestamp where a day belongs."""
    day = None if is_bound(source, written) else written.text[:10]
    return diagnose(Rejection.TIME_FOR_DATE.value, source, written.span, attribute=node.path.text, day=day, now=None)


def time_for_date(source: Source, written: Literal | Moment | Call, node: Comparison) -> Diagnostic:
    """Return the error for `now` or an hour where a day belongs."""
    is_now = isinstance(written, Moment) and written.base == "now"
    now = Span(written.start, written.start + len("now")) if is_now else None
    return diagnose(Rejection.TIME_FOR_DATE.value, source, written.span, attribute=node.path.text, day=None, now=now)


def exact_date_on_timestamp(source: Source, node: Comparison, written: Literal | Moment, prop: Property) -> Diagnostic:
    """Return the error for equality with a whole day, which hardly any timestamp has."""
    key = "exact-date-on-timestamp.not" if is_negated(node.operator) else Rejection.DAY_FOR_INSTANT.value
    is_shifted = isinstance(written, Moment) and bool(written.shift)
    fixes = []
    if prop.takes_periods and not is_shifted and not is_bound(source, written):
        is_text = isinstance(written, Literal) and written.kind == "string"
        day = written.text if isinstance(written, Literal) and is_text else source.text[written.start : written.end]
        fixes = [during_instead(node, day)]
    said = sentence(key, path=node.path.text, operator=node.operator)
    return in_text(said, source, written.span, fixes=fixes)


def empty_list(source: Source, span: Span, node: Comparison) -> Diagnostic:
    """Return the error for a list without values."""
    key = "empty-list.not" if is_negated(node.operator) else "empty-list"
    return diagnose(key, source, span, operator=node.operator)


def null_value(
    source: Source, node: Comparison, written: Literal, prop: Property, place: AttributePath, target: Target
) -> Diagnostic:
    """Return the error for a comparison with null, with what asks for a value where there is such a condition."""
    comparison = Span(node.operator_start, written.end)
    if prop.presence is not None and is_equality(node.operator):
        test = written_as("presence", negated=not is_negated(node.operator))
        return diagnose(Rejection.NULL.value, source, written.span, comparison=comparison, test=test, presence=())
    presence = presence_notes(place, target, prop, "text")
    return diagnose(Rejection.NULL.value, source, written.span, comparison=comparison, test=None, presence=presence)


def invalid_actor(source: Source, span: Span, node: Comparison, given: str, attribute: Attribute) -> Diagnostic:
    """Return the error for a value that does not name an actor."""
    is_system = source.text[span.start : span.end].lower() in {"system", '"system"', "'system'"}
    by_id = None if is_system else attribute.type.named_in or None
    system = span if is_system else None
    return diagnose("invalid-actor", source, span, path=node.path.text, given=given, by_id=by_id, system=system)


def invalid_record(source: Source, span: Span, node: Comparison, attribute: Attribute, given: str) -> Diagnostic:
    """Return the error for a value that does not name a record."""
    example = quoted_record_object(attribute.objects[0]) if attribute.objects else "companies"
    only = attribute.objects[0] if len(attribute.objects) == 1 else None
    is_name = only is not None and _has_name(only) and source.text[span.start] in "\"'"
    return diagnose(
        "invalid-record",
        source,
        span,
        end=Span(node.path.end, node.path.end) if is_name else None,
        path=node.path.text,
        given=given,
        example=example,
        object=only,
        operator=node.operator,
    )


def _has_name(slug: str) -> bool:
    """Tell whether a standard object has a name to compare."""
    standard = Workspace.standard()
    return slug in standard and "name" in standard[slug].attributes


def record_needs_object(source: Source, written: Literal, node: Comparison, attribute: Attribute) -> Diagnostic:
    """Return the error for a bare ID where several objects are allowed."""
    fixes = [
        replace(phrase("write-record", object=name), written.span, f'record({name}, "{written.text}")')
        for name in map(quoted_record_object, attribute.objects)
    ]
    return one_object_needed(source, written.span, node.path.text, [] if is_bound(source, written) else fixes)


def unknown_function(source: Source, call: Call, known: Sequence[str]) -> Diagnostic:
    """Return the error for a function that does not exist here."""
    span = Span(call.start, call.start + len(call.function))
    shown = tuple([f"{name}(…)" for name in known])
    return diagnose(
        "unknown-function", source, span, name=call.function, known=shown, near=nearest(call.function, known)
    )


def wrong_arguments(source: Source, call: Call, expected: str, example: str) -> Diagnostic:
    """Return the error for the arguments of a function."""
    key = "invalid-record.arguments" if call.function.lower() == "record" else "invalid-actor.arguments"
    return diagnose(key, source, call.span, function=call.function, expected=expected, example=example)


def _fits(prop: Property, text: str) -> bool:
    """Tell whether text without its quotes would be a literal that the property takes."""
    unquoted = prop.kind.unquoted
    return unquoted is not None and unquoted(text.strip().lower()) is not None
