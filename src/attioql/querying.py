"""The functions for whole requests: a filter with sorts, `limit` and `offset`, as query text or as a request body."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, tzinfo
from functools import partial

from attioql.attio import load as reading
from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.checker.parameter_values import ParameterValue
from attioql.checker.parameters import Parameters
from attioql.checker.whole_query import CheckedQuery, check_query_text
from attioql.diagnostics import text_offers
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING
from attioql.json_text.strict_json import is_json_text
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
) -> Query:
    """Compile the text of a query: a filter, which may be empty, and `order by`, `limit` and `offset`, each of which may be left out.

    An example is `stage = "Lead" order by value desc, created_at limit 50 offset 100`. The arguments are those of `compile`. Raises as
    `compile` does.
    """
    source = named_source(text)
    return _query(_checked(source, target, params, now, tz), target)


def load_query(query: object, target: Target) -> Query:
    """Read a request body for a target as strictly as Attio does: a parsed value, or JSON text (str, bytes or `Source`).

    A filter without a body around it is read too. The conditions of a saved view (`filter_view_id`) are not in the body, which is
    an error. Raises as `load` does.
    """
    return _query(_loaded(query, target), target)


def check_query(
    query: object,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of the text of a query, or of a request body, in the order of the text.

    Text (a str or a `Source`) that starts with `{` is read as JSON, and so is anything that is not text. Nothing is raised for bad
    input; the other arguments are those of `compile`, and of no use to JSON. Raises `TypeError` when one of them is of the wrong type.
    """
    if isinstance(query, (str, Source)) and not is_json_text(named_source(query).text):
        return _checked(named_source(query), target, params, now, tz).problems
    return _loaded(query, target).problems


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
) -> CheckedQuery:
    require_target(target)
    clock, parameters = clock_of(now, tz, source), Parameters.of(params)
    if isinstance(clock, Diagnostic):
        return _failed(clock)
    checked = check_query_text(source, target, parameters, clock)
    if not checked.problems:
        return checked

    def check_copy(text: str) -> tuple[Diagnostic, ...]:
        if is_json_text(text):
            return _loaded(Source(text), target).problems
        return check_query_text(Source(text), target, parameters, clock).problems

    spans = partial(condition_spans, split_query(source).filter)
    return checked._replace(problems=text_offers.with_offers(checked.problems, source.text, check_copy, spans))


def _loaded(value: object, target: Target) -> CheckedQuery:
    require_target(target)
    text = json_source(value)
    if isinstance(text, Diagnostic):
        return _failed(text)
    loaded = reading.read_request(value, target) if text is None else reading.read_request_text(text, target)
    about_filter = [each for each in loaded.problems if not (each.pointer or "").startswith(_BESIDE_FILTER)]
    return CheckedQuery(loaded.root, *loaded.rest, loaded.problems, tuple(about_filter))


def _failed(problem: Diagnostic) -> CheckedQuery:
    return CheckedQuery(EVERYTHING, (), None, None, (problem,), ())
