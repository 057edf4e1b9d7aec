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


def short(text: str, most: int = 40) -> str:
    """Cut a text that is too long for a sentence."""
    return text if len(text) <= most else f"{text[: most - 3]}…"


_SUGGESTION = "; did you mean `"


def did_you_mean(message: str, name: str) -> str:
    """Add to a message the name that was probably meant."""
    return f"{message}{_SUGGESTION}{name}`?"


def without_suggestion(message: str) -> str:
    """Return a message without what `did_you_mean` added: nobody is sent to a name that does not hold there."""
    return message.partition(_SUGGESTION)[0]
