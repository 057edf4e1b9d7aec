"""Ranges and calendar periods as other tools write them: `2024-01-01..2024-02-01`, `1 to 5`, `2024-Q1`, `2024-W05`."""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax.actions import Token, start_of, text_of
from attioql.syntax.nodes import Path
from attioql.syntax.slips import sentences
from attioql.syntax.slips.place import Operand, Place, Repair, is_token, silent
from attioql.text.source import Span

_LONGEST = LIMITS.recovery_operand_characters
_END = r"(?=\s*(?:\Z|[)\],}#;]|(?:and|or)\b|&|\|))"
_DAY = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?"
_MONTH = r"\d{4}-\d{2}(?![-\d])"
_NUMBER = r"-?\d+(?:\.\d+)?"
_ONE = f"{_DAY}|{_MONTH}|{_NUMBER}"
_TO = r"(?P<to>\s*(?:\.{2,3}|…|–|—|/)\s*|\s+(?:to|until|till|through|thru|-)\s+)"
_RANGE = re.compile(rf"(?:from\s+)?(?P<first>{_ONE}){_TO}(?P<last>{_ONE}){_END}", re.IGNORECASE)
_PERIODS = (
    re.compile(rf"(?P<year>\d{{4}})[-_ ]?(?P<kind>[QHW])(?P<number>\d{{1,2}}){_END}", re.IGNORECASE),
    re.compile(rf"(?P<kind>[QH])(?P<number>\d)(?:[-_/' ]\s*)?(?P<year>\d{{4}}){_END}", re.IGNORECASE),
)
_NAMES = {"Q": "quarter", "H": "half-year", "W": "week"}
_MONTHS = {"Q": 3, "H": 6}
_EQUALITIES = {"=": "", "==": "", "during": "", "in": "", "!=": "not ", "<>": "not "}


class _Days(NamedTuple):
    """A period: what to call it, its first day, and the day after its last one."""

    name: str
    first: date
    after: date


class _At(NamedTuple):
    """Where a value or a period should stand: its start, the operator before it, and the path before that."""

    place: Place
    operand: Operand | None
    start: int
    operator: Token
    path: Path | None

    @property
    def sign(self) -> str:
        """The operator as it is written, in lower case."""
        return text_of(self.operator).lower()

    def after(self, problem: Diagnostic, end: int) -> Repair:
        """Pass over the operand. The other half of a `between` is missing, so that its condition is given up."""
        if self.operand is None or self.sign == "between":
            return Repair(problem)
        return silent(problem, self.operand, end)


def recognise(place: Place) -> Repair | None:
    """Return how a range or a calendar period is written here, if one begins where a value or a period should stand."""
    if place.expects_operator:
        return _range_without_operator(place)
    at = _at(place)
    return None if at is None else _range(at) or _period(at)


def _at(place: Place) -> _At | None:
    operand = place.operand
    if operand is None:
        before, path = place.before, place.read(2)
        if not is_token(before) or text_of(before).lower() != "in":
            return None
        return _At(place, None, place.start, before, path if isinstance(path, Path) else None)
    if operand.takes_text or operand.in_call or operand.in_list or operand.operator is None:
        return None
    return _At(place, operand, operand.start, operand.operator, place.path_before())


def _range_without_operator(place: Place) -> Repair | None:
    """Recognise `employees 1..5` and `created_at from 2024-01-01 to 2024-02-01`."""
    found = _RANGE.match(place.text, place.start, place.start + _LONGEST)
    if found is None or _is_fraction(found):
        return None
    span = Span(*found.span())
    return Repair(sentences.range_written(place.source, span, span, _between(found)))


def _range(at: _At) -> Repair | None:
    place, sign = at.place, at.sign
    found = _RANGE.match(place.text, at.start, at.start + _LONGEST)
    if found is None or found.end() < place.end or _is_fraction(found):
        return None
    if sign == "between" and found["to"].strip().isalpha():
        return None
    period = _months_or_years(found["first"], found["last"], during=sign == "during")
    if period is not None:
        return _in_days(at, found, period)
    if re.fullmatch(_MONTH, found["first"]):
        return None
    span, whole = Span(*found.span()), Span(start_of(at.operator), found.end())
    is_both_ends = sign in _EQUALITIES or sign == "between"
    here = _EQUALITIES.get(sign, "") + _between(found)
    return at.after(sentences.range_written(place.source, span, whole if is_both_ends else None, here), found.end())


