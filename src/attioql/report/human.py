"""The report a person reads: the source with carets under the culprit, labels, fixes as diffs, notes.

It is made of styled pieces, so that the same layout serves a terminal with colour and a plain file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Severity
from attioql.report.width import fitting, shown, width
from attioql.text.source import Source, Span

DEFAULT_COLUMNS = 100
"""How wide a report is where nobody says otherwise."""

_MOST_LINES_OF_A_FIX = 6
_TRUST = {
    Applicability.SAFE: "",
    Applicability.UNSAFE: " (check that this is what you mean)",
    Applicability.DISPLAY: " (one possibility)",
}


class Piece(NamedTuple):
    """A piece of a line and its style: the name of a part of the report, or empty."""

    text: str
    style: str = ""


Line = tuple[Piece, ...]


class _Mark(NamedTuple):
    """A span to underline, and what to say of it."""

    span: Span
    message: str
    primary: bool


def human_report(diagnostics: Sequence[Diagnostic], columns: int = DEFAULT_COLUMNS) -> str:
    """Return the report of several diagnostics as plain text."""
    return "".join("".join(piece.text for piece in line) + "\n" for line in report_lines(diagnostics, columns))


def report_lines(diagnostics: Iterable[Diagnostic], columns: int = DEFAULT_COLUMNS) -> Iterator[Line]:
    """Yield the lines of the report, with an empty line between diagnostics."""
    for number, diagnostic in enumerate(diagnostics):
        if number:
            yield ()
        for line in _diagnostic(diagnostic, columns):
            yield tuple([piece._replace(text=shown(piece.text)) for piece in line])


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Count errors, warnings and notes in words; nothing where there are none."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = [counted(counts[level], level.value) for level in Severity if counts[level]]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(count: int, word: str, several: str = "") -> str:
    """Return a number and what is counted, in the plural where there is not one."""
    return f"{count:,} {word if count == 1 else several or word + 's'}"


def _diagnostic(diagnostic: Diagnostic, columns: int) -> Iterator[Line]:
    severity = diagnostic.severity.value
    yield (
        Piece(f"{severity}[{diagnostic.name} {diagnostic.code}]", severity),
        Piece(f": {diagnostic.message}", "headline"),
    )
    source, span = diagnostic.source, diagnostic.span
    if source is not None and span is not None:
        yield from _excerpt(diagnostic, source, span, columns)
        for number, fix in enumerate(diagnostic.fixes):
            more = number + 1 < len(diagnostic.fixes) or bool(diagnostic.notes)
            yield from _fix(fix, source, columns, more=more)
    else:
        if (where := _whole(diagnostic)) is not None:
            yield (Piece(" --> ", "frame"), Piece(where))
        for fix in diagnostic.fixes:
            yield (Piece("help", "help"), Piece(f": {fix.message}{_TRUST[fix.applicability]}"))
    for note in diagnostic.notes:
        yield (Piece("note", "note"), Piece(f": {note}"))


def _whole(diagnostic: Diagnostic) -> str | None:
    """Say where something is that has no place in a text: in a file that was not read, or in a value."""
    source, pointer = diagnostic.source, diagnostic.pointer
    if source is None:
        return "the whole value" if pointer == "" else pointer
    return f"{source.name} ({pointer})" if pointer else source.name


def _excerpt(diagnostic: Diagnostic, source: Source, span: Span, columns: int) -> Iterator[Line]:
    """Show every line that a mark starts on, with the marks under it."""
    start = source.position(span.start)
    labels = list(diagnostic.labels)
    said = next((label.message for label in labels if label.span == span), "")
    marks = [_Mark(span, said, primary=True)]
    marks += [_Mark(label.span, label.message, primary=False) for label in labels if label.span != span]
    by_line: dict[int, list[_Mark]] = {}
    for mark in marks:
        by_line.setdefault(source.position(mark.span.start).line, []).append(mark)
    gutter = len(str(max(by_line)))
    where = f"{source.name}:{start.line}:{start.column}"
    pointer = f" ({diagnostic.pointer})" if diagnostic.pointer else ""
    yield (Piece(f"{' ' * gutter}--> ", "frame"), Piece(f"{where}{pointer}"))
    yield (Piece(f"{' ' * gutter} |", "frame"),)
    previous = None
    for number in sorted(by_line):
        if previous is not None and number > previous + 1:
            yield (Piece("...", "frame"),)
        previous = number
        yield from _marked_line(source, number, by_line[number], gutter, columns)
    if diagnostic.fixes or diagnostic.notes:
        yield (Piece(f"{' ' * gutter} |", "frame"),)


def _marked_line(source: Source, number: int, marks: list[_Mark], gutter: int, columns: int) -> Iterator[Line]:
    """Show one line and its marks, the last one's message beside it and the others' below, from right to left."""
    text = source.line(number)
    base = source.line_start(number)
    first = min(mark.span.start - base for mark in marks)
    cut, text = _window(text, first, max(20, columns - gutter - 3))
    lead = "…" if cut else ""
    frame = Piece(f"{' ' * gutter} | ", "frame")
    yield (Piece(f"{number:>{gutter}} | ", "frame"), Piece(lead + shown(text)))
    placed = []
    for mark in marks:
        start = min(max(mark.span.start - base - cut, 0), len(text))
        end = min(max(mark.span.end - base - cut, start), len(text))
        placed.append((len(lead) + width(text[:start]), max(1, width(text[start:end])), mark))
    placed.sort(key=lambda item: item[0])
    yield (frame, *_underlines(placed))
    hanging = [item for item in placed[:-1] if item[2].message]
    if hanging:
        yield (frame, *_bars(hanging))
    while hanging:
        column, _, mark = hanging.pop()
        yield (frame, *_bars(hanging, column), Piece(mark.message, _style(mark)))


def _underlines(placed: list[tuple[int, int, _Mark]]) -> Iterator[Piece]:
    """Draw carets under the culprit and dashes under the rest, and what is said of the last one."""
    at = 0
    for column, length, mark in placed:
        if column < at:
            continue
        yield Piece(" " * (column - at))
        yield Piece(("^" if mark.primary else "-") * length, _style(mark))
        at = column + length
    last = placed[-1][2]
    if last.message:
        yield Piece(f" {last.message}", _style(last))


def _bars(hanging: list[tuple[int, int, _Mark]], until: int | None = None) -> Iterator[Piece]:
    at = 0
    for column, _, mark in hanging:
        if column < at:
            continue
        yield Piece(" " * (column - at))
        yield Piece("|", _style(mark))
        at = column + 1
    if until is not None and until > at:
        yield Piece(" " * (until - at))


def _style(mark: _Mark) -> str:
    return "primary" if mark.primary else "secondary"


def _window(text: str, first: int, columns: int) -> tuple[int, str]:
    """Cut a line that is too long around the place to show: how much is left out before it, and what stays."""
    if width(text) <= columns:
        return 0, text
    cut = 0 if width(text[:first]) < columns // 2 else max(0, first - columns // 3)
    kept = fitting(text[cut:], columns - 2)
    return cut, kept + ("…" if cut + len(kept) < len(text) else "")


def _fix(fix: Fix, source: Source, columns: int, *, more: bool) -> Iterator[Line]:
    """Show a fix as a diff of the lines it changes; nothing has been applied."""
    yield (Piece("help", "help"), Piece(f": {fix.message}{_TRUST[fix.applicability]}"))
    if not fix.edits:
        return
    first_edit = min(edit.span.start for edit in fix.edits)
    first = source.position(first_edit).line
    last = source.position(max(edit.span.end for edit in fix.edits)).line
    start = source.line_start(first)
    end = source.line_start(last) + len(source.line(last))
    before, after = _lines(source.text[start:end]), _lines(_edited(source.text, fix.edits, start, end))
    if len(before) > _MOST_LINES_OF_A_FIX:
        return
    gutter = len(str(last))
    room = max(20, columns - gutter - 4)
    yield (Piece(f"{' ' * gutter} |", "frame"),)
    for sign, lines, style in (("-", before, "removed"), ("+", after, "added")):
        for offset, line in enumerate(lines):
            cut, kept = _window(line, first_edit - start if offset == 0 else 0, room)
            text = f"{sign} {'…' if cut else ''}{shown(kept)}"
            yield (Piece(f"{first + offset:>{gutter}} ", "frame"), Piece(text, style))
    if more:
        yield (Piece(f"{' ' * gutter} |", "frame"),)


def _lines(text: str) -> list[str]:
    return [line.removesuffix("\r") for line in text.split("\n")]


def _edited(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for edit in sorted(edits):
        pieces += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return "".join((*pieces, text[at:end]))
