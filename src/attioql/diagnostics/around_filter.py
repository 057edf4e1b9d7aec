"""The error for a filter that stands in a longer text, such as an answer of a language model, and the fix that takes it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from attioql.diagnostics.build import apply_edits, in_text
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.diagnostics.phrases import short
from attioql.diagnostics.templates import Sentence, phrase, sentence
from attioql.limits import LIMITS
from attioql.text.enclosed import find_enclosed, is_object_text, rejects
from attioql.text.source import Source, Span
from attioql.text.wrapped import Around, Enclosed, Reads

_SENTENCES: Mapping[Around, str] = {
    "fence": "text-around-filter.fence",
    "code": "text-around-filter.code",
    "string": "text-around-filter.string",
    "prose": "text-around-filter.prose",
    "reasoning": "text-around-filter.reasoning",
    "escaped": "text-around-filter.escaped",
    "entities": "text-around-filter.entities",
}
_CONNECTIVE = re.compile(r"\b(?:and|or)\b|&&|\|\|", re.IGNORECASE)
_CODE = _SENTENCES["fence"].partition(".")[0]


def is_about_text_around(problem: Diagnostic) -> bool:
    """Tell whether a diagnostic says that a filter stands in a longer text."""
    return problem.name == _CODE


def enclosed_filter(source: Source, reads: Reads, pointer: str | None = None) -> Diagnostic | None:
    """Return the error for a text with one filter in it, or with several; `None` for any other text. `reads` is that of `find_enclosed`."""
    found = find_enclosed(source.text, reads)
    if not found:
        return None
    if found[0].around == "item":
        said = sentence("text-around-filter.list", count=len(found))
        fixes = [_joining(source.text, found, each) for each in ("and", "or")]
        return in_text(said, source, found[0].mark, fixes=fixes, pointer=pointer)
    if len(found) > 1:
        fixes = [_taking(source.text, each, _one_of(each)) for each in found[: LIMITS.enclosed_shown]]
        said = sentence("text-around-filter.several", count=len(found))
        return in_text(said, source, found[1].mark, fixes=fixes, pointer=pointer)
    [each] = found
    said = _sentence(each, source.text, is_json=pointer is not None)
    is_doubtful = rejects(source.text, each)
    trust = Applicability.DISPLAY if is_doubtful else Applicability.SAFE
    fixes = [_taking(source.text, each, said.title, trust)] if each.text else []
    notes = [phrase("around-may-reject")] if is_doubtful else []
    return in_text(said, source, each.mark, notes=notes, fixes=fixes, pointer=pointer)


def filter_taken(source: Source, reads: Reads) -> tuple[str, Fix] | None:
    """Return the one filter in a text with the fix that takes it out; `None` where there is no filter, more than one, or doubt."""
    found = enclosed_filter(source, reads)
    fixes = () if found is None else found.fixes
    fix = next((each for each in fixes if each.applicability is Applicability.SAFE), None)
    return None if fix is None else (apply_edits(source.text, fix.edits), fix)


def _sentence(each: Enclosed, text: str, *, is_json: bool) -> Sentence:
    is_object = is_object_text(each.text)
    is_query = is_json and not is_object and bool(each.text)
    written = text[each.mark.start : each.mark.end]
    return sentence(_SENTENCES[each.around], is_object=is_object and not is_json, is_query=is_query, written=written)


def _joining(text: str, conditions: Sequence[Enclosed], connective: str) -> Fix:
    """Return the fix that joins the conditions of a list; those with a connective of their own are put in brackets."""
    written = [f"({each.text})" if _CONNECTIVE.search(each.text) else each.text for each in conditions]
    joined = f"\n{connective} ".join(written)
    return Fix(
        phrase("join-conditions", connective=connective), Applicability.DISPLAY, (Edit(Span(0, len(text)), joined),)
    )


def _one_of(each: Enclosed) -> str:
    return phrase("take-one-filter", written=short(" ".join(each.text.split())))


def _taking(text: str, each: Enclosed, title: str, trust: Applicability = Applicability.DISPLAY) -> Fix:
    """Return the fix that takes out a filter: what is around it goes, and what its quotes changed is undone."""
    start, end = each.content
    written = text[start:end]
    if each.text not in written:
        return Fix(title, trust, (Edit(each.content, each.text),))
    inside = start + written.index(each.text)
    edits: Sequence[Edit] = (Edit(Span(0, inside), ""), Edit(Span(inside + len(each.text), len(text)), ""))
    return Fix(title, trust, tuple(edit for edit in edits if edit.span.start < edit.span.end))
