"""The functions for whole requests: a filter with sorts, `limit` and `offset`, as query text or as a request body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import partial

from attioql.api import most_looked_for, offered, query_text
from attioql.attio import load as reading
from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.checker.parameters import Parameters
from attioql.checker.whole_query import CheckedQuery, check_query_text
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING
from attioql.json_text.strict_json import is_json_text
from attioql.limiting import entry
from attioql.limiting.input_limits import Limits
from attioql.preconditions import json_source, named_source, require_target
from attioql.query import Query
from attioql.syntax.condition_spans import condition_spans
from attioql.syntax.query_parts import split_query
from attioql.text.source import Source

_BESIDE_FILTER = ("/sorts", "/limit", "/offset")


def compile_query(
    text: str | Source,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: Limits | None = None,
) -> Query:
    """Compile a whole query: a filter, which may be empty, then `order by`, `limit` and `offset`, all of them optional.

    For example `stage = "Lead" order by value desc, created_at limit 50 offset 100`. The arguments are as in `compile`. Raises as
    `compile` does.
    """
    source = named_source(text)
    return _query(_checked(source, target, params, now, tz, limits), target)


def load_query(query: object, target: Target, *, limits: Limits | None = None) -> Query:
    """Read a request body for a target as strictly as Attio does: a parsed value, or JSON text (str, bytes or `Source`).

    It also reads a filter without a body around it. A body with a saved view (`filter_view_id`) is an error, because it does not contain
    the filter. `limits` is as in `compile`. Raises as `load` does.
    """
    return _query(_loaded(query, target, limits), target)


def check_query(
    query: object,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: Limits | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a whole query or a request body, in the order of the text.

    A text (a str, UTF-8 bytes or a `Source`) that starts with `{` is read as JSON, and so is every value that is not text. A wrong query
    raises nothing. The other arguments are as in `compile`; for JSON, only `limits` has an effect.

    Raises:
        TypeError: An argument other than the query has the wrong type.
    """
    text = query_text(query, limits)
    if text is None:
        return _loaded(query, target, limits).problems
    return _checked(text, target, params, now, tz, limits).problems


def problems_of_request(source: Source, target: Target, limits: Limits | None) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text that is a request body whatever it starts with: this is for the command line."""
    return _loaded(source, target, limits).problems


def _query(checked: CheckedQuery, target: Target) -> Query:
    if any(problem.severity is Severity.ERROR for problem in checked.problems):
        raise FilterError(checked.problems)
    filter_ = Filter(checked.root, target, checked.filter_problems)
    return Query(filter_, checked.sorts, checked.limit, checked.offset, checked.problems)


def _checked(
    source: Source,
    target: Target,
    params: Mapping[str, ParameterValue] | None,
    now: datetime | None,
    tz: str | tzinfo,
    limits: Limits | None,
) -> CheckedQuery:
    require_target(target)
    if limits is not None and (excess := entry.excess_of_text(source, limits, params)):
        return _failed(excess)
    clock, parameters = clock_of(now, tz, source), Parameters.of(params)
    if isinstance(clock, Diagnostic):
        return _failed((clock,))
    most = most_looked_for(limits)
    checked = check_query_text(source, target, parameters, clock, most)
    if not checked.problems:
        return checked

    def check_copy(text: str) -> tuple[Diagnostic, ...]:
        if is_json_text(text):
            return _read(Source(text), target, most).problems
        return check_query_text(Source(text), target, parameters, clock, most).problems

    spans = partial(condition_spans, split_query(source).filter, most)
    return checked._replace(problems=offered(checked.problems, source, check_copy, spans, limits))


def _loaded(value: object, target: Target, limits: Limits | None) -> CheckedQuery:
    require_target(target)
    if limits is not None and (excess := entry.excess_of_json(value, target, limits)):
        return _failed(excess)
    read = _read(value, target, most_looked_for(limits))
    return read if limits is None else read._replace(problems=entry.reported(read.problems, limits))


def _read(value: object, target: Target, most: int) -> CheckedQuery:
    text = json_source(value)
    if isinstance(text, Diagnostic):
        return _failed((text,))
    loaded = (
        reading.read_request(value, target, most) if text is None else reading.read_request_text(text, target, most)
    )
    about_filter = [each for each in loaded.problems if not (each.pointer or "").startswith(_BESIDE_FILTER)]
    return CheckedQuery(loaded.root, *loaded.rest, loaded.problems, tuple(about_filter))


def _failed(problems: tuple[Diagnostic, ...]) -> CheckedQuery:
    return CheckedQuery(EVERYTHING, (), None, None, problems, ())
