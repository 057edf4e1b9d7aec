"""Makes diagnostics of the templates in `sentences.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, Label
from attioql.resources import generated_path, read
from attioql.text.source import Source, Span

_FILE = "syntax/recovery/sentences.json"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NEEDS_NO_BLANK = ")]},"


class FixTemplate(NamedTuple):
    """A fix of one edit (`at`, `write`) or several (`edits`).

    It is left out if the parameter `needs` is empty or a placeholder of it is `None`.
    """

    write: str = ""
    at: str = "span"
    title: str = "write `{written}`"
    trust: str = "unsafe"
    needs: str = "span"
    edits: Mapping[str, str] = {}
    spaced: bool = False


class Template(NamedTuple):
    """The code, the headline, and what comes below it; `notes` are kept while the parameter that is their key is not empty."""

    code: str
    message: str
    notes: Mapping[str, str] = {}
    labels: Mapping[str, str] = {}
    fixes: tuple[FixTemplate, ...] = ()


@lru_cache(maxsize=1)
def load_templates() -> Mapping[str, Template]:
    """Return all templates by name, read from the data file on the first call."""
    rows = json.loads(read(generated_path(_FILE)))
    return {
        name: Template(**{**row, "fixes": tuple(FixTemplate(**fix) for fix in row.get("fixes", ()))})
        for name, row in rows.items()
    }


def say(name: str, source: Source, span: Span, /, **given: object) -> Diagnostic:
    """Return the diagnostic of a template about a span; `{shown}` is the text of the span."""
    template = load_templates()[name]
    given = {"shown": source.text[span.start : span.end], "span": span, **given}
    fixes = (_fix(fix, source, given) for fix in template.fixes if given[fix.needs])
    return Diagnostic(
        str(_fill(template.code, given)),
        str(_fill(template.message, given)),
        span,
        labels=tuple(Label(_place(at, given), text) for at, text in template.labels.items()),
        notes=tuple(str(_fill(text, given)) for needed, text in template.notes.items() if given[needed]),
        fixes=tuple(fix for fix in fixes if fix is not None),
        source=source,
    )


def _fill(template: str, given: Mapping[str, object]) -> str | None:
    """Put parameters in the place of their names; `None` if one of them is `None`."""
    if any(given[name] is None for name in _PLACEHOLDER.findall(template)):
        return None
    return _PLACEHOLDER.sub(lambda found: str(given[found[1]]), template)


def _fix(template: FixTemplate, source: Source, given: Mapping[str, object]) -> Fix | None:
    edits: list[Edit] = []
    written = ""
    for at, text in (template.edits or {template.at: template.write}).items():
        filled = _fill(text, given)
        if filled is None or given[at.removesuffix(".start")] is None:
            return None
        written = filled
        edits.append(_edit(source.text, _place(at, given), written, spaced=template.spaced))
    title = _fill(template.title, {**given, "written": written.strip()})
    trust = _fill(template.trust, given)
    return None if title is None or trust is None else Fix(title, Applicability[trust.upper()], tuple(edits))


def _place(at: str, given: Mapping[str, object]) -> Span:
    """Return the span that a parameter holds, or the empty one where it starts."""
    span = given[at.removesuffix(".start")]
    if not isinstance(span, Span):
        raise TypeError(at)
    return Span(span.start, span.start) if at.endswith(".start") else span


def _edit(text: str, span: Span, written: str, *, spaced: bool) -> Edit:
    """Return an edit that leaves no blank too many where it removes, and has blanks around what is `spaced`."""
    start, end = span
    before, after = text[start - 1] if start else " ", text[end : end + 1]
    if written == "," or (not written and after in {"", ")"}):
        start = len(text[:start].rstrip(" \t"))
    elif not written and before in " (" and after == " ":
        end += 1
    if spaced:
        needs_no_blank = not after.strip() or after in _NEEDS_NO_BLANK
        written = f"{'' if before.isspace() else ' '}{written}{'' if needs_no_blank else ' '}"
    return Edit(Span(start, end), written)
