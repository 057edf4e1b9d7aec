"""The sentences of all diagnostics, for query text and for filter JSON: templates in `sentences.json`, filled in with parameters.

The file maps a code, or `code.variant`, to the message or to an object of `message`, `labels`, `notes` and `fixes`. `{name}`
stands for a parameter: a text, a number, or several names, which are listed in backticks (`{names:all}` without a limit).
`{name:short}` cuts a text. A note, or a part of a message that is written as a list, is left out where one of its parameters is
`None`. A note `{*notes}` stands for a tuple of whole notes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from string import Formatter
from typing import NamedTuple, TypeAlias

from attioql.diagnostics.model import Parameter
from attioql.diagnostics.phrases import listed, short

Given: TypeAlias = "Parameter | None"
_FILE = Path(__file__).with_name("sentences.json")


class Sentence(NamedTuple):
    """What a diagnostic says: its name, and the texts that its template makes of the parameters."""

    name: str
    message: str
    labels: tuple[str, ...]
    notes: tuple[str, ...]
    fixes: tuple[str, ...]
    parameters: Mapping[str, Parameter]

    @property
    def fix(self) -> str:
        """The title of the only fix."""
        [only] = self.fixes
        return only

    def under(self, name: str) -> Sentence:
        """Return the same sentence for another diagnostic."""
        return self._replace(name=name)


class _Placeholder(NamedTuple):
    """Literal text of a template, and the parameter behind it with its format."""

    text: str
    parameter: str | None
    form: str


_Template: TypeAlias = "tuple[_Placeholder, ...]"


class _Templates(NamedTuple):
    """The templates of one sentence."""

    message: tuple[_Template, ...]
    labels: tuple[_Template, ...]
    notes: tuple[_Template, ...]
    fixes: tuple[_Template, ...]


def sentence(key: str, /, **parameters: Given) -> Sentence:
    """Return the sentence of a code, or of `code.variant`. Raises `KeyError` for one that the file lacks."""
    row = _row(key)
    return Sentence(
        key.partition(".")[0],
        "".join(_filled(row.message, parameters)),
        _filled(row.labels, parameters),
        _filled(row.notes, parameters),
        _filled(row.fixes, parameters),
        {name: value for name, value in parameters.items() if value is not None},
    )


def phrase(key: str, /, **parameters: Given) -> str:
    """Return a part that several sentences share, from `phrases` in the file."""
    return _text(_parsed(templates()["phrases"][key]), parameters)


@cache
def templates() -> Mapping[str, Mapping[str, str | Sequence[str]]]:
    """Return the file as data: every row with its parts, and `phrases`."""
    read = json.loads(_FILE.read_text(encoding="utf-8"))
    return {key: {"message": row} if isinstance(row, (str, list)) else row for key, row in read.items()}


@cache
def _row(key: str) -> _Templates:
    row = templates()[key]
    return _Templates(*[tuple(map(_parsed, _several(row.get(part, ())))) for part in _Templates._fields])


def _several(templates: str | Sequence[str]) -> Sequence[str]:
    return (templates,) if isinstance(templates, str) else templates


@cache
def _parsed(template: str) -> _Template:
    return tuple([_Placeholder(text, name, form or "") for text, name, form, _ in Formatter().parse(template)])


def _filled(templates: Sequence[_Template], parameters: Mapping[str, Given]) -> tuple[str, ...]:
    """Fill in templates, without those that name a parameter which is `None`."""
    texts: list[str] = []
    for template in templates:
        names = [piece.parameter for piece in template if piece.parameter is not None]
        if names and names[0].startswith("*"):
            texts += _notes(parameters[names[0][1:]])
        elif all(parameters[name] is not None for name in names):
            texts.append(_text(template, parameters))
    return tuple(texts)


def _notes(value: Given) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _text(template: _Template, parameters: Mapping[str, Given]) -> str:
    return "".join(
        [text if name is None else f"{text}{_shown(parameters[name], form)}" for text, name, form in template]
    )


def _shown(value: Given, form: str) -> str:
    match value:
        case tuple():
            return listed(value, limit=None) if form == "all" else listed(value)
        case int():
            return f"{value:,}"
        case str():
            return short(value) if form == "short" else value
    raise AssertionError(value)
