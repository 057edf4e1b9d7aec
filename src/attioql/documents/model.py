"""What a file of filters holds: entries, each a filter with what it is about, and what is wrong with the file itself."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple, Protocol, TypeAlias

from attioql.diagnostics.model import Diagnostic, Edit
from attioql.syntax.nodes import Comment
from attioql.text.source import Source, Span

Form: TypeAlias = Literal["text", "json"]

_START = Span(0, 0)
_NONE: Mapping[str, object] = MappingProxyType({})


class Mapped(Protocol):
    """How places in the text of an entry lead to places in its file."""

    def span(self, span: Span) -> Span:
        """Return where a span of the entry's text stands in the file."""

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the entry's text as edits of the file; none where the file leaves no room for them."""


class Remark(NamedTuple):
    """A comment of the file beside its filters, and the lines whose findings it may be about."""

    comment: Comment
    covers: Span


class Word(NamedTuple):
    """A text that a file says beside its filters, such as a target or the name of a rule, and where it stands."""

    text: str
    span: Span
    pointer: str | None = None


class Ignored(NamedTuple):
    """The name of a rule that is to be ignored, the edit that takes it out, and whether it stands in double quotes."""

    word: Word
    removal: Edit
    quoted: bool = False

    def spelled(self, name: str) -> str:
        """Return another name as it would stand there."""
        return f'"{name}"' if self.quoted else name


class Entry(NamedTuple):
    """One filter of a file: a named tuple, as a file may have very many.

    `source` is its text and has the name of the file; `value` is the parsed JSON of one in that form. `where` leads from that
    text to the file, and is `None` where the entry is the whole of it. `pointer` says where in a set the filter stands,
    `place` what to show where a fault has no better one. `target` and `tz` are what the file says of this filter; `guess` is
    what the code around it seems to say it is about, and comes first where there is a target of that name.
    """

    form: Form
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

    def about(self, known: Container[str], default: str | None) -> str | None:
        """Return the name of the target of the filter: what the file says, or else `default`."""
        if self.guess is not None and self.guess in known:
            return self.guess
        return default if self.target is None else self.target.text


class Document(NamedTuple):
    """A file: its text, the filters in it, what is wrong beside them, and the comments beside them."""

    source: Source
    entries: tuple[Entry, ...]
    problems: tuple[Diagnostic, ...] = ()
    remarks: tuple[Remark, ...] = ()
