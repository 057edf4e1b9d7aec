"""Writes the Markdown of every page next to its HTML, and `llms.txt`, which lists the pages for language models."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

from website.descriptions import taken

Nav: TypeAlias = "str | list[Nav] | dict[str, Nav]"

_DIAGRAM = re.compile(r'<div class="railroad">.*?</div>\n*')
_ANCHOR = re.compile(r"^(#+ .+?) \{ #[\w-]+ \}$", re.MULTILINE)
_TAG = re.compile(r"^</?div\b[^>]*>\n+", re.MULTILINE)


def write(pages: Path, site: Path, instead: Mapping[str, str], config: Mapping[str, object]) -> None:
    """Write the copies and the list of pages that have their descriptions. `instead` has the text of pages whose source is of no use to a reader."""
    for path in sorted(pages.rglob("*.md")):
        name = path.relative_to(pages).as_posix()
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        text = instead.get(name) or _plain(taken(path.read_text(encoding="utf-8"))[1])
        (site / name).write_text(text, encoding="utf-8")
    (site / "llms.txt").write_text(_listing(pages, config), encoding="utf-8")


def _plain(text: str) -> str:
    """Return a page without the HTML and the names of anchors that only the build of the site reads."""
    return _ANCHOR.sub(r"\1", _TAG.sub("", _DIAGRAM.sub("", text)))


def _listing(pages: Path, config: Mapping[str, object]) -> str:
    lines = [f"# {config['site_name']}", "", f"> {config['site_description']}", ""]
    for section, entries in _sections(config["nav"]):
        lines += [f"## {section}", ""]
        lines += [
            f"- [{title}]({name}): {taken((pages / name).read_text(encoding='utf-8'))[0]}" for title, name in entries
        ]
        lines.append("")
    return "\n".join(lines)


def _sections(nav: object) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield each section of the navigation with its pages."""
    first: list[tuple[str, str]] = []
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    for entry in nav if isinstance(nav, list) else []:
        for title, inside in entry.items():
            if isinstance(inside, str):
                first.append((title, inside))
            else:
                sections.append((title, [*_flat(inside)]))
    yield "Start", first
    yield from sections


def _flat(entries: list[object]) -> Iterator[tuple[str, str]]:
    """Yield the pages of a section. One without a title of its own is the overview of the section."""
    for entry in entries:
        if isinstance(entry, str):
            yield "Overview", entry
        elif isinstance(entry, dict):
            yield from entry.items()
