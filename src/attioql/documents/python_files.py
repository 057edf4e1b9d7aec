"""Python files: each literal query text in a call of `attioql.compile` is a filter. A file is parsed, and never run.

The target comes from a comment at the call (on its lines, or alone on the lines right above it), from the call itself, or from a
comment at the head of the file. A filter whose parameters are not literals is skipped.
"""

from __future__ import annotations

import ast
import tokenize
import warnings
from array import array
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from attioql.diagnostics.build import past_limit
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import phrase
from attioql.documents import messages
from attioql.documents.code_calls import may_hold
from attioql.documents.code_literals import literal_of
from attioql.documents.code_marks import marked_in, may_mark
from attioql.documents.code_places import KeptSpans
from attioql.documents.model import Document, Entry, Remark, Unchecked, Word
from attioql.documents.python_calls import FilterCall, find_calls, package_names
from attioql.documents.python_depth import deep_at
from attioql.documents.python_literals import PythonString
from attioql.documents.python_requests import PythonFilter, PythonRequests
from attioql.documents.python_tree import PythonTree
from attioql.documents.query_text import params_in, word_in
from attioql.json_text.strict_json import is_json_text, read_json
from attioql.limits import LIMITS
from attioql.syntax.nodes import Comment
from attioql.syntax.parser import parameter_names
from attioql.syntax.query_parts import filter_of_query
from attioql.text.source import LINE_BREAK, Source, Span

LONGEST_PYTHON = LIMITS.python_characters


class _Line(NamedTuple):
    """A comment of the file, the number of its line, and whether it has that line to itself."""

    comment: Comment
    number: int
    alone: bool


def python_document(source: Source) -> Document:
    """Return the filters in a Python file."""
    tree = _parsed(source)
    if isinstance(tree, Diagnostic):
        return Document(source, (), (tree,))
    if not may_hold(source.text):
        return Document(source, ())
    return _PythonFileReader(source, PythonTree(tree)).document()


def _parsed(source: Source) -> ast.Module | Diagnostic:
    if (too_long := past_limit(source, LONGEST_PYTHON)) is not None:
        return too_long
    at = deep_at(source.text)
    if at is not None:
        return messages.in_set("not-python", source, Span(at, at + 1), None, reason=phrase("nested-too-deeply"))
    null = source.text.find("\0")
    if null >= 0:
        return messages.in_set("not-python", source, Span(null, null + 1), None, reason=phrase("python-stops"))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(source.text)
    except SyntaxError as error:
        line = _PythonLines(source.text).all_of(error.lineno or 1)
        return messages.in_set("not-python", source, line, None, reason=phrase("python-stops"))
    except ValueError:
        return messages.in_set("not-python", source, Span(0, 0), None, reason=phrase("python-stops"))
    except (RecursionError, MemoryError):
        return messages.in_set("not-python", source, Span(0, 0), None, reason=phrase("nested-too-deeply"))


