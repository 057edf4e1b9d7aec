"""JSON with comments, and with a comma behind the last member of an object or array, as files that end in `.jsonc` have them."""

from __future__ import annotations

import re
from typing import NamedTuple

from attioql.text.source import Span

_STRING = r'"(?:[^"\\\r\n]|\\[^\r\n])*(?:"|\\?(?![^\r\n]))'
"""A string, or the rest of the line where it has no end: so no text is read twice."""
_STRING_OR_COMMENT = re.compile(rf"{_STRING}|//[^\r\n]*|/\*")
_LAST_COMMA = re.compile(rf"{_STRING}|(?P<comma>,)(?=[ \t\r\n]*[\]}}])")
_REST_OF_LINE = re.compile(r"[^\r\n]*")
_NOT_A_BREAK = re.compile(r"[^\r\n]")


class WithoutComments(NamedTuple):
    """JSON with blanks in the place of its comments and last commas, character by character, and where the comments stood."""

    text: str
    comments: tuple[Span, ...]


def without_comments(text: str) -> WithoutComments:
    """Blank the comments and last commas of a text. A comment that is never closed stays."""
    comments = tuple(_comments(text))
    pieces: list[str] = []
    end = 0
    for comment in comments:
        pieces += (text[end : comment.start], _NOT_A_BREAK.sub(" ", text[comment.start : comment.end]))
        end = comment.end
    blanked = "".join([*pieces, text[end:]])
    return WithoutComments(_LAST_COMMA.sub(lambda found: " " if found["comma"] else found[0], blanked), comments)


def comment_at(text: str, start: int) -> Span | None:
    """Return the comment that begins at an offset; `None` if there is none, or none that is closed."""
    if text.startswith("//", start):
        line = _REST_OF_LINE.match(text, start)
        return None if line is None else Span(*line.span())
    end = text.find("*/", start + 2) if text.startswith("/*", start) else -1
    return None if end < 0 else Span(start, end + 2)


def _comments(text: str) -> list[Span]:
    found: list[Span] = []
    at = 0
    while (token := _STRING_OR_COMMENT.search(text, at)) is not None:
        at = token.end()
        if token[0].startswith('"'):
            continue
        comment = comment_at(text, token.start())
        if comment is None:
            break
        found.append(comment)
        at = comment.end
    return found
