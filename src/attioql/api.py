"""The functions that embed the library: each one wires the rooms together and does nothing else itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import partial
from typing import Literal

from attioql.attio import load as reading
from attioql.attio import schema
from attioql.catalog.workspace import Target
from attioql.checker import parameter_values
from attioql.checker.checker import check_text
from attioql.checker.clocks import clock_of
from attioql.checker.parameters import Parameters
from attioql.diagnostics import text_offers
from attioql.diagnostics.model import Diagnostic, JsonValue, Severity
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text import strict_json
from attioql.linter import lint as linting
from attioql.linter import selection
from attioql.preconditions import json_source, named_source, require_target
from attioql.syntax import condition_spans, ending_layout, layout, query_parts
from attioql.syntax.spelling import DEFAULT_WIDTH
from attioql.text.source import LINE_BREAK, Source
from attioql.values.clock import Clock


def compile(  # noqa: A001 - what it does, as in re.compile
    text: str | Source,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> Filter:
    """Compile query text into a filter for a target, such as `Workspace.standard()["people"]`.

    `text` is query text, or a `Source`: a text with a name, which diagnostics show. `params` binds `:name` in the text: str, int, float, Decimal, bool, date, datetime (UTC if it has no zone), UUID; a list
    of them after `in`; a `timedelta` for a duration; a pair of its ends, or its text, for a period. `now` is the current time, with its time zone, for `now`, `today`, `this week` and the like;
    `tz` (an IANA name or a `tzinfo`) is the zone that days start in.

    Raises `FilterError`, with everything that is wrong, for a filter that Attio would not accept; `TypeError` for
    arguments of the wrong type.
    """
    source = named_source(text)
    return compile_by_clock(source, target, params, clock_of(now, tz, source))


def compile_by_clock(
    source: Source,
    target: Target,
    params: Mapping[str, parameter_values.ParameterValue] | None,
    clock: Clock | Diagnostic,
) -> Filter:
    """Compile with a clock from `clock_of`, which `Compiler` watches. Otherwise as `compile`."""
    return _filter(_compiled(source, target, params, clock), target)


def load(filter: object, target: Target) -> Filter:  # noqa: A002 - what Attio calls it
    """Read filter JSON for a target as strictly as Attio does: a parsed value, or JSON text (str, bytes or `Source`).

    Shorthand, verbose and mixed forms are read; so is a request body, whose `filter` is returned if the rest of it has no
    error either. Its `sorts`, `limit` and `offset` are left out, with a note: `load_query` returns them too. A body that names a saved
    view has no filter to read, which is an error. Raises `FilterError`, whose diagnostics have the JSON Pointer of each culprit and, for
    text, its line and column; `TypeError` when the target is none.
    """
    return _loaded_filter(_loaded(filter, target, "filter"), target)


def decompile(filter: object, target: Target) -> str:  # noqa: A002 - what Attio calls it
    """Return the query text that compiles to filter JSON. Raises as `load` does."""
    return load(filter, target).text()


def format(text: str | Source, *, width: int = DEFAULT_WIDTH) -> str:  # noqa: A001 - what it does
    """Return query text in its one layout: spelling, spaces, line breaks at `width` characters; comments stay.

    The text is a filter or a whole query, with `order by`, `limit` and `offset`. Nothing need be known of the names in it. Text ends in one line break; empty text stays empty. Line breaks are written as
    the first one of the text is, a line feed or a carriage return with one. Raises `FilterError`
    for text that cannot be read, and `TypeError` for what is not text, or a width
    that is no int.
    """
    source = named_source(text)
    if isinstance(width, bool) or not isinstance(width, int):
        message = f"width must be an int, not {type(width).__name__}"
        raise TypeError(message)
    tree = query_parts.parse_query(source)
    if tree.problems:
        raise FilterError(tree.problems)
    formatted = layout.format_tree(tree.filter, tree.filter.source, width)
    if tree.ending.clauses:
        comments = tree.filter._replace(source=source).comments
        formatted = ending_layout.format_query(formatted, tree.ending, comments, source, width)
    return formatted.replace("\n", "\r\n") if _has_long_breaks(source.text) else formatted


def _has_long_breaks(text: str) -> bool:
    first = LINE_BREAK.search(text)
    return first is not None and first[0] == "\r\n"


def json_schema(target: Target, *, depth: int = 1) -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of the filters that a target accepts: what `load` accepts, it accepts.

    `depth` says how many references a path may follow. Raises `ValueError` for a depth that is not from 0
    to 8, and `TypeError` when it is no int or the target is none.
    """
    require_target(target)
    return schema.json_schema(target, depth)