def _is_fraction(found: re.Match[str]) -> bool:
    """Tell whether a slash stands between numbers: that is a fraction or a date, and no interval."""
    return "/" in found["to"] and len(found["first"]) < len("2024-01-01")


def _between(found: re.Match[str]) -> str:
    return f"between {found['first']} and {found['last']}"


def _months_or_years(first: str, last: str, *, during: bool) -> _Days | None:
    """Return the days from one month or year to another; numbers are years only after `during`."""
    if not all(re.fullmatch(r"\d{4}-\d{2}" if "-" in first else r"\d{4}", each) for each in (first, last)):
        return None
    if "-" not in first and not during:
        return None
    try:
        start, end = (date(int(each[:4]), int(each[5:] or month), 1) for each, month in ((first, 1), (last, 12)))
        after = date(end.year + end.month // 12, end.month % 12 + 1, 1)
    except ValueError:
        return None
    return _Days("range of months" if "-" in first else "range of years", start, after)


def _period(at: _At) -> Repair | None:
    place = at.place
    found = next((found for each in _PERIODS if (found := each.match(place.text, at.start, at.start + _LONGEST))), None)
    if found is None or found.end() < place.end:
        return None
    period = _days(int(found["year"]), found["kind"].upper(), int(found["number"]))
    if period is not None:
        return _in_days(at, found, period)
    problem = sentences.no_such_period(place.source, Span(*found.span()), _NAMES[found["kind"].upper()])
    return at.after(problem, found.end())


def _in_days(at: _At, found: re.Match[str], period: _Days) -> Repair | None:
    """Offer the days of a period: a bound for `>=` and the like, both bounds for an equality."""
    place, sign = at.place, at.sign
    span, whole = Span(*found.span()), Span(start_of(at.operator), found.end())
    bound = _bound(sign, period)
    if bound is not None:
        where = whole if bound[0] in "<>" else span
        return at.after(sentences.period_in_days(place.source, span, period.name, ((where, bound),)), found.end())
    if sign not in _EQUALITIES:
        return None
    negated = _EQUALITIES[sign]
    ways = [(whole, f"{negated}between {period.first} and {period.after - timedelta(days=1)}")]
    if at.path is not None and at.path.end <= whole.start:
        path = place.text[at.path.start : at.path.end]
        both = f"({path} >= {period.first} and {path} < {period.after})"
        ways.insert(0, (Span(at.path.start, found.end()), f"not {both}" if negated else both))
    return at.after(sentences.period_in_days(place.source, span, period.name, tuple(ways)), found.end())


def _bound(sign: str, period: _Days) -> str | None:
    """Return a comparison with a period as one with a day: from its first day on, or before it is over."""
    match sign:
        case ">=" | "<":
            return f"{sign} {period.first}"
        case ">":
            return f">= {period.after}"
        case "<=":
            return f"< {period.after}"
        case "between":
            return f"{period.first}"
        case "and":
            return f"{period.after - timedelta(days=1)}"
    return None


def _days(year: int, kind: str, number: int) -> _Days | None:
    """Return a quarter, half or week of a year; `None` if there is none."""
    if not 1 < year < MAXYEAR:
        return None
    if kind == "W":
        try:
            first = date.fromisocalendar(year, number, 1)
        except ValueError:
            return None
        return _Days(_NAMES[kind], first, first + timedelta(days=7))
    length = _MONTHS[kind]
    if not 1 <= number <= 12 // length:
        return None
    month = 1 + (number - 1) * length
    after = date(year + 1, 1, 1) if month + length > 12 else date(year, month + length, 1)
    return _Days(_NAMES[kind], date(year, month, 1), after)
