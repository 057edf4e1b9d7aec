"""Makes diagnostics of the sentences of the recovery rules, in `sentences.json`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from attioql.diagnostics.build import in_text
from attioql.diagnostics.model import Diagnostic, Edit
from attioql.diagnostics.templates import Given, SentenceRow, filled, read_templates
from attioql.text.source import Source, Span

_NEEDS_NO_BLANK = ")]},"


@cache
def load_templates() -> Mapping[str, SentenceRow]:
    """Return all rows by name, read from the data file on the first call."""
    return read_templates("syntax/recovery/sentences.json")


def say(name: str, source: Source, span: Span, /, **given: Given) -> Diagnostic:
    """Return the diagnostic of a row about a span; `{shown}` is the text of the span."""
    said = filled(name, load_templates()[name], {"shown": source.text[span.start : span.end], "span": span, **given})
    fixes = [fix._replace(edits=tuple([_fitted(source.text, edit) for edit in fix.edits])) for fix in said.fixes]
    return in_text(said._replace(fixes=tuple(fixes)), source, span)


def _fitted(text: str, edit: Edit) -> Edit:
    """Return an edit that leaves no blank too many where it removes, and blanks around what has them in its template."""
    (start, end), written = edit
    before, after = text[start - 1] if start else " ", text[end : end + 1]
    if written == "," or (not written and after in {"", ")"}):
        start = len(text[:start].rstrip(" \t"))
    elif not written and before in " (" and after == " ":
        end += 1
    if written.startswith(" ") and written.endswith(" "):
        needs_no_blank = not after.strip() or after in _NEEDS_NO_BLANK
        written = f"{'' if before.isspace() else ' '}{written.strip()}{'' if needs_no_blank else ' '}"
    return Edit(Span(start, end), written)
