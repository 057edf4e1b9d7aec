"""The functions that embed the library: each one wires the rooms together and does nothing else itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from attioql.attio.decompile import decompile as decompile_model
from attioql.attio.json_source import read_json
from attioql.attio.load import read_filter_or_body
from attioql.attio.schema import json_schema as schema_of
from attioql.attio.writer import JsonFilter, Style, as_text, to_json, to_text
from attioql.catalog.workspace import Target
from attioql.check import messages
from attioql.check.checker import check_expression
from attioql.check.parameters import Parameters, ParameterValue
from attioql.check.times import Clock
from attioql.diagnostics.model import Diagnostic, FilterError, JsonValue, Severity
from attioql.filters.model import EVERYTHING, Node
from attioql.syntax.layout import DEFAULT_WIDTH, format_tree
from attioql.syntax.parser import parse
from attioql.syntax.printer import print_expression
from attioql.text.source import Source, Span


class Filter:
    """A filter that Attio accepts, in its canonical form.

    Two filters are equal, and hash alike, when their canonical JSON is the same. Filters are immutable and picklable.
    """

    __slots__ = ("_diagnostics", "_root", "_text")

    _diagnostics: tuple[Diagnostic, ...]
    _root: Node
    _text: str

    def __init__(self, root: Node, diagnostics: tuple[Diagnostic, ...] = ()) -> None:
        """Wrap a canonical model. Use `compile`: this is for the library's own rooms."""
        object.__setattr__(self, "_root", root)
        object.__setattr__(self, "_diagnostics", diagnostics)
        object.__setattr__(self, "_text", to_text(root))

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """The warnings: what is accepted, and doubtful."""
        return self._diagnostics

    def json(self, style: Style = "canonical") -> dict[str, JsonFilter]:
        """Return the filter as Attio's API takes it, as a new value each time.

        A number is an `int`, or a `float` where that prints the same digits; the rare others stay `Decimal`, which
        `json.dumps` refuses rather than rounds (`dumps` here writes them exactly).
        """
        return to_json(self._root, _checked_style(style))

    def dumps(self, style: Style = "canonical", indent: int | None = None) -> str:
        """Return the filter as JSON text, the same bytes on every run, platform and version of Python.

        `indent` is a number of spaces; without it the text is one line.
        """
        if _checked_style(style) == "canonical" and indent is None:
            return self._text
        return as_text(to_json(self._root, style), _checked_indent(indent))

    def text(self) -> str:
        """Return the filter as query text, in its canonical spelling; it compiles to this filter again.

        It is one line; `attioql.format` lays out a long one.
        """
        return print_expression(decompile_model(self._root))

    def __eq__(self, other: object) -> bool:
        """Tell whether another filter has the same canonical form."""
        return self._text == other._text if isinstance(other, Filter) else NotImplemented

    def __hash__(self) -> int:
        """Hash the canonical form."""
        return hash(self._text)

    def __repr__(self) -> str:
        """Show the canonical form."""
        return f"<Filter {self._text}>"

    def __setattr__(self, name: str, value: object) -> None:
        """Refuse: a filter does not change."""
        message = f"a Filter is immutable: {name} cannot be set"
        raise AttributeError(message)

    def __delattr__(self, name: str) -> None:
        """Refuse: a filter does not change."""
        message = f"a Filter is immutable: {name} cannot be deleted"
        raise AttributeError(message)

    def __reduce__(self) -> tuple[type[Filter], tuple[Node, tuple[Diagnostic, ...]]]:
        """Pickle the model and the warnings."""
        return (Filter, (self._root, self._diagnostics))


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
    return compile_source(Source(text), target, params=params, now=now, tz=tz)


