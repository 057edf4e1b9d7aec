"""The page of every diagnostic and of every rule, by name or code."""

from __future__ import annotations

from attioql.diagnostics import pages
from attioql.linter import rule_pages


def page_of(name_or_code: str) -> str | None:
    """Return the page of a diagnostic or of a rule as Markdown with its heading; `None` if there is none."""
    return pages.page(name_or_code) or rule_pages.page(name_or_code)
