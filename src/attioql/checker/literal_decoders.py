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
from attioql.checker.doubts import is_watched
from attioql.checker.names import Resolved, resolve
from attioql.checker.operands import json_operators
from attioql.filters.model import Condition, Node, Not, Or, Place, Scalar, TestValue
from attioql.operators import is_negated
from attioql.syntax.nodes import Path
from attioql.syntax.spelling import unquoted
from attioql.text.source import Source
from attioql.values.model import AnyText, Rejection

_new = tuple.__new__  # makes a named tuple without a call of Python code

Convert: TypeAlias = Callable[[Any], "TestValue | None"]
"""From the text of a literal, or the texts of a list, to the value that is sent; `None` where something may be wrong."""


class Rest(NamedTuple):
    """What makes a condition more than one test that is asked for: the opposite, or each of several values for itself."""

    opposite: bool
    alternatives: bool

    def of(self, condition: Condition) -> Node:
        """Return what is meant by a condition that is negated, or has one of several values."""
        meant: Node = condition
        if self.alternatives:
            place, operator, values, start, end, _ = condition
            each = [Condition(place, operator, value, start, end) for value in values]  # type: ignore[union-attr]  # texts
            meant = each[0] if len(each) == 1 else Or(tuple(each))
        return Not(meant) if self.opposite else meant


class LiteralDecoder(NamedTuple):
    """Where to look, which test, what the text of the literal stands for (nothing where it is the value), and what else there is to it."""

    place: Place
    operator: Operator
    convert: Convert | None
    rest: Rest | None
    is_watched: bool

    def condition(self, written: object, start: int, end: int) -> Node | None:
        """Return what a literal of that kind means, from its text or, for a list, from the texts in it; `None` where something may be wrong."""
        place, operator, convert, rest, _ = self
        value = written if convert is None else convert(written)
        if value is None:
            return None
        condition = _new(Condition, (place, operator, value, start, end, ()))
        return condition if rest is None else rest.of(condition)


_LITERALS = {"escaped": "string", "list": "string"}
"""The kinds of literal that are strings."""

DECODERS = PerTarget[Cache[tuple[str, str, str], "LiteralDecoder | None"]](lambda _: Cache())
"""By name, operator and kind of literal (`attioql.syntax.token_patterns.FORMS`)."""


def find_decoder(path: Path, operator: str, kind: str, target: Target) -> LiteralDecoder | None:
    """Find out what a path and an operator say of a kind of literal; `None` where that takes more than its text."""
    resolved = resolve(path, target, Source(path.text))
    if not isinstance(resolved, Resolved) or resolved.property is None:
        return None
    place, prop = resolved.place, resolved.property
    needed = json_operators(operator)
    meant = prop.operators.get(needed[0])
    literals = prop.kind.literals - prop.kind.clock_literals
    if len(needed) > 1 or meant is None or not (literals | {"presence"}) & {_LITERALS.get(kind, kind)}:
        return None
    asked = Asked(place.attribute, prop, meant.name, target.workspace, is_equality=operator in {"=", "!="})
    if kind == "list" and prop.membership is not None:
        meant = prop.membership
    opposite, alternatives = is_negated(operator), kind == "list" and not meant.row.lists
    rest = Rest(opposite, alternatives) if opposite or alternatives else None
    return LiteralDecoder(place, meant, _converter(kind, asked), rest, is_watched(place, target))


def _converter(kind: str, asked: Asked) -> Convert | None:
    """Return how the text of a literal becomes the value that is sent; nothing where it is the value."""
    if kind == "presence":
        return _true
    literal = _LITERALS.get(kind, kind)
    convert = None if literal == "string" and _is_free(asked) else partial(_read, asked.prop.kind.read, literal, asked)
    return convert if kind == literal else partial(_unescaped if kind == "escaped" else _all, convert)


def _is_free(asked: Asked) -> bool:
    """Tell whether any string is a value as it stands."""
    fast_path = asked.prop.kind.fast_path
    return fast_path is not None and isinstance(fast_path(asked), AnyText)


def _read(
    read: Callable[[str, str, Asked], Scalar | Rejection], literal: str, asked: Asked, text: str
) -> Scalar | None:
    value = read(literal, text, asked)
    return None if isinstance(value, Rejection) else value


def _true(_operator: str) -> bool:
    return True


def _unescaped(convert: Convert | None, text: str) -> TestValue | None:
    return unquoted(text) if convert is None else convert(unquoted(text))


def _all(convert: Convert | None, texts: Sequence[str]) -> tuple[str, ...] | None:
    values: list[Any] = [*texts] if convert is None else [convert(text) for text in texts]
    return None if None in values else tuple(values)
