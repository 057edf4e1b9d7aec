"""Places in a JSON value: a chain of (parent, token), so that going one level down costs one small tuple."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from attioql.text.source import Span

Place: TypeAlias = "tuple[Place, str | int] | None"


class Position(NamedTuple):
    """Where a value stands in JSON text, and where its key does (the value again, for members of an array)."""

    key: Span
    value: Span


def pointer(place: Place) -> str:
    """Return the RFC 6901 pointer of a place."""
    tokens: list[str] = []
    while place is not None:
        place, token = place
        tokens.append(str(token).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{token}" for token in reversed(tokens))
