"""The report a person reads: the source with carets under the culprit, labels, fixes as diffs, notes.

It is made of styled pieces, so that the same layout serves a terminal with colour and a plain file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from attioql.diagnostics.parts import Applicability, Drawable, Edit, Fix
from attioql.limits import LIMITS
from attioql.text.source import LINE_BREAK, Source, Span
from attioql.text.width import fits, fitting, printable_line, shown, width, wrapped

DEFAULT_COLUMNS = 100
"""How wide a report is where nobody says otherwise."""

_MOST_LINES_OF_A_FIX = 12
_LEAST_ROOM = 20
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


class _Page(NamedTuple):
    """How wide a report is, and whether its sentences are broken between words to fit."""

    columns: int
    wraps: bool


def report_lines(
    diagnostics: Iterable[Drawable], columns: int = DEFAULT_COLUMNS, *, wrap: bool = False
) -> Iterator[Line]:
    """Yield the lines of the report, with an empty line between diagnostics."""
    page = _Page(columns, wrap)
    for number, diagnostic in enumerate(diagnostics):
        if number:
            yield ()
        for line in _diagnostic(diagnostic, page):
            yield tuple([piece._replace(text=printable_line(piece.text)) for piece in line])


def one_line(diagnostic: Drawable) -> str:
    """Return a diagnostic as one line, safe to print: where, what, and the name to look up."""
    where = "/" if diagnostic.pointer == "" and diagnostic.span is None else place(diagnostic)
    what = f"{diagnostic.severity.value}[{diagnostic.name} {diagnostic.code}]: {diagnostic.message}"
    return printable_line(f"{where}: {what}" if where else what)


def place(diagnostic: Drawable) -> str:
    """Return the line and column of a diagnostic, or its pointer; nothing for one about the whole filter."""
    if diagnostic.span is not None and diagnostic.source is not None:
        position = diagnostic.source.position(diagnostic.span.start)
        return f"{position.line}:{position.column}"
    return diagnostic.pointer or ""


def _diagnostic(diagnostic: Drawable, page: _Page) -> Iterator[Line]:
    severity = diagnostic.severity.value
    head = Piece(f"{severity}[{diagnostic.name} {diagnostic.code}]", severity)
    yield from _sentence(head, diagnostic.message, page, indent=4, style="headline")
    source, span = diagnostic.source, diagnostic.span
    if source is not None and span is not None:
        yield from _excerpt(diagnostic, source, span, page)
        for number, fix in enumerate(diagnostic.fixes):
            more = number + 1 < len(diagnostic.fixes) or bool(diagnostic.notes)
            yield from _fix(fix, source, page, more=more)
    else:
        if (where := _whole(diagnostic)) is not None:
            yield (Piece(" --> ", "frame"), Piece(where))
        for fix in diagnostic.fixes:
            yield from _help(fix, page)
    for note in diagnostic.notes:
        yield from _sentence(Piece("note", "note"), note, page)


def _help(fix: Fix, page: _Page, cut: str = "") -> Iterator[Line]:
    return _sentence(Piece("help", "help"), f"{fix.message}{_TRUST[fix.applicability]}{cut}", page)


def _sentence(head: Piece, text: str, page: _Page, indent: int = 6, style: str = "") -> Iterator[Line]:
    """Yield `head: text`, broken between words with a hanging indent if sentences are to fit the page."""
    if not page.wraps:
        yield (head, Piece(f": {text}", style))
        return
    first, *others = wrapped(text, page.columns - indent, page.columns - width(head.text) - 2)
    yield (head, Piece(f": {first}".rstrip(), style))
    for part in others:
        yield (Piece(" " * indent), Piece(part, style))


def _whole(diagnostic: Drawable) -> str | None:
    """Return the place of a diagnostic without a span: a file that was not read, or a JSON pointer."""
    source, pointer = diagnostic.source, diagnostic.pointer
    if source is None:
        return "the whole value" if pointer == "" else pointer
    return f"{source.name} ({pointer})" if pointer else source.name


def _excerpt(diagnostic: Drawable, source: Source, span: Span, page: _Page) -> Iterator[Line]:
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
    arrow = f"{' ' * gutter}--> "
    if page.wraps and width(f"{arrow}{where}{pointer}") > page.columns:
        yield (Piece(arrow, "frame"), Piece(where))
        yield (Piece(" " * len(arrow)), Piece(pointer.lstrip()))
    else:
        yield (Piece(arrow, "frame"), Piece(f"{where}{pointer}"))
    yield (Piece(f"{' ' * gutter} |", "frame"),)
    previous = None
    for number in sorted(by_line):
        if previous is not None and number > previous + 1:
            yield (Piece("...", "frame"),)
        previous = number
        yield from _marked_line(source, number, by_line[number], gutter, page)
    if diagnostic.fixes or diagnostic.notes:
        yield (Piece(f"{' ' * gutter} |", "frame"),)


def _marked_line(source: Source, number: int, marks: list[_Mark], gutter: int, page: _Page) -> Iterator[Line]:
    """Show one line and its marks, the last one's message beside it and the others' below, from right to left."""
    whole = source.line_span(number)
    first = min(mark.span.start for mark in marks)
    base, end = _looked_at(Span(first, first), whole, page)
    room = max(_LEAST_ROOM, page.columns - gutter - 3)
    cut, text = _window(source.text[base:end], first - base, room)
    lead = "…" if cut or base > whole.start else ""
    frame = Piece(f"{' ' * gutter} | ", "frame")
    yield (Piece(f"{number:>{gutter}} | ", "frame"), Piece(lead + shown(text)))
    placed = []
    for mark in marks:
        start = min(max(mark.span.start - base - cut, 0), len(text))
        end = min(max(mark.span.end - base - cut, start), len(text))
        placed.append((len(lead) + width(text[:start]), max(1, width(text[start:end])), mark))
    placed.sort(key=lambda item: item[0])
    hanging = [item for item in placed[:-1] if item[2].message]
    column, length, last = placed[-1]
    beside, *below = _label(last.message, column + length + 1, room, page)
    yield (frame, *_underlines(placed, beside))
    for part, at in below:
        yield (frame, *_bars(hanging, at), Piece(part, _style(last)))
    if hanging:
        yield (frame, *_bars(hanging))
    while hanging:
        column, _, mark = hanging.pop()
        for part, at in _label(mark.message, column, room, page):
            yield (frame, *_bars(hanging, at), Piece(part, _style(mark)))


def _label(message: str, column: int, room: int, page: _Page) -> list[tuple[str, int]]:
    """Return the lines of a label that begins at a column, each with its column. Without room there, it begins below."""
    if not page.wraps or column + width(message) <= room:
        return [(message, column)]
    if room - column >= _LEAST_ROOM:
        return [(part, column) for part in wrapped(message, room - column)]
    column = max(room - 2 * _LEAST_ROOM, 0)
    return [("", column), *[(part, column) for part in wrapped(message, room - column)]]


def _underlines(placed: list[tuple[int, int, _Mark]], label: tuple[str, int]) -> Iterator[Piece]:
    """Draw carets under the culprit and dashes under the rest, and the label beside the last one."""
    at = 0
    for column, length, mark in placed:
        if column < at:
            continue
        yield Piece(" " * (column - at))
        yield Piece(("^" if mark.primary else "-") * length, _style(mark))
        at = column + length
    if label[0]:
        yield Piece(f" {label[0]}", _style(placed[-1][2]))


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
    if fits(text, columns):
        return 0, text
    cut = 0 if fits(text[:first], columns // 2 - 1) else max(0, first - columns // 3)
    kept = fitting(text[cut:], columns - 2)
    return cut, kept + ("…" if cut + len(kept) < len(text) else "")


def _looked_at(span: Span, whole: Span, page: _Page) -> Span:
    """Return what is looked at of whole lines, around a span in them."""
    most = max(LIMITS.report_characters, 10 * page.columns)
    return Span(max(whole.start, span.start - most), min(whole.end, span.end + most))


def _fix(fix: Fix, source: Source, page: _Page, *, more: bool) -> Iterator[Line]:
    """Show a fix as a diff of the lines it changes, whole so that they can be copied unless they are long; nothing has been applied."""
    if not fix.edits:
        yield from _help(fix, page)
        return
    first_edit = min(edit.span.start for edit in fix.edits)
    first = source.position(first_edit).line
    last_edit = max(edit.span.end for edit in fix.edits)
    last = source.position(last_edit).line
    whole = Span(source.line_start(first), source.line_span(last).end)
    start, end = _looked_at(Span(first_edit, last_edit), whole, page)
    before, after = _lines(source.text[start:end]), _lines(_edited(source.text, fix.edits, start, end))
    if len(before) > _MOST_LINES_OF_A_FIX:
        yield from _help(fix, page, f"; it changes {len(before):,} lines, which are not shown")
        return
    gutter = len(str(last))
    room = max(_LEAST_ROOM, page.columns - gutter - 4)
    is_whole = (start, end) == whole and all(sum(map(len, each)) <= LIMITS.fix_characters for each in (before, after))
    is_short = (start, end) == whole and all(fits(line, room) for line in (*before, *after))
    yield from _help(fix, page, "" if is_whole or is_short else "; the lines are too long to be shown whole")
    yield (Piece(f"{' ' * gutter} |", "frame"),)
    for sign, lines, style in (("-", before, "removed"), ("+", after, "added")):
        for offset, line in enumerate(lines):
            cut, kept = (0, line) if is_whole else _window(line, first_edit - start if offset == 0 else 0, room)
            is_cut = cut or (offset == 0 and start > whole.start)
            text = f"{sign} {'…' if is_cut else ''}{shown(kept)}"
            yield (Piece(f"{first + offset:>{gutter}} ", "frame"), Piece(text, style))
    if more:
        yield (Piece(f"{' ' * gutter} |", "frame"),)


def _lines(text: str) -> list[str]:
    return LINE_BREAK.split(text)


def _edited(text: str, edits: Sequence[Edit], start: int, end: int) -> str:
    pieces: list[str] = []
    at = start
    for edit in sorted(edits):
        pieces += (text[at : edit.span.start], edit.replacement)
        at = edit.span.end
    return "".join((*pieces, text[at:end]))
