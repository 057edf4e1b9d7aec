"""The sentences of diagnostics: templates in `sentences.json`, one for query text and filter JSON, filled in with parameters.

The file maps a code, or `code.variant`, to the message or to an object of `message`, `labels`, `notes` and `fixes`. `{name}`
stands for a parameter: a text, a number, or several names, which are listed in backticks (`{names:all}` without a limit).
`{name:short}` cuts a text. What names a parameter that is `None` is left out: a note, a label, a fix, a part of a message that is a
list. A note `{*notes}` stands for whole notes. Labels are by the parameter that holds their span; a fix writes a text `at` one, by
default the span of the diagnostic.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from string import Formatter
from typing import Any, NamedTuple, TypeAlias

from attioql.diagnostics.model import Applicability, DiagnosticParameter, Edit, Fix, Label
from attioql.diagnostics.phrases import listed, short
from attioql.resources import generated_path, read
from attioql.text.source import Span

Given: TypeAlias = "DiagnosticParameter | Span | None"
_FILE = generated_path("diagnostics/sentences.json")


class Sentence(NamedTuple):
    """What a diagnostic says: its name, and what its template makes of the parameters. `title` is that of a fix made elsewhere."""

    name: str
    message: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...]
    fixes: tuple[Fix, ...]
    title: str
    parameters: Mapping[str, DiagnosticParameter]

    def under(self, name: str) -> Sentence:
        """Return the same sentence for another diagnostic."""
        return self._replace(name=name)


class _Placeholder(NamedTuple):
    """Literal text of a template, and the parameter behind it with its format."""

    text: str
    parameter: str | None
    form: str


_Template: TypeAlias = "tuple[_Placeholder, ...]"


def sentence(key: str, /, **given: Given) -> Sentence:
    """Return the sentence of a code, or of `code.variant`. Raises `KeyError` for one that the file lacks."""
    row: Mapping[str, Any] = templates()[key]
    message = row["message"]
    fixes = [_fix(fix, given) for fix in row.get("fixes", ())]
    return Sentence(
        key.partition(".")[0],
        _text(message, given) if isinstance(message, str) else "".join(_texts(message, given)),
        tuple(_labels(row.get("labels", {}), given)),
        tuple(_texts(row.get("notes", ()), given)),
        tuple([fix for fix in fixes if fix is not None]),
        _text(row.get("title", ""), given),
        {name: value for name, value in given.items() if value is not None and not isinstance(value, Span)},
    )


def phrase(key: str, /, **given: Given) -> str:
    """Return a part that several sentences share, from `phrases` in the file."""
    return _text(templates()["phrases"][key], given)


@cache
def templates() -> Mapping[str, Mapping[str, Any]]:
    """Return the file as data: every row with its parts, and `phrases`."""
    rows = json.loads(read(_FILE))
    return {key: {"message": row} if isinstance(row, (str, list)) else row for key, row in rows.items()}


def _texts(parts: Iterable[str], given: Mapping[str, Given]) -> Iterable[str]:
    """Yield the parts filled in, without those that name a parameter which is `None`."""
    for part in parts:
        if part.startswith("{*"):
            notes = given[part[2:-1]]
            yield from notes if isinstance(notes, tuple) and not isinstance(notes, Span) else ()
        elif _has_all(part, given):
            yield _text(part, given)


def _labels(templates: Mapping[str, str], given: Mapping[str, Given]) -> Iterable[Label]:
    for place, text in templates.items():
        span = given.get(place)
        if isinstance(span, Span) and _has_all(text, given):
            yield Label(span, _text(text, given))


def _fix(template: Mapping[str, str], given: Mapping[str, Given]) -> Fix | None:
    span = given.get(template.get("at", "span"))
    if not isinstance(span, Span) or not _has_all(template["write"], given):
        return None
    written = _text(template["write"], given)
    title = _text(template.get("title", "write `{written}`"), {**given, "written": written})
    return Fix(title, Applicability[template.get("trust", "unsafe").upper()], (Edit(span, written),))


@cache
def _parsed(template: str) -> _Template:
    return tuple([_Placeholder(text, name, form or "") for text, name, form, _ in Formatter().parse(template)])


def _has_all(template: str, given: Mapping[str, Given]) -> bool:
    return all(name is None or given[name] is not None for _, name, _ in _parsed(template))


def _text(template: str, given: Mapping[str, Given]) -> str:
    pieces = _parsed(template)
    return "".join([text if name is None else f"{text}{_shown(given[name], form)}" for text, name, form in pieces])


def _shown(value: Given, form: str) -> str:
    match value:
        case str():
            return short(value) if form == "short" else value
        case int():
            return f"{value:,}"
        case tuple() if not isinstance(value, Span):
            return listed(value, limit=None) if form == "all" else listed(value)
    raise AssertionError(value)
