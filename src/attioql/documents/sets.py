"""Filter sets: filters by name, each with its target. Sets in JSON and in YAML are checked here alike.

The reader of a format passes fields with their spans; `schemas/filter-set.schema.json` is their shape. An error in one filter
is reported and does not affect the others.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic, Edit, text_order
from attioql.documents import messages
from attioql.documents.model import Document, Entry, EntryForm, Ignored, IgnorePlace, Mapped, Word
from attioql.json_text.paths import pointer
from attioql.text.blanks import behind_blanks
from attioql.text.source import Source, Span

SET_KEYS = ("$schema", "target", "tz", "description", "filters")
_WAYS = frozenset({"query", "filter"})
ENTRY_KEYS = ("target", "query", "filter", "description", "params", "tz", "ignore")


class Unread:
    """Stands for a value whose error is already reported."""


UNREAD = Unread()


class Field(NamedTuple):
    """A key, its value and their spans.

    `text` is the text of the value (query text for a string, else JSON), and `where` maps it to the file. `items` are the spans
    of the items of an array.
    """

    key: str
    key_span: Span
    value: object
    span: Span
    text: str
    where: Mapped
    items: tuple[Span, ...] = ()


class NamedFilter(NamedTuple):
    """A filter of a set: its name, and its fields; `None` if it is not an object."""

    name: str
    name_span: Span
    span: Span
    fields: Sequence[Field] | None


class FilterSet(NamedTuple):
    """The content of a set: its own fields, its filters, and the diagnostics of its values.

    `filters` is `None` if the key has no object as its value; then it is among the fields, and so is a second one.
    """

    fields: Sequence[Field]
    filters: Sequence[NamedFilter] | None
    problems: Sequence[Diagnostic]


def looks_like_set(found: FilterSet) -> bool:
    """Tell whether JSON with a key `filters` is a filter set."""
    if any(field.key == "$schema" and "filter-set" in str(field.value) for field in found.fields):
        return True
    if found.filters is None:
        return any(field.key in {"target", "tz"} or _lists_filters(field) for field in found.fields)
    if not found.filters:
        return True
    return any(field.key in _WAYS for named in found.filters for field in named.fields or ())


def _lists_filters(field: Field) -> bool:
    """Tell whether the filters are in an array, without names."""
    items = field.value if field.key == "filters" and isinstance(field.value, list) else ()
    return any(isinstance(item, Mapping) and not _WAYS.isdisjoint(item) for item in items)


def set_document(source: Source, found: FilterSet) -> Document:
    """Return the document of a filter set."""
    return _SetReader(source).document(found)


class _SetReader:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._problems: list[Diagnostic] = []

    def document(self, found: FilterSet) -> Document:
        self._problems += found.problems
        given = self._known(found.fields, SET_KEYS, "")
        target, tz = self._word(given.get("target"), ""), self._word(given.get("tz"), "")
        self._text(given.get("description"), "")
        self._holder(given.get("filters"), twice=found.filters is not None)
        entries: list[Entry] = []
        seen: set[str] = set()
        for named in found.filters or ():
            where = pointer(((None, "filters"), named.name))
            if named.name in seen:
                self._problems.append(
                    messages.in_set("duplicate-key.filter", self._source, named.name_span, where, name=named.name)
                )
                continue
            seen.add(named.name)
            entry = self._entry(named, target, tz, where)
            entries += [] if entry is None else [entry]
        problems = sorted(self._problems, key=text_order)
        return Document(self._source, tuple(entries), tuple(problems))

    def _holder(self, field: Field | None, *, twice: bool) -> None:
        """Report a `filters` that is not an object, or that is the second one."""
        if field is None:
            return
        if twice:
            self._problems.append(messages.repeated_key("filters", self._source, field.key_span, "/filters"))
        elif field.value is not UNREAD:
            self._wrong_kind("filters", "an object, in which every filter has a name", field.span, "/filters")

    def _wrong_kind(self, key: str, wanted: str, span: Span, pointer: str) -> None:
        self._problems.append(
            messages.in_set("not-a-filter-set.kind", self._source, span, pointer, key=key, takes=wanted)
        )

    def _entry(self, named: NamedFilter, target: Word | None, tz: Word | None, where: str) -> Entry | None:
        if named.fields is None:
            self._problems.append(
                messages.in_set("not-a-filter-set.entry", self._source, named.span, where, name=named.name)
            )
            return None
        given = self._known(named.fields, ENTRY_KEYS, where)
        ways = [given[key] for key in ("query", "filter") if key in given]
        if len(ways) != 1:
            key = "not-a-filter-set.both" if ways else "not-a-filter-set.neither"
            self._problems.append(messages.in_set(key, self._source, named.name_span, where, name=named.name))
            return None
        [way] = ways
        if way.value is UNREAD:
            return None
        form: EntryForm = "text" if way.key == "query" else "json"
        if form == "text" and not isinstance(way.value, str):
            self._wrong_kind("query", "a text", way.span, f"{where}/query")
            return None
        if form == "json" and isinstance(way.value, str):
            self._problems.append(messages.text_for_json(way.value, self._source, way.span, f"{where}/filter"))
            return None
        self._text(given.get("description"), where)
        return Entry(
            form,
            Source(way.text, self._source.name),
            way.value,
            way.where,
            named.name,
            f"{where}/{way.key}",
            named.name_span,
            self._word(given.get("target"), where) or target,
            self._word(given.get("tz"), where) or tz,
            self._params(given.get("params"), where),
            self._ignored(given.get("ignore"), where),
            ignore_place=_ignore_place(way, given.get("ignore")),
        )

    def _known(self, fields: Sequence[Field], keys: Sequence[str], where: str) -> dict[str, Field]:
        """Return fields by key, and report unknown and repeated keys."""
        given: dict[str, Field] = {}
        there = {"filters", *(field.key for field in fields)}
        free = [key for key in keys if key not in there]
        for field in fields:
            if field.key in keys and field.key not in given:
                given[field.key] = field
                continue
            here = where + pointer((None, field.key))
            if field.key in given:
                self._problems.append(messages.repeated_key(field.key, self._source, field.key_span, here))
            else:
                self._problems.append(messages.unknown_key(field.key, keys, free, self._source, field.key_span, here))
        return given

    def _word(self, field: Field | None, where: str) -> Word | None:
        if field is None or field.value is UNREAD or not self._text(field, where):
            return None
        return Word(str(field.value), field.span, f"{where}/{field.key}")

    def _text(self, field: Field | None, where: str) -> bool:
        if field is None or (isinstance(field.value, str) and field.value) or field.value is UNREAD:
            return True
        here = f"{where}/{field.key}"
        self._wrong_kind(field.key, "a text", field.span, here)
        return False

    def _params(self, field: Field | None, where: str) -> Mapping[str, object]:
        if field is None or field.value is UNREAD:
            return {}
        if isinstance(field.value, Mapping):
            return field.value
        here = f"{where}/params"
        self._wrong_kind("params", "an object", field.span, here)
        return {}

    def _ignored(self, field: Field | None, where: str) -> tuple[Ignored, ...]:
        if field is None or field.value is UNREAD:
            return ()
        values = field.value
        if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
            here = f"{where}/ignore"
            self._wrong_kind("ignore", "an array of names", field.span, here)
            return ()
        spans, text = field.items, self._source.text
        return tuple(
            Ignored(Word(value, span), _removal(index, spans, field.span, text), text.startswith('"', span.start))
            for index, (value, span) in enumerate(zip(values, spans, strict=True))
        )


def _ignore_place(way: Field, listed: Field | None) -> IgnorePlace:
    return IgnorePlace(way.key_span) if listed is None else IgnorePlace(way.key_span, listed.span, listed.items)


_BEGINS_LINE = re.compile(r"[ \t]*-[ \t]+\Z")
_ENDS_LINE = re.compile(r"[ \t]*(?=[\r\n]|\Z)")
_COMMENT_OR_COMMA = re.compile(r"(#[^\r\n]*|//[^\r\n]*|/\*.*?\*/)|,", re.DOTALL)


def _removal(index: int, spans: Sequence[Span], whole: Span, text: str) -> Edit:
    """Return the edit that removes an item with its comma, or with its line; the only item leaves an empty array. Comments stay."""
    here = spans[index]
    if len(spans) == 1:
        return _emptied(here, whole, text)
    line = text.rfind("\n", 0, here.start)
    if line >= 0 and _BEGINS_LINE.match(text[line + 1 : here.start]):
        if (end := _ENDS_LINE.match(text, here.end)) is not None:
            line -= text.startswith("\r", line - 1)
            return Edit(Span(line, end.end()), "")
        dash = text.rindex("-", line, here.start)
        return Edit(Span(dash, behind_blanks(text, here.end)), "")
    if index:
        between = Span(spans[index - 1].end, here.start)
        return Edit(Span(between.start, here.end), _without_comma(text[slice(*between)]))
    between = Span(here.end, spans[1].start)
    return Edit(Span(here.start, between.end), _without_comma(text[slice(*between)]))


def _without_comma(between: str) -> str:
    """Return what stands between two items without the comma; nothing where that is blanks alone."""
    if not any(found[1] for found in _COMMENT_OR_COMMA.finditer(between)):
        return ""
    return _COMMENT_OR_COMMA.sub(lambda found: found[1] or "", between)


def _emptied(here: Span, whole: Span, text: str) -> Edit:
    """Return the edit that leaves an empty array of an array with one item."""
    before, after = text[whole.start : here.start], text[here.end : whole.end]
    if not any(found[1] for part in (before, after) for found in _COMMENT_OR_COMMA.finditer(part)):
        return Edit(whole, "[]")
    if before.startswith("["):
        return Edit(Span(here.start, whole.end), _COMMENT_OR_COMMA.sub(lambda found: found[1] or "", after))
    return Edit(Span(whole.start, whole.end), f"[]{before.removeprefix('-').rstrip()}{after}")
