"""Suppressions: comments that ignore findings, `# attioql: ignore[rule, …] reason`, and those that ignore nothing.

At the end of a line it counts for that line, on a line of its own for the next one that has a condition; as `ignore-file` for the
whole text. Errors cannot be ignored.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.documents.model import Ignored, Word
from attioql.linter.selection import Selection, find_name, is_error, nearest_name, no_such_name
from attioql.syntax.nodes import Comment
from attioql.text.source import Source, Span

_MARKED = re.compile(r"#\s*attioql\s*:", re.IGNORECASE)
_IGNORE = re.compile(r"#\s*attioql\s*:\s*ignore(-file)?\s*\[([^\]]*)\]", re.IGNORECASE)
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


class Linted(NamedTuple):
    """The diagnostics of a filter or a file, and those that a suppression ignores."""

    problems: tuple[Diagnostic, ...]
    suppressed: tuple[Diagnostic, ...]


def may_suppress(text: str) -> bool:
    """Tell quickly whether there may be a suppression in a text."""
    return "#" in text and _MARKED.search(text) is not None


def read_suppressions(
    source: Source, comments: Sequence[Comment], lines: Sequence[Lines] | None = None
) -> tuple[list[Suppression], list[Diagnostic]]:
    """Return the suppressions among the comments of a text, and what begins like one and is none.

    `lines` says which lines each comment counts for, where that is not for the comments of query text to say.
    """
    found: list[Suppression] = []
    problems: list[Diagnostic] = []
    for number, comment in enumerate(comments):
        if _MARKED.match(comment.text) is None:
            continue
        written = _IGNORE.match(comment.text)
        if written is None or not written[2].strip():
            problems.append(_malformed(source, comment))
        else:
            here = _lines(source, comments, number) if lines is None else lines[number]
            found.append(Suppression(_names(source, comment, written), None if written[1] else here, source))
    return found, problems


def suppress(problems: Sequence[Diagnostic], suppressions: Sequence[Suppression], selection: Selection) -> Linted:
    """Take out what is to be ignored, and tell of what is ignored for nothing.

    Where there are errors the rules have not run: then nothing is said to be ignored for nothing.
    """
    if not suppressions:
        return Linted(tuple(problems), ())
    left: list[Diagnostic] = []
    suppressed: list[Diagnostic] = []
    used: set[tuple[int, str]] = set()
    named, wrong = _resolved(suppressions)
    for problem in problems:
        by = [index for index, (lines, names) in enumerate(named) if problem.name in names and _counts(lines, problem)]
        if by:
            suppressed.append(problem)
            used |= {(index, problem.name) for index in by}
        else:
            left.append(problem)
    if not any(map(is_error, problems)):
        wrong += _unused(suppressions, named, used, selection)
    return Linted((*left, *(each for each in wrong if each.name in selection.names)), tuple(suppressed))


def _resolved(
    suppressions: Sequence[Suppression],
) -> tuple[list[tuple[Lines | None, dict[str, Ignored]]], list[Diagnostic]]:
    """Return the names that exist, and tell of those that do not."""
    named: list[tuple[Lines | None, dict[str, Ignored]]] = []
    wrong: list[Diagnostic] = []
    for suppression in suppressions:
        names: dict[str, Ignored] = {}
        for ignored in suppression.names:
            name = find_name(ignored.word.text)
            if name is not None:
                names.setdefault(name, ignored)
                continue
            message = no_such_name(ignored.word.text)
            fix = _instead(ignored)
            span, source = ignored.word.span, suppression.source
            wrong.append(Diagnostic("unknown-suppression", message, span, fixes=(fix,), source=source))
        named.append((suppression.lines, names))
    return named, wrong


def _instead(ignored: Ignored) -> Fix:
    near = nearest_name(ignored.word.text)
    if near is None:
        return Fix("take it out", Applicability.SAFE, (ignored.removal,))
    written = ignored.spelled(near)
    return Fix(f"write `{near}`", Applicability.UNSAFE, (Edit(ignored.word.span, written),))


def _counts(lines: Lines | None, problem: Diagnostic) -> bool:
    """Tell whether a suppression counts for a diagnostic: on the line it begins on, or the one it ends on."""
    if lines is None or problem.span is None or problem.source is None:
        return True
    return any(lines.first <= line <= lines.last for line in lines_of(problem.source, problem.span))


def lines_of(source: Source, span: Span) -> Lines:
    """Return the lines that a span begins and ends on."""
    return Lines(source.position(span.start).line, source.position(max(span.start, span.end - 1)).line)


def _unused(
    suppressions: Sequence[Suppression],
    named: Sequence[tuple[Lines | None, dict[str, Ignored]]],
    used: set[tuple[int, str]],
    selection: Selection,
) -> list[Diagnostic]:
    found: list[Diagnostic] = []
    for index, (_, names) in enumerate(named):
        for name, ignored in names.items():
            if (index, name) in used or name not in selection.names:
                continue
            source = suppressions[index].source
            where = "here" if suppressions[index].lines is not None or source is None else "in this file"
            message = f"`{name}` is to be ignored {where}, and is not found"
            fix = Fix("take it out", Applicability.SAFE, (ignored.removal,))
            found.append(Diagnostic("unused-suppression", message, ignored.word.span, fixes=(fix,), source=source))
    return found


def _lines(source: Source, comments: Sequence[Comment], number: int) -> Lines:
    """Return the line a comment counts for: its own, or where nothing stands before it, the next that has a condition."""
    comment = comments[number]
    text = source.text
    here = source.position(comment.start).line
    if text[source.line_start(here) : comment.start].strip():
        return Lines(here, here)
    at = comment.end
    for following in comments[number + 1 :]:
        if text[at : following.start].strip():
            break
        at = following.end
    rest = text[at:]
    line = source.position(at + len(rest) - len(rest.lstrip())).line
    return Lines(line, line)


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
    end = text.find("\n", comment.end)
    return Span(line, len(text) if end < 0 else end + 1)


def _malformed(source: Source, comment: Comment) -> Diagnostic:
    message = "this is to be a suppression, and ignores nothing"
    notes = ("write `# attioql: ignore[rule-name] reason`, or `ignore-file` for the whole text",)
    return Diagnostic("malformed-suppression", message, Span(comment.start, comment.end), notes=notes, source=source)
