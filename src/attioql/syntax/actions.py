"""What the parser builds: one function for each action that the grammar names. Tokens arrive as regular-expression matches.

The names are the aliases of `grammar/attioql.lark`; a test holds that there is one function for each. A list that grows
(operands, items, segments) is a Python list until the rule that ends it makes a tuple of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Protocol

from attioql.syntax.nodes import (
    And,
    Block,
    CalendarPeriod,
    Call,
    Comparison,
    Empty,
    Expression,
    Group,
    Items,
    Literal,
    Moment,
    Not,
    Operand,
    Or,
    Parameter,
    Path,
    Range,
    RollingPeriod,
    Segment,
    Truth,
    Value,
    plain_segments,
)


class Token(Protocol):
    """What the actions need of a match: its one group holds the token without the blanks before it."""

    @property
    def lastindex(self) -> int | None:
        """The group that matched."""

    def span(self, group: int, /) -> tuple[int, int]:
        """Where the group matched."""

    def __getitem__(self, group: int, /) -> str | Any:
        """What the group matched."""


IDENTIFIER = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|.)", re.DOTALL)
_ESCAPES = {"\\": "\\", "'": "'", '"': '"', "n": "\n", "t": "\t", "r": "\r"}
_COMPARISONS = {"==": "=", "<>": "!="}
_WORDS = {"starts_with": "starts with", "ends_with": "ends with"}


def text_of(token: Token) -> str:
    """Return the token as it was written."""
    group = token.lastindex
    return "" if group is None else str(token[group])


def start_of(token: Token) -> int:
    """Return where the token starts."""
    return token.span(token.lastindex or 0)[0]


def end_of(token: Token) -> int:
    """Return where the token ends."""
    return token.span(token.lastindex or 0)[1]


def unescape(body: str) -> tuple[str, tuple[int, ...]]:
    r"""Return what the inside of a quoted string means, and the offsets in it of escapes that do not exist.

    A surrogate pair written as two `\\u` escapes is one character.
    """
    wrong: list[int] = []

    def character(match: re.Match[str]) -> str:
        escape = match[1]
        if len(escape) > 1:
            return chr(int(escape[1:], 16))
        if escape not in _ESCAPES:
            wrong.append(match.start())
            return escape
        return _ESCAPES[escape]

    text = _ESCAPE.sub(character, body)
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    return joined, tuple(wrong)


def quoted_name(text: str) -> str:
    """Write a name the way a path spells it: bare where it can be, in backticks otherwise."""
    return text if IDENTIFIER.match(text) else f"`{text}`"


def empty() -> Expression:
    return Empty()


def filter_(alternatives: list[Expression]) -> Expression:
    return alternatives[0] if len(alternatives) == 1 else Or(tuple(alternatives))


def first_conjunct(operand: Expression) -> list[Expression]:
    return [operand]


def next_conjunct(operands: list[Expression], _and: Token, operand: Expression) -> list[Expression]:
    operands.append(operand)
    return operands


def first_alternative(operands: list[Expression]) -> list[Expression]:
    return operands if len(operands) == 1 else [And(tuple(operands))]


def next_alternative(alternatives: list[Expression], _or: Token, operands: list[Expression]) -> list[Expression]:
    alternatives.append(operands[0] if len(operands) == 1 else And(tuple(operands)))
    return alternatives


def negation(word: Token, operand: Expression) -> Expression:
    start, end = word.span(word.lastindex or 0)
    return Not(operand, start, operand.end, end)


def group(opening: Token, alternatives: list[Expression], closing: Token) -> Expression:
    return Group(filter_(alternatives), start_of(opening), end_of(closing))


def block(place: Path, _opening: Token, alternatives: list[Expression], closing: Token) -> Expression:
    return Block(place, filter_(alternatives), end_of(closing))


def truth(place: Path) -> Expression:
    return Truth(place)


def comparison(place: Path, operator: Token, operand: Operand) -> Expression:
    index = operator.lastindex or 0
    start, end = operator.span(index)
    word = operator[index]
    if word.isalpha() or "_" in word:
        word = word.lower()
        word = _WORDS.get(word, word)
    else:
        word = _COMPARISONS.get(word, word)
    return Comparison(place, word, operand, start, end, operand.end)


def comparison_of_two_words(place: Path, first: Token, second: Token, operand: Operand) -> Expression:
    word = text_of(second).lower()
    operator = f"{text_of(first).lower()} {_WORDS.get(word, word)}"
    return Comparison(place, operator, operand, start_of(first), end_of(second), operand.end)


def comparison_of_three_words(place: Path, first: Token, second: Token, third: Token, operand: Operand) -> Expression:
    operator = f"{text_of(first)} {text_of(second)} {text_of(third)}".lower()
    return Comparison(place, operator, operand, start_of(first), end_of(third), operand.end)


def between(place: Path, word: Token, low: Value, _and: Token, high: Value) -> Expression:
    return Comparison(place, "between", Range(low, high), start_of(word), end_of(word), high.end)


def not_between(place: Path, negator: Token, word: Token, low: Value, _and: Token, high: Value) -> Expression:
    return Comparison(place, "not between", Range(low, high), start_of(negator), end_of(word), high.end)


def is_empty(place: Path, first: Token, last: Token) -> Expression:
    end = end_of(last)
    return Comparison(place, "is empty", None, start_of(first), end, end)


def is_not_empty(place: Path, first: Token, _not: Token, last: Token) -> Expression:
    end = end_of(last)
    return Comparison(place, "is not empty", None, start_of(first), end, end)


def path(name: Token) -> Path:
    index = name.lastindex or 0
    start, end = name.span(index)
    return Path(name[index], start, end)


def segmented_path(segments: list[Segment]) -> Path:
    spelled = (
        quoted_name(segment.name) + (f"[{quoted_name(segment.object)}]" if segment.object is not None else "")
        for segment in segments
    )
    return Path(".".join(spelled), segments[0].start, segments[-1].end, tuple(segments))


def longer_path(first: Token | list[Segment], _dot: Token, last: Token | list[Segment]) -> list[Segment]:
    segments = first if isinstance(first, list) else _names(first)
    segments.extend(last if isinstance(last, list) else _names(last))
    return segments


def first_segment(name: Token) -> list[Segment]:
    return _names(name)


def qualified_segment(name: Token, _opening: Token, target: Token, closing: Token) -> list[Segment]:
    *before, last = _names(name)
    object_name = text_of(target).strip("`")
    return [*before, Segment(last.name, last.start, end_of(closing), object_name)]


def _names(token: Token) -> list[Segment]:
    text, start = text_of(token), start_of(token)
    if text.startswith("`"):
        return [Segment(text[1:-1], start, end_of(token))]
    return plain_segments(text, start)


def items(opening: Token, values: list[Value], *closing: Token) -> Items:
    return Items(tuple(values), start_of(opening), end_of(closing[-1]))


def no_items(opening: Token, closing: Token) -> Items:
    return Items((), start_of(opening), end_of(closing))


def first_item(item: Any) -> list[Any]:
    return [item]


def next_item(values: list[Value], _comma: Token, item: Value) -> list[Value]:
    values.append(item)
    return values


def string(token: Token) -> Literal:
    index = token.lastindex or 0
    start, end = token.span(index)
    body = token[index][1:-1]
    return Literal("string", unescape(body)[0] if "\\" in body else body, start, end)


def _literal(kind: str) -> Callable[[Token], Literal]:
    def build(token: Token) -> Literal:
        index = token.lastindex or 0
        start, end = token.span(index)
        return Literal(kind, token[index], start, end)

    return build


def boolean(token: Token) -> Literal:
    return Literal("boolean", text_of(token).lower(), start_of(token), end_of(token))


def parameter(token: Token) -> Parameter:
    return Parameter(text_of(token)[1:], start_of(token), end_of(token))


def moment(day: Token) -> Moment:
    return Moment(text_of(day).lower(), "", start_of(day), end_of(day))


def shifted_moment(day: Token, sign: Token, duration: Token) -> Moment:
    return Moment(text_of(day).lower(), text_of(sign) + text_of(duration).lower(), start_of(day), end_of(duration))


def call(function: Token, _opening: Token, arguments: list[Value], closing: Token) -> Call:
    return Call(text_of(function), tuple(arguments), start_of(function), end_of(closing))


def bare_call(function: Token, _opening: Token, closing: Token) -> Call:
    return Call(text_of(function), (), start_of(function), end_of(closing))


def calendar_period(which: Token, unit: Token) -> CalendarPeriod:
    return CalendarPeriod(text_of(which).lower(), text_of(unit).lower(), start_of(which), end_of(unit))


def rolling_period(which: Token, duration: Token) -> RollingPeriod:
    return RollingPeriod(text_of(which).lower(), text_of(duration).lower(), start_of(which), end_of(duration))


Action = Callable[..., Any]

ACTIONS: dict[str, Action] = {
    "empty": empty,
    "filter": filter_,
    "first_conjunct": first_conjunct,
    "next_conjunct": next_conjunct,
    "first_alternative": first_alternative,
    "next_alternative": next_alternative,
    "negation": negation,
    "group": group,
    "block": block,
    "truth": truth,
    "comparison": comparison,
    "comparison_of_two_words": comparison_of_two_words,
    "comparison_of_three_words": comparison_of_three_words,
    "between": between,
    "not_between": not_between,
    "is_empty": is_empty,
    "is_not_empty": is_not_empty,
    "path": path,
    "segmented_path": segmented_path,
    "longer_path": longer_path,
    "first_segment": first_segment,
    "qualified_segment": qualified_segment,
    "items": items,
    "no_items": no_items,
    "first_item": first_item,
    "next_item": next_item,
    "string": string,
    "number": _literal("number"),
    "date": _literal("date"),
    "timestamp": _literal("timestamp"),
    "uuid": _literal("uuid"),
    "null": _literal("null"),
    "word": _literal("word"),
    "month": _literal("month"),
    "duration": _literal("duration"),
    "boolean": boolean,
    "parameter": parameter,
    "moment": moment,
    "shifted_moment": shifted_moment,
    "call": call,
    "bare_call": bare_call,
    "calendar_period": calendar_period,
    "rolling_period": rolling_period,
}
