"""The functions that embed the library: each one wires the rooms together and does nothing else itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import Literal

from attioql.attio import load as reading
from attioql.attio import schema
from attioql.catalog.workspace import Target
from attioql.checker import parameter_values
from attioql.checker.checker import check_text
from attioql.checker.clocks import clock_of
from attioql.checker.diagnostic_list import MOST_DIAGNOSTICS
from attioql.checker.parameters import Parameters
from attioql.diagnostics import text_offers
from attioql.diagnostics.model import Diagnostic, JsonValue, Severity
from attioql.diagnostics.phrases import shown
from attioql.editing import row_schema
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text import strict_json
from attioql.limiting import entry, input_limits
from attioql.linter import lint as linting
from attioql.linter import selection
from attioql.preconditions import decoded_text, json_source, named_source, require_target
from attioql.syntax import condition_spans, ending_layout, layout, query_parts
from attioql.syntax.spelling import DEFAULT_WIDTH
from attioql.text.source import LINE_BREAK, Source, Span
from attioql.values.clock import Clock


def compile(  # noqa: A001 - what it does, as in re.compile
    text: str | Source,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: input_limits.Limits | None = None,
) -> Filter:
    """Compile query text into a filter for a target.

    Args:
        text: Query text, or a `Source`: a text with a name, which diagnostics show.
        target: An object, list or activity of a workspace, such as `Workspace.standard()["people"]`.
        params: The values of parameters such as `:name` in the text. A value is a str, int, float, Decimal, bool, date,
            datetime (in UTC if it has no time zone) or UUID. After `in` it is a list of these. For a duration it is a
            `timedelta`. For a period it is a pair of its start and end, or its text.
        now: The current time, with its time zone, for `now`, `today`, `this week` and the like.
        tz: The time zone in which days start: an IANA name or a `tzinfo`.
        limits: What the filter may be at most, such as `Limits.untrusted()` for a text from a stranger.

    Raises:
        FilterError: Attio would reject the filter, or a limit is exceeded. It has all diagnostics.
        TypeError: An argument has the wrong type.
    """
    source = named_source(text)
    return compile_by_clock(source, target, params, clock_of(now, tz, source), limits)


def compile_by_clock(
    source: Source,
    target: Target,
    params: Mapping[str, parameter_values.ParameterValue] | None,
    clock: Clock | Diagnostic,
    limits: input_limits.Limits | None = None,
) -> Filter:
    """Compile with a clock from `clock_of`, which `Compiler` watches. Otherwise as `compile`."""
    return _filter(_compiled(source, target, params, clock, limits), target)


def load(filter: object, target: Target, *, limits: input_limits.Limits | None = None) -> Filter:  # noqa: A002 - what Attio calls it
    """Read filter JSON for a target: a parsed value, or JSON text (str, bytes or `Source`).

    It is as strict as Attio, and reads shorthand, verbose and mixed forms. It also reads a request body, if all of the body is
    correct. It returns only the filter then, and a note says that `sorts`, `limit` and `offset` are left out; `load_query` returns
    them too. A body with a saved view (`filter_view_id`) is an error, because it does not contain the filter. `limits` is as in `compile`.

    Raises:
        FilterError: Attio would reject the filter, or a limit is exceeded. Each diagnostic has the JSON Pointer of the wrong part
            and, for text, its line and column.
        TypeError: The target is not a `Target`.
    """
    return _loaded_filter(_loaded(filter, target, limits, "filter"), target)


def decompile(filter: object, target: Target, *, limits: input_limits.Limits | None = None) -> str:  # noqa: A002 - what Attio calls it
    """Return the query text that compiles to this filter JSON. `limits` is as in `compile`. Raises as `load` does."""
    return load(filter, target, limits=limits).text()


def format(text: str | Source, *, width: int = DEFAULT_WIDTH, limits: input_limits.Limits | None = None) -> str:  # noqa: A001 - what it does
    """Return query text in the standard layout: spelling, spaces, and line breaks at `width` characters. Comments are kept.

    The text is a filter, or a whole query with `order by`, `limit` and `offset`. Its names are not checked, so no target is needed.
    The result ends in one line break; empty text stays empty. All line breaks are as the first one in the text: a line feed, or a
    carriage return and a line feed. `limits` is as in `compile`.

    Raises:
        FilterError: The text cannot be parsed, or a limit is exceeded.
        TypeError: The text is not text, or the width is not an int.
    """
    source = named_source(text)
    if isinstance(width, bool) or not isinstance(width, int):
        message = f"width must be an int, not {type(width).__name__}"
        raise TypeError(message)
    if limits is not None and (excess := entry.excess_of_text(source, limits)):
        raise FilterError(excess)
    tree = query_parts.parse_query(source, most_looked_for(limits))
    if tree.problems:
        raise FilterError(tree.problems if limits is None else entry.reported(tree.problems, limits))
    formatted = layout.format_tree(tree.filter, tree.filter.source, width)
    if tree.ending.clauses:
        comments = tree.filter._replace(source=source).comments
        formatted = ending_layout.format_query(formatted, tree.ending, comments, source, width)
    return formatted.replace("\n", "\r\n") if _has_long_breaks(source.text) else formatted


def _has_long_breaks(text: str) -> bool:
    first = LINE_BREAK.search(text)
    return first is not None and first[0] == "\r\n"


def json_schema(
    target: Target, *, depth: int | None = None, profile: Literal["exact", "strict"] = "exact"
) -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of the filters of a target.

    With the profile `exact`, it describes filter JSON, which `load` reads. With the profile `strict`, it describes rows, which
    `from_rows` reads. That schema is for the strict modes of model APIs: it has no recursion, optional keys or patterns.
    `docs/json-schema.md` lists where the schema and the function differ. `depth` is the number of references that a path may
    follow: 1 by default, and 0 for `strict`.

    Raises:
        ValueError: The depth is not from 0 to 8, there is no such profile, or a strict schema would have more than 1,000 enum values.
        TypeError: The depth is not an int, or the target is not a `Target`.
    """
    require_target(target)
    if profile not in ("exact", "strict"):
        message = f"profile must be 'exact' or 'strict', not {shown(profile)}"
        raise ValueError(message)
    is_strict = profile == "strict"
    followed = int(not is_strict) if depth is None else depth
    schema.require_depth(followed)
    return row_schema.row_schema(target, followed) if is_strict else schema.json_schema(target, followed)


