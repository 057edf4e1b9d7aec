"""What a person wrote, read as a query: a filter with sorts and a page, as query text or as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from playground_parameters import Wanted, values_of, wanted

import attioql
from attioql.checker.clocks import clock_of
from attioql.checker.parameters import Parameters
from attioql.diagnostics.build import in_text
from attioql.json_text.nesting import TooDeepJsonError, require_shallow
from attioql.linter.lint import lint_text
from attioql.linter.selection import default_selection
from attioql.syntax.query_parts import filter_of_query

MOST_LEVELS = 200
"""The levels of JSON that the page reads. The interpreter of a browser has a small stack, and its reader of JSON recurses."""

_MOST_PASSES = 10


class Input(NamedTuple):
    """What a person wrote: the pane (`query` or `json`), its text, the name of the target, the zone that days start in, and values."""

    side: str
    text: str
    target: str
    zone: str
    values: tuple[tuple[str, str], ...] = ()
    """The text in the field of each parameter."""


class Context(NamedTuple):
    """What an input is read with: its target, the current time, the zone, and the values of parameters."""

    target: attioql.Target
    now: datetime
    zone: str
    params: Mapping[str, attioql.ParameterValue]


class Reading(NamedTuple):
    """The query of an input, if it has no error, its diagnostics, what it was read with, and the parameters that it names."""

    found: attioql.Query | None
    problems: tuple[attioql.Diagnostic, ...]
    context: Context
    parameters: tuple[Wanted, ...]


def too_deep(source: attioql.Source) -> attioql.Diagnostic | None:
    """Return the error of JSON that is nested too deep for the page."""
    try:
        require_shallow(source.text, MOST_LEVELS)
    except TooDeepJsonError as error:
        return in_text(error.said, source, attioql.Span(error.at, error.at + 1), pointer="")
    return None


def read(asked: Input, target: attioql.Target, now: datetime) -> Reading:
    """Read an input. Nothing is raised for a mistake in it."""
    source = attioql.Source(asked.text, asked.side)
    if (problem := too_deep(source)) is not None:
        return Reading(None, (problem,), Context(target, now, asked.zone, {}), ())
    parameters = tuple(wanted(asked.text, target)) if asked.side == "query" else ()
    context = Context(target, now, asked.zone, values_of(parameters, dict(asked.values)))
    try:
        if asked.side == "json":
            found = attioql.load_query(source, target)
        else:
            found = attioql.compile_query(source, target, params=context.params, now=now, tz=asked.zone)
    except attioql.FilterError as error:
        return Reading(None, error.diagnostics, context, parameters)
    return Reading(found, found.diagnostics, context, parameters)


def has_ending(query: attioql.Query) -> bool:
    """Tell whether a query is more than a filter."""
    return bool(query.sorts) or query.limit is not None or query.offset is not None


def other_text(side: str, query: attioql.Query | None) -> str | None:
    """Return a query as the text of the other pane: filter JSON, or a request body if it is more than a filter."""
    if query is None:
        return None
    if side == "json":
        return attioql.format(query.text())
    return query.dumps(indent=2) if has_ending(query) else query.filter.dumps(indent=2)


def with_findings(asked: Input, context: Context) -> tuple[attioql.Diagnostic, ...]:
    """Return the diagnostics of an input without errors, and the findings of the linter."""
    target, now, zone, params = context
    if asked.side == "json":
        return attioql.lint(asked.text, target)
    source = attioql.Source(asked.text, asked.side)
    clock = clock_of(now, zone, source)
    if isinstance(clock, attioql.Diagnostic):
        return (clock,)
    text, selection = filter_of_query(source), default_selection()
    return lint_text(text, target, selection, Parameters(params), clock, query=source).problems


def with_safe_fixes(asked: Input, context: Context) -> str:
    """Return the text of an input with every safe fix applied."""
    target, now, zone, params = context
    text = attioql.fix(asked.text, target, params=params, now=now, tz=zone).text
    for _ in range(_MOST_PASSES):
        problems = attioql.check_query(text, target, params=params, now=now, tz=zone)
        fixed = attioql.apply_fixes(text, problems)
        if fixed == text:
            break
        text = fixed
    return text


def shown_fixes(problem: attioql.Diagnostic) -> tuple[attioql.Fix, ...]:
    """Return the fixes of a diagnostic that change the text."""
    return tuple([each for each in problem.fixes if each.edits])


def with_fix(asked: Input, problem: attioql.Diagnostic, number: int) -> str:
    """Return the text of an input with one of the `shown_fixes` of a diagnostic applied."""
    chosen = replace(problem, fixes=(shown_fixes(problem)[number],))
    return attioql.apply_fixes(asked.text, (chosen,), applicability=attioql.Applicability.DISPLAY)
