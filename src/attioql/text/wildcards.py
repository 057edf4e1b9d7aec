"""Patterns with a wildcard at their ends, as `like` of SQL has them: which operator on texts says the same."""

from __future__ import annotations

from typing import NamedTuple


class AnchoredPart(NamedTuple):
    """A part of a text, and the operator of query text that finds it where a pattern does: an equality for a whole text."""

    operator: str
    text: str


def anchored_part(pattern: str, wildcard: str) -> AnchoredPart | None:
    """Return what a pattern finds; `None` for one with wildcards inside, or of nothing else."""
    text = pattern.strip(wildcard)
    if not text or wildcard in text or "_" in text:
        return None
    match pattern.startswith(wildcard), pattern.endswith(wildcard):
        case True, True:
            return AnchoredPart("contains", text)
        case False, True:
            return AnchoredPart("starts with", text)
        case True, False:
            return AnchoredPart("ends with", text)
    return AnchoredPart("=", text)
