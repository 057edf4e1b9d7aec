"""The navigation of the site: that of `mkdocs.yml`, and the page of each diagnostic and rule below the page that lists it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeAlias

Entry: TypeAlias = "str | Mapping[str, str | Sequence[Entry]]"

LISTS = ("diagnostics.md", "rules/index.md")
"""The pages that list the others. Each row of their tables begins with a link."""

_ROW = re.compile(r"^\| \[([\w-]+)\]\(([\w/-]+\.md)\)", re.MULTILINE)


def complete(nav: Sequence[Mapping[str, str | Sequence[Entry]]], pages: Path) -> list[Entry]:
    """Return a navigation with the single pages, in the order of the tables. `pages` is the folder of all pages."""
    return [
        {title: inside if isinstance(inside, str) else [_with_single_pages(entry, pages) for entry in inside]}
        for section in nav
        for title, inside in section.items()
    ]


def _with_single_pages(entry: Entry, pages: Path) -> Entry:
    if isinstance(entry, str):
        return entry
    [(title, name)] = entry.items()
    if not isinstance(name, str) or name not in LISTS:
        return entry
    folder = PurePosixPath(name).parent
    rows = _ROW.findall((pages / name).read_text(encoding="utf-8"))
    return {title: [name, *({single: (folder / link).as_posix()} for single, link in rows)]}
