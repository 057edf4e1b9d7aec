"""Values and periods in the notation of other tools: dates, times, durations, amounts. Each row of `_NOTATIONS` is one.

A notation is recognised only if it is all of the operand and has one reading; a date with two readings offers both.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from attioql.aliases import load_aliases
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.syntax.recovery.ranges import RANGES, range_without_operator
from attioql.syntax.recovery.state import ANY, FaultyOperand, ParserState, RecoveryRule, Repair, Where
from attioql.syntax.recovery.vocabulary import BETWEEN, EQUAL_SIGNS, EQUALITIES, MIRRORED, OPERAND_END, SIDES
from attioql.syntax.tokens import start_of
from attioql.text.source import Span
from attioql.values.written_days import DAY_NOTATIONS, days_of

_UNIT_OF = load_aliases().words["units"]
_UNIT = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_LENGTH = rf"(?P<number>\d+)\s*(?P<unit>{_UNIT})"
_SHIFT = rf"(?P<sign>[-+])\s*(?:{_LENGTH}|interval\s*['\"]?\s*(?P<count>\d+)['\"]?\s*(?P<of>{_UNIT})(?:\s*['\"])?)"
_CALENDAR_UNITS = ("day", "week", "month", "quarter", "year")
_DIRECTION_OF = load_aliases().words["directions"]
_DIRECTION = f"(?P<direction>{'|'.join(_DIRECTION_OF)})"
_DAY = r"(?P<day>now|today|yesterday|tomorrow)"
_SIGNS = "$€£¥₹"
_CURRENCY = "(?:[A-Z]{3}|usd|eur|gbp|chf|jpy|cad|aud|inr)"
_POSITION = re.compile(r"\$\d{1,2}")
"""What may be a positional parameter of SQL rather than an amount."""

_GROUPED = re.compile(r"\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*")

_DECIMAL_COMMA = re.compile(r"\d+,\d+")
_AND = re.compile(r"\s*(?:and\b|&)", re.IGNORECASE)

_VALUE = frozenset({"value"})
_VALUE_OR_PERIOD = frozenset({"value", "period"})
_ANY_KIND = frozenset({"value", "period", "items"})

_Found: TypeAlias = "re.Match[str]"


class _Notation(NamedTuple):
    """The pattern of a notation, how what it matches is reported and repaired, and the kinds of operand it is."""

    pattern: re.Pattern[str]
    repair: Callable[[ParserState, FaultyOperand, _Found], Repair | None]
    kinds: frozenset[str]


def _recognise(at: ParserState) -> Repair | None:
    """Recognise a value or a period of another notation."""
    operand = at.operand
    if operand is None or operand.takes_text:
        return None
    for pattern, repair_of, kinds in _NOTATIONS:
        if operand.kind not in kinds:
            continue
        found = pattern.match(at.text, operand.start, operand.start + LIMITS.recovery_operand_characters)
        repair = repair_of(at, operand, found) if found and found.end() >= at.end else None
        if repair is not None:
            return repair
    return None


def duration_after(text: str, start: int) -> tuple[int, str] | None:
    """Return where a duration ends that begins at an offset or after blanks there, and how it is written here."""
    blanks = re.compile(r"\s*").match(text, start, start + LIMITS.recovery_operand_characters)
    start = blanks.end() if blanks else start
    found = _DURATION.pattern.match(text, start, start + LIMITS.recovery_operand_characters)
    return (found.end(), _duration(found)) if found else None


def age_after(text: str, start: int) -> tuple[int, str] | None:
    """Return where an age such as `30 days ago` ends that begins at an offset or after blanks there, and its duration."""
    found = _AGE.match(text, start, start + LIMITS.recovery_operand_characters)
    return (found.end(), _duration(found)) if found else None


def _written(
    at: ParserState, operand: FaultyOperand, found: _Found, here: str, trust: str = "unsafe", **notes: bool
) -> Repair:
    span = Span(*found.span())
    key = "notation-with-sign" if found[0][0] in ".+-" else "notation"
    quotable = trust != "safe" and operand.kind == "value"
    notes = {"is_duration": False, "is_money": False, **notes}
    return at.silenced(at.say(key, span, here=here, trust=trust, quotable=quotable, **notes), found.end())


def _date(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise 2024/5/1, 31.05.2024, 05/31/2024 and May 5, 2024; where day and month could be either way, offer both."""
    readings = days_of(found.groupdict(), year_is_last=found.start("y") > found.start("m"))
    if len(readings) == 1:
        return _written(at, operand, found, readings[0])
    if not readings:
        return None
    first, last = readings
    return at.silenced(at.say("ambiguous-date", Span(*found.span()), first=first, last=last), found.end())


