"""The text of a query to the model of its filter, its sorts and its page, with its diagnostics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple, cast

from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.messages.requests import invalid_page, large_limit, page_too_large, sort_needs_field
from attioql.checker.messages.workspace import archived
from attioql.checker.names import Resolved, resolve_sorted
from attioql.checker.parameters import Parameters
from attioql.diagnostics.build import in_text
from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Diagnostic, Severity, text_order
from attioql.filters.model import Node
from attioql.filters.sorts import Sort, SortDirection
from attioql.limits import LIMITS
from attioql.syntax.endings import SortNode
from attioql.syntax.nodes import Literal
from attioql.syntax.query_parts import QueryParts, split_by_meaning, split_query
from attioql.text.source import Source
from attioql.values.clock import Clock

_WHOLE = re.compile(r"\d+(?:_\d+)*", re.ASCII)
_LIKE_WHOLE = re.compile(r"(\d+)\.0*", re.ASCII)
_MOST_DIGITS = len(str(LIMITS.page_number))


class CheckedQuery(NamedTuple):
    """What a query says, and its diagnostics. With an error among them, the rest is incomplete.

    `filter_problems` are those of the diagnostics that are about the filter.
    """

    root: Node
    sorts: tuple[Sort, ...]
    limit: int | None
    offset: int | None
    problems: tuple[Diagnostic, ...]
    filter_problems: tuple[Diagnostic, ...]


def check_query_text(
    source: Source, target: Target, parameters: Parameters, clock: Clock, most: int = LIMITS.diagnostics
) -> CheckedQuery:
    """Read the text of a query and check it against a target; diagnostics are in the order of the text.

    There are warnings only without an error.
    """
    parts = split_query(source)
    checked = check_text(parts.filter, target, parameters, clock, most)
    meant = split_by_meaning(source, parts, checked.problems)
    if meant is not None:
        parts, checked = meant, check_text(meant.filter, target, parameters, clock, most)
    found = list(parts.problems)
    sorts = [_sort(sort, target, source, found) for sort in parts.ending.sorts]
    limit, offset = [_page_number(word, parts.ending.page_number(word), source, found) for word in ("limit", "offset")]
    about_filter = tuple([replace(each, source=source) for each in _still_true(checked.problems, parts)])
    problems = sorted([*about_filter, *found], key=text_order)
    errors = [each for each in problems if each.severity is Severity.ERROR]
    read = tuple([sort for sort in sorts if sort is not None])
    return CheckedQuery(checked.root, read, limit, offset, tuple(errors or problems), () if errors else about_filter)


def _still_true(problems: Sequence[Diagnostic], parts: QueryParts) -> Iterable[Diagnostic]:
    """Return the diagnostics of a filter; a parameter that it seems not to use may stand in an ending that has mistakes."""
    return [each for each in problems if not (parts.problems and row_of(each.name).effect == "asks")]


def _sort(node: SortNode, target: Target, source: Source, problems: list[Diagnostic]) -> Sort | None:
    resolved = resolve_sorted(node.path, target, source)
    if not isinstance(resolved, Resolved):
        problems.append(resolved())
        return None
    attribute = resolved.path.attribute
    named = resolved.property.name if resolved.named and resolved.property is not None else None
    if attribute.archived:
        segment = node.path.segments[max(len(resolved.path.steps), 1) - 1]
        problems.append(in_text(archived(attribute), source, segment.span))
    if named is None and attribute.type.sort is not None and attribute.type.sort.needs_field:
        problems.append(in_text(sort_needs_field(attribute), source, node.path.span))
    return Sort.of(resolved.path, named, cast("SortDirection", node.direction))


def _page_number(word: str, written: Literal | None, source: Source, problems: list[Diagnostic]) -> int | None:
    """Return the number of `limit` or `offset`; add its errors and warnings to `problems`."""
    if written is None:
        return None
    if not _WHOLE.fullmatch(written.text):
        like_whole = _LIKE_WHOLE.fullmatch(written.text)
        said = invalid_page(word, f"`{written.text:.40}`", written.span, like_whole[1] if like_whole else None)
        problems.append(in_text(said, source, written.span))
        return None
    digits = written.text.replace("_", "").lstrip("0") or "0"
    if len(digits) > _MOST_DIGITS or int(digits) > LIMITS.page_number:
        problems.append(in_text(page_too_large(word), source, written.span))
        return None
    if word == "limit" and int(digits) > LIMITS.page_records:
        problems.append(in_text(large_limit(), source, written.span))
    return int(digits)
