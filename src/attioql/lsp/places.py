"""What stands at a position of an open file: the filter there, its target, and the offset in its text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from attioql.catalog.workspace import Target
from attioql.diagnostics.model import Edit
from attioql.documents.model import Entry
from attioql.json_text.strict_json import is_json_text
from attioql.limits import LIMITS
from attioql.linter.entries import Settings
from attioql.lsp.checking import Opened
from attioql.text.source import Source, Span


class FilterPlace(NamedTuple):
    """An offset in the text of a filter, which is about a target."""

    entry: Entry
    source: Source
    offset: int
    target: Target

    def span(self, span: Span) -> Span:
        """Return the span of the file for a span of the text."""
        return span if self.entry.where is None else self.entry.where.span(span)

    def edits(self, edit: Edit) -> Sequence[Edit]:
        """Return an edit of the text as edits of the file; none if the file cannot hold it."""
        return (edit,) if self.entry.where is None else self.entry.where.edits((edit,))


def place_at(opened: Opened, offset: int) -> FilterPlace | None:
    """Return the filter at an offset of a file; `None` where there is none, or none whose target is known."""
    document, settings = opened
    if len(document.source.text) > LIMITS.editor_characters:
        return None
    for entry in document.entries:
        inside = entry.offset(offset)
        if inside is not None and inside <= len(entry.source.text):
            target = _target(entry, settings)
            return None if target is None else FilterPlace(entry, entry.source, inside, target)
    return _in_unread(opened, offset)


def may_be_unfinished(opened: Opened | None, offset: int) -> bool:
    """Tell whether a file as it is being written may have a filter at an offset: it has none that can be read, or one there."""
    if opened is None or not opened.document.entries:
        return True
    document = opened.document
    last = max(document.entries, key=lambda each: each.place.start if each.place.start <= offset else -1)
    spans = [*[each.place for each in document.entries], *[each.span for each in document.unread]]
    spans += [] if last.where is None else [last.where.span(Span(0, len(last.source.text)))]
    end = len(document.source.text[:offset].rstrip(" \t"))
    return any(span.start <= offset and end <= span.end for span in spans)


def _in_unread(opened: Opened, offset: int) -> FilterPlace | None:
    """Return the offset in a file of one filter that cannot be read as JSON yet."""
    document, settings = opened
    source = document.source
    is_one = not document.entries and not document.is_code and is_json_text(source.text)
    entry = Entry("json", source)
    target = _target(entry, settings) if is_one else None
    return None if target is None else FilterPlace(entry, source, offset, target)


def _target(entry: Entry, settings: Settings) -> Target | None:
    slug = entry.about(settings.workspace, settings.target)
    return None if slug is None or slug not in settings.workspace else settings.workspace[slug]
