"""Ranges and calendar periods as other tools write them: `2024-01-01..2024-02-01`, `1 to 5`, `2024-Q1`, `2024-W05`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.operators import day_bound, within_days
from attioql.syntax.recovery.state import FaultyOperand, ParserState, Repair, span_from
from attioql.syntax.recovery.vocabulary import BETWEEN, DURING, EQUALITIES, NONE_OF, ONE_OF, OPERAND_END
from attioql.syntax.tokens import Token, text_of
from attioql.text.source import Span

_DAY = r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?"
_MONTH = r"\d{4}-\d{2}(?![-\d])"
_BOUND = rf"{_DAY}|{_MONTH}|-?\d+(?:\.\d+)?"
_TO = r"(?P<to>\s*(?:\.{2,3}|…|–|—|/)\s*|\s+(?:to|until|till|through|thru|-)\s+)"
_RANGE = re.compile(rf"(?:from\s+)?(?P<first>{_BOUND}){_TO}(?P<last>{_BOUND}){OPERAND_END}", re.IGNORECASE)
_PERIODS = (
    re.compile(rf"(?P<year>\d{{4}})[-_ ]?(?P<kind>[QHW])(?P<number>\d{{1,2}}){OPERAND_END}", re.IGNORECASE),
    re.compile(rf"(?P<kind>[QH])(?P<number>\d)(?:[-_/' ]\s*)?(?P<year>\d{{4}}){OPERAND_END}", re.IGNORECASE),
)
_NAMES = {"Q": "quarter", "H": "half-year", "W": "week"}
_MONTHS = {"Q": 3, "H": 6}
_NEGATION = {sign: "not " if other == NONE_OF else "" for sign, other in EQUALITIES.items()} | {DURING: "", ONE_OF: ""}
"""Signs after which a range is one `between`, and the negation that this takes."""


class _Days(NamedTuple):
    """A period: what to call it, its first day, and the day after its last one."""

    name: str
    first: date
    after: date

    @property
    def last(self) -> date:
        """The last day."""
        return self.after - timedelta(days=1)


def range_without_operator(at: ParserState) -> Repair | None:
    """Recognise `employees 1..5` and `created_at from 2024-01-01 to 2024-02-01`."""
    found = _RANGE.match(at.text, at.start, at.start + LIMITS.recovery_operand_characters)
    if found is None or _is_fraction(found):
        return None
    span = Span(*found.span())
    return Repair(_say_range(at, span, _between(found), span))


def _range(at: ParserState, operand: FaultyOperand, found: re.Match[str]) -> Repair | None:
    """Recognise `1..5` and `2024-01 to 2024-03`."""
    sign = operand.sign
    if operand.operator is None or _is_fraction(found) or (sign == BETWEEN and found["to"].strip().isalpha()):
        return None
    here = f'"{found["first"]}/{found["last"]}"'
    if sign == DURING and len(found["first"]) >= len("2024-01-01") <= len(found["last"]):
        return _repair(at, at.say("range-for-period", Span(*found.span()), here=here), found)
    period = _months_or_years(found["first"], found["last"], during=sign == DURING)
    if period is not None:
        return _in_days(at, operand.operator, found, period)
    if re.fullmatch(_MONTH, found["first"]):
        return None
    whole = span_from(operand.operator, found.end()) if sign in _NEGATION or sign == BETWEEN else None
    here = _NEGATION.get(sign, "") + _between(found)
    return _repair(at, _say_range(at, Span(*found.span()), here, whole), found)


def _repair(at: ParserState, problem: Diagnostic, found: re.Match[str]) -> Repair:
    """Skip the operand; with `between` its condition, as the other half is missing."""
    is_half = at.operand is not None and at.operand.sign == BETWEEN
    return Repair(problem) if is_half else at.silenced(problem, found.end())


def _say_range(at: ParserState, span: Span, here: str, whole: Span | None) -> Diagnostic:
    key = "range" if at.text[span.start].isdigit() else "range-of-others"
    return at.say(key, span, here=here, whole=whole)


def _is_fraction(found: re.Match[str]) -> bool:
    """Tell whether a slash stands between numbers: that is a fraction or a date, and no interval."""
    return "/" in found["to"] and len(found["first"]) < len("2024-01-01")


def _between(found: re.Match[str]) -> str:
    return f"{BETWEEN} {found['first']} and {found['last']}"


def _months_or_years(first: str, last: str, *, during: bool) -> _Days | None:
    """Return the days from one month or year to another; numbers are years only after `during`."""
    shape, name = (r"\d{4}-\d{2}", "range of months") if "-" in first else (r"\d{4}", "range of years")
    if not (re.fullmatch(shape, first) and re.fullmatch(shape, last)) or ("-" not in first and not during):
        return None
    try:
        start, end = date(int(first[:4]), int(first[5:] or 1), 1), date(int(last[:4]), int(last[5:] or 12), 1)
        return _Days(name, start, _month_after(end, 1))
    except ValueError:
        return None


def _month_after(first: date, count: int) -> date:
    """Return the first day of the month that comes `count` months later."""
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _period(at: ParserState, operand: FaultyOperand, found: re.Match[str]) -> Repair | None:
    """Recognise `2024-Q1`, `H2 2023` and `2024-W05`."""
    kind = found["kind"].upper()
    if operand.operator is None:
        return None
    period = _days(int(found["year"]), kind, int(found["number"]))
    if period is not None:
        return _in_days(at, operand.operator, found, period)
    return _repair(at, at.say("no-such-period", Span(*found.span()), kind=_NAMES[kind]), found)


def _days(year: int, kind: str, number: int) -> _Days | None:
    """Return a quarter, half or week of a year; `None` if there is none."""
    try:
        if kind == "W":
            first = date.fromisocalendar(year, number, 1)
            return _Days(_NAMES[kind], first, first + timedelta(days=7))
        first = date(year, 1 + (number - 1) * _MONTHS[kind], 1)
        return _Days(_NAMES[kind], first, _month_after(first, _MONTHS[kind]))
    except (ValueError, OverflowError):
        return None


def _in_days(at: ParserState, operator: Token, found: re.Match[str], period: _Days) -> Repair | None:
    """Offer the days of a period: a bound for `>=` and the like, both bounds for an equality."""
    sign, span, whole = text_of(operator).lower(), Span(*found.span()), span_from(operator, found.end())
    both = condition = None
    if (bound := day_bound(sign, period.first, period.after)) is not None:
        here = bound
    elif sign in {BETWEEN, "and"}:
        here, whole = str(period.first if sign == BETWEEN else period.last), span
    elif sign in _NEGATION:
        here = f"{_NEGATION[sign]}{BETWEEN} {period.first} and {period.last}"
        path = at.path_before()
        if path is not None and not at.text[path.end : whole.start].strip():
            name = at.text[path.start : path.end]
            both = f"{_NEGATION[sign]}({within_days(name, period.first, period.after)})"
            condition = Span(path.start, whole.end)
    else:
        return None
    problem = at.say(
        "period-in-days",
        span,
        kind=period.name,
        here=here,
        whole=whole,
        both=both,
        condition=condition,
        trust="display" if both else "unsafe",
        if_date=", if it is a date without a time" if both else "",
    )
    return _repair(at, problem, found)


RANGES = ((_RANGE, _range), *((pattern, _period) for pattern in _PERIODS))
"""Patterns of what may stand where a value, a period or a list should, and how each is repaired."""
