"""Completion of whole queries: a filter as `text_completion` has it, and its ending by the tables of the grammar."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from attioql.catalog.workspace import Target
from attioql.completion.model import Completion, Completions
from attioql.completion.names import next_names, objects_of, resolved_path, sorted_names
from attioql.completion.text_completion import complete_text, keyword_item, mark_item, offered
from attioql.completion.text_cursor import TextCursor, cursor_at, ending_cursor_at, path_of
from attioql.completion.words import phrases
from attioql.syntax.endings import ends_condition, find_ending
from attioql.syntax.machine import NAME
from attioql.syntax.parser import parse
from attioql.text.source import Source, Span
from attioql.values.clock import Clock


def complete_query_text(source: Source, offset: int, target: Target, clock: Clock | None) -> Completions:
    """Return what may stand at an offset of a query. What is wrong elsewhere in it does not matter."""
    start = find_ending(source.text)
    if start is None or start >= offset:
        start = _begun(source, offset, target)
    if start is None:
        return _in_filter(source, offset, target, clock)
    cursor = ending_cursor_at(source, offset, start)
    if cursor is None:
        return Completions((), Span(offset, offset))
    if "path" in cursor.gotos_before(NAME):
        cursor = cursor.narrowed()
    return offered(cursor, _items(cursor, target))


def _begun(source: Source, offset: int, target: Target) -> int | None:
    """Return where an ending starts of which only `order` stands before the cursor, without its `by`."""
    cursor = cursor_at(source, offset)
    if cursor is None or not cursor.before or cursor.before[-1].text.lower() != "order":
        return None
    if len(cursor.before) == 1:
        begins = target.find(cursor.before[-1].text) is None
    else:
        begins = ends_condition(cursor.before[-2].terminal, cursor.before[-2].text.lower())
    return cursor.before[-1].start if begins else None


def _in_filter(source: Source, offset: int, target: Target, clock: Clock | None) -> Completions:
    """Return what may stand in the filter of a query, and where it may end, what its ending may begin with."""
    found = complete_text(source, offset, target, clock)
    cursor = cursor_at(source, offset)
    if cursor is None or source.text[cursor.span.end :].strip() or not _may_end(cursor, target):
        return found
    beginning = ending_cursor_at(source, offset, cursor.span.start)
    if beginning is None:
        return found
    words = offered(replace(cursor, states=beginning.states, tables=beginning.tables), _words(beginning))
    return Completions((*found.items, *words.items), found.span)


def _may_end(cursor: TextCursor, target: Target) -> bool:
    """Tell whether a filter may end before a cursor: a path alone is a whole condition only for a checkbox."""
    before = Source(cursor.source.text[: cursor.span.start])
    if parse(before).problems:
        return False
    if not cursor.accepts("COMPARISON"):
        return True
    resolved = resolved_path(path_of(cursor.path_text(going_on=False)), None, target)
    return resolved is not None and resolved.property is not None and resolved.property.kind.json_type == "boolean"


def _items(cursor: TextCursor, target: Target) -> Iterator[Completion]:
    path_text = cursor.path_text(going_on=True)
    if path_text.endswith("."):
        yield from next_names(path_text.rstrip()[:-1], target, in_sort=True)
    elif path_text.endswith("[") and not cursor.gotos_before(NAME):
        yield from objects_of(path_text[:-1], target)
    elif "path" in cursor.gotos_before(NAME):
        yield from sorted_names(target)
    else:
        yield from _words(cursor)


def _words(cursor: TextCursor) -> Iterator[Completion]:
    """Yield the keywords and the comma that may stand at a cursor."""
    yield from (keyword_item(phrase) for phrase in phrases(cursor))
    if cursor.accepts("COMMA"):
        yield mark_item("COMMA")
