"""The page of each diagnostic, read from `pages.md` beside this module, and the document made of all of them.

`python -m attioql.diagnostics.pages --write` writes `docs/diagnostics.md` of a checkout, `--check` (run by the tests)
compares it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from attioql.diagnostics.codes import CODES, name_in
from attioql.generated import write_or_check
from attioql.limits import LIMITS

_SOURCE = Path(__file__).with_name("pages.md")
_DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "diagnostics.md"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_LIMIT = re.compile(r"\{\{(\w+)\}\}")


def page(name_or_code: str) -> str | None:
    """Return the page of a diagnostic as Markdown, by its name or its code in any case; `None` if there is none."""
    return pages().get(name_in(CODES, name_or_code))


@lru_cache(maxsize=1)
def pages() -> Mapping[str, str]:
    """Return all pages by name, in the order of the file, each with its heading."""
    return MappingProxyType(dict(_sections()))


def document() -> str:
    """Return the document of all diagnostics: what the examples mean, a table, and the pages in the order of the codes."""
    _, *introduction = _introduction().split("\n\n")
    lines = [f"| [{name}](#{name}) | {row.code} | {row.severity} | {row.summary} |" for name, row in CODES.items()]
    table = "\n".join(["| name | code | severity | what it says |", "| --- | --- | --- | --- |", *lines])
    found = [_with_code(name, pages()[name]) for name in CODES]
    head = "<!-- Made from src/attioql/diagnostics by `python -m attioql.diagnostics.pages --write`. -->"
    return "\n\n".join(["# Diagnostics", head, *introduction, table, *found]) + "\n"


def _with_code(name: str, text: str) -> str:
    row = CODES[name]
    return text.replace(f"## {name}\n", f"## {name}\n\n`{row.code}`, {row.severity}: {row.summary}.\n", 1)


def _text() -> str:
    """Return the text of all pages; `{{list_values}}` in the file stands for the limit of that name."""
    return _LIMIT.sub(lambda found: f"{getattr(LIMITS, found[1]):,}", _SOURCE.read_text(encoding="utf-8"))


def _introduction() -> str:
    text = _text()
    first = _HEADING.search(text)
    return text[: first.start()].strip() if first else text.strip()


def _sections() -> list[tuple[str, str]]:
    text = _text()
    headings = list(_HEADING.finditer(text))
    ends = [*(heading.start() for heading in headings[1:]), len(text)]
    return [(heading[1], text[heading.start() : end].strip()) for heading, end in zip(headings, ends, strict=True)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the document, or say whether the one in the checkout is up to date."""
    return write_or_check("python -m attioql.diagnostics.pages", {_DOCUMENT: document()}, arguments)


if __name__ == "__main__":
    sys.exit(main())
