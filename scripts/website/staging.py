"""Gathers the Markdown pages of the checkout in one folder, with links that hold on the site."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

OUTSIDE_DOCS: Mapping[str, str] = {
    "README.md": "index.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "benchmarks/README.md": "benchmarks.md",
    "examples/README.md": "examples.md",
}
"""Pages that stand outside `docs/`, and where each stands on the site. The README leads to the first page and is not copied."""

_FENCE = re.compile(r"^(?P<marks>```+)(?P<info>[^\n`]*)\n(?P<code>.*?)^(?P=marks)[ ]*$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<to>[^()\s]+)\)")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_FIXED = {"fixed safe": "after the fix", "fixed unsafe": "after the fix, which may change what matches"}


@dataclass
class Stage:
    """The folder of pages that the site is built from."""

    checkout: Path
    folder: Path
    moved: dict[str, str] = field(default_factory=dict)
    """Links with an anchor that lead elsewhere on the site: `diagnostics.md#name` has a page of its own."""

    def add(self, name: str, text: str, home: str | None = None) -> None:
        """Write a page. `home` is the file of the checkout that its links start from, where they are to be rewritten."""
        if home is not None:
            text = self._with_links(text, home, PurePosixPath(name).parent)
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(with_plain_fences(text), encoding="utf-8")

    def gather(self, left_out: frozenset[str] = frozenset()) -> None:
        """Copy every page of the checkout that belongs to the site."""
        for path in sorted((self.checkout / "docs").rglob("*.md")):
            home = path.relative_to(self.checkout).as_posix()
            if home not in left_out:
                self.add(self._place(home) or home, _with_way_back(home, path.read_text(encoding="utf-8")), home)
        for path in sorted((self.checkout / "docs" / "assets").rglob("*")):
            if path.is_file():
                self._copy(path, path.relative_to(self.checkout / "docs").as_posix())
        for home, name in OUTSIDE_DOCS.items():
            if home != "README.md":
                self.add(name, (self.checkout / home).read_text(encoding="utf-8"), home)

    def _place(self, home: str) -> str | None:
        """Return where a file of the checkout stands on the site; `None` for what is no page."""
        if home in OUTSIDE_DOCS:
            return OUTSIDE_DOCS[home]
        path = PurePosixPath(home)
        if path.suffix != ".md" or path.parts[0] != "docs":
            return None
        inside = path.relative_to("docs")
        return (inside.with_name("index.md") if inside.name == "README.md" else inside).as_posix()

    def _with_links(self, text: str, start: str, end: PurePosixPath) -> str:
        return outside_code(text, lambda part: _LINK.sub(lambda found: self._link(found, start, end), part))

    def _link(self, found: re.Match[str], start: str, end: PurePosixPath) -> str:
        to, _, anchor = found["to"].partition("#")
        if _SCHEME.match(found["to"]):
            return found[0]
        home = os.path.normpath(PurePosixPath(start).parent / to) if to else start
        place = self._place(home) or self._file(home)
        if place is None:
            return found["text"]
        where = self.moved.get(f"{place}#{anchor}")
        if where is not None:
            place, anchor = where, ""
        elif not to:
            place = ""
        relative = os.path.relpath(place, end) if place else ""
        return f"[{found['text']}]({relative}{'#' if anchor else ''}{anchor})"

    def _file(self, home: str) -> str | None:
        """Copy a file that a page links to. Returns its place, or `None` for a folder, which the site does not show."""
        path = self.checkout / home
        if path.is_dir():
            return None
        place = f"files/{home}".replace("/.", "/")  # files whose names begin with a dot are not copied to the site
        self._copy(path, place)
        return place

    def _copy(self, path: Path, place: str) -> None:
        (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, self.folder / place)


def _with_way_back(home: str, text: str) -> str:
    """Return the page of a rule, which the navigation does not list, with a link to the list of rules below its title."""
    path = PurePosixPath(home)
    if path.parent.name != "rules" or path.name == "README.md":
        return text
    title, _, rest = text.partition("\n")
    return f"{title}\n\n[All rules](README.md)\n{rest}"


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Return a page with its text changed and its code blocks as they are."""
    parts, end = [], 0
    for found in _FENCE.finditer(text):
        parts += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def with_plain_fences(text: str) -> str:
    """Return a page whose code blocks name a language and a title: the other words are for the tests."""
    return _FENCE.sub(lambda found: f"{found['marks']}{_info(found['info'])}\n{found['code']}{found['marks']}", text)


def _info(info: str) -> str:
    """Return what the site needs of the words after a fence."""
    if info in _FIXED:
        return f'attioql title="{_FIXED[info]}"'
    language, *words = info.split() or [""]
    given = dict(word.split("=", 1) for word in words if "=" in word)
    if "title" in given:
        return info
    title = " · ".join(
        word for word in (given.get("file"), given.get("target"), "correct" if "ok" in words else None) if word
    )
    if language == "findings":
        language, title = "text", "findings"
    return f'{language} title="{title}"' if title else language
