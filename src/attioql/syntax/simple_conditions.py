"""The node of a simple condition, which the fused tables take as one token: a name, an operator and a literal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from attioql.syntax.machine import string_pattern
from attioql.syntax.nodes import Comparison, Expression, Items, Literal, Path
from attioql.syntax.spelling import spelled, unquoted
from attioql.syntax.token_patterns import FORMS, NAME_GROUP

_new = tuple.__new__  # makes a named tuple without a call of Python code


def simple_condition(found: re.Match[str]) -> Expression:
    """Return the node of a condition that is one token: a name, an operator and a literal, or an operator alone."""
    last = cast("int", found.lastindex)
    kind, operator_group, is_quoted = FORMS[last]
    name, operator = found.group(NAME_GROUP, operator_group)
    path = _new(Path, (name, found.start(NAME_GROUP), ()))
    operand = None if kind == "presence" else _operand(kind, found, last, is_quoted)
    return _new(Comparison, (path, spelled(operator), operand, found.start(operator_group), len(operator)))


def _operand(kind: str, found: re.Match[str], group: int, is_quoted: bool) -> Literal | Items:
    text = found[group]
    start, end = found.span(group)
    if is_quoted:
        return _new(Literal, (kind, text, start - 1, end - start + 2))
    if kind == "list":
        return _new(Items, (tuple(strings_in(text, start)), start, end))
    if kind == "escaped":
        kind, text = "string", unquoted(text)
    elif kind == "boolean":
        text = text.lower()
    return _new(Literal, (kind, text, start, end - start))


def strings_in(text: str, start: int) -> Iterator[Literal]:
    """Yield the strings of a list that begins at `start`."""
    for item in string_pattern().finditer(text):
        first, end = item.span()
        yield _new(Literal, ("string", unquoted(item[0]), start + first, end - first))
