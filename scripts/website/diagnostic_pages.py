"""A page for each diagnostic, and the page that lists them all."""

from __future__ import annotations

from collections.abc import Iterator

from attioql.diagnostics.codes import CODES
from attioql.diagnostics.pages import document

FOLDER = "diagnostics"
LIST = "diagnostics.md"

_FOR_TESTS = "Tests check the examples."
_FOR_READERS = (
    "Tests check the examples. The title of an example is the object that it is about, or its file; *correct* marks what to write "
    "instead. Some examples use a workspace with more attributes than the standard one."
)
"""What stands on the site in place of the paragraph about words that only the source of a page has."""


def moved() -> dict[str, str]:
    """Return the page of each link that leads to a heading of `docs/diagnostics.md`."""
    return {f"{LIST}#{name}": f"{FOLDER}/{name}.md" for name in CODES}


def pages() -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each page, with links as they are in `docs/diagnostics.md`."""
    head, *sections = document().split("\n\n## ")
    yield LIST, "\n\n".join(_FOR_READERS if part.startswith(_FOR_TESTS) else part for part in head.split("\n\n")) + "\n"
    for section in sections:
        name, _, text = section.partition("\n")
        code = CODES[name].code
        yield f"{FOLDER}/{name}.md", f"# {name}\n\n[All diagnostics]({LIST})\n{text}\n\n{_printed(name, code)}\n"


def _printed(name: str, code: str) -> str:
    return f"`attioql explain {name}` and `attioql explain {code}` print this page."
