"""JSON as other notations write it, mended: single or curly quotes, keys without quotes, `True`, comments, a comma with nothing after it.

Brackets that are missing at the end, or too many there, are another matter: the text may be cut off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.json_text.nesting import decode, decode_at, require_shallow
from attioql.limits import LIMITS
from attioql.text.comment_patterns import BLANKS, BLOCK_COMMENT, LINE_COMMENT
from attioql.text.source import Span

INVISIBLE = "\u00ad\u200b-\u200f\u2060\ufeff"
"""Characters without a width, as a regular expression has them in brackets."""

_TOKEN = re.compile(
    rf"""
    (?P<json> "[^"\\\n]*(?:\\[^\n][^"\\\n]*)*" )
    | '(?P<single> [^'"\\\n]* )'
    | [\u201c\u201d](?P<curly> [^\u201c\u201d"\\\n]* )[\u201c\u201d]
    | (?P<comment> {LINE_COMMENT} | {BLOCK_COMMENT} )
    | (?P<unclosed> "[^\n]* | /\*.* )
    | (?P<comma> , ) (?= {BLANKS} []}}] )
    | (?P<invisible> [{INVISIBLE}] )
    | (?P<blank> [\u00a0\u2028\u2029\u202f\u3000] )
    | (?P<constant> True | False | None ) \b
    | (?<![\w.$-]) (?P<key> [^\W\d]\w* | \$[a-z_]+ ) (?=\s*:)
    """,
    re.DOTALL | re.VERBOSE,
)
"""What JSON has, is written otherwise, or never ends: a string or comment without an end is one token, so that no text is read twice."""
_STRING_OR_BRACKET = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[][{}]', re.DOTALL)
_PAIRS = {"{": "}", "[": "]"}
_CLOSERS = frozenset(_PAIRS.values())
_EXTRA = re.compile(r"[]}]{1,4}|[;,.]")
_READER = json.JSONDecoder()
_COMMENTS = ("//", "/*", "#")
_CONSTANTS = {"True": "true", "False": "false", "None": "null"}


class JsonEnding(NamedTuple):
    """The edits that make JSON of a text whose end is wrong: what is missing there, or what is too much."""

    edits: tuple[Edit, ...]
    missing: str
    extra: str


def mended(text: str, *, keeps_comments: bool = False) -> tuple[Edit, ...]:
    """Return the edits that make JSON of a text; none where that takes more than other quotes, words and commas, and no comments.

    One that `keeps_comments`, as a file does, is not mended if it has any.
    """
    edits = _allowed(text, keeps_comments=keeps_comments)
    return edits if edits is not None and _is_json(apply_edits(text, edits)) else ()


def mended_ending(text: str, *, keeps_comments: bool = False) -> JsonEnding | None:
    """Return what mends a text in which nothing is wrong but its notation and the brackets and marks at its end."""
    edits = _allowed(text, keeps_comments=keeps_comments)
    if edits is None:
        return None
    bare = apply_edits(text, edits)
    end = len(text.rstrip())
    missing = _closing(bare)
    if missing and _is_json(bare + missing):
        return JsonEnding((*edits, Edit(Span(end, end), missing)), missing, "")
    extra = _after_value(bare)
    if not extra or not text[:end].endswith(extra):
        return None
    return JsonEnding((*edits, Edit(Span(end - len(extra), end), "")), "", extra)


def _allowed(text: str, *, keeps_comments: bool) -> tuple[Edit, ...] | None:
    edits = tuple(_edits(text))
    has_comments = any(text.startswith(_COMMENTS, edit.span.start) for edit in edits)
    return None if keeps_comments and has_comments else edits


def _is_json(text: str) -> bool:
    try:
        decode(_READER, text)
    except ValueError:
        return False
    return True


def _closing(text: str) -> str:
    """Return the brackets that close what is open at the end of a text; nothing where another is open."""
    waiting: list[str] = []
    for found in _STRING_OR_BRACKET.finditer(text):
        bracket = found[0]
        if bracket in _PAIRS:
            waiting.append(_PAIRS[bracket])
        elif bracket in _CLOSERS and (not waiting or waiting.pop() != bracket):
            return ""
    return "".join(reversed(waiting)) if len(waiting) <= LIMITS.json_missing_brackets else ""


def _after_value(text: str) -> str:
    """Return the brackets and marks behind a value, if nothing else is there."""
    start = len(text) - len(text.lstrip())
    try:
        require_shallow(text)
        _, end = decode_at(_READER, text, start)
    except ValueError:
        return ""
    rest = text[end:].strip()
    return rest if _EXTRA.fullmatch(rest) is not None else ""


def _edits(text: str) -> Iterator[Edit]:
    for found in _TOKEN.finditer(text):
        span = Span(*found.span())
        match found.lastgroup:
            case "single" | "curly" as quotes:
                yield Edit(span, f'"{found[quotes]}"')
            case "comma" | "comment" | "invisible":
                yield Edit(span, "")
            case "blank":
                yield Edit(span, " ")
            case "constant":
                yield Edit(span, _CONSTANTS[found[0]])
            case "key":
                yield Edit(span, f'"{found[0]}"')
