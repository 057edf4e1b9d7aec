"""The functions that embed the library: each one wires the rooms together and does nothing else itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, tzinfo
from functools import partial

from attioql.attio import load as reading
from attioql.attio import schema
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.clocks import clock_of
from attioql.checker.parameters import Parameters, ParameterValue
from attioql.checker.times import Clock
from attioql.diagnostics.model import Diagnostic, FilterError, JsonValue, Severity
from attioql.diagnostics.offers import with_offers
from attioql.diagnostics.phrases import shown
from attioql.filter import Filter
from attioql.filters.model import EVERYTHING, Node
from attioql.json_text import source as json_source
from attioql.linter import lint as linting
from attioql.linter import selection
from attioql.syntax import layout
from attioql.syntax.conditions import condition_spans
from attioql.syntax.parser import parse
from attioql.syntax.spelling import DEFAULT_WIDTH
from attioql.text.source import Source, Span


def compile(  # noqa: A001 - what it does, as in re.compile
    text: str,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> Filter:
    """Compile query text into a filter for a target, such as `Workspace.standard()["people"]`.

    `params` binds `:name` in the text: str, int, Decimal, bool, date, datetime (UTC if it has no zone), UUID, or a list
    of them after `in`. `now` is the current time, with its time zone, for `now`, `today`, `this week` and the like;
    `tz` (an IANA name or a `tzinfo`) is the zone that days start in.

    Raises `FilterError`, with everything that is wrong, for a filter that Attio would not accept; `TypeError` for
    arguments of the wrong type.
    """
    if not isinstance(text, str):
        message = f"a filter is text (str), not {type(text).__name__}"
        raise TypeError(message)
    source = Source(text)
    return compile_at(source, target, params, clock_of(now, tz, source))


def compile_source(
    source: Source,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> Filter:
    """Compile a text that has a name, which diagnostics show. Otherwise as `compile`."""
    return compile_at(source, target, params, clock_of(now, tz, source))


def compile_at(
    source: Source, target: Target, params: Mapping[str, ParameterValue] | None, clock: Clock | Diagnostic
) -> Filter:
    """Compile with a clock from `clock_of`. Otherwise as `compile`."""
    return _filter(_compiled(source, target, params, clock), target)


def load(filter: object, target: Target) -> Filter:  # noqa: A002 - what Attio calls it
    """Read filter JSON for a target as strictly as Attio does: a parsed value, or JSON text (str or bytes).

    Shorthand, verbose and mixed forms are read; so is a request body, whose `filter` is returned if the rest of it has no
    error either. A body that names a saved view has no filter to read, which is an error. Raises `FilterError`, whose diagnostics have the JSON Pointer of each culprit and, for
    text, its line and column; `TypeError` when the target is none.
    """
    return _loaded_filter(_loaded(filter, target), target)


def load_source(source: Source, target: Target) -> Filter:
    """Read JSON text that has a name, which diagnostics show. Otherwise as `load`."""
    return _loaded_filter(_loaded_text(source, target), target)


def decompile(filter: object, target: Target) -> str:  # noqa: A002 - what Attio calls it
    """Return the query text that compiles to filter JSON. Raises as `load` does."""
    return load(filter, target).text()


def format(text: str, *, width: int = DEFAULT_WIDTH) -> str:  # noqa: A001 - what it does
    """Return query text in its one layout: spelling, spaces, line breaks at `width` characters; comments stay.

    Nothing need be known of the names in it. Text ends in one line break; empty text stays empty. Raises `FilterError`
    for text that cannot be read, and `TypeError` for what is not text, or a width
    that is no int.
    """
    if not isinstance(text, str):
        message = f"a filter is text (str), not {type(text).__name__}"
        raise TypeError(message)
    if isinstance(width, bool) or not isinstance(width, int):
        message = f"width must be an int, not {type(width).__name__}"
        raise TypeError(message)
    return format_source(Source(text), width=width)


def format_source(source: Source, *, width: int = DEFAULT_WIDTH) -> str:
    """Format a text that has a name, which diagnostics show. Otherwise as `format`."""
    tree = parse(source)
    if tree.problems:
        raise FilterError(tree.problems)
    return layout.format_tree(tree, source, width)


def json_schema(target: Target, *, depth: int = 1) -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of the filters that a target accepts: what `load` accepts, it accepts.

    `depth` says how many references a path may follow. Raises `ValueError` for a depth that is not from 0
    to 8, and `TypeError` when it is no int or the target is none.
    """
    _require_target(target)
    return schema.json_schema(target, depth)


