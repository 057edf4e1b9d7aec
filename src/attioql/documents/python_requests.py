"""The filters in the dict literals of a Python file: in requests, in calls of client libraries and of this one, behind comments."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import NamedTuple

from attioql.documents.code_calls import CodeTarget, FoundFilter, filters_in, marked_filter
from attioql.documents.code_entries import CodeFile, Taken, taken, taken_text
from attioql.documents.code_literals import CodeFields, branches_of, literal_of
from attioql.documents.code_marks import at_run_time_target
from attioql.documents.code_places import KeptSpans
from attioql.documents.messages import not_in_workspace
from attioql.documents.model import Word
from attioql.documents.python_calls import PackageNames, find_read_calls
from attioql.documents.python_code import PythonCode, SpanOf, python_spelling
from attioql.documents.python_literals import PythonString
from attioql.documents.python_tree import PythonTree
from attioql.text.source import Source, Span


class PythonFilter(NamedTuple):
    """A filter in a Python file: what holds it, and what it is.

    `guess` is the slug of the target in the call, and `no_target` why there is none.
    """

    node: ast.expr
    found: FoundFilter
    guess: str | None = None
    no_target: str = ""


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
            for given in branches_of(self._code.read(read.filter)):
                if isinstance(literal_of(given), CodeFields):
                    found = FoundFilter(given, None, is_body=False, call=self._span(read.call))
                    yield PythonFilter(read.call, found, read.target, self.why_no_target(read.target, read.target_node))
        for node, call in self._code.calls():
            if node not in own:
                yield from [PythonFilter(node, each) for each in filters_in(call)]

    def why_no_target(self, slug: str | None, target: ast.expr | None) -> str:
        """Return why the target of a call of this library is not known, where its workspace lacks the slug, or it has none."""
        if slug is not None:
            return not_in_workspace(slug)
        written = "" if target is None else self._source.text[slice(*self._span(target))]
        return at_run_time_target(written or "…", "#")

    def marked(self, is_marked: Callable[[int], bool]) -> Iterator[PythonFilter]:
        """Yield the dicts behind comments: those whose first line, or the line before, has one that names a target."""
        for value in self._marked_values(is_marked):
            if isinstance(value, ast.Dict):
                yield from self._of_dict(value, is_argument=False)
        for call in self._tree.nodes(ast.Call):
            dicts = [each for each in call.args if isinstance(each, ast.Dict) and is_marked(each.lineno - 1)]
            yield from [found for each in dicts for found in self._of_dict(each, is_argument=True)]

    def marked_texts(self, is_marked: Callable[[int], bool]) -> Iterator[ast.Constant]:
        """Yield the strings behind comments."""
        for value in self._marked_values(is_marked):
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield value

    def _marked_values(self, is_marked: Callable[[int], bool]) -> Iterator[ast.expr]:
        """Yield what is bound, returned or given by name behind a comment: on its first line, or below one."""
        nodes = self._tree.nodes
        holders: list[ast.Assign | ast.AnnAssign | ast.Return | ast.keyword] = [
            *nodes(ast.Assign),
            *nodes(ast.AnnAssign),
            *nodes(ast.Return),
            *nodes(ast.keyword),
        ]
        for holder in holders:
            value = holder.value
            if isinstance(value, (ast.Dict, ast.Constant, ast.IfExp)) and (
                is_marked(value.lineno) or is_marked(holder.lineno - 1)
            ):
                yield from _branches(value)

    def taken(self, each: PythonFilter, target: Word | None, comments: KeptSpans) -> Taken:
        """Return the entry of a filter. No edit of it takes in a comment."""
        said = each.found.target
        span = each.found.call if said is None else said.expression.span
        no_target = each.no_target or at_run_time_target(self._source.text[slice(*span)], "#")
        text = self._source.text
        file = CodeFile(
            self._source,
            (comments,),
            lambda span: python_spelling(text, span),
            lambda span, value: PythonString(text[slice(*span)], span.start, value),
        )
        if each.found.is_text:
            return taken_text(each.found.expression, file, target=target, no_target=no_target)
        return taken(each.found.expression, file, is_body=each.found.is_body, target=target, no_target=no_target)

    def word_of(self, said: CodeTarget | None) -> Word | None:
        """Return the target that a URL or an argument names."""
        if said is None or said.slug is None:
            return None
        start, end = literal_of(said.expression).span
        at = self._source.text.find(said.slug, start, end)
        return Word(said.slug, Span(at, at + len(said.slug)) if at >= 0 else Span(start, end))

    def _of_dict(self, node: ast.Dict, *, is_argument: bool) -> Iterator[PythonFilter]:
        """Yield the filter in a dict behind a comment; none in an argument without one."""
        fields = self._code.read(node)
        found = marked_filter(fields, is_argument=is_argument) if isinstance(fields, CodeFields) else None
        if found is not None:
            yield PythonFilter(node, FoundFilter(found.expression, None, found.is_body, self._span(node)))


def _branches(value: ast.expr) -> Iterator[ast.expr]:
    """Yield the branches of a conditional expression, or else the value itself."""
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.IfExp):
            waiting += (each.orelse, each.body)
        else:
            yield each
