"""What the parser builds: one function for each action that the grammar names. Tokens arrive as regular-expression matches.

Connectives, brackets and other marks, which may wait long for their rule, arrive as the offset they start at (`LIGHT`).
The names are the aliases of `grammar/attioql.lark`; a test holds that there is one function for each. A list that grows
(operands, items, segments) is a Python list until the rule that ends it makes a tuple of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from attioql.limits import LIMITS
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
from attioql.syntax.simple_conditions import simple_condition
from attioql.syntax.spelling import quoted_name, spelled, unquoted
from attioql.syntax.tokens import Token, end_of, start_of, text_of


class TooMuchError(ValueError):
    """A text goes past a documented limit, at an offset; `name` is that of the diagnostic."""

    def __init__(self, name: str, limit: int, at: int) -> None:
        """Keep what the message needs."""
        super().__init__(name, limit, at)
        self.name = name
        self.limit = limit
        self.at = at


def too_many_open(at: int) -> TooMuchError:
    """Return the error for more open brackets and negations than are allowed."""
    return TooMuchError("nesting-too-deep", MOST_OPEN, at)


LIGHT = frozenset(
    {
        "LPAR",
        "RPAR",
        "LSQB",
        "RSQB",
        "LBRACE",
        "RBRACE",
        "COMMA",
        "DOT",
        "NOT",
        "BANG",
        "AND",
        "AMPERSANDS",
        "OR",
        "PIPES",
    }
)
"""The terminals of which a rule needs no more than the offset."""

IDLE = frozenset({"COMMA", "DOT", "AND", "AMPERSANDS", "OR", "PIPES"})
"""Those of which an action needs nothing."""

MOST_OPEN = LIMITS.open_brackets
MOST_OPERANDS = LIMITS.group_operands

MOST_ITEMS = LIMITS.list_values

MOST_SEGMENTS = LIMITS.path_segments

Action: TypeAlias = Callable[..., Any]

_new = tuple.__new__  # makes a named tuple without a call of Python code


def empty() -> Expression:
    """Return the empty filter."""
    return Empty()


def connectives(conjunction: Callable[[Any], Any], disjunction: Callable[[Any], Any]) -> dict[str, Action]:
    """Return the actions of `and` and `or`, for nodes or for the model: `conjunction` and `disjunction` make one of a tuple of its parts."""

    def whole(alternatives: list[Any]) -> Any:
        return alternatives[0] if len(alternatives) == 1 else disjunction(tuple(alternatives))

    def first_conjunct(operand: Any) -> list[Any]:
        return [operand]

    def next_conjunct(operands: list[Any], _and: int, operand: Any) -> list[Any]:
        if len(operands) >= MOST_OPERANDS:
            raise TooMuchError("too-many-operands", MOST_OPERANDS, _start_of(operand))
        operands.append(operand)
        return operands

    def first_alternative(operands: list[Any]) -> list[Any]:
        return operands if len(operands) == 1 else [conjunction(tuple(operands))]

    def next_alternative(alternatives: list[Any], _or: int, operands: list[Any]) -> list[Any]:
        if len(alternatives) >= MOST_OPERANDS:
            raise TooMuchError("too-many-operands", MOST_OPERANDS, _start_of(operands[0]))
        alternatives.append(operands[0] if len(operands) == 1 else conjunction(tuple(operands)))
        return alternatives

    return {
        "filter": whole,
        "first_conjunct": first_conjunct,
        "next_conjunct": next_conjunct,
        "first_alternative": first_alternative,
        "next_alternative": next_alternative,
    }


def _start_of(part: Any) -> int:
    """Return where a node starts; a group of the model does not know, and its text is read again."""
    return getattr(part, "start", 0)


_CONNECTIVES = connectives(And, Or)
_whole = _CONNECTIVES["filter"]


def negation(start: int, operand: Expression) -> Expression:
    """Return what `not …` stands for."""
    return _negated(start, len("not"), operand)


def exclaimed_negation(start: int, operand: Expression) -> Expression:
    """Return what `!…` stands for."""
    return _negated(start, len("!"), operand)


def _negated(start: int, length: int, operand: Expression) -> Expression:
    """Negate; of three negations in a row two cancel out, so that a run of them stays small."""
    if isinstance(operand, Not) and isinstance(operand.operand, Not):
        operand = operand.operand.operand
    return _new(Not, (operand, start, operand.end, length))


def group(opening: int, alternatives: list[Expression], closing: int) -> Expression:
    """Keep one pair of parentheses where several stand directly inside one another."""
    body = _whole(alternatives)
    return _new(Group, (body.body if isinstance(body, Group) else body, opening, closing + 1))


def block(place: Path, _opening: int, alternatives: list[Expression], closing: int) -> Expression:
    """Return a value block, `path { … }`."""
    return Block(place, _whole(alternatives), closing + 1)


def opened(place: Path, _opening: int) -> Path:
    """Return the path of a value block where it opens."""
    return place


def opened_block(place: Path, alternatives: list[Expression], closing: int) -> Expression:
    """Return a value block whose path was read where it opened."""
    return block(place, 0, alternatives, closing)


def truth(place: Path) -> Expression:
    """Return a path that stands alone."""
    return Truth(place)


def comparison(place: Path, operator: Token, operand: Operand) -> Expression:
    """Return `path operator operand`, with an operator of one token."""
    start = operator.start(1)
    return _new(Comparison, (place, spelled(operator[0].lstrip()), operand, start, operator.end() - start))


def worded_comparison(place: Path, *parts: Any) -> Expression:
    """Return `path not in operand` and the like, with an operator of several tokens."""
    *words, operand = parts
    return _compared(place, words, operand)


def interval(place: Path, *parts: Any) -> Expression:
    """Return `path between low and high`."""
    *words, low, _and, high = parts
    return _compared(place, words, Range(low, high))


def presence(place: Path, *words: Token | int) -> Expression:
    """Return `path is empty` or `path is not empty`."""
    return _compared(place, words, None)


def _compared(place: Path, words: Sequence[Token | int], operand: Operand | None) -> Expression:
    """Return a comparison by an operator of several words, of which a `not` is the offset where it starts."""
    texts = ["not" if isinstance(word, int) else text_of(word) for word in words]
    first, last = words[0], words[-1]
    start = first if isinstance(first, int) else start_of(first)
    end = start if isinstance(last, int) else end_of(last)
    return Comparison(place, spelled(" ".join(texts)), operand, start, end - start)


def path(name: Token) -> Path:
    """Return a path of bare names."""
    return _new(Path, (name[0].lstrip(), name.start(1), ()))


def path_sharing_names() -> Action:
    """Return the action `path` for one text, in which equal names are one object."""
    names: dict[str, str] = {}

    def path(name: Token) -> Path:
        text = name[0].lstrip()
        return _new(Path, (names.setdefault(text, text), name.start(1), ()))

    return path


def segmented_path(segments: list[Segment]) -> Path:
    """Return a path that has segments with backticks or objects."""
    spellings = (
        quoted_name(segment.name) + (f"[{quoted_name(segment.object)}]" if segment.object is not None else "")
        for segment in segments
    )
    return Path(".".join(spellings), segments[0].start, tuple(segments))


def longer_path(first: Token | list[Segment], _dot: int, last: Token | list[Segment]) -> list[Segment]:
    """Add what follows a dot to a path."""
    segments = first if isinstance(first, list) else _names(first)
    if len(segments) >= MOST_SEGMENTS:
        raise TooMuchError("path-too-long", MOST_SEGMENTS, segments[-1].start)
    segments.extend(last if isinstance(last, list) else _names(last))
    return segments


def first_segment(name: Token) -> list[Segment]:
    """Begin a path with a name in backticks."""
    return _names(name)


def qualified_segment(name: Token, _opening: int, target: Token, closing: int) -> list[Segment]:
    """Return the segments up to one that names its object, `name[object]`."""
    *before, last = _names(name)
    object_name = text_of(target).strip("`")
    return [*before, Segment(last.name, last.start, closing + 1, object_name)]


def _names(token: Token) -> list[Segment]:
    text, start = text_of(token), start_of(token)
    if text.startswith("`"):
        return [Segment(text[1:-1], start, end_of(token))]
    return plain_segments(text, start)


def items(opening: int, values: list[Value], *closing: int) -> Items:
    """Return a list in brackets of either kind."""
    return _new(Items, (tuple(values), opening, closing[-1] + 1))


def no_items(opening: int, closing: int) -> Items:
    """Return a list without values."""
    return Items((), opening, closing + 1)


def first_item(item: Any) -> list[Any]:
    """Begin a list of values."""
    return [item]


def next_item(values: list[Value], _comma: int, item: Value) -> list[Value]:
    """Add a value to a list."""
    if len(values) >= MOST_ITEMS:
        raise TooMuchError("too-many-values", MOST_ITEMS, item.start)
    values.append(item)
    return values


def string(token: Token) -> Literal:
    """Return a string without its quotes and escapes."""
    start = token.start(1)
    return _new(Literal, ("string", unquoted(token[0].lstrip()), start, token.end() - start))


def _literal(kind: str) -> Callable[[Token], Literal]:
    def build(token: Token) -> Literal:
        start = token.start(1)
        return _new(Literal, (kind, token[0].lstrip(), start, token.end() - start))

    return build


def boolean(token: Token) -> Literal:
    """Return `true` or `false`."""
    text = text_of(token)
    return Literal("boolean", text.lower(), start_of(token), len(text))


def parameter(token: Token) -> Parameter:
    """Return `:name`."""
    return Parameter(text_of(token)[1:], start_of(token), end_of(token))


def moment(day: Token) -> Moment:
    """Return `now`, `today` and the like."""
    return Moment(text_of(day).lower(), "", start_of(day), end_of(day))


def shifted_moment(day: Token, sign: Token, duration: Token) -> Moment:
    """Return a moment and how far it is moved, `now - 8d`."""
    return Moment(text_of(day).lower(), text_of(sign) + _duration(duration), start_of(day), end_of(duration))


def _duration(token: Token) -> str:
    """Return a duration in lower case; a parameter keeps its name."""
    text = text_of(token)
    return text if text.startswith(":") else text.lower()


def call(function: Token, _opening: int, arguments: list[Value], closing: int) -> Call:
    """Return a call with arguments, `record(companies, "…")`."""
    return Call(text_of(function), tuple(arguments), start_of(function), closing + 1)


def bare_call(function: Token, _opening: int, closing: int) -> Call:
    """Return a call without arguments, `system()`."""
    return Call(text_of(function), (), start_of(function), closing + 1)


def calendar_period(which: Token, unit: Token) -> CalendarPeriod:
    """Return `this week`, `last year` and the like."""
    return CalendarPeriod(text_of(which).lower(), text_of(unit).lower(), start_of(which), end_of(unit))


def rolling_period(which: Token, duration: Token) -> RollingPeriod:
    """Return `last 30d` and the like."""
    return RollingPeriod(text_of(which).lower(), _duration(duration), start_of(which), end_of(duration))


ACTIONS: dict[str, Action | None] = {
    "condition": None,
    "simple_condition": simple_condition,
    "empty": empty,
    **_CONNECTIVES,
    "negation": negation,
    "exclaimed_negation": exclaimed_negation,
    "group": group,
    "block": block,
    "opened": opened,
    "opened_block": opened_block,
    "truth": truth,
    "comparison": comparison,
    "worded_comparison": worded_comparison,
    "interval": interval,
    "presence": presence,
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