class _PythonLines:
    """The lines of a text as Python counts them, and the offsets of Python's columns, which count bytes of UTF-8."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in LINE_BREAK.finditer(text))]
        self._columns: dict[int, array[int]] = {}

    def offset(self, line: int, column: int) -> int:
        start = self.starts[line - 1]
        return start + (column if self.text.isascii() else bisect_left(self._columns_of(line), column))

    def _columns_of(self, line: int) -> array[int]:
        """Return Python's column of each character of a line, worked out once for all that stands on it."""
        if line not in self._columns:
            widths = (len(character.encode()) for character in self._line(line))
            self._columns[line] = array("L", accumulate(widths, initial=0))
        return self._columns[line]

    def span(self, node: ast.expr) -> Span:
        end = self.offset(node.end_lineno or node.lineno, node.end_col_offset or node.col_offset)
        return Span(self.offset(node.lineno, node.col_offset), end)

    def of(self, first: int, last: int) -> Span:
        """Return the span of some lines."""
        return Span(self.starts[first - 1], self.starts[last] if last < len(self.starts) else len(self.text))

    def all_of(self, number: int) -> Span:
        """Return the span of a line, or of the last one, without the blanks around it."""
        number = min(number, len(self.starts))
        line = self._line(number)
        start = self.starts[number - 1] + len(line) - len(line.lstrip())
        return Span(start, start + len(line.strip()))

    def comments(self, statements: Collection[int]) -> Iterator[_Line]:
        """Yield the comments of the file, which has statements that begin on some lines.

        Splitting text into tokens takes longer than parsing it, so that is done for statements with a `#` alone.
        """
        starts = sorted({1, *statements})
        for first, following in zip(starts, [*starts[1:], len(self.starts) + 1], strict=True):
            if "#" in self.text[slice(*self.of(first, following - 1))]:
                yield from self._comments_of(range(first, following))

    def _comments_of(self, numbers: range) -> Iterator[_Line]:
        """Yield the comments of some lines. An opened bracket before them makes their indentation mean nothing."""
        lines = iter(["(\n", *[self._line(number) + "\n" for number in numbers]])
        try:
            for token in tokenize.generate_tokens(lambda: next(lines, "")):
                if token.type == tokenize.COMMENT:
                    number, column = token.start[0] + numbers[0] - 2, token.start[1]
                    start = self.starts[number - 1] + column
                    alone = not self.text[self.starts[number - 1] : start].strip()
                    yield _Line(Comment(token.string, start, start + len(token.string)), number, alone)
        except (tokenize.TokenError, SyntaxError):
            return

    def _line(self, number: int) -> str:
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


