"""JavaScript and TypeScript files: the filters in calls that ask Attio, and those that a comment `// attioql: people` marks.

A file is parsed, and never run. What only a running program knows is a hole; the rest of its filter is checked.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import partial
from typing import Any, NamedTuple

from attioql.diagnostics.build import past_limit
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.templates import phrase
from attioql.documents import messages
from attioql.documents.code_calls import CodeTarget, HeldFilter, filters_in, marked_filter, may_hold
from attioql.documents.code_entries import CodeFile, taken, taken_text
from attioql.documents.code_literals import CodeExpression, CodeFields, CodeScalar, branches_of, literal_of
from attioql.documents.code_marks import at_run_time_target, is_for_linter, marked_in
from attioql.documents.code_places import CodePlaces, KeptSpans
from attioql.documents.model import Document, Entry, Mapped, Remark, Unchecked, Word
from attioql.documents.script_literals import ScriptLiterals
from attioql.documents.script_strings import QUOTES, ScriptString, script_text, spelling_of
from attioql.documents.script_syntax import GRAMMARS, ScriptTree, TooManyFaultsError, parse_script
from attioql.limits import LIMITS
from attioql.syntax.nodes import Comment
from attioql.text.source import Source, Span


class _Remark(NamedTuple):
    """A comment: its span and lines, whether it stands alone on them, and the target that it names."""

    span: Span
    first: int
    last: int
    alone: bool
    target: Word | None


def _string_at(written_in: str, span: Span, text: str) -> Mapped:
    """Return the way from the text of a string to the file; where it is put together, to the whole of it."""
    written = written_in[slice(*span)]
    if written[:1] in QUOTES and script_text(written) == text:
        return ScriptString(written, span.start)
    return CodePlaces(written_in, {}, {}, span, (), spelling_of(written_in, span))


def script_document(source: Source) -> Document:
    """Return the filters in a JavaScript or TypeScript file."""
    if (too_long := past_limit(source, LIMITS.code_characters)) is not None:
        return Document(source, (), (too_long,))
    if not may_hold(source.text):
        return Document(source, ())
    suffix = source.name[source.name.rfind(".") :].lower()
    language = "TypeScript" if "t" in suffix else "JavaScript"
    try:
        tree = parse_script(source.text, suffix)
    except TooManyFaultsError:
        return Document(source, (), (messages.too_many_faults(source, language),))
    if tree is None:
        return Document(source, (), (messages.not_installed(source),))
    return _ScriptReader(source, tree).document(language)


class _ScriptReader:
    def __init__(self, source: Source, tree: ScriptTree) -> None:
        self._source = source
        self._tree = tree
        self._literals = ScriptLiterals(source.text, tree)
        self._comments = [tree.span(each) for each in _in_order(tree, "comment")]
        self._remarks = [each for each in map(self._remark, self._comments) if each is not None]
        kept = (KeptSpans(self._comments), KeptSpans(self._literals.kept))
        self._file = CodeFile(source, kept, partial(spelling_of, source.text), partial(_string_at, source.text))
        self._entries: list[Entry] = []
        self._unread: dict[Span, Unchecked] = {}
        self._problems: list[Diagnostic] = []
        self._covered: dict[_Remark, tuple[int, int]] = {}
        self._firsts = [each.first for each in self._remarks]
        lines = self._lines_of_comments() if self._remarks else []
        self._above: dict[int, int] = {}
        for first, last in lines:
            self._above[last] = self._above.get(first - 1, first)
        self._below: dict[int, int] = {}
        for first, last in reversed(lines):
            self._below[first] = self._below.get(last + 1, last)
        self._marked: set[tuple[Span, str]] = set()
        self._seen: set[tuple[Span, str]] = set()
        self._used: set[_Remark] = set()
        self._calls: set[Span] = set()

    def document(self, language: str) -> Document:
        self._find_calls()
        self._find_marked()
        fault = self._tree.fault()
        if fault is not None and (self._entries or self._unread):
            self._problems.append(messages.unparsed(language, self._source, _of_one_line(fault, self._source)))
        self._entries.sort(key=lambda entry: entry.place)
        unread = tuple([self._unread[span] for span in sorted(self._unread)])
        remarks = tuple([self._as_remark(each) for each in self._remarks if each.target is None])
        calls = tuple(sorted(self._calls))
        return Document(self._source, tuple(self._entries), tuple(self._problems), remarks, unread, True, calls)

    def _remark(self, span: Span) -> _Remark | None:
        """Return a comment that is for the linter; `None` for any other."""
        text = self._source.text[slice(*span)]
        if not is_for_linter(text):
            return None
        first, last = (self._source.position(at).line for at in (span.start, span.end))
        alone = not self._source.text[self._source.line_start(first) : span.start].strip()
        rest = self._source.text[span.end : self._source.line_span(last).end].strip()
        found = marked_in(text)
        target = None
        if found is not None:
            target = Word(text[slice(*found)], Span(span.start + found.start, span.start + found.end))
        return _Remark(span, first, last, alone and not rest, target)

    def _lines_of_comments(self) -> list[tuple[int, int]]:
        """Return the first and last lines of the comments that stand alone on their lines, in order."""
        found: list[tuple[int, int]] = []
        for span in self._comments:
            first, last = (self._source.position(at).line for at in (span.start, span.end))
            before = self._source.text[self._source.line_start(first) : span.start]
            if not before.strip() and not self._source.text[span.end : self._source.line_span(last).end].strip():
                found.append((first, last))
        return found

    def _next_line(self, remark: _Remark) -> int:
        """Return the last line that what a comment is for may begin on: its own, or that behind the comments from it on."""
        return self._below.get(remark.last + 1, remark.last) + 1 if remark.alone else remark.last

    def _as_remark(self, remark: _Remark) -> Remark:
        text = "# " + self._source.text[remark.span.start + 2 : remark.span.end].removesuffix("*/")
        first, last = self._covered.get(remark, (remark.first, self._next_line(remark)))
        covers = Span(self._source.line_start(first), self._source.line_span(last).end)
        return Remark(Comment(text, *remark.span), covers)

    def _find_calls(self) -> None:
        for node in _in_order(self._tree, "call"):
            call = self._literals.call(node)
            for found in () if call is None else filters_in(call):
                around = self._around(found.call)
                self._take(found.expression, found.target, around, is_body=found.is_body, is_text=found.is_text)

    def _around(self, span: Span) -> list[_Remark]:
        """Return the comments in the lines of a call or literal, and those right above it, and keep which lines they are for."""
        self._calls.add(span)
        if not self._remarks:
            return []
        first, last = (self._source.position(at).line for at in span)
        start = self._above.get(first - 1, first)
        found = self._remarks[bisect_left(self._firsts, start) : bisect_right(self._firsts, last)]
        for each in found:
            before = self._covered.get(each, (start, last))
            self._covered[each] = min(start, before[0]), max(last, before[1])
        return found

    def _take(
        self,
        expression: CodeExpression,
        said: CodeTarget | None,
        around: list[_Remark],
        *,
        is_body: bool,
        is_text: bool = False,
    ) -> None:
        """Add the entry of a filter. Its target is that of the call, or else that of a comment."""
        target, no_target = None, ""
        if said is not None and said.slug is not None:
            target = Word(said.slug, self._slug_span(said, said.slug))
        else:
            marked = [each for each in around if each.target is not None]
            self._used.update(marked)
            target = marked[0].target if marked else None
            if said is not None:
                no_target = at_run_time_target(self._source.text[slice(*said.expression.span)], "//")
        key = (literal_of(expression).span, "" if target is None else target.text)
        if key in self._seen:
            return
        self._seen.add(key)
        if is_text:
            found = taken_text(expression, self._file, target=target, no_target=no_target)
        else:
            found = taken(expression, self._file, is_body=is_body, target=target, no_target=no_target)
        entries, unread, problems = found
        is_object = (said is not None and said.is_object) or (said is None and target is not None)
        self._entries += [entry._replace(of_object=is_object) for entry in entries]
        self._unread.update({each.span: each for each in unread})
        self._problems += [each for each in problems if each not in self._problems]

    def _slug_span(self, said: CodeTarget, slug: str) -> Span:
        """Return where the slug stands in a URL or a string."""
        start, end = literal_of(said.expression).span
        at = self._source.text.find(slug, start, end)
        return Span(at, at + len(slug)) if at >= 0 else Span(start, end)

    def _find_marked(self) -> None:
        """Take the object or string behind each comment that names a target, unless a call has taken it."""
        waiting = [each for each in self._remarks if each.target is not None and each not in self._used]
        if not waiting:
            return
        nodes = [(self._tree.span(each), each) for each in _in_order(self._tree, "literal")]
        starts = [span.start for span, _ in nodes]
        for remark in waiting:
            index = bisect_left(starts, remark.span.end)
            span, node = nodes[index] if index < len(nodes) else (Span(0, 0), None)
            line = self._source.position(span.start).line
            key = (span, "" if remark.target is None else remark.target.text)
            if key in self._marked:
                continue
            if node is None or line > self._next_line(remark):
                found: HeldFilter | None = None
            else:
                found = self._marked_by(remark, node, span)
            if found is not None:
                self._marked.add(key)
                self._take_marked(found, remark)
            elif remark not in self._covered:
                self._unread[remark.span] = Unchecked(remark.span, phrase("nothing-marked"))

    def _marked_by(self, remark: _Remark, node: Any, span: Span) -> HeldFilter | None:
        """Return the literal behind a comment: of those that are arguments, one right behind it, or a request body."""
        node = self._literals.chosen_from(node, remark.span.end)
        expression = self._literals.read(node)
        around = self._literals.holder(node)
        is_argument = around is not None and around.type == "arguments"
        is_argument = is_argument and bool(self._source.text[remark.span.end : span.start].strip())
        inner = literal_of(expression)
        if not isinstance(inner, CodeFields):
            return None if is_argument else HeldFilter(expression, is_body=False)
        return marked_filter(inner, is_argument=is_argument)

    def _take_marked(self, found: HeldFilter, remark: _Remark) -> None:
        around = [*self._around(found.expression.span), remark]
        for expression in branches_of(found.expression):
            self._take_branch(expression, remark, around, is_body=found.is_body)

    def _take_branch(
        self, expression: CodeExpression, remark: _Remark, around: list[_Remark], *, is_body: bool
    ) -> None:
        match literal_of(expression):
            case CodeScalar(span, _, str(text)):
                place = _string_at(self._source.text, span, text)
                text_source = Source(text, self._source.name)
                self._entries.append(Entry("text", text_source, where=place, place=span, target=remark.target))
            case CodeFields():
                self._take(expression, None, [remark, *around], is_body=is_body)
            case other:
                why = getattr(other, "why", phrase("nothing-marked"))
                self._unread[other.span] = Unchecked(other.span, why)


def _in_order(tree: ScriptTree, name: str) -> Iterator[Any]:
    yield from sorted(tree.nodes(name), key=lambda node: (node.start_byte, -node.end_byte))


def _of_one_line(span: Span, source: Source) -> Span:
    """Return the part of a span on its first line."""
    end = source.line_span(source.position(span.start).line).end
    return Span(span.start, max(span.start, min(span.end, end)))


SCRIPTS = tuple(GRAMMARS)
"""The suffixes of the files that are read here."""
