"""Phrases that the sentences of every phase are made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attioql.diagnostics.parts import Drawable, Severity

MOST_NAMES_LISTED = 12


def listed(names: Iterable[str], limit: int | None = MOST_NAMES_LISTED) -> str:
    """List names in backticks; past the limit, say how many more there are."""
    quoted = [f"`{name}`" for name in names]
    if limit is not None and len(quoted) > limit:
        return f"{', '.join(quoted[:limit])} and {len(quoted) - limit} more"
    return ", ".join(quoted)


def shown(value: object) -> str:
    """Return the representation of a value that was handed in, cut; of one that has none, is too long or too deep for any, its type."""
    try:
        return str.__format__(repr(value), ".80")
    except Exception:  # noqa: BLE001 - a `__repr__` of the caller may raise anything
        return f"a value of type {type(value).__name__}"


def plain(value: object) -> str:
    """Return a scalar as text, by the methods of Python's own types: those of a caller's subclass may raise anything."""
    for kind in (str, int, float):
        if isinstance(value, kind) and not isinstance(value, bool):
            return kind.__repr__(value) if kind is not str else str.__str__(value)
    return shown(value)


def short(text: str, most: int = 40) -> str:
    """Cut a text that is too long for a sentence."""
    text = str.__str__(text)
    return text if len(text) <= most else f"{text[: most - 3]}…"


def no_help(suggested: str, message: str) -> str:
    """Say why what seems to be meant is not offered: the error there would be with it."""
    condition = f"with `{short(suggested)}`" if suggested and "`" not in suggested else "then"
    return f"{condition} there would be another error: {message}"


def summary(diagnostics: Iterable[Drawable]) -> str:
    """Count errors, warnings and notes in words; nothing where there are none."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    words = [counted(counts[level], level.value) for level in Severity if counts[level]]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def counted(count: int, word: str, several: str = "") -> str:
    """Return a number and what is counted, in the plural where there is not one."""
    return f"{count:,} {word if count == 1 else several or word + 's'}"