def compile_source(
    source: Source,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> Filter:
    """Compile a text that has a name, which diagnostics show. Otherwise as `compile`."""
    return _filter(_compiled(source, target, params, now, tz))


def load(filter: object, target: Target) -> Filter:  # noqa: A002 - what Attio calls it
    """Read filter JSON for a target as strictly as Attio does: a parsed value, or JSON text (str or bytes).

    Shorthand, verbose and mixed forms are read; so is a request body, whose `filter` is returned once the rest of it
    is found right as well. Raises `FilterError`, whose diagnostics have the JSON Pointer of each culprit and, for
    text, its line and column; `TypeError` when the target is none.
    """
    return _filter(_loaded(filter, target))


def load_source(source: Source, target: Target) -> Filter:
    """Read JSON text that has a name, which diagnostics show. Otherwise as `load`."""
    return _filter(_loaded_text(source, target))


def decompile(filter: object, target: Target) -> str:  # noqa: A002 - what Attio calls it
    """Return the query text that compiles to filter JSON. Raises as `load` does."""
    return load(filter, target).text()


def format(text: str, *, width: int = DEFAULT_WIDTH) -> str:  # noqa: A001 - what it does
    """Return query text in its one layout: spelling, spaces, line breaks at `width` characters; comments stay.

    Nothing need be known of the names in it. Text ends in one line break; empty text stays empty. Raises `FilterError`
    for text that cannot be read, and `TypeError` for what is not text.
    """
    if not isinstance(text, str):
        message = f"a filter is text (str), not {type(text).__name__}"
        raise TypeError(message)
    return format_source(Source(text), width=width)


def format_source(source: Source, *, width: int = DEFAULT_WIDTH) -> str:
    """Format a text that has a name, which diagnostics show. Otherwise as `format`."""
    tree = parse(source)
    if tree.problems:
        raise FilterError(tree.problems)
    return format_tree(tree, source, width)


def json_schema(target: Target, *, depth: int = 1) -> dict[str, JsonValue]:
    """Return the JSON Schema (draft 2020-12) of the filters that a target accepts: what `load` accepts, it accepts.

    `depth` says how many references a path may follow. Raises `ValueError` for a negative depth and `TypeError` when
    the target is none.
    """
    _require_target(target)
    return schema_of(target, depth)


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
    if isinstance(text, str) and not text.lstrip().startswith("{"):
        return check_source(Source(text), target, params=params, now=now, tz=tz)
    return _loaded(text, target)[1]


def check_source(
    source: Source,
    target: Target,
    *,
    params: Mapping[str, ParameterValue] | None = None,
    now: datetime | None = None,
    tz: str | tzinfo = "UTC",
) -> tuple[Diagnostic, ...]:
    """Check query text that has a name, which diagnostics show. Otherwise as `check`."""
    return _compiled(source, target, params, now, tz)[1]


def check_json_source(source: Source, target: Target) -> tuple[Diagnostic, ...]:
    """Check JSON text that has a name, which diagnostics show. Otherwise as `check`."""
    return _loaded_text(source, target)[1]


def _filter(compiled: tuple[Node, tuple[Diagnostic, ...]]) -> Filter:
    root, problems = compiled
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise FilterError(problems)
    return Filter(root, problems)


def _compiled(
    source: Source,
    target: Target,
    params: Mapping[str, ParameterValue] | None,
    now: datetime | None,
    tz: str | tzinfo,
) -> tuple[Node, tuple[Diagnostic, ...]]:
    _require_target(target)
    parameters = Parameters(params)
    clock = _clock(now, tz, source)
    if isinstance(clock, Diagnostic):
        return EVERYTHING, (clock,)
    expression, unreadable, _ = parse(source)
    waiting = [expression]
    del expression
    root, problems = check_expression(waiting, source, target, parameters, clock)
    return root, _in_order((*unreadable, *problems)) if unreadable else problems


def _loaded(value: object, target: Target) -> tuple[Node, tuple[Diagnostic, ...]]:
    if isinstance(value, str):
        return _loaded_text(Source(value, "<json>"), target)
    if isinstance(value, (bytes, bytearray)):
        return _loaded_text(_decoded(bytes(value)), target)
    _require_target(target)
    return read_filter_or_body(value, target, None)


def _decoded(raw: bytes) -> Source | Diagnostic:
    """Decode JSON text: UTF-8, and a byte order mark before it means nothing."""
    try:
        return Source(raw.decode("utf-8-sig"), "<json>")
    except UnicodeDecodeError as error:
        source = Source(raw[: error.start].decode("utf-8-sig", "replace"), "<json>")
        end = len(source.text)
        message = f"this is not UTF-8: the byte at offset {error.start} belongs to no character"
        return Diagnostic("not-json", message, Span(end, end), pointer="", source=source)


def _loaded_text(source: Source | Diagnostic, target: Target) -> tuple[Node, tuple[Diagnostic, ...]]:
    _require_target(target)
    if isinstance(source, Diagnostic):
        return EVERYTHING, (source,)
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return EVERYTHING, (value,)
    return read_filter_or_body(value, target, source)


def _in_order(problems: tuple[Diagnostic, ...]) -> tuple[Diagnostic, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.span or Span(0, 0)))


def _require_target(target: object) -> None:
    if not isinstance(target, Target):
        message = f'target must be an object or list of a workspace, such as workspace["people"], not {target!r:.80}'
        raise TypeError(message)


_UTC_CLOCK = Clock(None, timezone.utc)


def _clock(now: datetime | None, tz: str | tzinfo, source: Source) -> Clock | Diagnostic:
    if now is None and tz == "UTC":
        return _UTC_CLOCK
    if now is not None and not isinstance(now, datetime):
        message = f"now must be a datetime with a time zone, not {type(now).__name__}"
        raise TypeError(message)
    if now is not None and now.utcoffset() is None:
        message = "now must be a datetime with a time zone, such as datetime.now(timezone.utc); this one has none"
        raise TypeError(message)
    if isinstance(tz, tzinfo):
        return Clock(now, tz)
    if not isinstance(tz, str):
        message = f"tz must be the name of a time zone or a tzinfo, not {type(tz).__name__}"
        raise TypeError(message)
    try:
        return Clock(now, timezone.utc if tz == "UTC" else ZoneInfo(tz))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return messages.unknown_time_zone(tz, source)


def _checked_style(style: Style) -> Style:
    if style not in ("canonical", "shorthand"):
        message = f"style must be 'canonical' or 'shorthand', not {style!r}"
        raise TypeError(message)
    return style


def _checked_indent(indent: object) -> int | None:
    if indent is None or (isinstance(indent, int) and not isinstance(indent, bool) and indent >= 0):
        return indent
    message = f"indent must be a number of spaces or None, not {indent!r}"
    raise TypeError(message)
