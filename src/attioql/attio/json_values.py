"""JSON values to model values, as strictly as Attio: by the kind of value, with a `Refusal` that says why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timezone
from decimal import Decimal
from math import isfinite
from typing import Any, NamedTuple

from attioql.catalog.asked import Asked
from attioql.catalog.types import load_types
from attioql.catalog.workspace import nearest_object
from attioql.checker.messages.wording import takes
from attioql.checker.messages.workspace import no_option
from attioql.diagnostics.phrases import plain, short
from attioql.diagnostics.suggest import nearest
from attioql.diagnostics.templates import Sentence, phrase, sentence
from attioql.json_text.kind_words import kind_name
from attioql.limits import LIMITS
from attioql.operators import row_of
from attioql.values.exact import decimal_text
from attioql.values.iso import parse_timestamp_or_none
from attioql.values.model import Rejection, Scalar
from attioql.values.written_days import read_day

_SECONDS_OR_MILLISECONDS = re.compile(r"(?P<seconds>\d{9,10})(?P<fraction>\d{3})?", re.ASCII)
_EPOCH = re.compile(r"\d{9,}\Z", re.ASCII)
BEYOND_NUMBERS = "1e400"
"""The text of the literal of a number that has none, or a very long one."""
_LONGEST_UNQUOTED = 30


class Refusal(NamedTuple):
    """What is said of a value that is not taken, a value that is, if there is a likely one, and why the kind of value does not take it."""

    said: Sentence
    instead: object = None
    why: Rejection | None = None


def from_json(value: object, asked: Asked) -> Scalar | Refusal:
    """Return the model value of a JSON value."""
    if isinstance(value, str) and not value.isascii() and not is_encodable(value):
        return Refusal(sentence("lone-surrogate"))
    if isinstance(value, str) and type(value) is not str:
        value = str.__str__(value)
    kind, (literal, text) = asked.prop.kind, literal_of(value)
    found = kind.read(literal, text, asked) if literal in kind.literals else Rejection.OTHER_TYPE
    if found is Rejection.OTHER_TYPE:
        found = Rejection.NULL if value is None else kind.json_mismatch
    return REFUSALS[found](found, value, asked)._replace(why=found) if isinstance(found, Rejection) else found


def literal_of(value: object) -> tuple[str, str]:
    """Return the kind and the text of the literal that a JSON value is; both are empty for arrays and objects."""
    match value:
        case bool():
            return "boolean", "true" if value else "false"
        case str():
            return "string", value
        case int() if value.bit_length() > LIMITS.number_bits:
            return "number", BEYOND_NUMBERS
        case Decimal() if not value.is_finite():
            return "number", BEYOND_NUMBERS
        case float() if not isfinite(value):
            return "number", BEYOND_NUMBERS
        case int() | float() | Decimal():
            return "number", _text_of(value)
    return "", ""


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


def _other_type(why: Rejection, value: object, asked: Asked) -> Refusal:
    return _wrong(why.value, value, asked, _unquoted(value, asked))


def _unquoted(value: object, asked: Asked) -> object:
    """Return the value that says the same in the type that the property takes."""
    kind = asked.prop.kind
    if kind.is_free_text:
        return _text_of(value) if _is_short_number(value) else None
    if kind.unquoted is None or not isinstance(value, str) or len(value) >= _LONGEST_UNQUOTED:
        return None
    return kind.unquoted(value)


def _malformed(why: Rejection, value: object, asked: Asked) -> Refusal:
    taker, words = f"`{asked.attribute.slug}`", asked.prop.kind.json_words
    return Refusal(sentence(why.value, taker=taker, takes=words, value=_shown(value)))


def _unknown_option(_why: Rejection, value: object, asked: Asked) -> Refusal:
    return Refusal(*no_option(asked.attribute, str(value)))


def _not_one_of(why: Rejection, value: object, asked: Asked) -> Refusal:
    known = asked.attribute.objects if why is Rejection.UNKNOWN_OBJECT else asked.prop.value.choices
    is_object = why is Rejection.UNKNOWN_OBJECT
    near = nearest_object(str(value), asked.workspace, known) if is_object else nearest(str(value), known)
    said = sentence(why.value, value=_shown(value), property=asked.prop.name, near=near, known=known)
    return Refusal(said, known[0] if len(known) == 1 else near)


def _no_uuid(why: Rejection, value: object, asked: Asked) -> Refusal:
    names_actors = asked.prop.kind.names == "member" or asked.attribute.is_actor
    found = asked.workspace.find_members(value) if isinstance(value, str) and names_actors else ()
    only = found[0] if len(found) == 1 else None
    member = None if only is None else phrase("member-id", name=only.name or str(value), id=only.id)
    said = sentence(why.value, taker=f"`{asked.prop.name}`", value=_shown(value), member=member)
    return Refusal(said, None if only is None else only.id)


def _no_date(why: Rejection, value: object, asked: Asked) -> Refusal:
    if not isinstance(value, str):
        return _wrong("invalid-date.kind", value, asked)
    if is_relative(value):
        return _relative("invalid-date.relative", value, "2024-05-31", "today - 30d")
    return Refusal(sentence(why.value, value=_shown(value)), read_day(value))


def _no_timestamp(why: Rejection, value: object, asked: Asked) -> Refusal:
    is_epoch = _EPOCH.match(value) is not None if isinstance(value, str) else literal_of(value)[0] == "number"
    if is_epoch:
        return _wrong("invalid-timestamp.kind", value, asked, _of_epoch(value), epoch=phrase("epochs-answered"))
    if not isinstance(value, str):
        return _wrong("invalid-timestamp.kind", value, asked)
    if is_relative(value):
        return _relative("invalid-timestamp.relative", value, "2024-05-31T00:00:00Z", "now - 30d")
    said = sentence(why.value, value=_shown(value), how=phrase("write-json-timestamp"), epoch=None)
    return Refusal(said, read_day(value))


def _of_epoch(value: object) -> str | None:
    """Return the timestamp of a number of seconds or milliseconds since 1970, by its digits; `None` for any other number."""
    text = value if isinstance(value, str) else literal_of(value)[1]
    digits = _SECONDS_OR_MILLISECONDS.fullmatch(text)
    if digits is None:
        return None
    moment = datetime.fromtimestamp(int(digits["seconds"]), timezone.utc)
    fraction = f".{digits['fraction']}" if digits["fraction"] and int(digits["fraction"]) else ""
    return f"{moment:%Y-%m-%dT%H:%M:%S}{fraction}Z"


def _relative(key: str, value: str, exact: str, example: str) -> Refusal:
    return Refusal(sentence(key, value=_shown(value), exact=exact, example=example))


def _out_of_calendar(_why: Rejection, value: object, asked: Asked) -> Refusal:
    return _no_timestamp(Rejection.NO_TIMESTAMP, value, asked)


def _time_for_date(why: Rejection, value: object, asked: Asked) -> Refusal:
    return Refusal(sentence(why.value, attribute=asked.attribute.slug), str(value)[: len("YYYY-MM-DD")])


def _day_for_timestamp(why: Rejection, value: object, asked: Asked) -> Refusal:
    start = None if row_of(asked.operator).is_equality else f"{value}T00:00:00Z"
    return Refusal(sentence(why.value, attribute=asked.attribute.slug), start)


def _offset(why: Rejection, value: object, _asked: Asked) -> Refusal:
    return Refusal(sentence(why.value, value=_shown(value)), parse_timestamp_or_none(str(value)))


def _plain(why: Rejection, value: object, asked: Asked) -> Refusal:
    """Return a refusal that needs nothing but the value and what the property takes."""
    prop = asked.prop
    return Refusal(sentence(why.value, value=_shown(value), takes=takes(prop), most=prop.value.decimals))


def beyond_numbers(value: object) -> Sentence:
    """Return the sentence about a number that Attio cannot store."""
    return sentence(Rejection.BEYOND_NUMBERS.value, value=_shown(value))


def _wrong(key: str, value: object, asked: Asked, instead: object = None, epoch: str | None = None) -> Refusal:
    taker, words = f"`{asked.attribute.slug}`", asked.prop.kind.json_words
    return Refusal(sentence(key, taker=taker, takes=words, given=kind_name(value), epoch=epoch), instead)


def _shown(value: object) -> str:
    if isinstance(value, (Mapping, list, tuple)):
        return kind_name(value)
    if isinstance(value, int) and value.bit_length() >= 256:
        return "this number"
    text = _text_of(value)
    return f"`{short(text)}`" if text else "an empty string"


def _text_of(value: object) -> str:
    match value:
        case Decimal():
            return decimal_text(value)
    return plain(value)


def _is_short_number(value: object) -> bool:
    match value:
        case bool():
            return False
        case int():
            return value.bit_length() < 256
    return isinstance(value, Decimal) and value.is_finite()


REFUSALS: dict[Rejection, Callable[[Rejection, object, Asked], Refusal]] = {
    Rejection.NULL: lambda why, *_: Refusal(sentence(why.value, presence=())),
    Rejection.OTHER_TYPE: _other_type,
    Rejection.MALFORMED: _malformed,
    Rejection.UNKNOWN_OPTION: _unknown_option,
    Rejection.UNKNOWN_CHOICE: _not_one_of,
    Rejection.UNKNOWN_OBJECT: _not_one_of,
    Rejection.NO_COUNTRY_CODE: _plain,
    Rejection.NO_UUID: _no_uuid,
    Rejection.NO_DATE: _no_date,
    Rejection.NO_SUCH_DATE: _no_date,
    Rejection.NO_TIMESTAMP: _no_timestamp,
    Rejection.TIME_FOR_DATE: _time_for_date,
    Rejection.DAY_FOR_TIMESTAMP: _day_for_timestamp,
    Rejection.OUT_OF_CALENDAR: _out_of_calendar,
    Rejection.OFFSET: _offset,
    Rejection.BEYOND_NUMBERS: _plain,
    Rejection.TOO_FINE: _plain,
    Rejection.TOO_MANY_DECIMALS: _plain,
    Rejection.OUT_OF_BOUNDS: _plain,
}
"""Why a JSON value is refused that a kind of value does not take."""
