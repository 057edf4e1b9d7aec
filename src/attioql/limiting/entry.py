"""What is beyond the limits of a caller, asked before a filter is read, and the diagnostics that are reported of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate
from typing import TypeVar

from attioql.attio.body import is_body
from attioql.attio.faults import Fault, in_json
from attioql.attio.json_value_messages import too_large
from attioql.attio.load import located
from attioql.catalog.workspace import Target
from attioql.diagnostics.build import diagnose, in_text, past_limit
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import shown
from attioql.diagnostics.templates import Given, Sentence, sentence
from attioql.json_text.paths import JsonPath
from attioql.json_text.strict_json import is_json_text, read_json
from attioql.limiting.counted import BEYOND, Count
from attioql.limiting.input_limits import Limits
from attioql.limiting.json_count import (
    TooManyCharactersError,
    TooManyValuesError,
    count_json,
    count_rows,
    json_length,
    require_short,
)
from attioql.limiting.text_count import count_text
from attioql.preconditions import json_source
from attioql.text.source import Source, Span

_Where = TypeVar("_Where")
_MOST_BYTES_OF_A_CHARACTER = 4
_FILTER: JsonPath = (None, "filter")


def require_limits(limits: object) -> None:
    """Raise `TypeError` for what is no `Limits`."""
    if not isinstance(limits, Limits):
        message = f"limits must be attioql.Limits or None, not {shown(limits)}"
        raise TypeError(message)


def is_json_within(text: str, limits: Limits) -> bool:
    """Tell whether a text is to be read as JSON, without a look at what is beyond the limits. Raises as `require_limits`."""
    require_limits(limits)
    return is_json_text(text) if limits.characters is None else is_json_text(text, limits.characters)


def excess_of_text(
    source: Source, limits: Limits, params: Mapping[str, object] | None = None
) -> tuple[Diagnostic, ...]:
    """Return an error for each limit that query text and its parameters exceed."""
    require_limits(limits)
    if limits.characters is not None and (too_long := past_limit(source, limits.characters)) is not None:
        return (too_long,)
    given = params if isinstance(params, Mapping) else {}
    if limits.characters is not None and _are_longer(given, limits.characters - len(source.text)):
        return (in_text(sentence("text-too-long.parameters", limit=limits.characters), source, None),)
    lengths = {name: len(value) for name, value in given.items() if isinstance(value, (list, tuple))}
    count = count_text(source, limits, lengths)
    found = [diagnose(key, source, where, **_given(name, count)) for name, key, where in _beyond(count)]
    return (*found, *_excess_of_lists(source, limits, lengths))


def excess_of_json(given: object, target: Target, limits: Limits) -> tuple[Diagnostic, ...]:
    """Return an error for each limit that filter JSON or a request body exceeds, parsed or as text; none for JSON that cannot be read."""
    return _excess_of(given, limits, partial(_count_filter, target=target))


def excess_of_bytes(given: bytes | bytearray, limits: Limits) -> Diagnostic | None:
    """Return the error for bytes that have certainly more characters than the limit, which are not decoded for it."""
    require_limits(limits)
    most = limits.characters
    if most is None or len(given) <= _MOST_BYTES_OF_A_CHARACTER * most:
        return None
    return located([in_json(_longer_than(most), None)], None)[0]


def excess_of_rows(given: object, limits: Limits) -> tuple[Diagnostic, ...]:
    """Return an error for each limit that rows of a form exceed, parsed or as text; none for JSON that cannot be read."""
    return _excess_of(given, limits, count_rows)


def reported(problems: Sequence[Diagnostic], limits: Limits) -> tuple[Diagnostic, ...]:
    """Return as many diagnostics as the limits allow, errors first; if errors are left out, another error says so."""
    most = limits.diagnostics
    if most is None or len(problems) <= most:
        return tuple(problems)
    errors = [each for each in problems if each.severity is Severity.ERROR]
    kept = {id(each) for each in [*errors, *(each for each in problems if each.severity is not Severity.ERROR)][:most]}
    shown_ = tuple([each for each in problems if id(each) in kept])
    if len(errors) <= most:
        return shown_
    first = errors[most]
    said = sentence("too-many-problems", limit=most)
    return (*shown_, in_text(said, first.source, first.span, pointer=first.pointer))


def _beyond(count: Count[_Where]) -> Iterator[tuple[str, str, _Where]]:
    for name, where in count.beyond.items():
        yield name, BEYOND[name], where


def _given(name: str, count: Count[_Where]) -> dict[str, Given]:
    return {"count": count.amount(name), "limit": getattr(count.limits, name)}


def _excess_of(
    given: object, limits: Limits, count: Callable[[object, Limits], Count[JsonPath]]
) -> tuple[Diagnostic, ...]:
    """Return an error for each limit that JSON exceeds, parsed or as text; `count` says what counts as what."""
    require_limits(limits)
    if isinstance(given, (bytes, bytearray)) and (too_many := excess_of_bytes(given, limits)) is not None:
        return (too_many,)
    source = json_source(given)
    if isinstance(source, Diagnostic):
        return ()
    value = given
    if source is not None:
        if (
            limits.characters is not None
            and (too_long := past_limit(source, limits.characters, pointer="")) is not None
        ):
            return (too_long,)
        value = read_json(source)
        if isinstance(value, Diagnostic):
            return ()
    try:
        return _excess(count(value, limits), source)
    except (TooManyCharactersError, TooManyValuesError) as error:
        return located([_too_large(error, limits)], source)


def _count_filter(value: object, limits: Limits, target: Target) -> Count[JsonPath]:
    """Count a filter, or the filter of a request body."""
    require_short(value, limits)
    if not (isinstance(value, Mapping) and is_body(value, target)):
        return count_json(value, None, limits)
    return count_json(value["filter"], _FILTER, limits) if "filter" in value else Count(limits)


def _excess(count: Count[JsonPath], source: Source | None) -> tuple[Diagnostic, ...]:
    faults = [in_json(sentence(key, **_given(name, count)), where) for name, key, where in _beyond(count)]
    return located(faults, source)


def _excess_of_lists(source: Source, limits: Limits, lengths: Mapping[str, int]) -> Iterator[Diagnostic]:
    """Yield an error for each parameter that is a list beyond the limit."""
    for name, length in lengths.items():
        if limits.list_values is not None and length > limits.list_values:
            said = sentence("too-many-values.parameter", name=name, count=length, limit=limits.list_values)
            yield in_text(said, source, _mention(source, name))


def _are_longer(params: Mapping[str, object], most: int) -> bool:
    """Tell whether the names and values of parameters have more characters than these; what is beyond them is not read."""
    return any(total > most for total in accumulate(_lengths(params)))


def _lengths(params: Mapping[str, object]) -> Iterator[int]:
    """Yield the characters of each name and value: those of a text or a number, and of each value of a list."""
    for name, value in params.items():
        yield len(name)
        for each in value if isinstance(value, (list, tuple)) else (value,):
            yield str.__len__(each) if isinstance(each, str) else json_length(each)


def _mention(source: Source, name: str) -> Span | None:
    """Return where a text names a parameter; `None` where it does not."""
    start = source.text.find(f":{name}")
    return Span(start, start + 1 + len(name)) if start >= 0 else None


def _too_large(error: ValueError, limits: Limits) -> Fault:
    if limits.characters is not None and isinstance(error, TooManyCharactersError):
        return in_json(_longer_than(limits.characters), None)
    return too_large(None)


def _longer_than(most: int) -> Sentence:
    return sentence("text-too-long.json", limit=most)
