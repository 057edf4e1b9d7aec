"""Files of query text: one filter, and what the comments before it say it is about."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attioql.diagnostics.model import Diagnostic
from attioql.documents import messages
from attioql.documents.model import Document, Entry, Word
from attioql.json_text.nesting import decode
from attioql.json_text.source import DECODER
from attioql.text.source import Source, Span

KEYS = ("target", "tz", "params")
"""What a comment may say of a filter."""

_COMMENT = re.compile(rf"\s*#[ \t]*(?:({'|'.join(KEYS)})[ \t]*:[ \t]*)?([^\r\n]*)")


def query_document(source: Source) -> Document:
    """Return a file of query text. Before the first condition, comments may say `target:`, `tz:` and `params:`."""
    said: dict[str, Word] = {}
    problems: list[Diagnostic] = []
    at = 0
    while (comment := _COMMENT.match(source.text, at)) is not None:
        at = comment.end()
        found = _word(comment)
        if found is not None:
            key, word = found
            if key in said:
                problems.append(messages.said_twice(key, source, word.span))
            said.setdefault(key, word)
    params: Mapping[str, object] = {}
    if "params" in said:
        params, fault = params_in(said["params"], source)
        problems += [] if fault is None else [fault]
    entry = Entry("text", source, target=said.get("target"), tz=said.get("tz"), params=params)
    return Document(source, (entry,), tuple(problems))


def word_in(text: str, at: int) -> tuple[str, Word] | None:
    """Return what the comment at an offset says of a filter, by its key; `None` where it says something else."""
    comment = _COMMENT.match(text, at)
    return None if comment is None else _word(comment)


def _word(comment: re.Match[str]) -> tuple[str, Word] | None:
    key, value = comment.groups()
    if key is None:
        return None
    value = value.strip()
    start = comment.start(2)
    return key, Word(value, Span(start, start + len(value)))


def params_in(word: Word, source: Source) -> tuple[Mapping[str, object], Diagnostic | None]:
    """Return the parameters that a comment gives, or what is wrong with them."""
    try:
        value = decode(DECODER, word.text)
    except ValueError:
        value = None
    if isinstance(value, dict):
        return value, None
    return {}, messages.params_are_no_object(source, word.span)