def _time(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise a space for the `T` of a timestamp, an hour of one digit and an offset without its colon."""
    if at.terminal == "TIMESTAMP":
        return None
    offset = "Z" if found["utc"] else f"{found['hours']}:{found['minutes'] or '00'}" if found["hours"] else ""
    time = f"{int(found['h']):02}:{found['min']}{found['s'] or ''}{offset}"
    return _written(at, operand, found, f"{found['date']}T{time}", "safe")


def _duration(found: _Found) -> str:
    """Write the length of `30 days`, or of SQL's `interval '30 days'`."""
    parts = found.groupdict()
    return f"{int(parts['number'] or parts['count'])}{_UNIT_OF[(parts['unit'] or parts['of']).lower()]}"


def _moment(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise `30 days ago`, `-30d`, `now - 30 days` and `now - interval '30 days'`."""
    parts = found.groupdict()
    sign = parts.get("sign") or ("-" if parts["way"].lower().startswith(("ago", "before", "back")) else "+")
    here = f"{parts.get('day', 'now').lower()} {sign} {_duration(found)}"
    return _written(at, operand, found, here, "safe" if "day" in parts else "unsafe")


def _called(at: ParserState, _operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise `now()`, `today() - 30 days` and `now() - interval '30 days'`."""
    shift = f" {found['sign']} {_duration(found)}" if found["sign"] else ""
    problem = at.say("call-of-moment", Span(*found.span()), here=f"{found['day'].lower()}{shift}")
    return at.silenced(problem, found.end())


def _rolling(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise `last 30 days`, after `during` and where a value should stand."""
    return _period(at, operand, found, _duration(found))


def _calendar(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise `this_week` and `previous month`."""
    unit = nearest(found["unit"].lower(), _CALENDAR_UNITS)
    return _period(at, operand, found, unit) if unit else None


def _period(at: ParserState, operand: FaultyOperand, found: _Found, length: str) -> Repair | None:
    here, span = f"{_DIRECTION_OF[found['direction'].lower()]} {length}", Span(*found.span())
    if operand.kind == "period":
        return Repair(at.say("notation-of-period", span, here=here))
    if operand.operator is None:
        return None
    whole = Span(start_of(operand.operator), found.end())
    if operand.sign in MIRRORED and operand.sign not in EQUAL_SIGNS:
        return at.silenced(_period_for_moment(at, operand.sign, span, whole, here), found.end())
    trust = "unsafe" if operand.sign in EQUAL_SIGNS else "display"
    return at.silenced(at.say("period-as-value", span, here=here, whole=whole, trust=trust), found.end())


def _period_for_moment(at: ParserState, sign: str, span: Span, whole: Span, period: str) -> Diagnostic:
    """Offer the edge of a rolling period, and the period where the comparison looks towards the present."""
    direction, length = period.split()
    is_bound = direction != "this" and sign not in EQUALITIES
    edge = f"now {'-' if direction == 'last' else '+'} {length}" if is_bound and length[0].isdigit() else None
    is_inside = is_bound and SIDES.get(sign) == ("above" if direction == "last" else "below")
    here = period if is_inside else None
    return at.say("period-for-moment", span, sign=sign, edge=edge, here=here, whole=whole)


def _bare_duration(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair:
    """Recognise `30 days`, and after `during` a duration that does not say which way it goes."""
    here = _duration(found)
    if operand.kind == "period":
        return Repair(at.say("period-without-direction", Span(*found.span()), here=here))
    return _written(at, operand, found, here, is_duration=True)


def _amount(at: ParserState, operand: FaultyOperand, found: _Found) -> Repair | None:
    """Recognise `$500`, `1,000`, `1.000.000`, `5k`, `100%`, `.5`, `5,5`, `+5` and `5 USD`."""
    digits, sign = found["digits"], (found["sign"] or "")[:1]
    unit, number = (found["unit"] or "").strip(), _number(digits)
    has_comma = number is None
    if has_comma:
        number = _with_point(at, operand, found)
    if number is None or _POSITION.fullmatch(found[0]):
        return None
    if (operand.in_list and re.search(r"[, ]", digits)) or (sign == "+" and len(number) > 6):
        return None
    if unit in {"k", "K", "M"}:
        number = _times(number, 6 if unit == "M" else 3)
    minus = "-" if sign == "-" or found["minus"] else ""
    is_money = bool(found["money"] or (unit and unit not in "kKM%"))
    trust = "unsafe" if unit or is_money or has_comma or _GROUPED.fullmatch(digits) else "safe"
    if unit and unit in "kKM%" and not operand.is_ordered:
        trust = "display"
    return _written(at, operand, found, minus + number, trust, is_money=is_money)


def _number(digits: str) -> str | None:
    """Return digits without marks between groups of three, with a point before decimals; `None` if that is in doubt."""
    digits = digits.replace("_", "")
    if re.fullmatch(r"\d+\.?|\d*\.\d+", digits):
        return f"0{digits}" if digits[0] == "." else digits.removesuffix(".")
    grouped = _GROUPED.match(digits)
    rest = digits[grouped.end() :] if grouped else ""
    if grouped is None or (rest and not re.fullmatch(r"[.,]\d+", rest)):
        return None
    return re.sub(r"\D", "", grouped[0]) + (f".{rest[1:]}" if rest else "")


def _with_point(at: ParserState, operand: FaultyOperand, found: _Found) -> str | None:
    """Return the number of `> 5,5`; `None` where the comma may stand between two numbers."""
    if not operand.is_ordered or not _DECIMAL_COMMA.fullmatch(found["digits"]):
        return None
    if operand.sign == BETWEEN and not _AND.match(at.text, found.end()):
        return None
    return found["digits"].replace(",", ".")


def _times(number: str, zeros: int) -> str:
    whole, _, decimals = number.partition(".")
    shifted = (whole + decimals[:zeros].ljust(zeros, "0")).lstrip("0") or "0"
    return f"{shifted}.{decimals[zeros:]}" if decimals[zeros:] else shifted


def _notation(
    repair: Callable[[ParserState, FaultyOperand, _Found], Repair | None],
    regexp: str,
    kinds: frozenset[str] = _VALUE_OR_PERIOD,
    flags: int = re.IGNORECASE,
) -> _Notation:
    return _Notation(re.compile(regexp + OPERAND_END, flags), repair, kinds)


_DURATION = _notation(_bare_duration, r"(?P<number>\d+)\s*[-_]?\s*(?P<unit>" + _UNIT + ")")
_AGE = re.compile(rf"\s*{_LENGTH}\s+(?:ago|before\s+now|back){OPERAND_END}", re.IGNORECASE)
_NOTATIONS = (
    *(_Notation(pattern, repair, _ANY_KIND) for pattern, repair in RANGES),
    *(_notation(_date, written) for written in DAY_NOTATIONS),
    _notation(
        _time,
        r"(?P<date>\d{4}-\d\d-\d\d)(?:\s+|[Tt])(?P<h>\d{1,2}):(?P<min>\d\d)(?P<s>:\d\d(?:\.\d{1,9})?)?"
        r"(?:\s*(?:(?P<utc>[Zz]|UTC)|(?P<hours>[+-]\d\d):?(?P<minutes>\d\d)?))?",
    ),
    _notation(_moment, rf"{_LENGTH}\s+(?P<way>ago|before\s+now|back|from\s+now|hence|ahead)", _VALUE),
    _notation(_moment, rf"(?P<sign>[-+])\s*{_LENGTH}", _VALUE),
    _notation(_called, rf"{_DAY}\s*\(\s*\)(?:\s*{_SHIFT})?", _VALUE),
    _notation(_moment, rf"{_DAY}\s*{_SHIFT}", _VALUE),
    _notation(_rolling, r"(?P<direction>last|next)_n_(?P<unit>day|week|month|year)s:(?P<number>\d+)"),
    _notation(_rolling, rf"(?:the\s+)?{_DIRECTION}[\s_]*(?:n[\s_]+)?(?P<number>\d+)[\s_]*(?P<unit>{_UNIT})"),
    _notation(_calendar, rf"(?:the\s+)?{_DIRECTION}[\s_]*(?P<unit>[a-z]{{3,9}})"),
    _DURATION,
    _notation(
        _amount,
        rf"(?P<sign>[-+]\s*)?(?P<money>[{_SIGNS}]\s*|{_CURRENCY}\s+)?(?P<minus>-)?"
        rf"(?P<digits>\d[\d.,'_]*(?: \d{{3}})*(?:[.,]\d+)?|\.\d+)(?P<unit>\s*[{_SIGNS}%]|\s?[kKM]|\s+{_CURRENCY}\b)?",
        _VALUE,
        flags=0,
    ),
)
RULES = (
    RecoveryRule(Where.OPERATOR, ANY, range_without_operator),
    RecoveryRule(Where.OPERAND | Where.LIST, ANY, _recognise),
)
"""What goes wrong with a value or a period."""
