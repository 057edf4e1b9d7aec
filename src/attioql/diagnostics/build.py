"""Makes diagnostics about query text, and fixes of one edit."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Sequence

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.templates import Given, Sentence, phrase, sentence
from attioql.text.source import Source, Span

_WORD = re.compile(r"\w")
_TO_COMMENT = re.compile(r"[ \t]*,?[ \t]*")

COMMENT_MARKS = ("#", "//", "/*")
"""What a comment begins with, in query text, YAML, JSON with comments or code."""


def diagnose(key: str, source: Source | None, span: Span | None, /, **given: Given) -> Diagnostic:
    """Make the diagnostic of a sentence about a place in a text."""
    return in_text(sentence(key, span=span, **given), source, span)


def past_limit(source: Source, limit: int, pointer: str | None = None) -> Diagnostic | None:
    """Return the error for a text with more characters than a limit, which is not read."""
    length = len(source.text)
    if length <= limit:
        return None
    return in_text(sentence("text-too-long", length=length, limit=limit), source, Span(0, 0), pointer=pointer)


def decoded(raw: bytes, name: str, key: str = "not-json.encoding", pointer: str | None = "") -> Source | Diagnostic:
    """Decode UTF-8, before which a byte order mark means nothing; `key` is the sentence about other bytes."""
    text = raw.removeprefix(BOM_UTF8)
    try:
        return Source(text.decode(), name)
    except UnicodeDecodeError as error:
        before = Source(text[: error.start].decode("utf-8", "replace"), name)
        said, end = sentence(key, offset=error.start + len(raw) - len(text)), len(before.text)
        return in_text(said, before, Span(end, end), pointer=pointer)


def in_text(
    said: Sentence,
    source: Source | None,
    span: Span | None,
    *,
    notes: Sequence[str] = (),
    fixes: Sequence[Fix] = (),
    pointer: str | None = None,
) -> Diagnostic:
    """Make a diagnostic about a place in a text, with more notes and fixes than its sentence has."""
    offered = (*said.fixes, *fixes)
    if source is not None:
        offered = tuple(
            [fix._replace(edits=tuple([apart(each, source.text) for each in fix.edits])) for fix in offered]
        )
    return Diagnostic(
        said.name,
        said.message,
        span,
        labels=said.labels,
        notes=(*said.notes, *notes),
        fixes=offered,
        pointer=pointer,
        source=source,
        parameters=said.parameters,
        suggestion=said.suggestion,
    )


def replace(message: str, span: Span, replacement: str, applicability: Applicability = Applicability.DISPLAY) -> Fix:
    """Make a fix of one edit."""
    return Fix(message, applicability, (Edit(span, replacement),))


def write(span: Span, text: str, applicability: Applicability = Applicability.UNSAFE) -> Fix:
    """Make the fix that writes a text in place of another, and says so."""
    return replace(phrase("write", written=text), span, text, applicability)


def apart(edit: Edit, text: str) -> Edit:
    """Return an edit with a blank before a word that takes the place of a sign, where it would run into the word before it."""
    (start, end), written = edit
    is_for_sign = start < end and not _WORD.match(text, start)
    runs_on = is_for_sign and _WORD.match(text[start - 1 : start]) and _WORD.match(written)
    return Edit(edit.span, f" {written}") if runs_on else edit


def orphans_comment(edit: Edit, text: str, marks: tuple[str, ...] = COMMENT_MARKS) -> bool:
    """Tell whether an edit only removes words, and leaves the comment behind them on their line, which then seems to be about others."""
    if edit.replacement or not _WORD.search(text, *edit.span):
        return False
    behind = _TO_COMMENT.match(text, edit.span.end)
    return behind is not None and text.startswith(marks, behind.end())


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits made that do not overlap."""
    pieces: list[str] = []
    end = 0
    for edit in sorted(edits):
        pieces += (text[end : edit.span.start], edit.replacement)
        end = edit.span.end
    return "".join([*pieces, text[end:]])
