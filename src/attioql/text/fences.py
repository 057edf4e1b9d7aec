"""Fenced code blocks, as in Markdown, that were copied together with the filter in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from attioql.text.source import Span

_FENCE = re.compile(r"^[ \t]*(?P<opening>(?P<fence>`{3,}|~{3,})[^`\n]*)(?:\n|\Z)", re.MULTILINE)
_CLOSING = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_INLINE = re.compile(r"\s*(?P<fence>`{3,})(?P<content>[^`\n]+)(?P=fence)\s*")


class Fence(NamedTuple):
    """A fenced code block: the span of its opening fence with the language after it, and the span of its content."""

    opening: Span
    content: Span


def find_fence(text: str) -> Fence | None:
    """Return the first fenced code block of a text."""
    if "```" not in text and "~~~" not in text:
        return None
    inline = _INLINE.fullmatch(text)
    if inline is not None:
        return Fence(Span(*inline.span("fence")), Span(*inline.span("content")))
    opening = _FENCE.search(text)
    if opening is None:
        return None
    closings = (
        found for found in _CLOSING.finditer(text, opening.end()) if found["fence"].startswith(opening["fence"])
    )
    closing = next(closings, None)
    end = closing.start() - 1 if closing is not None else len(text)
    return Fence(Span(*opening.span("opening")), Span(opening.end(), max(end, opening.end())))
