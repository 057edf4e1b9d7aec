"""Files of query text: one filter, with settings in the comments before it."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attioql.diagnostics.model import Diagnostic
from attioql.documents import messages
from attioql.documents.model import Document, Entry, Word
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import DECODER
from attioql.text.source import Source, Span

KEYS = ("target", "tz", "params")
"""The settings that a comment can make."""

_COMMENT = re.compile(rf"\s*#[ \t]*(?:({'|'.join(KEYS)})[ \t]*:[ \t]*)?([^\r\n]*)", re.IGNORECASE)


def query_document(source: Source) -> Document:
    """Return the document of query text. Comments before the first condition can set `target:`, `tz:` and `params:`."""
    said: dict[str, Word] = {}
    problems: list[Diagnostic] = []
    at = 0
    while (comment := _COMMENT.match(source.text, at)) is not None:
        at = comment.end()
        found = _word(comment)
        if found is not None:
            key, word = found
            if key in said:
                problems.append(messages.in_set("not-a-filter-set.twice", source, word.span, None, key=key))
            said.setdefault(key, word)
    params: Mapping[str, object] = {}
    if "params" in said:
        params, diagnostic = params_in(said["params"], source)
        problems += [] if diagnostic is None else [diagnostic]
    entry = Entry("text", source, target=said.get("target"), tz=said.get("tz"), params=params)
    return Document(source, (entry,), tuple(problems))


def word_in(text: str, at: int) -> tuple[str, Word] | None:
    """Return the key and the value of the setting in the comment at an offset; `None` for any other comment."""
    comment = _COMMENT.match(text, at)
    return None if comment is None else _word(comment)


def _word(comment: re.Match[str]) -> tuple[str, Word] | None:
    key, value = comment.groups()
    if key is None:
        return None
    value = value.strip()
    start = comment.start(2)
    return key.lower(), Word(value, Span(start, start + len(value)))


def params_in(word: Word, source: Source) -> tuple[Mapping[str, object], Diagnostic | None]:
    """Return the parameters in a comment, or the diagnostic about them."""
    try:
        value = decode(DECODER, word.text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value, None
    return {}, messages.in_set("not-a-filter-set.params", source, word.span, None)
