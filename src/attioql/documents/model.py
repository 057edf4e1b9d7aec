"""The document of a file: its filters as entries, each with its target, and the diagnostics of the file itself."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeAlias

from attioql.diagnostics.model import Diagnostic, Edit
from attioql.syntax.nodes import Comment
from attioql.text.source import Source, Span

EntryForm: TypeAlias = Literal["text", "json"]

_START = Span(0, 0)
_NONE: Mapping[str, object] = MappingProxyType({})


class Mapped(Protocol):
    """Maps spans in the text of an entry to spans in its file."""

    def span(self, span: Span) -> Span:
        """Return the span of the file for a span of the entry's text."""

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the entry's text as edits of the file; none if the file cannot hold one of them."""

    def offset(self, at: int) -> int | None:
        """Return the offset of the entry's text at an offset of the file; `None` for one that is not in it."""


class Remark(NamedTuple):
    """A comment of the file outside its filters, and the lines whose findings it may suppress."""

    comment: Comment
    covers: Span


class Word(NamedTuple):
    """A setting in a file, such as a target or the name of a rule, and its place."""

    text: str
    span: Span
    pointer: str | None = None


class Ignored(NamedTuple):
    """The name of a rule in `ignore`, the edit that removes it, and whether it is in double quotes."""

    word: Word
    removal: Edit
    quoted: bool = False

    def spelled(self, name: str) -> str:
        """Return another name as it would be written there."""
        return f'"{name}"' if self.quoted else name


class IgnorePlace(NamedTuple):
    """Where the `ignore` list of a filter in a set stands, with its items, or else `key`, before which it may stand."""

    key: Span
    whole: Span | None = None
    items: tuple[Span, ...] = ()


class Unchecked(NamedTuple):
    """What is not read of a file of code, as only a running program knows it, and why.

    `is_unknown` says that it is known, but that its object or list is not.
    """

    span: Span
    why: str
    is_unknown: bool = False


class Entry(NamedTuple):
    """One filter of a file: a named tuple, as a file may have very many.

    `source` is its text and has the name of the file; `value` is the parsed JSON of one in that form. `where` maps that text to
    the file, and is `None` if the entry is the whole file. `pointer` is the JSON pointer of the filter in a set, `place` the span
    of diagnostics without a better one. `target` and `tz` are settings in the file; `guess` is the target in the code around
    the filter, which comes first if the workspace has it. `is_filter` is false for a request body whose filter is not known.
    `holes` are the parts of the filter that only a running program knows. In code, `no_target` says why the filter counts as not
    checked where nothing else names its target. `ignore_place` is where a set lists what is ignored in it. `of_object`
    says that the target in code is an object, rather than a list or an activity. `is_body` says that JSON is a request body whatever
    keys it has. `query` is the text of a query, of which the filter is the beginning. `again` says that it is another reading of a filter in
    code, which chooses among values.
    """

    form: EntryForm
    source: Source
    value: object = None
    where: Mapped | None = None
    name: str = ""
    pointer: str = ""
    place: Span = _START
    target: Word | None = None
    tz: Word | None = None
    params: Mapping[str, object] = _NONE
    ignore: tuple[Ignored, ...] = ()
    guess: str | None = None
    is_filter: bool = True
    holes: tuple[Unchecked, ...] = ()
    no_target: str = ""
    ignore_place: IgnorePlace | None = None
    of_object: bool = False
    is_body: bool = False
    query: Source | None = None
    again: bool = False

    def offset(self, at: int) -> int | None:
        """Return the offset of the text at an offset of the file; `None` for one that is not in it."""
        return at if self.where is None else self.where.offset(at)

    def about(self, known: Container[str], default: str | None) -> str | None:
        """Return the name of the target of the filter: the one in the file, or else `default`."""
        if self.guess is not None and self.guess in known:
            return self.guess
        return default if self.target is None else self.target.text


class Document(NamedTuple):
    """A file: its text, its filters, the diagnostics and comments outside them, and filters that are not read.

    In code, several filters may have a part in common, and `calls` are the spans of what holds them: a comment above one is for all of it.
    """

    source: Source
    entries: tuple[Entry, ...]
    problems: tuple[Diagnostic, ...] = ()
    remarks: tuple[Remark, ...] = ()
    unread: tuple[Unchecked, ...] = ()
    is_code: bool = False
    calls: tuple[Span, ...] = ()
