"""Completion of query text: what may stand at an offset, by the tables of the grammar and the catalogue."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attioql.catalog.workspace import Target
from attioql.checker.names import Resolved
from attioql.completion.model import Completion, Completions
from attioql.completion.names import first_names, next_names, objects_of, resolved_path
from attioql.completion.operators import begins_operator, operator_items
from attioql.completion.text_cursor import TextCursor, cursor_at, path_of
from attioql.completion.values import argument_items, duration_items, period_items, value_items
from attioql.completion.words import marks, phrases, text_of_phrase
from attioql.syntax.machine import NAME
from attioql.text.source import Source, Span
from attioql.values.clock import Clock

_CLOSING_A_CONDITION = frozenset({"RPAR", "RBRACE"})


def complete_text(source: Source, offset: int, target: Target, clock: Clock | None) -> Completions:
    """Return what may stand at an offset of query text. What is wrong elsewhere in it does not matter."""
    cursor = cursor_at(source, offset)
    if cursor is None or cursor.is_in_broken:
        return Completions((), Span(offset, offset) if cursor is None else cursor.span)
    if cursor.gotos_before(NAME) & {"path", "qualified"}:
        cursor = cursor.narrowed()
    return offered(cursor, _items(cursor, target, clock))


def offered(cursor: TextCursor, found: Iterable[Completion]) -> Completions:
    """Return those of some items that begin as what was typed at a cursor, each once."""
    items = {item.insert_text: item for item in found if _fits(item, cursor.prefix)}
    return Completions(tuple([_apart(item, cursor) for item in items.values()]), cursor.span)


def _items(cursor: TextCursor, target: Target, clock: Clock | None) -> Iterator[Completion]:
    begins = cursor.gotos_before(NAME)
    if cursor.accepts("DURATION") and "value" not in begins:
        yield from _durations(cursor, target)
    path_text = cursor.path_text(going_on=True)
    if path_text.endswith("."):
        yield from next_names(path_text.rstrip()[:-1], target)
    elif path_text.endswith("[") and not begins:
        yield from objects_of(path_text[:-1], target)
    elif "path" in begins:
        yield from first_names(cursor, target)
        yield from _words(cursor, in_block=cursor.block is not None)
    elif cursor.accepts("TODAY") and not begins:
        yield from period_items(cursor)
    elif "value" in begins:
        yield from _values(cursor, target, clock)
    else:
        yield from _after(cursor, target)


def _values(cursor: TextCursor, target: Target, clock: Clock | None) -> Iterator[Completion]:
    resolved = resolved_path(cursor.path, cursor.block, target)
    if resolved is None:
        return
    call = cursor.call
    if call is None:
        yield from value_items(resolved, target.workspace, clock)
    elif call.is_first_argument:
        yield from argument_items(call.function, resolved, target.workspace)


def _durations(cursor: TextCursor, target: Target) -> Iterator[Completion]:
    resolved = resolved_path(cursor.path, cursor.block, target)
    if resolved is not None:
        yield from duration_items(resolved.property, cursor.prefix)


def _after(cursor: TextCursor, target: Target) -> Iterator[Completion]:
    """Yield what may follow a path, the first words of an operator, or a whole condition."""
    in_block, typed = cursor.block is not None, cursor.waiting
    if cursor.accepts("COMPARISON"):
        resolved = resolved_path(path_of(cursor.path_text(going_on=False)), cursor.block, target)
        if resolved is not None:
            yield from operator_items(resolved, in_block=in_block)
            yield from _after_path(cursor, resolved)
    elif begins_operator(typed):
        resolved = resolved_path(cursor.path, cursor.block, target)
        if resolved is not None:
            yield from operator_items(resolved, typed, in_block=in_block)
    else:
        yield from _words(cursor, in_block=in_block)


def _after_path(cursor: TextCursor, resolved: Resolved) -> Iterator[Completion]:
    """Yield what may follow a path in place of an operator: a value block, or what follows the whole condition of a checkbox."""
    if cursor.block is None and not resolved.named:
        yield mark_item("LBRACE")
    if resolved.property is not None and resolved.property.kind.json_type == "boolean":
        for name in cursor.continuations():
            if name in _CLOSING_A_CONDITION:
                yield mark_item(name)
        for phrase in phrases(cursor):
            if phrase in {("AND",), ("OR",)}:
                yield keyword_item(phrase)


def _words(cursor: TextCursor, *, in_block: bool) -> Iterator[Completion]:
    for phrase in phrases(cursor):
        if not (in_block and phrase == ("NOT",)):
            yield keyword_item(phrase)
    after_opening = cursor.waiting[-1:] in {("(",), ("[",)}
    for name in cursor.continuations():
        if name in marks() and not (after_opening and name in {"RPAR", "RSQB"}):
            yield mark_item(name)


def keyword_item(phrase: tuple[str, ...]) -> Completion:
    """Return the item of keywords that stand together, by their terminals."""
    text = text_of_phrase(phrase)
    return Completion(text, text, "keyword")


def mark_item(name: str) -> Completion:
    """Return the item of a mark, by its terminal."""
    return Completion(marks()[name], marks()[name], "punctuation")


def _fits(item: Completion, prefix: str) -> bool:
    """Tell whether an item begins with what was typed of it, quotes aside."""
    typed = prefix.lstrip("\"'`").casefold()
    return not typed or item.label.casefold().startswith(typed)


def _apart(item: Completion, cursor: TextCursor) -> Completion:
    """Return an item that does not run into the words beside it."""
    text, (start, end) = cursor.source.text, cursor.span
    written = item.insert_text
    if text[:start][-1:] and _is_word(text[start - 1]) and _is_word(written[0]):
        written = f" {written}"
    if end < len(text) and _is_word(text[end]) and _is_word(written[-1]):
        written = f"{written} "
    return item if written == item.insert_text else Completion(item.label, written, item.kind, item.documentation)


def _is_word(character: str) -> bool:
    return character.isalnum() or character in "_\"'`"