def check(
    text: object,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    limits: input_limits.Limits | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of query text or filter JSON, in the order of the text.

    A text (a str, UTF-8 bytes or a `Source`) that starts with `{` is read as JSON, and so is every value that is not text. A wrong
    filter raises nothing. The other arguments are as in `compile`; for JSON, only `limits` has an effect.

    Raises:
        TypeError: An argument other than the filter has the wrong type.
    """
    query = query_text(text, limits)
    if query is None:
        return _loaded(text, target, limits)[1]
    return _compiled(query, target, params, clock_of(now, tz, query), limits)[1]


def query_errors(
    source: Source,
    target: Target,
    params: Mapping[str, parameter_values.ParameterValue] | None,
    now: datetime | None,
    tz: str | tzinfo,
    most: int,
) -> tuple[Diagnostic, ...]:
    """Return so many diagnostics of query text with fixes that need not hold: no copy is checked."""
    clock = clock_of(now, tz, source)
    if isinstance(clock, Diagnostic):
        return (clock,)
    return check_text(source, target, Parameters.of(params), clock, most).problems


def problems_of_json(source: Source, target: Target, limits: input_limits.Limits | None) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text that is filter JSON whatever it starts with: this is for the command line."""
    return _loaded(source, target, limits).problems


def lint(
    source: object,
    target: Target,
    *,
    params: Mapping[str, parameter_values.ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
    limits: input_limits.Limits | None = None,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of `check` and, if there is no error, the findings of the lint rules, in the order of the text.

    `select` names the rules, warnings and notes to report, by name or code, or `all`. By default, all are reported except the opt-in
    rules. `ignore` names those to leave out. `docs/rules` describes the rules. A comment in query text such as
    `# attioql: ignore[lost-day]` suppresses a finding. The other arguments are as in `check`.

    Raises:
        ValueError: There is no such rule.
        TypeError: As in `check`.
    """
    require_target(target)
    chosen = selection.select(select, ignored=ignore)
    query = query_text(source, limits)
    clock = clock_of(now, tz, query or Source(""))
    if isinstance(clock, Diagnostic):
        return (clock,)
    if limits is not None:
        excess = (
            entry.excess_of_json(source, target, limits)
            if query is None
            else entry.excess_of_text(query, limits, params)
        )
        if excess:
            return excess
        chosen = chosen.at_most(limits.diagnostics)
    parameters = Parameters(params)
    if query is not None:
        problems = linting.lint_text(query, target, chosen, parameters, clock, _shown(limits)).problems
    else:
        problems = _linted_json(source, target, chosen, clock, limits)
    return problems if limits is None else entry.reported(problems, limits)


def _linted_json(
    source: object, target: Target, chosen: selection.Selection, clock: Clock, limits: input_limits.Limits | None
) -> tuple[Diagnostic, ...]:
    text = json_source(source)
    if isinstance(text, Diagnostic):
        return (text,)
    value = source if text is None else strict_json.read_json(text)
    if text is not None and isinstance(value, Diagnostic):
        return reading.read_text(text, target, most_looked_for(limits)).problems
    return linting.lint_json(value, text, target, chosen, clock, _shown(limits)).problems


def _shown(limits: input_limits.Limits | None) -> int:
    """Return how many diagnostics are reported."""
    return MOST_DIAGNOSTICS if limits is None or limits.diagnostics is None else limits.diagnostics


def most_looked_for(limits: input_limits.Limits | None) -> int:
    """Return how many mistakes are looked for: one more than is reported, to know that there are more."""
    return MOST_DIAGNOSTICS if limits is None or limits.diagnostics is None else limits.diagnostics + 1


def query_text(given: object, limits: input_limits.Limits | None) -> Source | None:
    """Return query text; `None` for filter JSON, which is text that starts with `{` and any value that is no text.

    Bytes that are not UTF-8, or too many, are none either: JSON reports them.
    """
    match given:
        case str() | Source():
            text = named_source(given)
        case bytes() | bytearray() if limits is None or entry.excess_of_bytes(given, limits) is None:
            decoded = decoded_text(given)
            if isinstance(decoded, Diagnostic):
                return None
            text = decoded
        case _:
            return None
    return None if reads_as_json(text.text, limits) else text


def reads_as_json(text: str, limits: input_limits.Limits | None) -> bool:
    """Tell whether a text is filter JSON rather than query text. Without limits, no room of JSON is loaded for it."""
    return strict_json.is_json_text(text) if limits is None else entry.is_json_within(text, limits)


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
    limits: input_limits.Limits | None,
) -> tuple[Node, tuple[Diagnostic, ...]]:
    require_target(target)
    if limits is not None and (excess := entry.excess_of_text(source, limits, params)):
        return EVERYTHING, excess
    parameters = Parameters.of(params)
    if isinstance(clock, Diagnostic):
        return EVERYTHING, (clock,)
    most = most_looked_for(limits)
    checked = check_text(source, target, parameters, clock, most)
    if not checked.problems:
        return checked
    check_copy = partial(_check_copy, target, parameters, clock, most)
    spans = partial(condition_spans.condition_spans, source, most)
    return checked.root, offered(checked.problems, source, check_copy, spans, limits)


def _check_copy(target: Target, parameters: Parameters, clock: Clock, most: int, text: str) -> tuple[Diagnostic, ...]:
    if strict_json.is_json_text(text):
        return _read(Source(text), target, most).problems
    return check_text(Source(text), target, parameters, clock, most).problems


def offered(
    problems: tuple[Diagnostic, ...],
    source: Source,
    check_copy: Callable[[str], tuple[Diagnostic, ...]],
    spans: Callable[[], Sequence[Span]],
    limits: input_limits.Limits | None,
) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of a text with the fixes that hold in a copy of it, as many as are reported."""
    shown = None if limits is None else limits.diagnostics
    found = text_offers.with_offers(problems, source.text, check_copy, spans, shown)
    return found if limits is None else entry.reported(found, limits)


def _loaded(
    value: object, target: Target, limits: input_limits.Limits | None, wanted: Literal["check", "filter"] = "check"
) -> reading.Loaded:
    require_target(target)
    if limits is None:
        return _read(value, target, MOST_DIAGNOSTICS, wanted)
    if excess := entry.excess_of_json(value, target, limits):
        return reading.Loaded(EVERYTHING, excess, is_canonical=True)
    read = _read(value, target, most_looked_for(limits), wanted)
    return read._replace(problems=entry.reported(read.problems, limits))


def _read(value: object, target: Target, most: int, wanted: Literal["check", "filter"] = "check") -> reading.Loaded:
    text = json_source(value)
    if text is None:
        return reading.read_value(value, target, most=most, wanted=wanted)
    if isinstance(text, Diagnostic):
        return reading.Loaded(EVERYTHING, (text,), is_canonical=True)
    return reading.read_text(text, target, most, wanted)
