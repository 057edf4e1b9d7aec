"""Short ways to quote and replace pieces of a text, shared by the sentences about slips."""

from __future__ import annotations

from attioql.text.source import Source, Span

_NEEDS_NO_BLANK = ("", ")", "]", "}", ",")


def text_at(source: Source, span: Span) -> str:
    """Return what stands in a span."""
    return source.text[span.start : span.end]


def spaced(source: Source, span: Span, here: str) -> str:
    """Put a blank after what replaces a span, where one is needed."""
    following = source.text[span.end : span.end + 1]
    return here if following in _NEEDS_NO_BLANK or following.isspace() else f"{here} "


def spaced_around(source: Source, span: Span, here: str) -> str:
    """Put blanks around what replaces a mark that has none."""
    before = "" if span.start == 0 or source.text[span.start - 1].isspace() else " "
    return f"{before}{spaced(source, span, here)}"


def with_blanks_before(source: Source, span: Span) -> Span:
    """Extend a span over the blanks before it."""
    start = span.start
    while start > 0 and source.text[start - 1] in " \t":
        start -= 1
    return Span(start, span.end)
