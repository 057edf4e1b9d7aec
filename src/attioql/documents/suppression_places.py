"""Where a suppression can be written in a file, for a diagnostic: in comments, or in the `ignore` list of a filter of a set.

Each way is a guess about the text around it, such as that a line does not begin inside a string. Whoever writes one reads the file again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from attioql.diagnostics.model import Diagnostic, Edit
from attioql.documents.mapping import in_json
from attioql.documents.model import Document, IgnorePlace
from attioql.documents.notebooks import notebook_lines
from attioql.documents.read import suffix_of
from attioql.documents.script_files import SCRIPTS
from attioql.text.blanks import behind_blanks
from attioql.text.source import Source, Span

_FIRST_LINES = re.compile(r"(?:#![^\r\n]*(?:\r?\n|\Z))?(?:[ \t\f]*#[^\r\n]*coding[:=][^\r\n]*(?:\r?\n|\Z))?")
_ITEM = re.compile(r"[ \t]*-[ \t]+")
_YAML = (".yaml", ".yml")


class SuppressionPlace(NamedTuple):
    """A span for a suppression, and what is written there before, between and behind the names of what is ignored."""

    span: Span
    before: str
    between: str
    behind: str

    def edit(self, names: Sequence[str]) -> Edit:
        """Return the edit that ignores what has these names."""
        return Edit(self.span, f"{self.before}{self.between.join(names)}{self.behind}")


class Suppressible(NamedTuple):
    """What one suppression can ignore is alike in its `group`; `places` are the ways to write it, the best one first."""

    group: tuple[str, int]
    places: tuple[SuppressionPlace, ...]


def suppressible(document: Document, problem: Diagnostic, reason: str) -> Suppressible:
    """Return how a diagnostic of a file can be ignored. There is no way where the file has no place for a suppression."""
    suffix = suffix_of(document.source)
    span = problem.span or Span(0, 0)
    if document.is_code or _is_query_text(document):
        holder = min((each for each in document.calls if _holds(each, span)), key=_length, default=span)
        first = document.source.position(holder.start).line
        at = document.source.position(span.start).line
        if suffix == ".ipynb":
            places = list(_in_notebook(document.source, (holder.start, span.start), reason))
            first = places[0].span.start if places else first
        else:
            comment = "//" if suffix in SCRIPTS else "#"
            places = list(_by_comment(document.source, (first, at), comment, reason))
        return Suppressible(("line", first), tuple(places))
    for number, entry in enumerate(document.entries):
        if entry.ignore_place is not None and _is_within(problem.pointer, entry.pointer):
            found = _in_set(document.source, entry.ignore_place, suffix, reason)
            return Suppressible(("filter", number), tuple(found))
    return Suppressible(("", 0), ())


def _is_query_text(document: Document) -> bool:
    return any(entry.form == "text" and entry.where is None for entry in document.entries)


def _holds(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _length(span: Span) -> int:
    return span.end - span.start


def _is_within(pointer: str | None, whole: str) -> bool:
    return pointer is not None and (pointer == whole or pointer.startswith(f"{whole}/"))


def _by_comment(source: Source, lines: Sequence[int], mark: str, reason: str) -> Iterator[SuppressionPlace]:
    """Yield the places above some lines, at their ends, and at the head of the file."""
    end_of_line = _line_break(source.text)
    said = f" {reason}" if reason else ""
    for line in dict.fromkeys(lines):
        start = source.line_start(line)
        indent = source.text[start : behind_blanks(source.text, start)]
        yield SuppressionPlace(Span(start, start), f"{indent}{mark} attioql: ignore[", ", ", f"]{said}{end_of_line}")
    for line in dict.fromkeys(reversed(lines)):
        span = source.line_span(line)
        at = span.start + len(source.text[slice(*span)].rstrip())
        yield SuppressionPlace(Span(at, at), f"  {mark} attioql: ignore[", ", ", f"]{said}")
    first = _FIRST_LINES.match(source.text)
    at = 0 if first is None else first.end()
    yield SuppressionPlace(Span(at, at), f"{mark} attioql: ignore-file[", ", ", f"]{said}{end_of_line}")


def _in_notebook(source: Source, offsets: Sequence[int], reason: str) -> Iterator[SuppressionPlace]:
    """Yield the places above the lines of cells that some offsets stand in."""
    for offset in dict.fromkeys(offsets):
        found = [line for line in notebook_lines(source.text) if line.start <= offset]
        if found:
            at, indent = found[-1]
            comment = in_json(f"{indent}# attioql: ignore")
            for kind in ("", "-file"):
                yield SuppressionPlace(Span(at, at), f"{comment}{kind}[", ", ", in_json(f"] {reason}\n"))


def _in_set(source: Source, place: IgnorePlace, suffix: str, reason: str) -> Iterator[SuppressionPlace]:
    """Yield the places in the list of what is ignored in a filter, or for such a list."""
    is_yaml = suffix in _YAML
    if place.items:
        yield from _behind_item(source, place.items[-1], is_yaml=is_yaml)
    elif place.whole is not None:
        yield SuppressionPlace(place.whole, '["', '", "', '"]')
    else:
        yield from _new_list(source, place.key.start, suffix, reason)


def _behind_item(source: Source, item: Span, *, is_yaml: bool) -> Iterator[SuppressionPlace]:
    line = source.line_span(source.position(item.start).line)
    before = source.text[line.start : item.start]
    if is_yaml and _ITEM.fullmatch(before):
        following = f"{_line_break(source.text)}{before}"
        yield SuppressionPlace(Span(line.end, line.end), following, following, "")
    elif is_yaml:
        yield SuppressionPlace(Span(item.end, item.end), ", ", ", ", "")
    else:
        yield SuppressionPlace(Span(item.end, item.end), ', "', '", "', '"')


def _new_list(source: Source, at: int, suffix: str, reason: str) -> Iterator[SuppressionPlace]:
    """Yield the places before the key of a filter: with a line of its own where that key begins a line."""
    start = source.line_start(source.position(at).line)
    before = source.text[start:at]
    begins_line = not before.strip()
    following = f"{_line_break(source.text)}{before}"
    here = Span(at, at)
    if suffix not in _YAML:
        comment = f"  // {reason}" if suffix == ".jsonc" and begins_line else ""
        yield SuppressionPlace(here, '"ignore": ["', '", "', f'"],{comment}{following}' if begins_line else '"], ')
        return
    if begins_line:
        yield SuppressionPlace(here, "ignore: [", ", ", f"]  # {reason}{following}")
        yield SuppressionPlace(here, "ignore: [", ", ", f"],  # {reason}{following}")
    yield SuppressionPlace(here, "ignore: [", ", ", "], ")


def _line_break(text: str) -> str:
    """Return the line break that a file has."""
    return "\r\n" if "\r\n" in text else "\n"
