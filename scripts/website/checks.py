"""Checks the built site: every link and anchor leads somewhere, and no page loads anything from another host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

_LOADS = {
    "audio": ("src",),
    "embed": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "link": ("href",),
    "object": ("data",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
"""The attributes of HTML from which a browser loads a file without a click."""

_OUTSIDE = re.compile(r"\s*(?:https?:|wss?:|ftp:)?//", re.IGNORECASE)
_STYLE_URL = re.compile(r"""url\(\s*["']?(?P<url>[^"')]+)|@import\s+["'](?P<imported>[^"']+)""", re.IGNORECASE)
_ADDRESS = re.compile(r"""["'`](?P<url>(?:https?:|wss?:)//(?!www\.w3\.org/)[^"'`\s]+)""")
"""An address as a text of a script. Those of the W3C are names of XML, which nothing loads."""


class Page(HTMLParser):
    """What a page links to, loads and offers as anchors."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self._in_style = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the tag links to, loads and is called."""
        given = {name: value for name, value in attrs if value is not None}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.loads += [given[name] for name in _LOADS.get(tag, ()) if name in given]
        self.loads += style_urls(given.get("style", ""))
        self._in_style = tag == "style"

    def handle_data(self, data: str) -> None:
        """Note what a style element loads."""
        if self._in_style:
            self.loads += style_urls(data)
            self._in_style = False


def style_urls(text: str) -> list[str]:
    """Return what a style sheet loads."""
    return [found["url"] or found["imported"] for found in _STYLE_URL.finditer(text)]


def seal(folder: Path) -> None:
    """Take the addresses of other hosts out of the scripts of the theme, which load what some browsers or pages need and ours do not."""
    for path in sorted((folder / "assets" / "javascripts").rglob("*.js")):
        path.write_text(without_addresses(path.read_text(encoding="utf-8")), encoding="utf-8")


def without_addresses(script: str) -> str:
    """Return a script with `about:blank` in place of the addresses of other hosts."""
    return _ADDRESS.sub(lambda found: found[0][0] + "about:blank", script)


def faults(folder: Path) -> list[str]:
    """Return the faults of a built site, one sentence for each."""
    pages = {path: Page(path.read_text(encoding="utf-8")) for path in sorted(folder.rglob("*.html"))}
    found = [sentence for path, page in pages.items() for sentence in _of_page(path, page, pages, folder)]
    return [*found, *_outside_resources(folder)]


def _of_page(path: Path, page: Page, pages: dict[Path, Page], folder: Path) -> Iterator[str]:
    name = path.relative_to(folder).as_posix()
    for twice in sorted({each for each in page.ids if page.ids.count(each) > 1 and not each.startswith("__")}):
        yield f"{name}: two elements have the id `{twice}`"
    for url in page.loads:
        if _OUTSIDE.match(url):
            yield f"{name}: loads {url} from another host"
        elif not url.startswith(("data:", "#")) and _target(path, url, folder) is None:
            yield f"{name}: loads {url}, which does not exist"
    for url in page.links:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc:
            continue
        target = _target(path, url, folder)
        if target is None:
            yield f"{name}: links to {url}, which does not exist"
        elif parts.fragment and target in pages and unquote(parts.fragment) not in pages[target].ids:
            yield f"{name}: links to {url}, which has no such anchor"


def _target(path: Path, url: str, folder: Path) -> Path | None:
    """Return the file that an address on a page leads to."""
    where = unquote(urlsplit(url).path)
    target = path if not where else (folder / where[1:] if where.startswith("/") else path.parent / where)
    target = target.resolve()
    if target.is_dir():
        target /= "index.html"
    return target if target.is_file() else None


def _outside_resources(folder: Path) -> Iterator[str]:
    """Yield what style sheets and scripts load, or could load, from other hosts."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".css":
            urls = [url for url in style_urls(path.read_text(encoding="utf-8")) if _OUTSIDE.match(url)]
            yield from (f"{name}: loads {url} from another host" for url in urls)
        elif path.suffix in {".js", ".mjs"}:
            for found in _ADDRESS.finditer(path.read_text(encoding="utf-8")):
                yield f"{name}: has the address {found['url']}, and could load it"
