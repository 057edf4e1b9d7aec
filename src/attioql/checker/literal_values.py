"""Turns what was written into what Attio is sent, for each kind of value that a property takes.

One function for each kind in the catalogue's `value` column. A function returns the value, or a diagnostic.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeAlias

from attioql.catalog.types import UUID, Property
from attioql.catalog.workspace import Target
from attioql.checker import messages, moments
from attioql.checker.member_ids import member_id, member_named
from attioql.checker.names import Resolved
from attioql.checker.times import Clock, NowNeededError, parse_date, parse_timestamp, write_instant
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import Scalar
from attioql.syntax.nodes import Call, Comparison, Literal, Moment
from attioql.text.numbers import MOST_DECIMALS, MOST_PLAIN_DIGITS, exact_number
from attioql.text.source import Source
from attioql.values.model import ValueRule

Written: TypeAlias = Literal | Moment | Call


class Setting(NamedTuple):
    """Where a value stands: the text, the comparison, what its path means, the property, and the clock."""

    source: Source
    node: Comparison
    resolved: Resolved
    property: Property
    target: Target
    clock: Clock
    json_operator: str


def convert(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """Return the value to send for what was written, or what is wrong with it."""
    if isinstance(written, Literal) and written.kind == "null":
        place = setting.resolved.place
        return messages.null_value(setting.source, setting.node, written, setting.property, place, setting.target)
    return _KINDS[setting.property.value.kind](written, setting)


def _text(written: Written, setting: Setting) -> Scalar | Diagnostic:
    if isinstance(written, Literal):
        is_uuid = setting.resolved.place.attribute.text_format == "uuid" and UUID.match(written.text)
        if is_uuid and written.kind in {"string", "uuid"}:
            return written.text.lower()
        if written.kind == "string":
            return written.text
    return _wrong(written, setting)


def _option(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """A title as it is, or an ID; a bare word is a title where the options are known.

    Titles are compared exactly, so nothing about them is changed.
    """
    attribute = setting.resolved.place.attribute
    if not isinstance(written, Literal) or written.kind not in {"string", "uuid", "word"}:
        return _wrong(written, setting)
    if written.kind == "word" and attribute.options is None:
        return _wrong(written, setting)
    name = written.text.lower() if written.kind == "uuid" else written.text
    return messages.unknown_option(setting.source, written, attribute) if attribute.lacks_option(name) else name


def _boolean(written: Written, setting: Setting) -> Scalar | Diagnostic:
    if isinstance(written, Literal) and written.kind == "boolean":
        return written.text == "true"
    return _wrong(written, setting)


def _number(written: Written, setting: Setting) -> Scalar | Diagnostic:
    rule = setting.property.value
    if not isinstance(written, Literal) or written.kind not in (
        {"number", "string"} if rule.numeric_text else {"number"}
    ):
        return _wrong(written, setting)
    text = written.text
    if text.isdigit() and len(text) <= MOST_PLAIN_DIGITS and text.isascii() and written.kind == "number":
        return _bounded(int(text), 0, rule, written, setting)
    if written.kind == "string" and not re.fullmatch(r"-?\d+(\.\d+)?", text, re.ASCII):
        return _wrong(written, setting)
    exact = exact_number(text)
    if exact is None:
        return messages.number_out_of_range(setting.source, written, setting.property)
    return _bounded(*exact, rule, written, setting)


def _bounded(
    number: int | Decimal, decimals: int, rule: ValueRule, written: Literal, setting: Setting
) -> Scalar | Diagnostic:
    if is_fitting(number, decimals, rule):
        return number
    if _is_too_exact(decimals, rule):
        return messages.too_many_decimals(setting.source, written, setting.property)
    if decimals > MOST_DECIMALS:
        return messages.number_too_fine(setting.source, written)
    return messages.number_out_of_range(setting.source, written, setting.property)


def is_fitting(number: int | Decimal, decimals: int, rule: ValueRule) -> bool:
    """Tell whether a number keeps to the bounds of a property, to its decimals, and to whole numbers where it asks for them."""
    too_low = rule.minimum is not None and number < rule.minimum
    too_high = rule.maximum is not None and number > rule.maximum
    too_fine = decimals > MOST_DECIMALS or (rule.integer and decimals) or _is_too_exact(decimals, rule)
    return not (too_low or too_high or too_fine)


def _is_too_exact(decimals: int, rule: ValueRule) -> bool:
    return rule.decimals is not None and decimals > rule.decimals


def _date(written: Written, setting: Setting) -> Scalar | Diagnostic:
    if isinstance(written, Moment):
        return _moment(written, setting, lambda: moments.moment_as_date(written, setting.clock).isoformat())
    if isinstance(written, Literal):
        if written.kind == "timestamp" or (written.kind == "string" and parse_timestamp_or_none(written.text)):
            return messages.timestamp_for_date(setting.source, written, setting.node)
        if written.kind in {"date", "string"}:
            day = parse_date(written.text)
            return messages.invalid_date(setting.source, written) if day is None else day.isoformat()
    return _wrong(written, setting)


def _timestamp(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """Date and time: a bare day is its start in the time zone."""
    value = _instant(written, setting)
    if isinstance(value, str) and len(value) == len("YYYY-MM-DD"):
        return _moment(written, setting, lambda: write_instant(setting.clock.start_of_day(date.fromisoformat(value))))
    return value


def _instant(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """A date or a date and time, as precise as it was written; moments are instants."""
    if isinstance(written, Moment):
        if setting.node.operator in {"=", "!="} and written.base != "now" and not written.shift.endswith(("h", "min")):
            return messages.exact_date_on_timestamp(setting.source, setting.node, written, setting.property)
        return _moment(written, setting, lambda: write_instant(moments.moment_as_instant(written, setting.clock)))
    if not isinstance(written, Literal) or written.kind not in {"date", "timestamp", "string"}:
        return _wrong(written, setting)
    day = parse_date(written.text)
    if day is not None:
        if setting.node.operator in {"=", "!="}:
            return messages.exact_date_on_timestamp(setting.source, setting.node, written, setting.property)
        return day.isoformat()
    if written.kind == "date":
        return messages.invalid_date(setting.source, written)
    try:
        timestamp = parse_timestamp(written.text)
    except OverflowError:
        return messages.date_out_of_range(setting.source, written.span)
    return timestamp or messages.invalid_timestamp(setting.source, written)


def parse_timestamp_or_none(text: str) -> str | None:
    """Return the timestamp a text is, or nothing, whatever is wrong with it."""
    try:
        return parse_timestamp(text)
    except OverflowError:
        return None


def _moment(written: Written, setting: Setting, compute: Callable[[], str]) -> Scalar | Diagnostic:
    try:
        return compute()
    except NowNeededError:
        return messages.now_needed(setting.source, written.span)
    except moments.NotADayError:
        return messages.time_for_date(setting.source, written, setting.node)
    except OverflowError:
        return messages.date_out_of_range(setting.source, written.span)


def _uuid(written: Written, setting: Setting) -> Scalar | Diagnostic:
    if isinstance(written, Literal) and written.kind in {"uuid", "string"}:
        if UUID.match(written.text):
            return written.text.lower()
        return messages.invalid_uuid(setting.source, written, f"`{setting.property.name}`")
    return _wrong(written, setting)


def _member(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """A workspace member: their UUID, `member(…)`, or an e-mail address or name where the workspace lists its members."""
    workspace = setting.target.workspace
    if isinstance(written, Call) and written.function.lower() == "member":
        return member_id(written, workspace, setting.source)
    if workspace.members is not None and isinstance(written, Literal) and written.kind == "string":
        return member_named(written, workspace, setting.source)
    return _uuid(written, setting)


def _country(written: Written, setting: Setting) -> Scalar | Diagnostic:
    if not isinstance(written, Literal) or written.kind != "string":
        return _wrong(written, setting)
    code = written.text
    shortest = 1 if setting.json_operator == "$starts_with" else 2
    return code if is_country_code(code, shortest) else messages.invalid_country_code(setting.source, written)


def is_country_code(code: str, shortest: int) -> bool:
    """Tell whether a text has the shape of a country code, or of the beginning of one."""
    return code.isascii() and code.isalpha() and shortest <= len(code) <= 2


def _choice(written: Written, setting: Setting) -> Scalar | Diagnostic:
    """One of a closed set, as text or as a bare word; in an open set, unknown text is let through (and warned of)."""
    rule = setting.property.value
    if not isinstance(written, Literal) or written.kind not in {"string", "word"}:
        return _wrong(written, setting)
    if written.text in rule.known or written.text in rule.choice_sources or (written.kind == "string" and rule.open):
        return written.text
    return messages.unknown_value(setting.source, written, setting.property.name, rule.choices)


def _object(written: Written, setting: Setting) -> Scalar | Diagnostic:
    allowed = setting.resolved.place.attribute.objects
    if not isinstance(written, Literal) or written.kind not in {"string", "word"}:
        return _wrong(written, setting)
    if written.text in allowed:
        return written.text
    return messages.unknown_value(setting.source, written, setting.property.name, allowed, name="unknown-object")


def _wrong(written: Written, setting: Setting) -> Diagnostic:
    if isinstance(written, Call):
        return messages.unexpected_function(setting.source, written, setting.property)
    if isinstance(written, Literal) and written.kind == "word":
        return messages.word_needs_quotes(setting.source, written, setting.property)
    return messages.wrong_value_type(setting.source, written, setting.node, setting.property)


_KINDS: dict[str, Callable[[Written, Setting], Scalar | Diagnostic]] = {
    "text": _text,
    "option": _option,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "timestamp": _timestamp,
    "instant": _instant,
    "uuid": _uuid,
    "member": _member,
    "country": _country,
    "choice": _choice,
    "object": _object,
}
