"""What a name and an operator say of a kind of literal: found out once for each target, and used for every condition like it.

A decoder answers for conditions with nothing wrong in them, as `operands` and `values` do, which a property test
holds it to. For all others there is none, and they go that way, which knows the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeAlias

from attioql.catalog.asked import Asked
from attioql.catalog.cache import Cache
from attioql.catalog.types import Operator
from attioql.catalog.workspace import PerTarget, Target
from attioql.checker import moments
from attioql.checker.model_warnings import may_warn
from attioql.checker.names import Resolved
from attioql.filters.model import AttributePath, Condition, Node, Not, Or, TestValue
from attioql.operators import is_equality, is_negated, json_operators
from attioql.syntax.simple_conditions import moment_in, texts_in
from attioql.syntax.spelling import unquoted
from attioql.values.clock import Clock, NowNeededError
from attioql.values.model import AnyText, Rejection, Scalar

_new = tuple.__new__  # makes a named tuple without a call of Python code

Convert: TypeAlias = Callable[[Any, Clock], "TestValue | None"]
"""From the text of a literal, or the texts of a list, to the value that is sent."""


class Rest(NamedTuple):
    """What there is to a condition beside one test that is asked for: the opposite, each of several values for itself, or warnings."""

    opposite: bool
    alternatives: bool
    is_watched: bool

    def of(self, condition: Condition) -> Node:
        """Return what is meant by a condition that is negated, or has one of several values."""
        meant: Node = condition
        if self.alternatives:
            path, operator, values, start, end, _ = condition
            each = [_new(Condition, (path, operator, value, start, end, ())) for value in values]  # type: ignore[union-attr]  # texts
            meant = each[0] if len(each) == 1 else _new(Or, (tuple(each),))
        return _new(Not, (meant,)) if self.opposite else meant


class LiteralDecoder(NamedTuple):
    """Where to look, which test, what the text of the literal stands for (nothing where it is the value), and the rest, if there is any.

    `convert` returns `None` where something may be wrong.
    """

    path: AttributePath
    operator: Operator
    convert: Convert | None
    rest: Rest | None


DECODERS = PerTarget[Cache[tuple[str, ...], "LiteralDecoder | None"]](lambda _: Cache())
"""By name, operator and kind of literal, and the path of the block around them.

The kinds are those of `attioql.syntax.token_patterns.FORMS`, and `strings` for a list whose texts are at hand.
"""


def find_decoder(resolved: Resolved, operator: str, kind: str, target: Target) -> LiteralDecoder | None:
    """Find out what a path and an operator say of a kind of literal; `None` where that takes more than its text."""
    if resolved.property is None:
        return None
    path, prop = resolved.path, resolved.property
    needed = json_operators(operator)
    meant = prop.operators.get(needed[0])
    literal = "string" if kind in _COMBINED else kind
    is_taken = prop.kind.precision if kind == "moment" else kind == "presence" or literal in prop.kind.literals
    if len(needed) > 1 or meant is None or not is_taken:
        return None
    asked = Asked(path.attribute, prop, meant.name, target.workspace, is_equality=is_equality(operator))
    is_list = kind in {"list", "strings"}
    if is_list and prop.membership is not None:
        meant = prop.membership
    watched = may_warn(Condition(path, meant, ""), target)
    rest = Rest(is_negated(operator), is_list and not meant.row.lists, watched)
    return LiteralDecoder(path, meant, _converter(kind, literal, asked), rest if any(rest) else None)


def _converter(kind: str, literal: str, asked: Asked) -> Convert | None:
    """Return how the text of a literal becomes the value that is sent; nothing where it is the value."""
    if kind == "presence":
        return _true
    if kind == "moment":
        return partial(_moment, asked)
    read = _read_instant if asked.prop.kind.precision == "instant" else _read
    convert = None if literal == "string" and _is_free(asked) else partial(read, asked.prop.kind.read, literal, asked)
    return partial(_COMBINED[kind], convert) if kind in _COMBINED else convert


def _is_free(asked: Asked) -> bool:
    """Tell whether any string is a value as it stands."""
    fast_path = asked.prop.kind.fast_path
    return fast_path is not None and isinstance(fast_path(asked), AnyText)


def _read(
    read: Callable[[str, str, Asked], Scalar | Rejection], literal: str, asked: Asked, text: str, _clock: Clock | None
) -> Scalar | None:
    value = read(literal, text, asked)
    return None if isinstance(value, Rejection) else value


def _read_instant(
    read: Callable[[str, str, Asked], Scalar | Rejection], literal: str, asked: Asked, text: str, clock: Clock
) -> Scalar | None:
    """Return the value of a literal that may depend on the time zone."""
    return _read(read, literal, _new(Asked, (*asked[:-1], clock)), text, None)


def _moment(asked: Asked, text: str, clock: Clock) -> str | None:
    moment, precision = moment_in(text, 0), asked.prop.kind.precision
    if precision == "instant" and asked.is_equality and moments.is_whole_day(moment):
        return None
    try:
        return moments.moment_text(moment, precision, clock)
    except (NowNeededError, OverflowError, moments.NotADayError):
        return None


def _true(_operator: str, _clock: Clock) -> bool:
    return True


def _escaped(convert: Convert | None, text: str, clock: Clock) -> TestValue | None:
    return unquoted(text) if convert is None else convert(unquoted(text), clock)


def _list(convert: Convert | None, text: str, clock: Clock) -> tuple[str, ...] | None:
    return _strings(convert, texts_in(text), clock)


def _strings(convert: Convert | None, texts: Sequence[str], clock: Clock) -> tuple[str, ...] | None:
    values: list[Any] = [*texts] if convert is None else [convert(text, clock) for text in texts]
    return None if None in values else tuple(values)


_COMBINED: dict[str, Callable[..., TestValue | None]] = {"escaped": _escaped, "list": _list, "strings": _strings}
"""How strings are read that are written in a way of their own."""
