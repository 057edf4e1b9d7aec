"""JSON values to model values, for each kind that a property takes: as strictly as Attio.

The twin of `attioql.checker.literal_values`, which reads literals of query text: here there are no words, moments or functions,
and nothing is completed. A function returns the value, or a `Refusal` that says why not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from attioql.catalog.types import UUID, Property, load_types
from attioql.catalog.workspace import Attribute, Workspace
from attioql.checker.literal_values import is_fitting, parse_timestamp_or_none
from attioql.checker.messages.workspace import option_words
from attioql.checker.times import parse_date
from attioql.diagnostics.suggest import nearest
from attioql.filters.model import Scalar
from attioql.limits import LIMITS
from attioql.text.numbers import MOST_DECIMALS, decimal_text, exact_number, read_decimal

_EPOCH = re.compile(r"\d{9,}\Z", re.ASCII)
_DATE_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_TIMESTAMPS = 'timestamps are written "2024-05-31T09:30:00Z"'
_OFFSET = re.compile(r"[+-]\d{2}:\d{2}\Z", re.ASCII)
_NUMERIC_TEXT = re.compile(r"-?\d+(\.\d+)?\Z", re.ASCII)


class Refusal(NamedTuple):
    """Why a value is not taken: the diagnostic's name, the sentence, notes, and a value that would be, if one is plain."""

    name: str
    message: str
    notes: tuple[str, ...] = ()
    instead: object = None


class Asked(NamedTuple):
    """What a value is for, and the workspace it is looked up in."""

    attribute: Attribute
    property: Property
    operator: str
    workspace: Workspace


def from_json(value: object, asked: Asked) -> Scalar | Refusal:
    """Return the model value of a JSON value."""
    if value is None:
        return Refusal("null-value", "a filter cannot compare with null")
    if isinstance(value, str) and not value.isascii() and not is_encodable(value):
        return Refusal("lone-surrogate", "half a surrogate pair is not a character")
    if isinstance(value, str) and type(value) is not str:
        value = str.__str__(value)
    return _KINDS[asked.property.value.kind](value, asked)


def kind_name(value: object) -> str:
    """Name the kind of a JSON value."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return "a string"
        case int() | float() | Decimal():
            return "a number"
        case list() | tuple():
            return "an array"
        case dict():
            return "an object"
    return f"a Python {type(value).__name__}"


def has_string_keys(value: Mapping[Any, object]) -> bool:
    """Tell whether an object has keys as JSON has them; one that was built in Python may not."""
    return all(isinstance(key, str) for key in value)


def is_pattern(operator: str, value: object) -> bool:
    """Tell whether an invented operator is held against a pattern, which no operator of Attio's takes."""
    return isinstance(value, str) and any(sign in value for sign in load_types().patterns.get(operator, ""))