def check(
    text: object,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of query text or filter JSON, in the order of the text.

    Text (a str or a `Source`) that starts with `{` is read as JSON, and so is anything that is not text. Nothing is raised for bad input; the
    other arguments are those of `compile`, and of no use to JSON. Raises `TypeError` when one of them is of the wrong
    type.
    """
    query = _query_text(text)
    if query is None:
        return _loaded(text, target)[1]
    return _compiled(query, target, params, clock_of(now, tz, query))[1]


def lint(
    source: object,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of `check` and, without an error among them, the findings of the rules, in the order of the text.

    `select` names the rules, warnings and notes to report, by name or code, or `all`; the default is all but the opt-in rules.
    `ignore` names exceptions. `docs/rules` describes the rules. A comment in query text such as `# attioql: ignore[lost-day]`
    ignores a finding. The other arguments are those of `check`. Raises `ValueError` for a rule that
    does not exist, and `TypeError` as `check` does.
    """
    require_target(target)
    chosen = selection.select(select, ignored=ignore)
    query = _query_text(source)
    clock = clock_of(now, tz, query or Source(""))
    if isinstance(clock, Diagnostic):
        return (clock,)
    if query is not None:
        return linting.lint_text(query, target, chosen, Parameters(params), clock).problems
    text = json_source(source)
    if isinstance(text, Diagnostic):
        return (text,)
    value = source if text is None else strict_json.read_json(text)
    if text is not None and isinstance(value, Diagnostic):
        return (value,)
    return linting.lint_json(value, text, target, chosen, clock).problems


def _query_text(given: object) -> Source | None:
    """Return query text; `None` for filter JSON, which is text that starts with `{` and any value that is no text."""
    if not isinstance(given, (str, Source)):
        return None
    text = named_source(given)
    return None if strict_json.is_json_text(text.text) else text


def _filter(compiled: tuple[Node, tuple[Diagnostic, ...]], target: Target, *, is_canonical: bool = True) -> Filter:
    root, problems = compiled
    if not problems:
        return Filter(root, target, is_canonical=is_canonical)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise FilterError(problems)
    return Filter(root, target, problems, is_canonical=is_canonical)


def _loaded_filter(loaded: reading.Loaded, target: Target) -> Filter:
    root, problems, is_canonical, _ = loaded
    return _filter((root, problems), target, is_canonical=is_canonical)


def _compiled(
    source: Source,
    target: Target,
    params: Mapping[str, parameter_values.ParameterValue] | None,
    clock: Clock | Diagnostic,
) -> tuple[Node, tuple[Diagnostic, ...]]:
    require_target(target)
    parameters = Parameters.of(params)
    if isinstance(clock, Diagnostic):
        return EVERYTHING, (clock,)
    checked = check_text(source, target, parameters, clock)
    if not checked.problems:
        return checked

    def check_copy(text: str) -> tuple[Diagnostic, ...]:
        if strict_json.is_json_text(text):
            return _loaded(Source(text), target)[1]
        return check_text(Source(text), target, parameters, clock).problems

    spans = partial(condition_spans.condition_spans, source)
    return checked.root, text_offers.with_offers(checked.problems, source.text, check_copy, spans)


def _loaded(value: object, target: Target, wanted: Literal["check", "filter"] = "check") -> reading.Loaded:
    require_target(target)
    text = json_source(value)
    if text is None:
        return reading.read_value(value, target, wanted=wanted)
    if isinstance(text, Diagnostic):
        return reading.Loaded(EVERYTHING, (text,), is_canonical=True)
    return reading.read_text(text, target, wanted)
