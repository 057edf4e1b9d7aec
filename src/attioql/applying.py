"""`attioql.apply_fixes` and `attioql.fix`: the fixes of diagnostics applied to query text, JSON text or a parsed value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from itertools import pairwise
from typing import NamedTuple, TypeAlias, cast, overload

from attioql.api import check, query_errors
from attioql.api import lint as lint_filter
from attioql.catalog.workspace import Target
from attioql.checker.parameter_values import ParameterValue
from attioql.diagnostics.around_filter import filter_taken, is_about_text_around
from attioql.diagnostics.model import Applicability, Diagnostic, Fix, JsonValue
from attioql.diagnostics.phrases import shown
from attioql.errors import FilterError
from attioql.json_text import strict_json
from attioql.json_text.patching import MisplacedEditError, copied, patched
from attioql.limiting import entry
from attioql.limiting.input_limits import Limits
from attioql.limits import LIMITS
from attioql.linter.fixable import TEXT, VALUE
from attioql.linter.fixing import best_fixes, chosen_fixes, fix_document
from attioql.linter.fixing_together import fix_together
from attioql.linter.selection import is_error
from attioql.preconditions import decoded_text, named_source, require_target
from attioql.syntax.parser import reads_as_filter
from attioql.text.source import Source

FilterText: TypeAlias = str | bytes | bytearray | Source
ParsedFilter: TypeAlias = Mapping[str, object] | Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class FixedText:
    """Query text or JSON text after its fixes: the text, the fixes `applied`, in order, and the diagnostics `remaining`.

    The spans of a fix are places in the text after the fixes before it.
    """

    text: str
    applied: tuple[Fix, ...]
    remaining: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class FixedValue:
    """Parsed filter JSON after its fixes: the value, the fixes `applied`, in order, and the diagnostics `remaining`.

    The value is a copy. It shares nothing with the original.
    """

    value: JsonValue
    applied: tuple[Fix, ...]
    remaining: tuple[Diagnostic, ...]


@overload
def apply_fixes(
    source: FilterText, diagnostics: Iterable[Diagnostic], *, applicability: Applicability = ...
) -> str: ...
@overload
def apply_fixes(
    source: ParsedFilter, diagnostics: Iterable[Diagnostic], *, applicability: Applicability = ...
) -> JsonValue: ...
def apply_fixes(
    source: object, diagnostics: Iterable[Diagnostic], *, applicability: Applicability = Applicability.SAFE
) -> JsonValue:
    """Return a filter after one fix of each diagnostic. The filter is text (str, UTF-8 bytes or `Source`) or a parsed value.

    Of each diagnostic, the first fix is applied whose applicability is at least `applicability`. If fixes overlap or touch, the first
    one is applied. The order of the diagnostics does not matter. The result is text for text, and a new value for a parsed value. The
    result is not checked: `fix` does that.

    Raises:
        ValueError: The diagnostics belong to another filter, as far as their edits show.
        FilterError: The bytes are not UTF-8.
        TypeError: An argument has the wrong type.
    """
    _require_applicability(applicability)
    found = _listed(diagnostics)
    text = _text_of(source)
    if text is None:
        return _applied_to_value(source, found, applicability)
    return _applied_to_text(text, found, applicability)


@overload
def fix(
    source: FilterText,
    target: Target,
    *,
    applicability: Applicability = ...,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    lint: bool = False,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    limits: Limits | None = None,
) -> FixedText: ...
@overload
def fix(
    source: ParsedFilter,
    target: Target,
    *,
    applicability: Applicability = ...,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    lint: bool = False,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    limits: Limits | None = None,
) -> FixedValue: ...
def fix(
    source: object,
    target: Target,
    *,
    applicability: Applicability = Applicability.SAFE,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    lint: bool = False,
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    limits: Limits | None = None,
) -> FixedText | FixedValue:
    """Apply the fixes that `check` offers, check the result, and repeat this until no fix is left to apply.

    `source` is query text or JSON text (str, UTF-8 bytes or `Source`), or a parsed value, which is not changed. The result has `text` or
    `value`, the fixes `applied`, and the diagnostics `remaining`, which `check` reports for it. With `Applicability.UNSAFE`, fixes are
    also applied that are a guess or change what the filter matches. A fix that would cause an error is not applied. If a text contains one
    filter, such as an answer of a language model with a code block, that filter is read. If it contains several, it is left as it is.
    `docs/limits.md` has the limits on passes and work; call `fix` again to continue.

    With `lint`, `select` or `ignore`, which are as in `attioql.lint`, findings of lint rules are fixed too, and `remaining` is what
    `attioql.lint` reports. The other arguments are as in `check`. A text beyond the `limits` gets no fix, and its diagnostics are in `remaining`.

    Raises:
        ValueError: `applicability` is `DISPLAY`, whose fixes a person must choose; or there is no such rule.
        FilterError: The bytes are not UTF-8, or a parsed value or bytes exceed the `limits`.
        TypeError: An argument has the wrong type.
    """
    _require_applicability(applicability)
    if applicability is Applicability.DISPLAY:
        message = "fix applies SAFE or UNSAFE fixes; one for DISPLAY is one of several readings: choose it, and use apply_fixes"
        raise ValueError(message)
    require_target(target)
    report = _report(target, params, now, tz, lint=lint, select=select, ignore=ignore, limits=limits)
    if limits is not None and isinstance(source, (bytes, bytearray)):
        too_many = entry.excess_of_bytes(source, limits)
        if too_many is not None:
            raise FilterError((too_many,))
    text = _text_of(source)
    if text is None:
        if limits is not None and (excess := entry.excess_of_json(source, target, limits)):
            raise FilterError(excess)
        value = copied(source)
        fixed = fix_document(value, VALUE, report, applicability)
        return FixedValue(cast("JsonValue", copied(fixed.document)), fixed.applied, fixed.left)
    taken = read_pasted(text, report)
    if taken.is_unread:
        return FixedText(taken.text, taken.applied, tuple(taken.found))
    check_copy = partial(_report_of_copy, report, text.name)
    if limits is None and _has_many_errors(taken):
        read = partial(_errors_of_copy, text.name, target, params, now, tz)
        together = fix_together(taken.text, read, applicability)
        taken = Pasted(together.text, (*taken.applied, *together.applied), check_copy(together.text))
    fixed_text = fix_document(taken.text, TEXT, check_copy, applicability, taken.found)
    return FixedText(fixed_text.document, (*taken.applied, *fixed_text.applied), fixed_text.left)


class Pasted(NamedTuple):
    """The one filter of a text, the fixes that made it readable, and what is reported of it; or a text that none was taken from."""

    text: str
    applied: tuple[Fix, ...]
    found: Sequence[Diagnostic]
    is_unread: bool = False


def read_pasted(source: Source, report: Callable[[object], Sequence[Diagnostic]]) -> Pasted:
    """Take a filter out of a longer text, such as an answer of a language model, and out of a notation that is almost JSON.

    So it is read whatever is wrong in the filter itself.
    """
    applied: list[Fix] = []
    while True:
        found = report(source)
        is_around = any(map(is_about_text_around, found))
        if is_around:
            taken = filter_taken(source, reads_as_filter)
        elif any(map(strict_json.is_not_json, found)):
            taken = strict_json.as_json(source)
        else:
            taken = None
        if taken is None:
            return Pasted(source.text, tuple(applied), found, is_around)
        source = Source(taken[0], source.name)
        applied.append(taken[1])


def _has_many_errors(taken: Pasted) -> bool:
    """Tell whether a text is query text with so many errors that their fixes are applied together."""
    return sum(map(is_error, taken.found)) >= LIMITS.fix_together and not strict_json.is_json_text(taken.text)


def _errors_of_copy(
    name: str,
    target: Target,
    params: Mapping[str, ParameterValue] | None,
    now: datetime | None,
    tz: str | tzinfo,
    text: str,
) -> Sequence[Diagnostic]:
    return query_errors(Source(text, name), target, params, now, tz, LIMITS.fix_together_errors)


def _report_of_copy(report: Callable[[object], Sequence[Diagnostic]], name: str, text: str) -> Sequence[Diagnostic]:
    return report(Source(text, name))


def _report(
    target: Target,
    params: Mapping[str, ParameterValue] | None,
    now: datetime | None,
    tz: str | tzinfo,
    *,
    lint: bool,
    select: Iterable[str] | None,
    ignore: Iterable[str],
    limits: Limits | None,
) -> Callable[[object], Sequence[Diagnostic]]:
    """Return what reports the diagnostics that are to be fixed: `check`, or `lint` where rules are asked for."""
    chosen = None if select is None else _names(select)
    ignored = _names(ignore)
    if not (lint or chosen is not None or ignored):
        return lambda source: check(source, target, params=params, now=now, tz=tz, limits=limits)
    return lambda source: lint_filter(
        source, target, params=params, now=now, tz=tz, select=chosen, ignore=ignored, limits=limits
    )


def _names(given: Iterable[str]) -> Iterable[str]:
    """Return names that can be read more than once; `lint` rejects anything but names."""
    return given if isinstance(given, str) or not isinstance(given, Iterable) else (*given,)


def _text_of(source: object) -> Source | None:
    """Return a text with its name; `None` for a parsed value. Raises `FilterError` for bytes that are not UTF-8."""
    match source:
        case str():
            return Source(source)
        case bytes() | bytearray():
            text = decoded_text(source)
        case Source():
            text = named_source(source)
        case _:
            return None
    if isinstance(text, Diagnostic):
        raise FilterError((text,))
    return text


def _applied_to_text(text: Source, diagnostics: Sequence[Diagnostic], applicability: Applicability) -> str:
    for each in diagnostics:
        _require_of_text(each, text.text)
    fixes = chosen_fixes(sorted(best_fixes(diagnostics, TEXT, applicability), key=lambda fix: sorted(fix.edits)), TEXT)
    return TEXT.applied(text.text, fixes)


def _applied_to_value(value: object, diagnostics: Sequence[Diagnostic], applicability: Applicability) -> JsonValue:
    for each in diagnostics:
        if any(fix.edits for fix in each.fixes):
            message = f"the fixes of {each.name} are edits of a text, and this is a parsed value: give the text"
            raise ValueError(message)
    found = best_fixes(diagnostics, VALUE, applicability)
    try:
        for fix in found:
            patched(value, fix.json_edits)
        fixes = chosen_fixes(sorted(found, key=lambda fix: sorted(fix.json_edits)), VALUE)
        return cast("JsonValue", copied(VALUE.applied(value, fixes)))
    except MisplacedEditError as error:
        message = f"these are not the diagnostics of this value: {error}"
        raise ValueError(message) from None


def _require_of_text(diagnostic: Diagnostic, text: str) -> None:
    """Raise `ValueError` where the fixes of a diagnostic cannot be those of a text."""
    if any(fix.json_edits for fix in diagnostic.fixes):
        message = f"the fixes of {diagnostic.name} are edits of a parsed value, and this is a text: give the value"
        raise ValueError(message)
    spans = [edit.span for fix in diagnostic.fixes for edit in fix.edits]
    if spans and diagnostic.source is not None and diagnostic.source.text != text:
        message = f"{diagnostic.name} was reported of another text; check this one, and apply the fixes of that"
        raise ValueError(message)
    for start, end in spans:
        if not 0 <= start <= end <= len(text):
            message = f"an edit of {diagnostic.name} goes from {start} to {end}, outside the text, which has {len(text)} characters"
            raise ValueError(message)

    for fix in diagnostic.fixes:
        edits = sorted(fix.edits)
        if any(one.span.end > other.span.start for one, other in pairwise(edits)):
            message = f"the edits of one fix of {diagnostic.name} overlap"
            raise ValueError(message)


def _listed(diagnostics: object) -> list[Diagnostic]:
    if not isinstance(diagnostics, Iterable):
        message = f"diagnostics must be an iterable of Diagnostic, not {shown(diagnostics)}"
        raise TypeError(message)
    found = [*diagnostics]
    for each in found:
        if not isinstance(each, Diagnostic):
            message = f"diagnostics must be Diagnostic objects, not {shown(each)}"
            raise TypeError(message)
    return found


def _require_applicability(given: object) -> None:
    if not isinstance(given, Applicability):
        message = f"applicability must be an Applicability, such as Applicability.SAFE, not {shown(given)}"
        raise TypeError(message)
