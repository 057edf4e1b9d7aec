"""Values and periods as people write them elsewhere: dates, times, durations, amounts. Each has one reading, or is not told here.

A recogniser looks at the text from the start of the operand under way, and answers only when it can read the operand to
its end.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from attioql.diagnostics.model import Applicability
from attioql.diagnostics.suggest import nearest
from attioql.limits import LIMITS
from attioql.syntax.actions import start_of, text_of
from attioql.syntax.slips import sentences
from attioql.syntax.slips.place import Operand, Place, Repair, silent
from attioql.text.source import Span

_LONGEST = LIMITS.recovery_operand_characters
_END = r"(?=\s*(?:\Z|[)\],}#;]|(?:and|or)\b|&|\|))"
_UNITS = {
    "d": ("d", "day", "days"),
    "w": ("w", "week", "weeks", "wk", "wks"),
    "mo": ("mo", "month", "months", "mos"),
    "y": ("y", "year", "years", "yr", "yrs"),
    "h": ("h", "hour", "hours", "hr", "hrs"),
    "min": ("min", "minute", "minutes", "mins"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}
_UNIT = "|".join(sorted(_UNIT_OF, key=len, reverse=True))
_CALENDAR_UNITS = ("day", "week", "month", "quarter", "year")
_WHICH = {
    "this": "this",
    "current": "this",
    "last": "last",
    "past": "last",
    "previous": "last",
    "prior": "last",
    "next": "next",
    "coming": "next",
    "upcoming": "next",
    "following": "next",
}
_SIGNS = "$€£¥₹"
_CURRENCY = "(?:[A-Z]{3}|usd|eur|gbp|chf|jpy|cad|aud|inr)"


def _pattern(regexp: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile(regexp.replace("UNIT", _UNIT) + _END, flags)


_YEAR_FIRST = _pattern(r"(?P<y>\d{4})(?P<mark>[-/.])(?P<m>\d{1,2})(?P=mark)(?P<d>\d{1,2})")
_YEAR_LAST = _pattern(r"(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)(?P<y>\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = _pattern(
    rf"(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\.?\s+)?(?P<m>{'|'.join(_MONTHS)})[a-z]*\.?\s+(?:(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y>\d{{4}})"
)
_TIME = _pattern(
    r"(\d{4}-\d\d-\d\d)(?:\s+|[Tt])(\d{1,2}):(\d\d)(:\d\d(?:\.\d{1,9})?)?\s*(?:([Zz]|UTC)|([+-]\d\d):?(\d\d)?)?"
)
_DURATION = _pattern(r"(?P<number>\d+)\s*[-_]?\s*(?P<unit>UNIT)")
_AGO = _pattern(r"(?P<number>\d+)\s*(?P<unit>UNIT)\s+(?P<way>ago|before\s+now|back|from\s+now|hence|ahead)")
_SIGNED = _pattern(r"(?P<sign>[-+])\s*(?P<number>\d+)\s*(?P<unit>UNIT)")
_ROLLING = _pattern(rf"(?:the\s+)?(?P<which>{'|'.join(_WHICH)})[\s_]*(?:n[\s_]+)?(?P<number>\d+)[\s_]*(?P<unit>UNIT)")
_CALENDAR = _pattern(rf"(?:the\s+)?(?P<which>{'|'.join(_WHICH)})(?P<gap>[\s_]*)(?P<unit>[a-z]{{3,9}})")
_SOQL = _pattern(r"(?P<which>last|next)_n_(?P<unit>day|week|month|year)s:(?P<number>\d+)")
_NOW = _pattern(r"(?P<day>now|today|yesterday|tomorrow)\s*\(\s*\)(?P<rest>\s*[-+]\s*\d+\s*(?:UNIT))?")
_SHIFTED = _pattern(r"(?P<day>now|today|yesterday|tomorrow)\s*(?P<sign>[-+])\s*(?P<number>\d+)\s*(?P<unit>UNIT)")
_AMOUNT = re.compile(
    rf"(?P<sign>[-+]\s*)?(?P<money>[{_SIGNS}]\s*|{_CURRENCY}\s+)?(?P<minus>-)?(?P<digits>\d[\d.,'_]*(?: \d{{3}})*(?:[.,]\d+)?|\.\d+)"
    rf"(?P<unit>\s*[{_SIGNS}%]|\s?[kKM]|\s+{_CURRENCY}\b)?" + _END
)
_POSITION = re.compile(r"\$\d{1,2}")
"""What may be a positional parameter of SQL rather than an amount."""

_GROUPED = re.compile(r"\d{1,3}(?:([., '])\d{3})(?:\1\d{3})*")


def recognise(place: Place) -> Repair | None:
    """Return the repair for a value or a period of another notation, if it has only one reading."""
    operand = place.operand
    if operand is None or operand.takes_text:
        return None
    for reading in _READINGS:
        repair = reading(place, operand)
        if repair is not None:
            return repair
    return None


def duration_after(place: Place, start: int) -> tuple[int, str] | None:
    """Return where a duration ends that begins at an offset, and how it is written here."""
    found = _DURATION.match(place.text, start + len(_blanks(place.text, start)), start + _LONGEST)
    return (found.end(), _duration_of(found)) if found else None


def _blanks(text: str, start: int) -> str:
    found = re.compile(r"\s*").match(text, start, start + _LONGEST)
    return found[0] if found else ""


def _match(pattern: re.Pattern[str], place: Place, operand: Operand) -> re.Match[str] | None:
    found = pattern.match(place.text, operand.start, operand.start + _LONGEST)
    return found if found and found.end() >= place.end else None


def _written(
    place: Place,
    operand: Operand,
    found: re.Match[str],
    here: str,
    applicability: Applicability = Applicability.UNSAFE,
    notes: tuple[str, ...] = (),
) -> Repair:
    span = Span(operand.start, found.end())
    quotable = applicability is not Applicability.SAFE and operand.kind == "value"
    problem = sentences.literal_written(place.source, span, here, applicability, notes, quotable=quotable)
    return silent(problem, operand, found.end())


def _date(place: Place, operand: Operand) -> Repair | None:
    """Recognise 2024/5/1, 31.05.2024 and 05/31/2024; where day and month could be either way, both are shown."""
    if found := _match(_YEAR_FIRST, place, operand):
        day = _iso(found["y"], found["m"], found["d"])
        return _written(place, operand, found, day) if day else None
    if found := _match(_NAMED_MONTH, place, operand):
        month = str(_MONTHS.index(found["m"].lower()) + 1)
        day = _iso(found["y"], month, found["d1"] or found["d2"] or "0")
        return _written(place, operand, found, day) if day else None
    found = _match(_YEAR_LAST, place, operand)
    if found is None:
        return None
    day_first, month_first = _iso(found["y"], found["b"], found["a"]), _iso(found["y"], found["a"], found["b"])
    readings = [day_first] if found["mark"] == "." else [day_first, month_first]
    days = sorted({day for day in readings if day})
    if len(days) == 1:
        return _written(place, operand, found, days[0])
    if not days:
        return None
    span = Span(operand.start, found.end())
    return silent(sentences.ambiguous_date(place.source, span, days), operand, found.end())


def _iso(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _time(place: Place, operand: Operand) -> Repair | None:
    """Recognise a space for the `T` of a timestamp, an hour of one digit and an offset without its colon."""
    found = _match(_TIME, place, operand)
    if found is None or place.terminal == "TIMESTAMP":
        return None
    offset = "Z" if found[5] else f"{found[6]}:{found[7] or '00'}" if found[6] else ""
    return _written(
        place, operand, found, f"{found[1]}T{int(found[2]):02}:{found[3]}{found[4] or ''}{offset}", Applicability.SAFE
    )


def _duration_of(found: re.Match[str]) -> str:
    return f"{int(found['number'])}{_UNIT_OF[found['unit'].lower()]}"


def _moment(place: Place, operand: Operand) -> Repair | None:
    """Recognise `30 days ago`, `-30d`, `now()` and `now - 30 days`."""
    if operand.kind != "value":
        return None
    if found := _match(_AGO, place, operand):
        sign = "-" if found["way"].lower().startswith(("ago", "before", "back")) else "+"
        return _written(place, operand, found, f"now {sign} {_duration_of(found)}")
    if found := _match(_SIGNED, place, operand):
        return _written(place, operand, found, f"now {found['sign']} {_duration_of(found)}")
    if found := _match(_NOW, place, operand):
        rest = re.fullmatch(rf"\s*([-+])\s*(?P<number>\d+)\s*(?P<unit>{_UNIT})", found["rest"] or "", re.IGNORECASE)
        here = f"{found['day'].lower()} {rest[1]} {_duration_of(rest)}" if rest else found["day"].lower()
        problem = sentences.day_without_call(place.source, Span(operand.start, found.end()), here)
        return silent(problem, operand, found.end())
    if found := _match(_SHIFTED, place, operand):
        here = f"{found['day'].lower()} {found['sign']} {_duration_of(found)}"
        return _written(place, operand, found, here, Applicability.SAFE)
    return None


def _period(place: Place, operand: Operand) -> Repair | None:
    """Recognise `last 30 days`, `this_week` and `previous month`, after `during` and where a value should stand."""
    here = found = None
    for pattern in (_SOQL, _ROLLING):
        if here is None and (found := _match(pattern, place, operand)):
            here = f"{_WHICH[found['which'].lower()]} {_duration_of(found)}"
    if here is None and (found := _match(_CALENDAR, place, operand)):
        unit = nearest(found["unit"].lower(), _CALENDAR_UNITS)
        here = f"{_WHICH[found['which'].lower()]} {unit}" if unit else None
    if here is None or found is None:
        return None
    if operand.kind == "period":
        return Repair(sentences.written(place.source, Span(operand.start, found.end()), here))
    return _period_as_value(place, operand, found, here)


def _period_as_value(place: Place, operand: Operand, found: re.Match[str], here: str) -> Repair | None:
    if operand.operator is None or operand.in_list:
        return None
    operator = text_of(operand.operator)
    span = Span(start_of(operand.operator), found.end())
    sure = operator in {"=", "=="}
    problem = sentences.period_as_value(place.source, span, Span(operand.start, found.end()), here, sure=sure)
    return silent(problem, operand, found.end())


def _bare_duration(place: Place, operand: Operand) -> Repair | None:
    """Recognise `30 days`, and after `during` a duration that does not say which way it goes."""
    found = _match(_DURATION, place, operand)
    if found is None:
        return None
    here = _duration_of(found)
    if operand.kind == "period":
        span = Span(operand.start, found.end())
        return Repair(sentences.period_without_direction(place.source, span, here))
    notes = (f"a moment in the past is written `now - {here}`",)
    return _written(place, operand, found, here, Applicability.UNSAFE, notes)


def _amount(place: Place, operand: Operand) -> Repair | None:
    """Recognise `$500`, `1,000`, `1.000.000`, `5k`, `100%`, `.5`, `+5` and `5 USD`."""
    if operand.kind != "value":
        return None
    found = _match(_AMOUNT, place, operand)
    if found is None or (operand.in_list and ("," in found["digits"] or " " in found["digits"])):
        return None
    if _POSITION.fullmatch(found[0]):
        return None
    number = _plain_number(found["digits"])
    unit = (found["unit"] or "").strip()
    if number is None or ((found["sign"] or "").startswith("+") and len(number) > 6):
        return None
    if unit.upper() in {"K", "M"} and unit != "m":
        number = _times(number, 3 if unit.upper() == "K" else 6)
    minus = "-" if (found["sign"] or "").startswith("-") or found["minus"] else ""
    notes: tuple[str, ...] = ()
    if found["money"] or (unit and (unit in _SIGNS or len(unit) == 3)):
        notes = ("the currency belongs to the attribute; an amount is a number alone",)
    sure = not (unit or found["money"] or _GROUPED.fullmatch(found["digits"]))
    applicability = Applicability.SAFE if sure else Applicability.UNSAFE
    if unit and unit in "kKM%" and not operand.is_ordered:
        applicability = Applicability.DISPLAY
    return _written(place, operand, found, minus + number, applicability, notes)


def _plain_number(digits: str) -> str | None:
    """Return digits without marks between groups of three, with a point before decimals; nothing if that is in doubt."""
    digits = digits.replace("_", "")
    if re.fullmatch(r"\d+", digits):
        return digits
    if re.fullmatch(r"\.\d+", digits):
        return f"0{digits}"
    if re.fullmatch(r"\d+\.", digits):
        return digits[:-1]
    grouped = _GROUPED.match(digits)
    if grouped is None or (grouped[1] == "." and grouped[0].count(".") == 1 and grouped.end() == len(digits)):
        return digits if re.fullmatch(r"\d+\.\d+", digits) else None
    rest = digits[grouped.end() :]
    if rest and not re.fullmatch(r"[.,]\d+", rest):
        return None
    return re.sub(r"\D", "", grouped[0]) + (f".{rest[1:]}" if rest else "")


def _times(number: str, zeros: int) -> str:
    whole, _, decimals = number.partition(".")
    shifted = (whole + decimals[:zeros].ljust(zeros, "0")).lstrip("0") or "0"
    return f"{shifted}.{decimals[zeros:]}" if decimals[zeros:] else shifted


_READINGS: tuple[Callable[[Place, Operand], Repair | None], ...] = (
    _date,
    _time,
    _moment,
    _period,
    _bare_duration,
    _amount,
)
