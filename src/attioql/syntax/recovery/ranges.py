"""Ranges and calendar periods as other tools write them: `2024-01-01..2024-02-01`, `1 to 5`, `2024-Q1`, `2024-W05`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.syntax.actions import Token, text_of
from attioql.syntax.recovery.notations import OPERAND_END
from attioql.syntax.recovery.rule import ANY, Rule
from attioql.syntax.recovery.state import EQUALITIES, ParserState, Repair, Where, span_from
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
_NEGATION = {sign: "not " if other == "not in" else "" for sign, other in EQUALITIES.items()} | {"during": "", "in": ""}
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


class _Written(NamedTuple):
    """What is written after an operator in the notation of a range or period."""

    at: ParserState
    operator: Token
    found: re.Match[str]

    @property
    def sign(self) -> str:
        """The operator, in lower case."""
        return text_of(self.operator).lower()

    @property
    def span(self) -> Span:
        """The range or period alone."""
        return Span(*self.found.span())

    @property
    def whole(self) -> Span:
        """The range or period with its operator."""
        return span_from(self.operator, self.found.end())

    def repair(self, problem: Diagnostic) -> Repair:
        """Skip the operand; with `between` its condition, as the other half is missing."""
        return Repair(problem) if self.sign == "between" else self.at.silenced(problem, self.found.end())


def _range_without_operator(at: ParserState) -> Repair | None:
    """Recognise `employees 1..5` and `created_at from 2024-01-01 to 2024-02-01`."""
    found = _RANGE.match(at.text, at.start, at.start + LIMITS.recovery_operand_characters)
    if found is None or _is_fraction(found):
        return None
    span = Span(*found.span())
    return Repair(_say_range(at, span, _between(found), span))


def _range_or_period(at: ParserState) -> Repair | None:
    """Recognise a range or a calendar period where a value, a period or a list should stand."""
    operand = at.operand
    operator = operand.operator if operand else at.before if at.word_before == "in" else None
    if operator is None or (operand and (operand.takes_text or operand.in_call)):
        return None
    start = operand.start if operand else at.start
    for pattern, repair_of in ((_RANGE, _range), *((each, _period) for each in _PERIODS)):
        found = pattern.match(at.text, start, start + LIMITS.recovery_operand_characters)
        if found is not None and found.end() >= at.end:
            return repair_of(_Written(at, operator, found))
    return None


def _range(written: _Written) -> Repair | None:
    found, sign = written.found, written.sign
    if _is_fraction(found) or (sign == "between" and found["to"].strip().isalpha()):
        return None
    period = _months_or_years(found["first"], found["last"], during=sign == "during")
    if period is not None:
        return _in_days(written, period)
    if re.fullmatch(_MONTH, found["first"]):
        return None
    whole = written.whole if sign in _NEGATION or sign == "between" else None
    here = _NEGATION.get(sign, "") + _between(found)
    return written.repair(_say_range(written.at, written.span, here, whole))


def _say_range(at: ParserState, span: Span, here: str, whole: Span | None) -> Diagnostic:
    code = "malformed-number" if at.text[span.start].isdigit() else "unexpected-token"
    return at.say("range", span, code=code, here=here, whole=whole)


def _is_fraction(found: re.Match[str]) -> bool:
    """Tell whether a slash stands between numbers: that is a fraction or a date, and no interval."""
    return "/" in found["to"] and len(found["first"]) < len("2024-01-01")


def _between(found: re.Match[str]) -> str:
    return f"between {found['first']} and {found['last']}"


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


def _period(written: _Written) -> Repair | None:
    found = written.found
    kind = found["kind"].upper()
    period = _days(int(found["year"]), kind, int(found["number"]))
    if period is not None:
        return _in_days(written, period)
    return written.repair(written.at.say("no-such-period", written.span, kind=_NAMES[kind]))


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


def _in_days(written: _Written, period: _Days) -> Repair | None:
    """Offer the days of a period: a bound for `>=` and the like, both bounds for an equality."""
    at, sign = written.at, written.sign
    bound = _bound(sign, period)
    both = condition = None
    if bound is not None:
        here, whole = bound, written.whole if bound[0] in "<>" else written.span
    elif sign in _NEGATION:
        here, whole = f"{_NEGATION[sign]}between {period.first} and {period.last}", written.whole
        path = at.path_before()
        if path is not None and not at.text[path.end : whole.start].strip():
            name = at.text[path.start : path.end]
            both = f"{_NEGATION[sign]}({name} >= {period.first} and {name} < {period.after})"
            condition = Span(path.start, whole.end)
    else:
        return None
    problem = at.say(
        "period-in-days",
        written.span,
        kind=period.name,
        here=here,
        whole=whole,
        both=both,
        condition=condition,
        trust="display" if both else "unsafe",
        if_date=", if it is a date without a time" if both else "",
    )
    return written.repair(problem)


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
            return f"{period.last}"
    return None


RULES = (
    Rule(Where.OPERATOR, ANY, _range_without_operator),
    Rule(Where.OPERAND | Where.REST, ANY, _range_or_period),
)
"""What goes wrong with a range."""
