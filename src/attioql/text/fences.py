"""Fenced code blocks, as in Markdown, that were copied together with the filter in them."""

from __future__ import annotations

import re
from typing import NamedTuple

from attioql.text.source import Span

_FENCE = re.compile(r"^[ \t]*(?P<opening>(?P<fence>`{3,}|~{3,})[^`\n]*)(?:\n|\Z)", re.MULTILINE)
_CLOSING = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})", re.MULTILINE)
_INLINE = re.compile(
    r"\s*(?P<fence>`{3,})(?:(?:jsonc?|sql|attioql|te?xt|plaintext|[jt]s)[ \t]+)?(?P<content>[^`\n]+)(?P=fence)\s*"
)


class Fence(NamedTuple):
    """A fenced code block: the span of its opening fence with the language after it, and the span of its content."""

    opening: Span
    content: Span


def find_fences(text: str) -> tuple[Fence, ...]:
    """Return the fenced code blocks of a text, in order. One that is never closed ends with the text."""
    if "```" not in text and "~~~" not in text:
        return ()
    inline = _INLINE.fullmatch(text)
    if inline is not None:
        return (Fence(Span(*inline.span("fence")), Span(*inline.span("content"))),)
    found: list[Fence] = []
    at = 0
    while (opening := _FENCE.search(text, at)) is not None:
        closings = (
            each for each in _CLOSING.finditer(text, opening.end()) if each["fence"].startswith(opening["fence"])
        )
        closing = next(closings, None)
        end = closing.start() - 1 if closing is not None else len(text)
        found.append(Fence(Span(*opening.span("opening")), Span(opening.end(), max(end, opening.end()))))
        if closing is None:
            break
        at = closing.end()
    return tuple(found)