class _PythonFileReader:
    def __init__(self, source: Source, tree: PythonTree) -> None:
        self._source = source
        self._lines = _PythonLines(source.text)
        self._tree = tree
        self._problems: list[Diagnostic] = []
        self._covered: dict[int, tuple[int, int]] = {}
        self._holders: set[Span] = set()
        self._unread: dict[Span, Unchecked] = {}

    @cached_property
    def _comments(self) -> dict[int, _Line]:
        return {line.number: line for line in self._lines.comments(self._tree.statements())}

    @cached_property
    def _head(self) -> dict[str, Word]:
        return self._said(range(1, _first_line(self._tree.module) or len(self._lines.starts) + 1))

    def document(self) -> Document:
        names = package_names(self._tree)
        calls = find_calls(self._tree, names)
        requests = PythonRequests(self._source, self._tree, names, self._lines.span)
        filters = list(requests.filters())
        if not calls and not filters and not may_mark(self._source.text):
            return Document(self._source, (), is_code=True)
        entries = [entry for call in calls for entry in self._entry(call, self._around(call.call), requests)]
        entries += self._of_marked_texts(requests, {call.literal for call in calls})
        entries += self._of_dicts(requests, filters)
        entries.sort(key=lambda entry: entry.place)
        remarks = [
            Remark(line.comment, self._lines.of(*self._covered.get(line.number, (line.number, self._next_line(line)))))
            for line in self._comments.values()
            if marked_in(line.comment.text) is None
        ]
        unread = tuple([self._unread[span] for span in sorted(self._unread)])
        holders = tuple(sorted(self._holders))
        return Document(self._source, tuple(entries), tuple(self._problems), tuple(remarks), unread, True, holders)

    def _of_dicts(self, requests: PythonRequests, filters: Sequence[PythonFilter]) -> Iterator[Entry]:
        """Yield the filters that are dicts. One that a call and a comment are about is the call's."""
        comments = KeptSpans([Span(line.comment.start, line.comment.end) for line in self._comments.values()])
        seen: set[tuple[Span, str]] = set()
        for each in (*filters, *requests.marked(self._is_marked)):
            said = self._said(self._around(each.node))
            word = requests.word_of(each.found.target) or said.get("target", self._head.get("target"))
            place = literal_of(each.found.expression).span
            if (place, "" if word is None else word.text) in seen or (word is None and (place, "") in seen):
                continue
            seen |= {(place, "" if word is None else word.text), (place, "")}
            found = requests.taken(each, word, comments)
            self._unread.update({read.span: read for read in found.unread})
            self._problems += [problem for problem in found.problems if problem not in self._problems]
            guess = None if "target" in said else each.guess
            is_object = each.found.target is None or each.found.target.is_object
            yield from [entry._replace(guess=guess, of_object=is_object) for entry in found.entries]

    def _of_marked_texts(self, requests: PythonRequests, known: Collection[ast.Constant]) -> Iterator[Entry]:
        """Yield the texts behind comments that no call has."""
        for literal in requests.marked_texts(self._is_marked):
            if literal not in known:
                call = FilterCall(literal, literal, str(literal.value), None, None, None, {}, "either")
                yield from self._entry(call, self._around(literal), requests)

    def _is_marked(self, number: int) -> bool:
        """Tell whether a comment on a line names a target, or one of those that stand alone right above it."""
        while (line := self._comments.get(number)) is not None:
            if marked_in(line.comment.text) is not None:
                return True
            if not line.alone:
                return False
            number -= 1
        return False

    def _entry(self, call: FilterCall, numbers: Sequence[int], requests: PythonRequests) -> Iterator[Entry]:
        said = self._said(numbers)
        whole = Source(call.text, self._source.name)
        is_json = is_json_text(call.text)
        query = whole if call.is_query and not is_json else None
        text = whole if query is None else filter_of_query(query)
        params: Mapping[str, object] = call.params or {}
        word = said.get("params", self._head.get("params"))
        if word is not None:
            params, diagnostic = params_in(word, self._source)
            self._problems += [] if diagnostic is None or diagnostic in self._problems else [diagnostic]
        span = self._lines.span(call.literal)
        where = PythonString(self._source.text[span.start : span.end], span.start, call.text)
        if call.form == "json" and not is_json:
            return
        value = read_json(text) if call.form != "text" and is_json else None
        if isinstance(value, Diagnostic):
            self._problems.append(messages.moved(value, where, self._source))
            return
        if value is None and parameter_names(text) - params.keys():
            return
        tz = None if call.tz is None else Word(str(call.tz.value), self._lines.span(call.tz))
        yield Entry(
            "text" if value is None else "json",
            text,
            value,
            where,
            place=span,
            no_target=requests.why_no_target(call.target, call.target_node),
            target=said.get("target", self._head.get("target")),
            guess=None if "target" in said else call.target,
            tz=said.get("tz", tz or self._head.get("tz")),
            params=params,
            query=query,
        )

    def _around(self, node: ast.expr) -> range:
        """Return the lines of a call and the comment lines right above it, and keep what their comments are for."""
        self._holders.add(self._lines.span(node))
        first = node.lineno
        while first - 1 in self._comments and self._comments[first - 1].alone:
            first -= 1
        numbers = range(first, (node.end_lineno or first) + 1)
        for number in numbers:
            start, end = self._covered.get(number, (numbers[0], numbers[-1]))
            self._covered[number] = min(start, numbers[0]), max(end, numbers[-1])
        return numbers

    def _next_line(self, line: _Line) -> int:
        """Return the line that a comment is for: its own, or that behind the comments that stand alone from it on."""
        number = line.number
        while number in self._comments and self._comments[number].alone:
            number += 1
        return min(number, len(self._lines.starts))

    def _said(self, numbers: Sequence[int]) -> dict[str, Word]:
        """Return the settings in the comments of some lines; the first one of a kind counts."""
        said: dict[str, Word] = {}
        for number in numbers:
            line = self._comments.get(number)
            found = None if line is None else word_in(self._source.text, line.comment.start)
            if found is not None:
                said.setdefault(*found)
            marked = None if line is None else marked_in(line.comment.text)
            if line is not None and marked is not None:
                slug = line.comment.text[slice(*marked)]
                start = line.comment.start + marked.start
                said.setdefault("target", Word(slug, Span(start, start + len(slug))))
        return said


def _first_line(tree: ast.Module) -> int:
    """Return the first line of code after the docstring of a file; 0 if there is none."""
    body = tree.body[1:] if ast.get_docstring(tree, clean=False) is not None else tree.body
    return body[0].lineno if body else 0
