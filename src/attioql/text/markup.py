"""HTML for notebooks: all text is escaped, and colours are those of the page, so that it can be read on dark and on light."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from attioql.text.width import shown

_LEFT = ' style="text-align: left"'
FIXED_WIDTH = "font-family: var(--jp-code-font-family, monospace)"
"""JupyterLab gives text in `pre` the font of prose."""


def escaped(text: str) -> str:
    """Return a line of text as HTML; what a terminal may obey, and half a surrogate pair, is one visible mark each."""
    return escape(shown(text))


def code(text: str) -> str:
    """Return a line of text as code."""
    return f"<code>{escaped(text)}</code>"


def listing(text: str) -> str:
    """Return lines of code, which the page breaks where they are too long for it."""
    lines = "\n".join(map(escaped, text.split("\n")))
    return f'<pre dir="ltr" style="{FIXED_WIDTH}; white-space: pre-wrap; overflow-wrap: anywhere"><code>{lines}</code></pre>'


def folded(summary: str, inside: str, *, is_open: bool = False) -> str:
    """Return HTML that a reader folds away, under a line of text."""
    return f"<details{' open' if is_open else ''}><summary>{escaped(summary)}</summary>{inside}</details>"


def paragraph(text: str) -> str:
    """Return a line of text as a paragraph."""
    return f"<p>{escaped(text)}</p>"


def table(caption: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a table whose first column names the rows. The caption and the cells are text."""
    head = "".join(f'<th scope="col"{_LEFT}>{escaped(heading)}</th>' for heading in headings)
    body = "".join(map(_row, rows))
    return f"<table><caption{_LEFT}>{escaped(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    rest = "".join(f"<td{_LEFT}>{escaped(cell)}</td>" for cell in others)
    return f'<tr><th scope="row"{_LEFT}>{code(first)}</th>{rest}</tr>'
