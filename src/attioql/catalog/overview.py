"""What there is in a workspace and in a target, for people: as text and as HTML for notebooks, the first rows of many."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from attioql.catalog.attributes import Attribute
from attioql.diagnostics.phrases import counted, short
from attioql.report.columns import table_lines
from attioql.text.markup import paragraph, table
from attioql.text.width import printable_line

MOST_ROWS = 100
_MOST_TITLES = 5
_LONGEST_CELL = 60
_ATTRIBUTES = ("attribute", "title", "type", "values", "refers to, or is one of")
_TARGETS = ("target", "title", "kind", "attributes")


class Overview(NamedTuple):
    """A table of the first rows, with a line above it, and what is left out."""

    caption: str
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    rest: str

    def text(self) -> str:
        """Return the table in columns. Every line is safe to print."""
        lines = [printable_line(self.caption)]
        if self.rows:
            lines += (line.text for line in table_lines(self.headings, self.rows))
        return "\n".join([*lines, self.rest] if self.rest else lines)

    def html(self) -> str:
        """Return the table as HTML, with all text escaped."""
        rest = paragraph(self.rest) if self.rest else ""
        return f"<div>{table(self.caption, self.headings, self.rows)}{rest}</div>"


class TargetRow(NamedTuple):
    """A target of a workspace: its name there, its title, its kind and how many attributes it has."""

    name: str
    title: str
    kind: str
    attributes: int


def of_target(name: str, title: str, kind: str, attributes: Collection[Attribute]) -> Overview:
    """Return the attributes of a target."""
    caption = (
        f"{short(title, _LONGEST_CELL)}: {kind} `{short(name, _LONGEST_CELL)}`, {counted(len(attributes), 'attribute')}"
    )
    rows = [tuple(_cells(attribute)) for attribute in islice(attributes, MOST_ROWS)]
    return Overview(caption, _ATTRIBUTES, rows, _rest(len(attributes), "attribute"))


def of_workspace(targets: Iterable[TargetRow], count: int, members: int | None) -> Overview:
    """Return the targets of a workspace, of which there are `count`; `members` is `None` if the members are not known."""
    known = "" if members is None else f", {counted(members, 'member')}"
    rows = [
        (short(each.name, _LONGEST_CELL), short(each.title, _LONGEST_CELL), each.kind, f"{each.attributes:,}")
        for each in islice(targets, MOST_ROWS)
    ]
    return Overview(f"Workspace: {counted(count, 'target')}{known}", _TARGETS, rows, _rest(count, "target"))


def _cells(attribute: Attribute) -> Iterator[str]:
    yield short(attribute.slug, _LONGEST_CELL)
    yield short(attribute.title, _LONGEST_CELL)
    yield short(attribute.type.slug, _LONGEST_CELL)
    yield ("many" if attribute.many else "one") + (", archived" if attribute.archived else "")
    yield _beginning(attribute.objects if attribute.options is None else _titles(attribute))


def _titles(attribute: Attribute) -> Sequence[str]:
    return [option.title for option in attribute.options or () if not option.archived]


def _beginning(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_TITLES:,} more" if len(names) > _MOST_TITLES else ""
    return ", ".join(short(name) for name in names[:_MOST_TITLES]) + more


def _rest(count: int, word: str) -> str:
    return f"… and {counted(count - MOST_ROWS, f'more {word}')}" if count > MOST_ROWS else ""
