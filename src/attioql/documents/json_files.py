"""JSON files: a filter, a request body, or a filter set. A set is read one level at a time, so that an error stays in its filter."""

from __future__ import annotations

import json
import re

from attioql.diagnostics.model import Diagnostic
from attioql.documents import messages
from attioql.documents.mapping import Commented, JsonString, Shift
from attioql.documents.model import Document, Entry
from attioql.documents.sets import UNREAD, Field, FilterSet, NamedFilter, looks_like_set, set_document
from attioql.json_text.comments import without_comments
from attioql.json_text.cursor import Cursor
from attioql.json_text.nesting import require_shallow
from attioql.json_text.paths import JsonPath, pointer
from attioql.json_text.strict_json import LONGEST_JSON, DuplicateKeyError, read_json
from attioql.text.source import Source, Span

_MAY_BE_SET = re.compile(r'\s*\{.*"filters"\s*:', re.DOTALL)


def json_document(source: Source) -> Document:
    """Return the document of a JSON file: a filter set, or one filter or request body."""
    found = read_json_set(source)
    if found is not None:
        return set_document(source, found)
    value = read_json(source)
    if isinstance(value, Diagnostic):
        return Document(source, (), (value,))
    return Document(source, (Entry("json", source, value),))


def commented_document(source: Source) -> Document:
    """Return the document of a JSON file with comments: as if it had none, but fixes leave each where it is."""
    read = without_comments(source.text)
    plain = Source(read.text, source.name)
    found = read_json_set(plain)
    document = json_document(plain) if found is None else set_document(source, found)
    where = Commented(source.text, Shift(0), read.comments)
    entries = [
        entry._replace(where=where if entry.where is None else Commented(source.text, entry.where, read.comments))
        for entry in document.entries
    ]
    problems = [messages.moved(problem, where, source) for problem in document.problems]
    return Document(source, tuple(entries), tuple(problems))


def read_commented_set(source: Source) -> FilterSet | None:
    """Return the filter set in a JSON text with comments; `None` for another text."""
    return read_json_set(Source(without_comments(source.text).text, source.name))


def read_json_set(source: Source) -> FilterSet | None:
    """Return the filter set in a JSON text; `None` for other JSON and for text that is not JSON."""
    if len(source.text) > LONGEST_JSON or _MAY_BE_SET.match(source.text) is None:
        return None
    try:
        require_shallow(source.text)
        found = _read(source)
    except ValueError:
        return None
    return found if looks_like_set(found) else None


def _read(source: Source) -> FilterSet:
    cursor = Cursor(source.text)
    fields: list[Field] = []
    filters: list[NamedFilter] | None = None
    problems: list[Diagnostic] = []
    for key, span in cursor.members():
        if key == "filters" and cursor.skip() == "{" and filters is None:
            filters = [_named(cursor, name, json_path, source, problems) for name, json_path in cursor.members()]
        else:
            fields.append(_field(cursor, key, span, source, problems, None))
    if cursor.skip():
        raise json.JSONDecodeError("Extra data", source.text, cursor.at)
    return FilterSet(fields, filters, problems)


def _named(cursor: Cursor, name: str, span: Span, source: Source, problems: list[Diagnostic]) -> NamedFilter:
    start = cursor.at
    fields: list[Field] | None = None
    if cursor.skip() == "{":
        fields = []
        inside = ((None, "filters"), name)
        fields += [_field(cursor, key, json_path, source, problems, inside) for key, json_path in cursor.members()]
    else:
        cursor.value()
    return NamedFilter(name, span, Span(start, cursor.at), fields)


def _field(
    cursor: Cursor, key: str, key_span: Span, source: Source, problems: list[Diagnostic], inside: JsonPath
) -> Field:
    """Read the value of a key, and report its errors."""
    start = cursor.at
    items: list[Span] = []
    try:
        if key == "ignore" and cursor.skip() == "[":
            items = [cursor.value()[1] for _ in cursor.items()]
            cursor.at = start
        value, span = cursor.value()
    except DuplicateKeyError:
        diagnostic = cursor.fault(start)
        if diagnostic is not None:
            problems.append(messages.moved(diagnostic, Shift(start), source, pointer((inside, key))))
        return Field(key, key_span, UNREAD, Span(start, cursor.at), "", Shift(start))
    written = source.text[span.start : span.end]
    if isinstance(value, str):
        return Field(key, key_span, value, span, value, JsonString(written, span.start))
    return Field(key, key_span, value, span, written, Shift(span.start), tuple(items))
