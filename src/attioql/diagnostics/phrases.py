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


def shown(value: object) -> str:
    """Return the representation of a value that was handed in, cut; of one that is too long or too deep for any, its type."""
    try:
        return f"{value!r:.80}"
    except (ValueError, RecursionError):
        return f"a value of type {type(value).__name__}"


def short(text: str) -> str:
    """Cut a text that is too long for a sentence."""
    return text if len(text) <= 40 else f"{text[:37]}…"
