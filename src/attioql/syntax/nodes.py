"""The nodes of query text, each with its place in it. They say what was written and know nothing of what it means.

Nodes are named tuples: immutable, and four times as cheap to make as frozen dataclasses, which the parser's speed
depends on. A long filter makes many of them: a length, which is a small number and shared by all of Python, is kept
where a second offset would be an object of its own. Offsets are code points; every node has `start` and `end`, and `span` gives both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, TypeAlias

from attioql.text.source import Span


class Segment(NamedTuple):
    """One step of a path: a name and, in `name[object]`, the object it is to lead to."""

    name: str
    start: int
    end: int
    object: str | None = None

    @property
    def span(self) -> Span:
        """The step, with its object if it has one."""
        return Span(self.start, self.end)


class Path(NamedTuple):
    """A path. `text` is its one spelling (no spaces; backticks only where needed), equal for equal paths.

    `parts` is empty for a run of plain identifiers, whose segments follow from `text`; use `segments`.
    """

    text: str
    start: int
    parts: tuple[Segment, ...] = ()

    @property
    def end(self) -> int:
        """Where the path ends."""
        return self.parts[-1].end if self.parts else self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The whole path."""
        return Span(self.start, self.end)

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The steps of the path, in order."""
        if self.parts:
            return self.parts
        return tuple(plain_segments(self.text, self.start))


def plain_segments(text: str, start: int) -> list[Segment]:
    """Split a run of plain identifiers that begins at `start` into its segments."""
    segments = []
    for name in text.split("."):
        segments.append(Segment(name, start, start + len(name)))
        start += len(name) + 1
    return segments


class Literal(NamedTuple):
    """A value as written.

    `kind` is string, number, date, timestamp, uuid, boolean, null, word, month or duration; `text` is what the string
    contains, and for the others what was written. `length` counts the code points written, quotes included.
    """

    kind: str
    text: str
    start: int
    length: int

    @property
    def end(self) -> int:
        """Where the literal ends."""
        return self.start + self.length

    @property
    def span(self) -> Span:
        """The literal, with its quotes."""
        return Span(self.start, self.end)


class Parameter(NamedTuple):
    """`:name`, to be bound by value."""

    name: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The parameter, with its colon."""
        return Span(self.start, self.end)


def _parameter_at_end(duration: str, end: int) -> Parameter | None:
    return Parameter(duration[1:], end - len(duration), end) if duration.startswith(":") else None


class Moment(NamedTuple):
    """`now`, `today`, `yesterday` or `tomorrow`, and a signed duration such as `-30d` or `-:n`, or none (empty)."""

    base: str
    shift: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The moment with its shift."""
        return Span(self.start, self.end)

    @property
    def parameter(self) -> Parameter | None:
        """The parameter that the duration is, if it is one."""
        return _parameter_at_end(self.shift[1:], self.end)


class CalendarPeriod(NamedTuple):
    """`this`, `last` or `next` (`which`), and a unit from day to year."""

    which: str
    unit: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Both words."""
        return Span(self.start, self.end)


class RollingPeriod(NamedTuple):
    """`last` or `next` (`which`), and a duration such as `30d` or `:n`."""

    which: str
    duration: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The word and the duration."""
        return Span(self.start, self.end)

    @property
    def parameter(self) -> Parameter | None:
        """The parameter that the duration is, if it is one."""
        return _parameter_at_end(self.duration, self.end)


class Call(NamedTuple):
    """`function(arguments)`: an actor or a record."""

    function: str
    arguments: tuple[Value, ...]
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The call up to its closing parenthesis."""
        return Span(self.start, self.end)


class Items(NamedTuple):
    """The list after `in`."""

    values: tuple[Value, ...]
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The list with its brackets."""
        return Span(self.start, self.end)


class Range(NamedTuple):
    """The two ends after `between`."""

    low: Value
    high: Value

    @property
    def start(self) -> int:
        """Where the low end starts."""
        return self.low.start

    @property
    def end(self) -> int:
        """Where the high end stops."""
        return self.high.end

    @property
    def span(self) -> Span:
        """Both ends and the `and` between them."""
        return Span(self.start, self.end)


class Comparison(NamedTuple):
    """A path, an operator in its canonical spelling (`not in`, `starts with`, `is empty`…) and what it is held against."""

    path: Path
    operator: str
    operand: Operand | None
    operator_start: int
    operator_length: int

    @property
    def start(self) -> int:
        """Where the path starts."""
        return self.path.start

    @property
    def operator_end(self) -> int:
        """Where the operator ends."""
        return self.operator_start + self.operator_length

    @property
    def end(self) -> int:
        """Where the operand ends, or the operator if there is none."""
        return self.operator_end if self.operand is None else self.operand.end

    @property
    def span(self) -> Span:
        """From the path to the operand."""
        return Span(self.path.start, self.end)

    @property
    def operator_span(self) -> Span:
        """The operator alone."""
        return Span(self.operator_start, self.operator_end)


class Truth(NamedTuple):
    """A path alone: a checkbox that is true."""

    path: Path

    @property
    def start(self) -> int:
        """Where the path starts."""
        return self.path.start

    @property
    def end(self) -> int:
        """Where the path ends."""
        return self.path.end

    @property
    def span(self) -> Span:
        """The path."""
        return self.path.span


class Block(NamedTuple):
    """`path { … }`: one value satisfies all of the body."""

    path: Path
    body: Expression
    end: int

    @property
    def start(self) -> int:
        """Where the path starts."""
        return self.path.start

    @property
    def span(self) -> Span:
        """From the path to the closing brace."""
        return Span(self.path.start, self.end)


class Not(NamedTuple):
    """`not` and what it negates."""

    operand: Expression
    start: int
    end: int
    word_length: int

    @property
    def word_end(self) -> int:
        """Where the `not` or `!` itself ends."""
        return self.start + self.word_length

    @property
    def span(self) -> Span:
        """From the `not` to the end of the operand."""
        return Span(self.start, self.end)


class Group(NamedTuple):
    """An expression in parentheses."""

    body: Expression
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The expression with its parentheses."""
        return Span(self.start, self.end)


class And(NamedTuple):
    """Two or more expressions joined by `and`."""

    operands: Sequence[Expression]

    @property
    def start(self) -> int:
        """Where the first operand starts."""
        return self.operands[0].start

    @property
    def end(self) -> int:
        """Where the last operand ends."""
        return self.operands[-1].end

    @property
    def span(self) -> Span:
        """All operands."""
        return Span(self.start, self.end)


class Or(NamedTuple):
    """Two or more expressions joined by `or`."""

    operands: Sequence[Expression]

    @property
    def start(self) -> int:
        """Where the first operand starts."""
        return self.operands[0].start

    @property
    def end(self) -> int:
        """Where the last operand ends."""
        return self.operands[-1].end

    @property
    def span(self) -> Span:
        """All operands."""
        return Span(self.start, self.end)


class Empty(NamedTuple):
    """A text with nothing in it: the filter that matches every record."""

    start: int = 0
    end: int = 0


class Broken(NamedTuple):
    """What could not be read; it has been reported, and silences what would follow from it."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """The text passed over."""
        return Span(self.start, self.end)


class Comment(NamedTuple):
    """A comment, from its `#` to the end of its line."""

    text: str
    start: int
    end: int


Value: TypeAlias = Literal | Parameter | Moment | Call | Broken
Period: TypeAlias = Literal | Parameter | Moment | CalendarPeriod | RollingPeriod
Operand: TypeAlias = Value | Period | Items | Range
Expression: TypeAlias = And | Or | Not | Group | Block | Comparison | Truth | Empty | Broken
