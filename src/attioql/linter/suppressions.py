"""Suppressions: comments that ignore findings, `# attioql: ignore[rule, …] reason`, and those that ignore nothing.

At the end of a line it counts for that line, on a line of its own for the next one that has a condition; as `ignore-file` for the
whole text. In a file, errors can be ignored too, except those that keep a filter from being read.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Container, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from attioql.diagnostics.build import diagnose, in_text, write
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import phrase, sentence
from attioql.documents.model import Ignored, Word
from attioql.linter.selection import (
    Selection,
    find_ignorable,
    find_name,
    is_error,
    is_name_of_error,
    nearest_name,
    no_such_name,
)
from attioql.syntax.nodes import Comment
from attioql.text.source import LINE_BREAK, Source, Span

_MARKED = re.compile(r"#\s*attioql\s*:", re.IGNORECASE)
_MAY_MARK = re.compile(r"#\s*attioql(?:\s*:|\s+ignore)", re.IGNORECASE)
_IGNORE = re.compile(r"#\s*attioql\s*:\s*ignore(-file)?\s*\[([^\]]*)\]", re.IGNORECASE)
_NO_COLON = re.compile(
    r"#\s*(?P<mark>attioql)\s+(?:ignore(?:-file)?\s*\[.*|(?P<slug>[\w-]+)\s*(?:\*/)?\s*)\Z", re.IGNORECASE
)
"""A comment that would be one for the linter with a colon: a suppression, or the name of a target."""
_NAME = re.compile(r"[^\s,][^,]*(?<!\s)")


class Lines(NamedTuple):
    """The first and the last of some lines."""

    first: int
    last: int


class Suppression(NamedTuple):
    """What is to be ignored: names, each with the edit that takes it out, and the lines that count; `None` for all of them.

    `source` is the text they stand in; `None` for those that a filter set lists beside the filter.
    """

    names: tuple[Ignored, ...]
    lines: Lines | None = None
    source: Source | None = None


LineOf: TypeAlias = Callable[[Source, int], int]


def line_in_text(source: Source, at: int) -> int:
    """Return the number of the line of an offset."""
    return source.position(at).line


class Linted(NamedTuple):
    """The diagnostics of a filter or a file, and those that a suppression ignores."""

    problems: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


def may_suppress(text: str) -> bool:
    """Tell quickly whether there may be a suppression in a text."""
    return "#" in text and _MAY_MARK.search(text) is not None


def is_about_suppressions(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic is about a suppression, which another one does not ignore."""
    return problem.name.endswith("-suppression")


def read_suppressions(
    source: Source,
    comments: Sequence[Comment],
    lines: Sequence[Lines] | None = None,
    slugs: Container[str] = (),
) -> tuple[list[Suppression], list[Diagnostic]]:
    """Return the suppressions among the comments of a text, and what begins like one and is none.

    `lines` says which lines each comment counts for, where that is not for the comments of query text to say. `slugs` are the
    targets that a comment may name.
    """
    found: list[Suppression] = []
    problems: list[Diagnostic] = []
    for comment, here in zip(comments, lines or _lines(source, comments), strict=True):
        if _MARKED.match(comment.text) is None:
            problems += _without_colon(source, comment, slugs)
            continue
        written = _IGNORE.match(comment.text)
        if written is None or not written[2].strip():
            problems.append(_malformed(source, comment))
        else:
            found.append(Suppression(_names(source, comment, written), None if written[1] else here, source))
    return found, problems


def suppress(
    problems: Sequence[Diagnostic],
    suppressions: Sequence[Suppression],
    selection: Selection,
    *,
    of_one_filter: bool = True,
    in_file: bool = False,
    line_of: LineOf = line_in_text,
) -> Linted:
    """Take out what suppressions ignore, and report names that do not exist and names that ignore nothing.

    Where there are errors the rules have not run: then no suppression is reported as unused. Those of a file with several filters
    wait for errors in their own lines alone. `in_file` says that errors can be ignored as well. `line_of` numbers the lines that
    suppressions count for.
    """
    if not suppressions:
        return Linted(tuple(problems), ())
    named, wrong = _resolved(suppressions, in_file=in_file)
    by_line: dict[tuple[str, int | None], list[int]] = {}
    for number, (name, _, suppression) in enumerate(named):
        lines = suppression.lines
        for line in (None,) if lines is None else range(lines.first, lines.last + 1):
            by_line.setdefault((name, line), []).append(number)
    left: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    used: set[int] = set()
    for problem in problems:
        by = [number for line in _ends(problem, line_of) for number in by_line.get((problem.name, line), ())]
        (suppressed if by else left).append(problem)
        used.update(by)
    errors = _ErrorLines.of(problems, line_of)
    unused = [each for number, each in enumerate(named) if number not in used and _is_looked_for(each.name, selection)]
    wrong += [_unused(*each) for each in unused if not errors.meet(None if of_one_filter else each.suppression.lines)]
    return Linted((*left, *(each for each in wrong if each.name in selection.names)), tuple(suppressed))


