"""Completion of query text: what may stand at an offset, by the tables of the grammar and the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from attioql.catalog.workspace import Target
from attioql.checker.names import Resolved
from attioql.completion.cursor import Cursor, cursor_at, path_of
from attioql.completion.model import Completion, Completions
from attioql.completion.names import first_names, next_names, objects_of, resolved_path
from attioql.completion.operators import operator_items
from attioql.completion.values import argument_items, period_items, value_items
from attioql.completion.words import marks, phrases, text_of_phrase
from attioql.syntax.machine import NAME
from attioql.text.source import Source, Span
from attioql.values.clock import Clock

_CLOSING_A_CONDITION = frozenset({"RPAR", "RBRACE"})


def complete_text(source: Source, offset: int, target: Target, clock: Clock | None) -> Completions:
    """Return what may stand at an offset of query text. What is wrong elsewhere in it does not matter."""
    cursor = cursor_at(source, offset)
    if cursor is None:
        return Completions((), Span(offset, offset))
    if "path" in cursor.gotos_before(NAME):
        cursor = cursor.narrowed()
    items = {item.insert_text: item for item in _items(cursor, target, clock) if _fits(item, cursor.prefix)}
    return Completions(tuple([_apart(item, cursor) for item in items.values()]), cursor.span)


def _items(cursor: Cursor, target: Target, clock: Clock | None) -> Iterator[Completion]:
    begins = cursor.gotos_before(NAME)
    path_text = cursor.path_text
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
        yield from _after(cursor, path_text, target)


def _values(cursor: Cursor, target: Target, clock: Clock | None) -> Iterator[Completion]:
    resolved = resolved_path(cursor.path, cursor.block, target)
    if resolved is None:
        return
    waiting = cursor.waiting
    if waiting[-1:] == ("(",) and waiting[-2:-1] and waiting[-2] != "in":
        yield from argument_items(waiting[-2], resolved, target.workspace)
    elif waiting[-1:] != (",",) or "(" not in waiting or waiting[waiting.index("(") - 1] == "in":
        yield from value_items(resolved, target.workspace, clock)


def _after(cursor: Cursor, path_text: str, target: Target) -> Iterator[Completion]:
    """Yield what may follow a path, the first words of an operator, or a whole condition."""
    path = cursor.path if cursor.waiting else path_of(path_text)
    typed = cursor.waiting
    at_operator = cursor.accepts("COMPARISON")
    if at_operator or (typed and typed[-1] != "between" and cursor.accepts("EMPTY")) or _in_operator(cursor):
        resolved = resolved_path(path, cursor.block, target)
        if resolved is not None:
            yield from operator_items(resolved, typed if not at_operator else (), in_block=cursor.block is not None)
            if at_operator:
                yield from _after_path(cursor, resolved)
        return
    yield from _words(cursor, in_block=cursor.block is not None)


def _in_operator(cursor: Cursor) -> bool:
    """Tell whether some words of an operator were read, and not all."""
    return bool(cursor.waiting) and (cursor.accepts("WITH") or cursor.accepts("CONTAINS"))


def _after_path(cursor: Cursor, resolved: Resolved) -> Iterator[Completion]:
    """Yield what may follow a path in place of an operator: a value block, or what follows the whole condition of a checkbox."""
    if cursor.block is None and not resolved.named:
        yield _mark("LBRACE")
    if resolved.property is not None and resolved.property.kind.json_type == "boolean":
        for name in cursor.continuations():
            if name in _CLOSING_A_CONDITION:
                yield _mark(name)
        for phrase in phrases(cursor):
            if phrase in {("AND",), ("OR",)}:
                yield _keyword(phrase)


def _words(cursor: Cursor, *, in_block: bool) -> Iterator[Completion]:
    for phrase in phrases(cursor):
        if not (in_block and phrase == ("NOT",)):
            yield _keyword(phrase)
    after_opening = cursor.waiting[-1:] in {("(",), ("[",)}
    for name in cursor.continuations():
        if name in marks() and not (after_opening and name in {"RPAR", "RSQB"}):
            yield _mark(name)


def _keyword(phrase: tuple[str, ...]) -> Completion:
    text = text_of_phrase(phrase)
    return Completion(text, text, "keyword")


def _mark(name: str) -> Completion:
    return Completion(marks()[name], marks()[name], "punctuation")


def _fits(item: Completion, prefix: str) -> bool:
    """Tell whether an item begins with what was typed of it, quotes aside."""
    typed = prefix.lstrip("\"'`").casefold()
    return not typed or item.label.casefold().startswith(typed)


def _apart(item: Completion, cursor: Cursor) -> Completion:
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