def check(
    text: object,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> tuple[Diagnostic, ...]:
    """Return everything that is wrong or doubtful in query text or filter JSON, in the order of the text.

    Text that starts with `{` is read as JSON, and so is anything that is not text. Nothing is raised for bad input; the
    other arguments are those of `compile`, and of no use to JSON. Raises `TypeError` when one of them is of the wrong
    type.
    """
    if isinstance(text, str) and not json_source.is_json_text(text):
        return check_source(Source(text), target, params=params, now=now, tz=tz)
    return _loaded(text, target)[1]


def lint(
    source: object,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
    select: Iterable[str] | None = None,
    ignore: Iterable[str] = (),
) -> tuple[Diagnostic, ...]:
    """Return what `check` does and, where there is no error, what is valid and still doubtful, in the order of the text.

    `select` names the rules, warnings and notes to be told, by name or code, or `all`; by default they are all but the
    rules that are opt-in. `ignore` takes some away. `docs/rules` describes the rules. Comments in query text such as
    `# attioql: ignore[lost-day]` are heeded. The other arguments are those of `check`. Raises `ValueError` for a rule that
    does not exist, and `TypeError` as `check` does.
    """
    _require_target(target)
    chosen = selection.select(select, ignored=ignore)
    is_text = isinstance(source, str) and not json_source.is_json_text(source)
    clock = clock_of(now, tz, Source(source if isinstance(source, str) and is_text else ""))
    if isinstance(clock, Diagnostic):
        return (clock,)
    if isinstance(source, str) and is_text:
        return linting.lint_text(Source(source), target, chosen, Parameters(params), clock).problems
    if not isinstance(source, (str, bytes, bytearray)):
        return linting.lint_json(source, None, target, chosen, clock).problems
    decoded = Source(source, "<json>") if isinstance(source, str) else _decoded(bytes(source))
    value = decoded if isinstance(decoded, Diagnostic) else json_source.read_json(decoded)
    if isinstance(value, Diagnostic) or isinstance(decoded, Diagnostic):
        return (value,) if isinstance(value, Diagnostic) else ()
    return linting.lint_json(value, decoded, target, chosen, clock).problems


def check_source(
    source: Source,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> tuple[Diagnostic, ...]:
    """Check query text that has a name, which diagnostics show. Otherwise as `check`."""
    return _compiled(source, target, params, clock_of(now, tz, source))[1]


def check_json_source(source: Source, target: Target) -> tuple[Diagnostic, ...]:
    """Check JSON text that has a name, which diagnostics show. Otherwise as `check`."""
    return _loaded_text(source, target)[1]


def _filter(compiled: tuple[Node, tuple[Diagnostic, ...]], target: Target, *, is_canonical: bool = True) -> Filter:
    root, problems = compiled
    if not problems:
        return Filter(root, target, is_canonical=is_canonical)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise FilterError(problems)
    return Filter(root, target, problems, is_canonical=is_canonical)


def _loaded_filter(loaded: reading.Loaded, target: Target) -> Filter:
    root, problems, is_canonical = loaded
    return _filter((root, problems), target, is_canonical=is_canonical)


def _compiled(
    source: Source, target: Target, params: Mapping[str, ParameterValue] | None, clock: Clock | Diagnostic
) -> tuple[Node, tuple[Diagnostic, ...]]:
    _require_target(target)
    parameters = Parameters.of(params)
    if isinstance(clock, Diagnostic):
        return EVERYTHING, (clock,)
    checked = check_text(source, target, parameters, clock)
    if not checked.problems:
        return checked

    def check_copy(text: str) -> tuple[Diagnostic, ...]:
        if json_source.is_json_text(text):
            return check_json_source(Source(text), target)
        return check_text(Source(text), target, parameters, clock).problems

    return checked.root, with_offers(checked.problems, source.text, check_copy, partial(condition_spans, source))


def _loaded(value: object, target: Target) -> reading.Loaded:
    if isinstance(value, str):
        return _loaded_text(Source(value, "<json>"), target)
    if isinstance(value, (bytes, bytearray)):
        return _loaded_text(_decoded(bytes(value)), target)
    _require_target(target)
    return reading.read_value(value, target)


def _decoded(raw: bytes) -> Source | Diagnostic:
    """Decode JSON text: UTF-8, and a byte order mark before it means nothing."""
    try:
        return Source(raw.decode("utf-8-sig"), "<json>")
    except UnicodeDecodeError as error:
        source = Source(raw[: error.start].decode("utf-8-sig", "replace"), "<json>")
        end = len(source.text)
        message = f"this is not UTF-8: the byte at offset {error.start} belongs to no character"
        return Diagnostic("not-json", message, Span(end, end), pointer="", source=source)


def _loaded_text(source: Source | Diagnostic, target: Target) -> reading.Loaded:
    _require_target(target)
    if isinstance(source, Diagnostic):
        return reading.Loaded(EVERYTHING, (source,), is_canonical=True)
    return reading.read_text(source, target)


def _require_target(target: object) -> None:
    if not isinstance(target, Target):
        message = f'target must be an object, list or activity of a workspace, such as workspace["people"], not {shown(target)}'
        raise TypeError(message)
