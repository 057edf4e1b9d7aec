"""Jupyter notebooks: their code cells one after another as one Python text, and its places back to the strings of the cells."""

from __future__ import annotations

import ast
import re
import warnings
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attioql.diagnostics.model import Edit
from attioql.documents import messages
from attioql.documents.code_calls import may_hold
from attioql.documents.json_files import json_document
from attioql.documents.mapping import JsonString
from attioql.documents.model import Document, Entry, Mapped, Remark, Word
from attioql.documents.python_depth import deep_at
from attioql.documents.python_files import python_document
from attioql.json_text.cursor import Cursor
from attioql.limits import LIMITS
from attioql.syntax.nodes import Comment
from attioql.text.source import Source, Span

_COMMAND = re.compile(r"^(?=[ \t]*[%!?]|[^\n#'\"]*\?[ \t]*$).", re.MULTILINE)
"""The first character of a line that is a command of the notebook: `%time`, `!pip`, `name?`."""

_OTHER_LANGUAGE = re.compile(r"\s*%%(?!time|timeit|capture)")


class NotebookString(NamedTuple):
    """A string of a cell: its text, the offset of that in the Python text, and where it stands in the file."""

    text: str
    start: int
    where: JsonString


@dataclass(frozen=True, slots=True)
class NotebookPlaces:
    """The text is that of the cells of a notebook, string by string."""

    strings: Sequence[NotebookString]
    starts: Sequence[int]

    def span(self, span: Span) -> Span:
        """Return the span of the file."""
        first = self._at(span.start)
        start = first.where.span(Span(span.start - first.start, span.start - first.start)).start
        if span.end == span.start:
            return Span(start, start)
        last = self._at(span.end - 1)
        return Span(start, last.where.span(Span(span.end - 1 - last.start, span.end - last.start)).end)

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file; none if one of them is not inside one string."""
        found: list[Edit] = []
        for edit in edits:
            string = self._at(edit.span.start)
            if edit.span.end > string.start + len(string.text):
                return ()
            inside = Span(edit.span.start - string.start, edit.span.end - string.start)
            found += string.where.edits([Edit(inside, edit.replacement)])
        return tuple(found)

    def offset(self, at: int) -> int | None:
        """Return the offset of the text at an offset of the file; `None` between the strings."""
        for string in self.strings:
            inside = string.where.offset(at)
            if inside is not None:
                return string.start + inside
        return None

    def _at(self, offset: int) -> NotebookString:
        return self.strings[max(bisect_right(self.starts, offset) - 1, 0)]


@dataclass(frozen=True, slots=True)
class _Through:
    """The text of an entry stands in the Python text, which stands in the file."""

    inner: Mapped
    cells: NotebookPlaces

    def span(self, span: Span) -> Span:
        return self.cells.span(self.inner.span(span))

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        return self.cells.edits(self.inner.edits(edits))

    def offset(self, at: int) -> int | None:
        inside = self.cells.offset(at)
        return None if inside is None else self.inner.offset(inside)


def notebook_document(source: Source) -> Document:
    """Return the filters in the code cells of a notebook."""
    if not may_hold(source.text):
        return Document(source, (), is_code=True)
    if len(source.text) > LIMITS.json_characters:
        return json_document(source)
    try:
        cells = list(_cells(Cursor(source.text)))
    except ValueError:
        return Document(source, (), json_document(source).problems, is_code=True)
    strings: list[NotebookString] = []
    pieces: list[str] = []
    broken: Span | None = None
    at = 0
    for cell in cells:
        if not cell or _OTHER_LANGUAGE.match(cell[0][0]):
            continue
        code = _python("".join([text for text, _ in cell]))
        if code is None:
            broken = broken or cell[0][1].span(Span(0, len(cell[0][0])))
            continue
        for text, where in cell:
            strings.append(NotebookString(text, at, where))
            at += len(text)
        pieces += (code, "\n")
        at += 1
    if not strings:
        return Document(source, (), is_code=True)
    places = NotebookPlaces(strings, [each.start for each in strings])
    document = _in_file(python_document(Source("".join(pieces), source.name)), source, places)
    if broken is not None and (document.entries or document.unread):
        problem = messages.unparsed("Python", source, broken)
        document = document._replace(problems=(*document.problems, problem))
    return document


def _cells(cursor: Cursor) -> Iterator[list[tuple[str, JsonString]]]:
    """Yield the strings of each code cell. Raises `ValueError` for what is no notebook."""
    if cursor.skip() != "{":
        return
    for key, _ in cursor.members():
        if key != "cells" or cursor.skip() != "[":
            cursor.pass_over()
            continue
        for _ in cursor.items():
            yield from _cell(cursor)


def _cell(cursor: Cursor) -> Iterator[list[tuple[str, JsonString]]]:
    kind: object = None
    found: list[tuple[str, JsonString]] = []
    if cursor.skip() != "{":
        cursor.pass_over()
        return
    for key, _ in cursor.members():
        if key == "cell_type":
            kind, _ = cursor.value()
        elif key == "source" and cursor.skip() == "[":
            found = [string for _ in cursor.items() for string in _string(cursor)]
        elif key == "source":
            found = list(_string(cursor))
        else:
            cursor.pass_over()
    if kind == "code":
        yield found


def _string(cursor: Cursor) -> Iterator[tuple[str, JsonString]]:
    value, span = cursor.value()
    if isinstance(value, str):
        yield value, JsonString(cursor.text[slice(*span)], span.start)


class CellLine(NamedTuple):
    """A line of a code cell: the offset of its first character in the file, and its blanks."""

    start: int
    indent: str


def notebook_lines(text: str) -> Iterator[CellLine]:
    """Yield the lines of the code cells of a notebook, in the order of the file."""
    for cell in _cells(Cursor(text)):
        for string, where in cell:
            at = 0
            for line in string.splitlines(keepends=True):
                yield CellLine(where.span(Span(at, at)).start, line[: len(line) - len(line.lstrip(" \t"))])
                at += len(line)


def _python(code: str) -> str | None:
    """Return the code of a cell with commands of the notebook as comments; `None` for what is no Python."""
    code = _COMMAND.sub("#", code)
    if deep_at(code) is not None or "\0" in code:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return code


def _in_file(document: Document, source: Source, cells: NotebookPlaces) -> Document:
    """Return a document about the Python text as one about the notebook."""
    return Document(
        source,
        tuple([_entry(entry, cells) for entry in document.entries]),
        tuple([messages.moved(problem, cells, source) for problem in document.problems]),
        tuple([_remark(remark, cells) for remark in document.remarks]),
        tuple([each._replace(span=cells.span(each.span)) for each in document.unread]),
        is_code=True,
        calls=tuple([cells.span(each) for each in document.calls]),
    )


def _entry(entry: Entry, cells: NotebookPlaces) -> Entry:
    return entry._replace(
        where=None if entry.where is None else _Through(entry.where, cells),
        place=cells.span(entry.place),
        target=_word(entry.target, cells),
        tz=_word(entry.tz, cells),
        holes=tuple([each._replace(span=cells.span(each.span)) for each in entry.holes]),
    )


def _word(word: Word | None, cells: NotebookPlaces) -> Word | None:
    return None if word is None else word._replace(span=cells.span(word.span))


def _remark(remark: Remark, cells: NotebookPlaces) -> Remark:
    span = cells.span(Span(remark.comment.start, remark.comment.end))
    return Remark(Comment(remark.comment.text, *span), cells.span(remark.covers))
