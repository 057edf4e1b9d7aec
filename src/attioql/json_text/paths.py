"""Places in a JSON value: a chain of (parent, token), so that going one level down costs one small tuple."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from attioql.diagnostics.phrases import plain
from attioql.text.source import Span

JsonPath: TypeAlias = "tuple[JsonPath, str | int] | None"


class JsonSpans(NamedTuple):
    """Where a value stands in JSON text, and where its key does (the value again, for members of an array)."""

    key: Span
    value: Span


def tokens_of(json_path: JsonPath) -> tuple[str | int, ...]:
    """Return the keys and numbers that lead to a place, from the outside in."""
    tokens: list[str | int] = []
    while json_path is not None:
        json_path, token = json_path
        tokens.append(token)
    return tuple(reversed(tokens))


def pointer(json_path: JsonPath) -> str:
    """Return the RFC 6901 pointer of a place."""
    return "".join([f"/{escaped(token)}" for token in tokens_of(json_path)])


def escaped(token: str | int) -> str:
    """Return a key or number as it stands in a pointer."""
    text = plain(token)
    return text.replace("~", "~0").replace("/", "~1") if "~" in text or "/" in text else text
