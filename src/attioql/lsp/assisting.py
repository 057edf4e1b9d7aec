"""Completion and hover at a position of an open file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lsprotocol import types

from attioql.assist import complete, complete_json, hover
from attioql.catalog.workspace import Workspace
from attioql.completion.model import Completion, CompletionKind
from attioql.diagnostics.model import Edit
from attioql.documents.query_text import word_in
from attioql.lsp.checking import Opened
from attioql.lsp.editor_positions import Positions
from attioql.lsp.places import FilterPlace, place_at
from attioql.text.source import Span

_QUOTES = frozenset("\"'`")

TRIGGERS = (".", '"', "'", "(", "{", ":", " ")

_KINDS: Mapping[CompletionKind, types.CompletionItemKind] = MappingProxyType(
    {
        "attribute": types.CompletionItemKind.Field,
        "property": types.CompletionItemKind.Property,
        "object": types.CompletionItemKind.Class,
        "operator": types.CompletionItemKind.Operator,
        "option": types.CompletionItemKind.EnumMember,
        "member": types.CompletionItemKind.Value,
        "value": types.CompletionItemKind.Value,
        "moment": types.CompletionItemKind.Constant,
        "duration": types.CompletionItemKind.Constant,
        "period": types.CompletionItemKind.Constant,
        "keyword": types.CompletionItemKind.Keyword,
        "punctuation": types.CompletionItemKind.Text,
    }
)


def completions_at(opened: Opened, offset: int, positions: Positions, *, markdown: bool) -> list[types.CompletionItem]:
    """Return what may stand at an offset of a file, with documentation in Markdown or as plain text."""
    targets = _targets_at(opened, offset)
    if targets is not None:
        return _of_targets(opened.settings.workspace, targets, positions)
    place = place_at(opened, offset)
    return [] if place is None else list(_items(place, opened, offset, positions, markdown=markdown))


def _items(
    place: FilterPlace, opened: Opened, offset: int, positions: Positions, *, markdown: bool
) -> Iterator[types.CompletionItem]:
    if place.entry.form == "json":
        found = complete_json(place.source, place.offset, place.target)
    else:
        found = complete(place.source, place.offset, place.target, now=opened.settings.now)
    word = place.source.text[found.span.start : place.offset]
    same = _same_behind(positions.source.text, opened.document.source.text, offset)
    for number, item in enumerate(found.items):
        edits = [_cut(edit, same) for edit in place.edits(Edit(found.span, item.insert_text))]
        if len(edits) == 1 and edits[0].span.start <= offset <= edits[0].span.end:
            yield _item(item, edits[0], word, number, offset, positions, markdown=markdown)


def _same_behind(text: str, read: str, offset: int) -> int:
    """Return up to where a text is the one that was read in its place, which is the same before an offset."""
    if text is read:
        return len(text)
    longest = min(len(text), len(read))
    return next((at for at in range(offset, longest) if text[at] != read[at]), longest)


def _cut(edit: Edit, end: int) -> Edit:
    return edit if edit.span.end <= end else Edit(Span(edit.span.start, end), edit.replacement)


def _item(
    item: Completion, edit: Edit, word: str, number: int, offset: int, positions: Positions, *, markdown: bool
) -> types.CompletionItem:
    label, filter_text = _label(item, edit.replacement, positions.source.text[edit.span.start : offset], word)
    about = item.documentation
    return types.CompletionItem(
        label=label,
        kind=_KINDS[item.kind],
        detail=item.kind,
        documentation=(types.MarkupContent(types.MarkupKind.Markdown, about) if markdown else about) if about else None,
        sort_text=f"{number:05}",
        filter_text=filter_text,
        text_edit=types.TextEdit(positions.range(edit.span), edit.replacement),
    )


def _label(item: Completion, written: str, typed: str, word: str) -> tuple[str, str | None]:
    """Return the label of what is written in place of `typed`, and what the editor compares with that if it is not the label.

    There is none if possible: Neovim 0.7 ignores the range of an item that has one. `word` is the part of `typed` that the
    item replaces; there is more if the file has to write a whole string anew.
    """
    if len(typed) > len(word) and typed.endswith(word):
        return item.label, typed.removesuffix(word) + item.label
    quote = typed[:1] if typed[:1] in _QUOTES else ""
    if quote:
        return (written, None) if written[:1] == quote else (item.label, f"{quote}{item.label}")
    is_found = item.label.lower().startswith(typed.lower()) or written[:1] in _QUOTES
    return item.label, None if is_found else written


def _targets_at(opened: Opened, offset: int) -> Span | None:
    """Return the span of the target that a comment of query text names at an offset."""
    text = opened.document.source.text
    if not any(entry.where is None and entry.form == "text" for entry in opened.document.entries):
        return None
    start = text.rfind("\n", 0, offset) + 1
    found = word_in(text, start) if text[start:offset].lstrip().startswith("#") else None
    if found is None or found[0] != "target" or not found[1].span.start <= offset:
        return None
    return Span(found[1].span.start, max(found[1].span.end, offset))


def _of_targets(workspace: Workspace, span: Span, positions: Positions) -> list[types.CompletionItem]:
    return [
        types.CompletionItem(
            label=slug,
            kind=types.CompletionItemKind.Class,
            detail="target",
            text_edit=types.TextEdit(positions.range(span), slug),
        )
        for slug in workspace
    ]


def hover_at(opened: Opened, offset: int, positions: Positions, *, markdown: bool) -> types.Hover | None:
    """Return what stands at an offset of a file, in Markdown or as plain text."""
    place = place_at(opened, offset)
    found = None if place is None else hover(place.source, place.offset, place.target)
    if place is None or found is None:
        return None
    contents = types.MarkupContent(
        types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText, found.documentation
    )
    return types.Hover(contents, positions.range(place.span(found.span)))
