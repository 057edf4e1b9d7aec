"""The sentences of diagnostics: templates in data files, one for query text and filter JSON, filled in with parameters.

A file maps a key to the message or to an object of `message`, `suggestion`, `labels`, `notes` and `fixes`. The key is a code or
`code.variant`, unless the row names its `code`. One that `says` what another does has its parts, under its own code. `{name}` stands for a parameter: a text, a number, or several names, which are
listed in backticks (`{names:all}` without a limit). `{name:short}` cuts a text; `{count:step}` is `1 step` or `2 steps`; `{name:if}` writes nothing. What names a parameter
that is `None`, or `if` one that is empty or false, is left out: a suggestion, a note, a label, a fix, a part of a message that is a
list. A note `{*notes}` stands for whole notes. A note, or a phrase that is one, may have other words where it is read (`faces`), as an
object of `python`, `command`, `file` and `tool`; `{"phrase": name}` is one of `phrases`. Labels are by the parameter that holds their span. A fix writes a text `at` one
(`name.start`: before it), by default the span of the diagnostic, or has several `edits`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from string import Formatter
from typing import Any, NamedTuple, TypeAlias, TypeGuard

from attioql.diagnostics.faces import Face, NoteByFace, note_by_face, said_at
from attioql.diagnostics.model import Applicability, DiagnosticParameter, Edit, Fix, Label
from attioql.diagnostics.phrases import MOST_NAMES_LISTED, counted, listed, short
from attioql.resources import generated_path, read
from attioql.text.source import Span

Given: TypeAlias = "DiagnosticParameter | Span | None"
SentenceRow: TypeAlias = "Mapping[str, Any]"
_FILE = "diagnostics/sentences.json"


class Sentence(NamedTuple):
    """What a diagnostic says: its name, and what its template makes of the parameters. `title` is that of a fix made elsewhere.

    `suggestion` is the end of the message that names what was probably meant.
    """

    name: str
    message: str
    suggestion: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...]
    fixes: tuple[Fix, ...]
    title: str
    parameters: Mapping[str, DiagnosticParameter]


class _Placeholder(NamedTuple):
    """Literal text of a template, and the parameter behind it with its format."""

    text: str
    parameter: str | None
    form: str


_Template: TypeAlias = "tuple[_Placeholder, ...]"


def sentence(key: str, /, **given: Given) -> Sentence:
    """Return the sentence of a code, or of `code.variant`. Raises `KeyError` for one that the file lacks."""
    return filled(key, templates()[key], given)


def filled(key: str, row: SentenceRow, given: Mapping[str, Given]) -> Sentence:
    """Return the sentence of a row, which a room may have in a file of its own (`read_templates`)."""
    named = {*_names_in(row)} - {"trust"}
    message, suggestion = row["message"], "".join(_texts([row.get("suggestion", "")], given))
    fixes = [_fix(fix, given) for fix in row.get("fixes", ())]
    return Sentence(
        row.get("code", key.partition(".")[0]),
        (_text(message, given) if isinstance(message, str) else "".join(_texts(message, given))) + suggestion,
        suggestion,
        tuple(_labels(row.get("labels", {}), given)),
        tuple(_notes(row.get("notes", ()), given)),
        tuple([fix for fix in fixes if fix is not None]),
        _text(row.get("title", ""), given),
        {name: value for name, value in given.items() if name in named and _is_parameter(value)},
    )


def phrase(key: str, /, **given: Given) -> str:
    """Return a part that several sentences share, from `phrases` in the file."""
    row = templates()["phrases"][key]
    return _text(row, given) if isinstance(row, str) else _by_face(row, given) or ""


@cache
def templates() -> Mapping[str, SentenceRow]:
    """Return the sentences that all rooms share: every row with its parts, and `phrases`."""
    return read_templates(_FILE)


def read_templates(path: str) -> Mapping[str, SentenceRow]:
    """Return the rows of a file of sentences in this package, each as an object."""
    rows = json.loads(read(generated_path(path)))
    whole = {key: {"message": row} if isinstance(row, (str, list)) else row for key, row in rows.items()}
    return {key: {**whole[row["says"]], **row} if "says" in row else row for key, row in whole.items()}


def _names_in(part: object) -> Iterable[str]:
    """Yield the parameters that a row names, at any depth."""
    if isinstance(part, str):
        yield from (name.lstrip("*") for _, name, _ in _parsed(part) if name is not None)
    elif isinstance(part, (Mapping, list)):
        for inner in part.values() if isinstance(part, Mapping) else part:
            yield from _names_in(inner)


def _texts(parts: Iterable[str], given: Mapping[str, Given]) -> Iterable[str]:
    """Yield the parts filled in, without those that name a parameter which is `None`."""
    yield from (_text(part, given) for part in parts if _has_all(part, given))


def _notes(parts: Iterable[str | SentenceRow], given: Mapping[str, Given]) -> Iterable[str]:
    """Yield the notes filled in, without those that name a parameter which is `None`."""
    for part in parts:
        if isinstance(part, str) and part.startswith("{*"):
            notes = given[part[2:-1]]
            yield from notes if isinstance(notes, tuple) and not isinstance(notes, Span) else ()
        elif (note := _note(part, given)) is not None:
            yield note


def _note(part: str | SentenceRow, given: Mapping[str, Given]) -> str | None:
    row = part if isinstance(part, str) or "phrase" not in part else templates()["phrases"][part["phrase"]]
    if isinstance(row, str) and not any(isinstance(given[name], NoteByFace) for name in _names_in(row)):
        return _text(row, given) if _has_all(row, given) else None
    return _by_face(row, given)


def _by_face(row: str | SentenceRow, given: Mapping[str, Given]) -> str | None:
    """Return a note with its words for each face, and those of the notes that it is made of."""

    def say(face: Face) -> str | None:
        template = row if isinstance(row, str) else row.get(face)
        there = {name: said_at(face, value) if isinstance(value, str) else value for name, value in given.items()}
        return _text(template, there) if template is not None and _has_all(template, there) else None

    return note_by_face(say)


def _labels(templates: Mapping[str, str], given: Mapping[str, Given]) -> Iterable[Label]:
    for place, text in templates.items():
        span = given.get(place)
        if isinstance(span, Span) and _has_all(text, given):
            yield Label(span, _text(text, given))


def _fix(template: SentenceRow, given: Mapping[str, Given]) -> Fix | None:
    edits = []
    for place, text in (template.get("edits") or {template.get("at", "span"): template["write"]}).items():
        name, _, is_start = place.partition(".")
        span = given.get(name)
        if not isinstance(span, Span) or not _has_all(text, given):
            return None
        edits.append(Edit(Span(span.start, span.start) if is_start else span, _text(text, given)))
    title, trust = template.get("title", templates()["phrases"]["write"]), template.get("trust", "unsafe")
    given = {**given, "written": edits[-1].replacement.strip()}
    if not _has_all(title, given):
        return None
    return Fix(_text(title, given), Applicability[_text(trust, given).upper()], tuple(edits))


def _is_parameter(value: Given) -> TypeGuard[DiagnosticParameter]:
    return value is not None and not isinstance(value, (bool, Span))


@cache
def _parsed(template: str) -> _Template:
    return tuple([_Placeholder(text, name, form or "") for text, name, form, _ in Formatter().parse(template)])


def _has_all(template: str, given: Mapping[str, Given]) -> bool:
    return all(
        name is None or (bool(given[name]) if form == "if" else given[name] is not None)
        for _, name, form in _parsed(template)
    )


def _text(template: str, given: Mapping[str, Given]) -> str:
    pieces = _parsed(template)
    return "".join([text if name is None else f"{text}{_shown(given[name], form)}" for text, name, form in pieces])


def _shown(value: Given, form: str) -> str:
    match form, value:
        case "if", _:
            return ""
        case "short", str():
            return short(value)
        case _, str():
            return str.__str__(value)
        case "", int():
            return f"{value:,}"
        case noun, int():
            return counted(value, noun)
        case _, tuple() if not isinstance(value, Span):
            return listed(value, limit=None if form == "all" else MOST_NAMES_LISTED)
    raise AssertionError(value)
