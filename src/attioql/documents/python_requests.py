"""The filters in the dict literals of a Python file: in requests, in calls of client libraries and of this one, behind comments."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase
from attioql.documents.code_calls import BODY_KEYS, CodeTarget, FoundFilter, filters_in
from attioql.documents.code_entries import CodeFile, Taken, taken
from attioql.documents.code_literals import CodeExpression, CodeFields, CodeMember, literal_of
from attioql.documents.model import Word
from attioql.documents.python_calls import PackageNames, find_read_calls
from attioql.documents.python_code import PythonCode, SpanOf, python_spelling
from attioql.documents.python_tree import PythonTree
from attioql.text.source import Source, Span


class PythonFilter(NamedTuple):
    """A filter in a Python file: what holds it, and what it is; `guess` is the slug of the target in the call."""

    node: ast.expr
    found: FoundFilter
    guess: str | None = None


class PythonRequests:
    """Finds the filters in one Python file, and makes entries of them."""

    def __init__(self, source: Source, tree: PythonTree, names: PackageNames, span: SpanOf) -> None:
        """Keep the text and its tree."""
        self._source = source
        self._tree = tree
        self._names = names
        self._span = span
        self._code = PythonCode(source.text, tree, span)

    def filters(self) -> Iterator[PythonFilter]:
        """Yield the filters in calls, in the order of the walk."""
        own = {}
        for read in find_read_calls(self._tree, self._names):
            own[read.call] = read
            given = self._code.read(read.filter)
            if isinstance(literal_of(given), CodeFields):
                found = FoundFilter(given, None, is_body=False, call=self._span(read.call))
                yield PythonFilter(read.call, found, read.target)
        for node, call in self._code.calls():
            if node not in own:
                yield from [PythonFilter(node, each) for each in filters_in(call)]

    def marked(self, is_marked: Callable[[int], bool]) -> Iterator[PythonFilter]:
        """Yield the dicts behind comments: those whose first line, or the line before, has one that names a target."""
        nodes = self._tree.nodes
        holders: list[ast.Assign | ast.AnnAssign | ast.Return | ast.keyword] = [
            *nodes(ast.Assign),
            *nodes(ast.AnnAssign),
            *nodes(ast.Return),
            *nodes(ast.keyword),
        ]
        for holder in holders:
            value = holder.value
            if isinstance(value, ast.Dict) and (is_marked(value.lineno) or is_marked(holder.lineno - 1)):
                yield self._of_dict(value)
        for call in self._tree.nodes(ast.Call):
            yield from [
                self._of_dict(each)
                for each in call.args
                if isinstance(each, ast.Dict) and is_marked(each.lineno - 1) and self._is_body(each)
            ]

    def taken(self, each: PythonFilter, target: Word | None, comments: Sequence[Span]) -> Taken:
        """Return the entry of a filter. No edit of it takes in a comment."""
        said = each.found.target
        written = "" if said is None else self._source.text[slice(*said.expression.span)]
        no_target = phrase("at-run-time-target", text=short(" ".join(written.split())).replace("`", "'"))
        file = CodeFile(self._source, comments, lambda span: python_spelling(self._source.text, span))
        return taken(each.found.expression, file, is_body=each.found.is_body, target=target, no_target=no_target)

    def word_of(self, said: CodeTarget | None) -> Word | None:
        """Return the target that a URL or an argument names."""
        if said is None or said.slug is None:
            return None
        start, end = literal_of(said.expression).span
        at = self._source.text.find(said.slug, start, end)
        return Word(said.slug, Span(at, at + len(said.slug)) if at >= 0 else Span(start, end))

    def _of_dict(self, node: ast.Dict) -> PythonFilter:
        expression = self._code.read(node)
        return PythonFilter(node, FoundFilter(expression, None, False, self._span(node)))

    def _is_body(self, node: ast.Dict) -> bool:
        read: CodeExpression = self._code.read(node)
        members = read.members if isinstance(read, CodeFields) else ()
        return any(isinstance(each, CodeMember) and each.key in BODY_KEYS for each in members)