def is_encodable(text: str) -> bool:
    """Tell whether text can be sent: half a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _text(value: object, asked: Asked) -> Scalar | Refusal:
    if not isinstance(value, str):
        return _wrong(value, asked, _text_of(value) if _is_short_number(value) else None)
    if asked.attribute.text_format == "uuid" and UUID.match(value):
        return value.lower()
    return value


def _option(value: object, asked: Asked) -> Scalar | Refusal:
    if not isinstance(value, str):
        return _wrong(value, asked)
    if asked.attribute.lacks_option(value):
        words = option_words(asked.attribute, value)
        return Refusal("unknown-option", words.message, words.notes, words.meant)
    return value


def _number(value: object, asked: Asked) -> Scalar | Refusal:
    rule = asked.property.value
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal, str)):
        return _wrong(value, asked)
    if isinstance(value, str):
        numeric = _NUMERIC_TEXT.match(value)
        if not numeric or not rule.numeric_text:
            return _wrong(value, asked, read_decimal(value) if numeric and len(value) < 30 else None)
    exact = _exact(value)
    if exact is None or (rule.decimals is None and exact[1] > MOST_DECIMALS):
        return Refusal("number-out-of-range", f"{_shown(value)} is beyond what Attio keeps: numbers are 64-bit floats")
    number, decimals = exact
    if rule.decimals is not None and decimals > rule.decimals:
        return Refusal("too-many-decimals", f"{_shown(value)} has more than {rule.decimals} decimals")
    if not is_fitting(number, decimals, rule):
        return Refusal(
            "number-out-of-range", f"{_shown(value)} is outside {rule.minimum} to {rule.maximum}, or not whole"
        )
    return number


def _exact(value: float | Decimal | str) -> tuple[int | Decimal, int] | None:
    """Return a number exactly as JSON would print it; a float by its shortest digits. Not a number is `None`."""
    if isinstance(value, int) and value.bit_length() > LIMITS.number_bits:
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        return None
    text = _text_of(value)
    return None if text in {"nan", "inf", "-inf"} else exact_number(text)


def _boolean(value: object, asked: Asked) -> Scalar | Refusal:
    if isinstance(value, bool):
        return value
    instead = {"true": True, "false": False}.get(value) if isinstance(value, str) else None
    return _wrong(value, asked, instead)


def is_relative(text: str) -> bool:
    """Tell whether a text is a date relative to the current time, or a placeholder for one: `now-30d`, `{{now}}`."""
    return len(text) <= _LONGEST_RELATIVE and _RELATIVE.fullmatch(text.strip()) is not None


_LONGEST_RELATIVE = LIMITS.relative_date_characters
_UNIT = r"(?:m|min|minute|h|hr|hour|d|day|w|wk|week|mo|month|q|quarter|y|yr|year|s|sec|second)s?"
_RELATIVE = re.compile(
    rf"""
    [$@:]?(?:now|today|yesterday|tomorrow|(?:current|start|end)_?of_?\w+|current_?(?:date|time|timestamp)|getdate|sysdate)
        (?:\(\))? (?:\s*[-+]\s*\d+\s*{_UNIT})? (?:/\w)?
    | [-+]?\s*\d+\s*{_UNIT} (?:\s*(?:ago|back|from\s+now|before\s+now|ahead))?
    | [-+]?P(?=\w)(?:\d+[YMWD])*(?:T(?:\d+[HMS])+)?
    | (?:this|last|next|previous|past|current)[\s_-]*(?:\d+[\s_-]*)?{_UNIT}
    | \{{\{{?[^{{}}]*\}}\}}? | \$\{{[^{{}}]*\}} | <%[^%]*%> | %\w+% | [$@:][a-z_]\w*
    """,
    re.ASCII | re.IGNORECASE | re.VERBOSE,
)


def _relative(value: str, asked: Asked, name: str, example: str) -> Refusal:
    message = f"{_shown(value)} is not a date: filter JSON has no relative dates or placeholders"
    exact = "2024-05-31" if asked.property.value.kind == "date" else "2024-05-31T00:00:00Z"
    notes = (
        f'write the date itself, such as "{exact}"',
        f"query text has relative dates, such as `{example}`, and compiles them with the current time (`now`)",
    )
    return Refusal(name, message, notes)


def _date(value: object, asked: Asked) -> Scalar | Refusal:
    if not isinstance(value, str):
        return _wrong(value, asked, name="invalid-date")
    day = parse_date(value)
    if day is not None:
        return day.isoformat()
    if parse_timestamp_or_none(value):
        message = f"`{asked.attribute.slug}` is a date and takes a day, not a time of day"
        return Refusal("invalid-date", message, instead=value[:10])
    if is_relative(value):
        return _relative(value, asked, "invalid-date", "today - 30d")
    what = "is not in the calendar" if _DATE_SHAPE.match(value) else "is not a date"
    return Refusal("invalid-date", f"{_shown(value)} {what}", ("dates are written YYYY-MM-DD",))


def _timestamp(value: object, asked: Asked) -> Scalar | Refusal:
    if isinstance(value, str) and (day := parse_date(value)):
        message = f"`{asked.attribute.slug}` takes a date and a time, not a day"
        note = "Attio asks for both in filters on timestamps"
        start = None if asked.operator == "$eq" else f"{day.isoformat()}T00:00:00Z"
        return Refusal("invalid-timestamp", message, (note,), start)
    return _moment(value, asked)


def _instant(value: object, asked: Asked) -> Scalar | Refusal:
    if isinstance(value, str) and (day := parse_date(value)):
        return day.isoformat()
    return _moment(value, asked)


def _moment(value: object, asked: Asked) -> Scalar | Refusal:
    epoch = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    if epoch or (isinstance(value, str) and _EPOCH.match(value)):
        return _wrong(value, asked, name="invalid-timestamp", notes=("Attio answers 400 to epoch numbers",))
    if not isinstance(value, str):
        return _wrong(value, asked, name="invalid-timestamp")
    timestamp = parse_timestamp_or_none(value)
    if timestamp is None and is_relative(value):
        return _relative(value, asked, "invalid-timestamp", "now - 30d")
    if timestamp is None:
        return Refusal("invalid-timestamp", f"{_shown(value)} is not a date or timestamp", (_TIMESTAMPS,))
    if _OFFSET.search(value):
        message = f"{_shown(value)} has an offset: write timestamps in UTC, with `Z`"
        return Refusal("invalid-timestamp", message, ("Attio was seen to answer 400 to an offset",), timestamp)
    return timestamp


def _uuid(value: object, asked: Asked) -> Scalar | Refusal:
    if isinstance(value, str) and UUID.match(value):
        return value.lower()
    message = f"`{asked.property.name}` takes a UUID, and {_shown(value)} is not one"
    found = asked.workspace.find_members(value) if isinstance(value, str) and _names_actors(asked) else ()
    if len(found) != 1:
        return Refusal("invalid-uuid", message)
    return Refusal("invalid-uuid", message, (f"the ID of {found[0].name or value} is {found[0].id}",), found[0].id)


def _names_actors(asked: Asked) -> bool:
    return asked.property.value.kind == "member" or asked.attribute.type.compared_as == "actor"


def _country(value: object, asked: Asked) -> Scalar | Refusal:
    shortest = 1 if asked.operator == "$starts_with" else 2
    if isinstance(value, str) and value.isascii() and value.isalpha() and shortest <= len(value) <= 2:
        return value
    note = "countries go by their ISO 3166-1 alpha-2 codes, such as US or DE"
    return Refusal("invalid-country-code", f"{_shown(value)} is not a two-letter country code", (note,))


def _choice(value: object, asked: Asked) -> Scalar | Refusal:
    rule = asked.property.value
    if not isinstance(value, str):
        return _wrong(value, asked)
    if value in rule.known or rule.open:
        return value
    return _not_one_of(value, asked, rule.choices, "unknown-value")


def _object(value: object, asked: Asked) -> Scalar | Refusal:
    allowed = asked.attribute.objects
    if not isinstance(value, str):
        return _wrong(value, asked)
    slug = asked.workspace.slug_of(value)
    return slug if slug in allowed else _not_one_of(value, asked, allowed, "unknown-object")


def _not_one_of(value: str, asked: Asked, known: tuple[str, ...], name: str) -> Refusal:
    listed = ", ".join(f"`{choice}`" for choice in known)
    message = f"{_shown(value)} is not a value of `{asked.property.name}`"
    meant = known[0] if len(known) == 1 else nearest(value, known)
    return Refusal(name, message, (f"its values: {listed}",), meant)


def _wrong(
    value: object,
    asked: Asked,
    instead: object = None,
    name: str = "wrong-value-type",
    notes: tuple[str, ...] = (),
) -> Refusal:
    where = f"`{asked.attribute.slug}`"
    message = f"{where} takes {asked.property.kind.json_words}, not {kind_name(value)}"
    return Refusal(name, message, notes, instead)


def _shown(value: object) -> str:
    if isinstance(value, (Mapping, list, tuple)):
        return kind_name(value)
    text = _text_of(value) if not isinstance(value, int) or value.bit_length() < 256 else "this number"
    return f"`{text if len(text) <= 40 else text[:37] + '…'}`" if text else "an empty string"


def _text_of(value: object) -> str:
    match value:
        case Decimal():
            return decimal_text(value)
        case float():
            return repr(value)
    return str(value)


def _is_short_number(value: object) -> bool:
    match value:
        case bool():
            return False
        case int():
            return value.bit_length() < 256
    return isinstance(value, Decimal) and value.is_finite()


_KINDS: dict[str, Callable[[object, Asked], Scalar | Refusal]] = {
    "text": _text,
    "option": _option,
    "number": _number,
    "boolean": _boolean,
    "date": _date,
    "timestamp": _timestamp,
    "instant": _instant,
    "uuid": _uuid,
    "member": _uuid,
    "country": _country,
    "choice": _choice,
    "object": _object,
}
