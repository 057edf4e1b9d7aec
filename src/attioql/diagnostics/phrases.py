"""Phrases that the sentences of every phase are made of."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_NAMES_LISTED = 12


def listed(names: Iterable[str], limit: int | None = _MOST_NAMES_LISTED) -> str:
    """List names in backticks; past the limit, say how many more there are."""
    quoted = [f"`{name}`" for name in names]
    if limit is not None and len(quoted) > limit:
        return f"{', '.join(quoted[:limit])} and {len(quoted) - limit} more"
    return ", ".join(quoted)


def short(text: str) -> str:
    """Cut a text that is too long for a sentence."""
    return text if len(text) <= 40 else f"{text[:37]}…"
