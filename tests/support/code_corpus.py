"""Sources of code with what is reported of them drawn in place: under each line that a diagnostic is about, a line that begins with `~`.

`~      ^^^^ unknown-attribute` marks a diagnostic, `~      ^^^^ in part: …` a hole, and `~      ^^^^ not checked: …` a filter that is
not read. The lines are no part of the source. With `ATTIOQL_GOLDEN=write` they are drawn anew: read the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

from attioql.catalog.workspace import Workspace
from attioql.documents.model import Document
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document, partly_checked_in, unchecked_in
from attioql.resources import read_resource
from attioql.text.source import Source, Span

FOLDER = Path(__file__).parents[1] / "code"
MARK = "~"


def _workspace() -> Workspace:
    """Return the standard objects with some options, a list and an activity."""
    added = json.loads((FOLDER / "workspace.json").read_text(encoding="utf-8"))
    objects = json.loads(read_resource("schemas", "standard-objects.json"))["objects"]
    for slug, attributes in added["options"].items():
        for attribute, titles in attributes.items():
            objects[slug]["attributes"][attribute]["options"] = [{"title": title} for title in titles]
    return Workspace({"objects": objects, "lists": added["lists"], "activities": added["activities"]})


SETTINGS = Settings(_workspace())


def plain(drawn: str) -> str:
    """Return a source without what is drawn in it."""
    return "".join(line for line in drawn.splitlines(keepends=True) if not line.startswith(MARK))


def document_of(text: str, name: str) -> Document:
    """Return the document of a source. Those in Python have a suffix more, so that no tool takes what is drawn for Python."""
    return read_document(Source(text, name.removesuffix(".txt")))


def drawn(text: str, name: str, settings: Settings = SETTINGS) -> str:
    """Draw what is reported of a source in it."""
    document = document_of(text, name)
    source = document.source
    marks: dict[int, list[tuple[Span, str]]] = {}
    for span, said in _said(document, settings):
        marks.setdefault(source.position(span.start).line, []).append((span, said))
    lines = text.splitlines(keepends=True)
    for number in sorted(marks, reverse=True):
        lines[number:number] = [_line(span, said, source) for span, said in sorted(marks[number])]
    return "".join(lines)


def _said(document: Document, settings: Settings) -> Iterator[tuple[Span, str]]:
    for problem in lint_document(document, settings).problems:
        assert problem.source is not None
        assert problem.source.text == document.source.text
        fixes = ", with a fix" if any(each.edits for each in problem.fixes) else ""
        yield problem.span or Span(0, 0), problem.name + fixes
    for said, places in (
        ("in part", partly_checked_in(document, settings)),
        ("not checked", unchecked_in(document, settings)),
    ):
        yield from [(each.span, f"{said}: {each.why}") for each in places]


def _line(span: Span, said: str, source: Source) -> str:
    position = source.position(span.start)
    width = min(span.end, source.line_span(position.line).end) - span.start
    return f"{MARK}{' ' * (position.column - 2)}{'^' * max(width, 1)} {said}\n"


def is_written() -> bool:
    """Tell whether what is drawn is to be written anew."""
    return os.environ.get("ATTIOQL_GOLDEN") == "write"
