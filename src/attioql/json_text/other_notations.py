"""JSON as other notations write it, mended: single or curly quotes, keys without quotes, `True`, comments, a comma with nothing after it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.text.source import Span

_TOKEN = re.compile(
    r"""
    (?P<json> "[^"\\\n]*(?:\\.[^"\\\n]*)*" )
    | '(?P<single> [^'"\\\n]* )'
    | [\u201c\u201d](?P<curly> [^\u201c\u201d"\\\n]* )[\u201c\u201d]
    | (?P<comment> //[^\r\n]* | /\*.*?\*/ | \#[^\r\n]* )
    | (?P<comma> , ) (?=(?:\s|//[^\r\n]*|/\*.*?\*/|\#[^\r\n]*)*[]}])
    | (?P<constant> True | False | None ) \b
    | (?<![\w.$-]) (?P<key> [^\W\d]\w* | \$[a-z_]+ ) (?=\s*:)
    """,
    re.DOTALL | re.VERBOSE,
)
_COMMENTS = ("//", "/*", "#")
_CONSTANTS = {"True": "true", "False": "false", "None": "null"}


def mended(text: str, *, keeps_comments: bool = False) -> tuple[Edit, ...]:
    """Return the edits that make JSON of a text; none where that takes more than other quotes, words and commas, and no comments.

    One that `keeps_comments`, as a file does, is not mended if it has any.
    """
    edits = tuple(_edits(text))
    if keeps_comments and any(text.startswith(_COMMENTS, edit.span.start) for edit in edits):
        return ()
    try:
        json.loads(apply_edits(text, edits))
    except (ValueError, RecursionError):
        return ()
    return edits


def _edits(text: str) -> Iterator[Edit]:
    for found in _TOKEN.finditer(text):
        span = Span(*found.span())
        match found.lastgroup:
            case "single" | "curly" as quotes:
                yield Edit(span, f'"{found[quotes]}"')
            case "comma" | "comment":
                yield Edit(span, "")
            case "constant":
                yield Edit(span, _CONSTANTS[found[0]])
            case "key":
                yield Edit(span, f'"{found[0]}"')
