"""The node of a simple condition, which the fused tables take as one token: a name, an operator and a literal."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from attioql.syntax.machine import string_pattern
from attioql.syntax.nodes import Comparison, Expression, Items, Literal, Moment, Path
from attioql.syntax.spelling import FaultError, reserved_words, spelled, unquoted
from attioql.syntax.token_patterns import FORMS, NAME_GROUP

_MOMENT = re.compile(r"([a-z]+)(.*)")
_new = tuple.__new__  # makes a named tuple without a call of Python code


def simple_condition(found: re.Match[str]) -> Expression:
    """Return the node of a condition that is one token: a name, an operator and a literal, or an operator alone."""
    last: Any = found.lastindex
    kind, operator_group, is_quoted = FORMS[last]
    name, operator, text = found.group(NAME_GROUP, operator_group, last)
    if name.lower() in reserved_words():
        raise FaultError
    start = found.start(last) - is_quoted
    operand: Literal | Items | Moment | None
    if is_quoted or kind not in _OPERANDS:
        operand = _new(Literal, (kind, text, start, found.end() - start))
    else:
        operand = _OPERANDS[kind](text, start)
    path = _new(Path, (name, found.start(NAME_GROUP), ()))
    return _new(Comparison, (path, spelled(operator), operand, found.start(operator_group), len(operator)))


def moment_in(text: str, start: int) -> Moment:
    """Return the moment that a text at `start` is, such as `now - 8d`."""
    found: Any = _MOMENT.fullmatch("".join(text.lower().split()))
    base, shift = found.groups()
    return Moment(base, shift, start, start + len(text))


_OPERANDS: dict[str, Callable[[str, int], Literal | Items | Moment | None]] = {
    "moment": moment_in,
    "presence": lambda _text, _start: None,
    "list": lambda text, start: Items(tuple(_strings_in(text, start)), start, start + len(text)),
    "escaped": lambda text, start: Literal("string", unquoted(text), start, len(text)),
    "boolean": lambda text, start: Literal("boolean", text.lower(), start, len(text)),
}


def _strings_in(text: str, start: int) -> Iterator[Literal]:
    for item in string_pattern().finditer(text):
        first, end = item.span()
        yield _new(Literal, ("string", unquoted(item[0]), start + first, end - first))


def texts_in(text: str) -> list[str]:
    """Return what the strings of a list contain."""
    return [unquoted(string) for string in string_pattern().findall(text)]
