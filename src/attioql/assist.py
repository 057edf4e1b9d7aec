"""The functions for editors and query boxes: completion and hover."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from attioql.catalog.workspace import Target
from attioql.checker.clocks import clock_of
from attioql.completion.hover import hover_json, hover_text
from attioql.completion.json_completion import complete_json_text
from attioql.completion.model import Completions, Hover
from attioql.completion.query_completion import complete_query_text
from attioql.completion.text_completion import complete_text
from attioql.diagnostics.model import Diagnostic
from attioql.errors import FilterError
from attioql.json_text.strict_json import is_json_text
from attioql.limiting import entry
from attioql.limiting.input_limits import Limits
from attioql.preconditions import named_source, require_target
from attioql.text.source import Source
from attioql.values.clock import UTC, Clock


def complete(
    text: str | Source,
    offset: int,
    target: Target,
    *,
    now: datetime | None = None,
    limits: Limits | None = None,
) -> Completions:
    """Return the items that can follow at an offset of query text. The text may be incomplete, and may have errors.

    `offset` counts code points from 0. An item is an attribute, a property, an operator, a known value, a keyword or punctuation. It
    replaces the span of the result: the word or string at the offset. Text that starts with `{` is read as JSON, as in `complete_json`.
    With `now`, the documentation of a moment such as `today` is its instant in UTC. `limits` is as in `attioql.compile`.

    Raises:
        ValueError: The offset is outside the text.
        FilterError: A limit is exceeded.
        TypeError: An argument has the wrong type.
    """
    return _completed(text, offset, target, now, limits, complete_text)


def complete_query(
    text: str | Source,
    offset: int,
    target: Target,
    *,
    now: datetime | None = None,
    limits: Limits | None = None,
) -> Completions:
    """Return the items that can follow at an offset of a whole query: a filter with `order by`, `limit` and `offset`. Otherwise as `complete`."""
    return _completed(text, offset, target, now, limits, complete_query_text)


def complete_json(text: str | Source, offset: int, target: Target, *, limits: Limits | None = None) -> Completions:
    """Return the keys or values that can follow at an offset of filter JSON or of a request body. Otherwise as `complete`."""
    return complete_json_text(_checked(text, offset, target, limits, is_json=True).text, offset, target)


def hover(text: str | Source, offset: int, target: Target, *, limits: Limits | None = None) -> Hover | None:
    """Return the documentation of the attribute, property, operator or value at an offset of query text, a whole query or filter JSON.

    The result is `None` if there is nothing to show. Text that starts with `{` is read as JSON. Raises as `complete` does.
    """
    source = _checked(text, offset, target, limits)
    if is_json_text(source.text):
        return hover_json(source.text, offset, target)
    return hover_text(source, offset, target)


def _completed(
    text: str | Source,
    offset: int,
    target: Target,
    now: datetime | None,
    limits: Limits | None,
    complete_at: Callable[[Source, int, Target, Clock], Completions],
) -> Completions:
    source = _checked(text, offset, target, limits)
    clock = clock_of(now, "UTC", source)
    if is_json_text(source.text):
        return complete_json_text(source.text, offset, target)
    return complete_at(source, offset, target, UTC if isinstance(clock, Diagnostic) else clock)


def _checked(text: object, offset: object, target: Target, limits: Limits | None, *, is_json: bool = False) -> Source:
    source = named_source(text)
    require_target(target)
    if isinstance(offset, bool) or not isinstance(offset, int):
        message = f"offset must be an int, not {type(offset).__name__}"
        raise TypeError(message)
    if not 0 <= offset <= len(source.text):
        message = f"offset must be from 0 to {len(source.text)}, the length of the text, not {offset}"
        raise ValueError(message)
    if limits is not None:
        is_json = is_json or entry.is_json_within(source.text, limits)
        excess = entry.excess_of_json(source, target, limits) if is_json else entry.excess_of_text(source, limits)
        if excess:
            raise FilterError(excess)
    return source