class _ErrorLines(NamedTuple):
    """The lines that errors begin and end on, in order, and whether there are errors without a line."""

    lines: Sequence[int]
    elsewhere: bool

    @classmethod
    def of(cls, problems: Sequence[Diagnostic], line_of: LineOf) -> _ErrorLines:
        """Return the lines of the errors among some diagnostics."""
        lines = {line for problem in problems if is_error(problem) for line in _ends(problem, line_of)[1:] or (0,)}
        return cls(sorted(line for line in lines if line), 0 in lines)

    def meet(self, lines: Lines | None) -> bool:
        """Tell whether there is an error in some lines; `None` stands for the whole text."""
        if lines is None or self.elsewhere:
            return bool(self.lines) or self.elsewhere
        return bisect_left(self.lines, lines.first) < bisect_right(self.lines, lines.last)


class _Named(NamedTuple):
    """A name in a suppression that is that of a rule, a warning or a note."""

    name: str
    ignored: Ignored
    suppression: Suppression


def _is_looked_for(name: str, selection: Selection) -> bool:
    return name in selection.names or find_name(name) is None


def _resolved(suppressions: Sequence[Suppression], *, in_file: bool) -> tuple[list[_Named], list[Diagnostic]]:
    """Return the names that exist, each once in a suppression, and diagnostics of those that do not."""
    named: list[_Named] = []
    wrong: list[Diagnostic] = []
    for suppression in suppressions:
        names: dict[str, Ignored] = {}
        for ignored in suppression.names:
            name = find_ignorable(ignored.word.text) if in_file else find_name(ignored.word.text)
            if name is None:
                wrong.append(_unknown(ignored, suppression.source))
            else:
                names.setdefault(name, ignored)
        named += [_Named(name, ignored, suppression) for name, ignored in names.items()]
    return named, wrong


def _ends(problem: Diagnostic, line_of: LineOf) -> tuple[int | None, ...]:
    """Return the lines that a diagnostic begins and ends on, and `None`, which stands for the whole text."""
    if problem.span is None or problem.source is None:
        return (None,)
    return (None, *lines_of(problem.source, problem.span, line_of))


def lines_of(source: Source, span: Span, line_of: LineOf = line_in_text) -> Lines:
    """Return the lines that a span begins and ends on."""
    return Lines(line_of(source, span.start), line_of(source, max(span.start, span.end - 1)))


def _unknown(ignored: Ignored, source: Source | None) -> Diagnostic:
    near = None if is_name_of_error(ignored.word.text) else nearest_name(ignored.word.text)
    said = no_such_name(ignored.word.text)
    fix = Fix(phrase("remove"), Applicability.SAFE, (ignored.removal,))
    if near is not None:
        fix = write(ignored.word.span, near)._replace(edits=(Edit(ignored.word.span, ignored.spelled(near)),))
    return in_text(said, source, ignored.word.span, fixes=[fix])


def _unused(name: str, ignored: Ignored, suppression: Suppression) -> Diagnostic:
    source = suppression.source
    is_line = suppression.lines is not None or source is None
    said = sentence("unused-suppression", rule=name, line=is_line, whole=not is_line)
    fix = Fix(phrase("remove"), Applicability.SAFE, (ignored.removal,))
    return in_text(said, source, ignored.word.span, fixes=[fix])


def _lines(source: Source, comments: Sequence[Comment]) -> list[Lines]:
    """Return the line each comment counts for: its own, or where nothing stands before it, the next that has a condition."""
    found: list[Lines] = []
    end, below = len(source.text), None
    for comment in reversed(comments):
        after = source.text[comment.end : end]
        if below is None or after.strip():
            below = source.position(comment.end + len(after) - len(after.lstrip())).line
        here = source.position(comment.start).line
        line = here if source.text[source.line_start(here) : comment.start].strip() else below
        found.append(Lines(line, line))
        end = comment.start
    return found[::-1]


def _names(source: Source, comment: Comment, written: re.Match[str]) -> tuple[Ignored, ...]:
    names = list(_NAME.finditer(written[2]))
    base = comment.start + written.start(2)
    spans = [Span(base + name.start(), base + name.end()) for name in names]
    if len(spans) == 1:
        return (Ignored(Word(names[0][0], spans[0]), Edit(_whole(source, comment), "")),)
    removals = [Span(spans[0].start, spans[1].start)] if len(spans) > 1 else []
    removals += [Span(before.end, here.end) for before, here in pairwise(spans)]
    return tuple(
        Ignored(Word(name[0], span), Edit(removal, ""))
        for name, span, removal in zip(names, spans, removals, strict=True)
    )


def _whole(source: Source, comment: Comment) -> Span:
    """Return a comment with the blanks before it; with its line where it has one of its own."""
    text = source.text
    line = source.line_start(source.position(comment.start).line)
    before = text[line : comment.start]
    if before.strip():
        return Span(line + len(before.rstrip()), comment.end)
    end = LINE_BREAK.search(text, comment.end)
    return Span(line, len(text) if end is None else end.end())


def _without_colon(source: Source, comment: Comment, slugs: Container[str]) -> Iterator[Diagnostic]:
    """Yield the diagnostic of a comment that would have an effect with a colon."""
    found = _NO_COLON.match(comment.text)
    if found is not None and (found["slug"] is None or found["slug"].lower() in slugs):
        start, end = (comment.start + at for at in found.span("mark"))
        written = source.text[comment.start : end] + ":" + source.text[end : comment.end]
        yield diagnose(
            "malformed-suppression.colon", source, Span(start, end), end=Span(end, end), comment=short(written)
        )


def _malformed(source: Source, comment: Comment) -> Diagnostic:
    return diagnose("malformed-suppression", source, Span(comment.start, comment.end))
