"""What fixes are applied to, and which of them can be applied together: texts, by their edits, and parsed values, by their JSON edits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Protocol, TypeVar

from attioql.attio.offers import size_of
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Fix, JsonEdit
from attioql.json_text.patching import is_number, is_same, patched, tokens_in
from attioql.limits import LIMITS
from attioql.text.source import Span

_Document = TypeVar("_Document")
_Tokens = tuple[str | None, ...]


class TakenEdits(Protocol):
    """The edits of some fixes, none of which overlap or touch."""

    def takes(self, fix: Fix) -> bool:
        """Add the edits of a fix; return whether there is room for them."""


class FixableKind(Protocol[_Document]):
    """A kind of document that fixes are applied to."""

    def has_edits(self, fix: Fix) -> bool:
        """Tell whether a fix has edits of such a document."""

    def nothing_taken(self) -> TakenEdits:
        """Return what edits are taken into, without any so far."""

    def applied(self, document: _Document, fixes: Sequence[Fix]) -> _Document:
        """Return a document with fixes applied that do not overlap."""

    def mark(self, document: _Document) -> object:
        """Return what a document is recognised by."""

    def size(self, document: _Document) -> int:
        """Return what to check a document costs: the code points of a text, or of a text about as long as a parsed value."""

    def is_same(self, mark: object, other: object) -> bool:
        """Tell whether two marks are those of equal documents."""


class _Text:
    """Text, with edits of spans."""

    def has_edits(self, fix: Fix) -> bool:
        return bool(fix.edits)

    def nothing_taken(self) -> TakenEdits:
        return _TakenSpans()

    def applied(self, document: str, fixes: Sequence[Fix]) -> str:
        return apply_edits(document, [edit for fix in fixes for edit in fix.edits])

    def mark(self, document: str) -> int:
        return hash(document)

    def size(self, document: str) -> int:
        return len(document)

    def is_same(self, mark: object, other: object) -> bool:
        return mark == other


class _Value:
    """A parsed JSON value, with JSON edits. It is not changed: copies of it are."""

    def has_edits(self, fix: Fix) -> bool:
        return bool(fix.json_edits)

    def nothing_taken(self) -> TakenEdits:
        return _TakenPointers()

    def applied(self, document: object, fixes: Sequence[Fix]) -> object:
        return patched(document, [edit for fix in fixes for edit in fix.json_edits])

    def mark(self, document: object) -> object:
        return document

    def size(self, document: object) -> int:
        most = LIMITS.lint_fix_characters // LIMITS.lint_fix_value_characters
        return LIMITS.lint_fix_value_characters * size_of(document, most)

    def is_same(self, mark: object, other: object) -> bool:
        return is_same(mark, other)


TEXT: FixableKind[str] = _Text()
VALUE: FixableKind[object] = _Value()


class _TakenSpans:
    """Spans of a text, in order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._spans: list[Span] = []

    def takes(self, fix: Fix) -> bool:
        if any(map(self._is_taken, [edit.span for edit in fix.edits])):
            return False
        for edit in fix.edits:
            index = bisect_left(self._starts, edit.span.start)
            self._starts.insert(index, edit.span.start)
            self._spans.insert(index, edit.span)
        return True

    def _is_taken(self, span: Span) -> bool:
        """Tell whether a span overlaps one of those that are taken, or touches it."""
        index = bisect_right(self._starts, span.end)
        return index > 0 and self._spans[index - 1].end >= span.start


class _TakenPointers:
    """Places in a value: those whose key is claimed, those whose value is, and all that lead to one of either."""

    def __init__(self) -> None:
        self._claimed: set[_Tokens] = set()
        self._values: set[_Tokens] = set()
        self._ahead: set[_Tokens] = set()

    def takes(self, fix: Fix) -> bool:
        edits = [(edit, tokens_in(edit.pointer)) for edit in fix.json_edits]
        if any(self._is_taken(edit, tokens) for edit, tokens in edits):
            return False
        for edit, tokens in edits:
            self._claimed.update((tokens, *_claims(edit, tokens)))
            if edit.op != "rename":
                self._values.add(tokens)
            self._ahead.update(tokens[:length] for length in range(len(tokens)))
        return True

    def _is_taken(self, edit: JsonEdit, tokens: tuple[str, ...]) -> bool:
        """Tell whether an edit is at, in or around one that is taken. What is in a value may change while its key is renamed."""
        if not self._claimed.isdisjoint((tokens, *_claims(edit, tokens))):
            return True
        if any(tokens[:length] in self._values for length in range(len(tokens))):
            return True
        return edit.op != "rename" and tokens in self._ahead


_COMMA = None
"""Stands for a comma, which is no key."""


def _claims(edit: JsonEdit, tokens: tuple[str, ...]) -> tuple[_Tokens, ...]:
    """Return what else an edit claims: a new key, or the commas beside a member that is removed.

    So members beside one another are not removed in one pass, which could leave none; of an object, one key is.
    """
    around, last = tokens[:-1], "".join(tokens[-1:])
    if edit.op == "rename":
        return ((*around, str(edit.value)),)
    if edit.op != "remove":
        return ()
    if not is_number(last):
        return ((*around, _COMMA),)
    return ((*around, _COMMA, last), (*around, _COMMA, str(int(last) + 1)))
