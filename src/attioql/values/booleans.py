"""True and false."""

from __future__ import annotations

from attioql.values.model import Finite, MalformedError, SourceForms, ValueKind


def _held_key(value: object) -> bool:
    if isinstance(value, bool):
        return value
    message = "true or false"
    raise MalformedError(message)


BOOLEAN = ValueKind(
    name="boolean",
    words="true or false",
    literal="`true` or `false`",
    json_words="true or false",
    json_type="boolean",
    literals=frozenset({"boolean"}),
    read=lambda _form, text, _use: text.lower() == "true",
    schema=lambda *_: {"type": "boolean"},
    samples=lambda *_: (True, False),
    source=lambda _: SourceForms(pattern="true|false"),
    domain=Finite((True, False)),
    held_key=lambda *_: _held_key,
    unquoted={"true": True, "false": False}.get,
)
