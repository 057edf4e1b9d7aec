"""The functions for tools that put filters together: filters combined, and rows of a form read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, tzinfo

from attioql.attio.load import Loaded
from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.diagnostics.phrases import shown
from attioql.editing import row_reader
from attioql.errors import FilterError
from attioql.filter import Filter, joined
from attioql.filters.model import EVERYTHING, And, Or
from attioql.json_text import strict_json
from attioql.json_text.own_types import in_own_types
from attioql.limiting import entry
from attioql.limiting.input_limits import Limits
from attioql.preconditions import Buildable, Compiled, first_step, json_source, require_target
from attioql.text.source import Source


def all_of(filters: Iterable[Filter]) -> Filter:
    """Return the filter of the records that match all of these filters, in canonical form and with their warnings.

    The empty filter, `compile("", target)`, adds nothing.

    Raises:
        ValueError: There are no filters, and so no target; or the filters have different targets.
        FilterError: The result exceeds a limit.
        TypeError: A value is not a filter.
    """
    return joined(And, _filters(filters, "all_of"))


def any_of(filters: Iterable[Filter]) -> Filter:
    """Return the filter of the records that match at least one of these filters, in canonical form and with their warnings.

    If one of them is the empty filter, the result is the empty filter. Raises as `all_of` does.
    """
    return joined(Or, _filters(filters, "any_of"))


def from_rows(
    rows: object,
    target: Target,
    *,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: Limits | None = None,
) -> Filter:
    """Return the filter of rows, as `Filter.rows` returns them: a parsed value, or JSON text (str, bytes or `Source`).

    `now` and `tz` are as in `compile`, for values such as `today - 30d` and periods such as `last 30d`. `limits` is as in `compile`;
    a row is a condition.

    Raises:
        FilterError: The value is not in the format of rows, Attio would reject a condition, or a limit is exceeded. Each diagnostic
            has the JSON Pointer of the wrong part.
        TypeError: An argument has the wrong type.
    """
    require_target(target)
    if limits is not None and (excess := entry.excess_of_rows(rows, limits)):
        raise FilterError(excess)
    root, problems, *_ = _read_rows(rows, target, now, tz)
    if limits is not None:
        problems = entry.reported(problems, limits)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise FilterError(problems)
    return Filter(root, target, problems)


def _read_rows(rows: object, target: Target, now: datetime | None, tz: str | tzinfo) -> Loaded:
    clock = clock_of(now, tz, Source(""))
    if isinstance(clock, Diagnostic):
        return Loaded(EVERYTHING, (clock,), is_canonical=True)
    source = json_source(rows)
    value = strict_json.read_json(source) if isinstance(source, Source) else source or in_own_types(rows)
    if isinstance(value, Diagnostic):
        return Loaded(EVERYTHING, (value,), is_canonical=True)
    return row_reader.read_rows(value, target, clock, source if isinstance(source, Source) else None)


def _filters(given: object, function: str) -> list[Filter]:
    if isinstance(given, (str, bytes)) or not isinstance(given, Iterable):
        message = f"{function} takes a list of filters, not {shown(given)}{_in_a_list(given, function)}"
        raise TypeError(message)
    filters = [*given]
    if not filters:
        message = f'{function} needs at least one filter, whose target the result has; compile("", target) matches every record'
        raise ValueError(message)
    for each in filters:
        if not isinstance(each, Filter):
            message = f"{function} takes filters, and {shown(each)} is none{first_step(each)}"
            raise TypeError(message)
    return filters


def _in_a_list(given: object, function: str) -> str:
    return (
        f": write `{function}([f])`"
        if isinstance(given, Compiled)
        else first_step(given)
        if isinstance(given, Buildable)
        else ""
    )
