"""A page for each diagnostic, and the page that lists them all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attioql.diagnostics.codes import CODES
from attioql.diagnostics.pages import document

FOLDER = "diagnostics"
LIST = "diagnostics.md"

_FOR_TESTS = re.compile(r"^Tests check every example\. .*?\n\n(?=\|)", re.MULTILINE | re.DOTALL)
"""The paragraph about words that only the source of a page has, and its list."""

_FOR_READERS = (
    "Tests check every example. The title of an example is the object that it is about, or its file; *correct* marks what to write "
    "instead. Some examples use a workspace with more attributes than the standard one.\n\n"
)
_DESCRIBED = (
    "<!-- description: {0.code}, {0.severity}: {0.summary}. What it means, an example, and what to write instead. -->"
)


def moved() -> dict[str, str]:
    """Return the page of each link that leads to a heading of `docs/diagnostics.md`."""
    return {f"{LIST}#{name}": f"{FOLDER}/{name}.md" for name in CODES}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page, with links as they are in `docs/diagnostics.md`."""
    head, *sections = document().split("\n\n## ")
    yield LIST, _FOR_TESTS.sub(_FOR_READERS, head) + "\n"
    for section in sections:
        name, _, text = section.partition("\n")
        row = CODES[name]
        head = f"# {name}\n\n{_DESCRIBED.format(row)}\n\n[All diagnostics]({LIST})"
        yield f"{FOLDER}/{name}.md", f"{head}\n{text}\n\n{_printed(name, row.code)}\n"


def _printed(name: str, code: str) -> str:
    return f"`attioql explain {name}` and `attioql explain {code}` print this page."
