"""What the public functions require of their arguments."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.catalog.workspace import Target
from attioql.diagnostics import build
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.text.source import Source


class Buildable:
    """What `attioql.build` compiles. Rooms below that of expressions know an expression by this."""

    __slots__ = ()


class Compiled:
    """A filter. Rooms below the class `Filter` know one by this."""

    __slots__ = ()


def named_source(text: object) -> Source:
    """Return a text with its name. Raises `TypeError` for anything else."""
    if isinstance(text, str):
        return Source(text)
    if isinstance(text, Source) and isinstance(text.text, str):
        return text
    message = f"a filter is text (a str or a Source), not {type(text).__name__}{_other_way(text)}"
    raise TypeError(message)


def _other_way(given: object) -> str:
    """Return the end of a sentence about what is no text: what reads it, or how to make text of it."""
    match given:
        case dict() | list():
            return "; `attioql.load` and `attioql.check` read filter JSON"
        case bytes() | bytearray():
            return ": write `text.decode()`; `attioql.load` reads filter JSON as bytes too"
    return ""


def require_target(target: object) -> None:
    """Raise `TypeError` for what is no target."""
    if not isinstance(target, Target):
        message = f'target must be an object, list or activity of a workspace, such as workspace["people"], not {shown(target)}'
        raise TypeError(message)


def first_step(given: object) -> str:
    """Return the end of a sentence about what is no filter yet: how to make one of it. It is empty where there is no way."""
    match given:
        case Buildable():
            return ": write `attioql.build(expression)` first"
        case str():
            return ": write `attioql.compile(text, target)` first"
        case Mapping():
            return ": write `attioql.load(value, target)` first"
    return ""


def different_targets(one: Target, other: Target, what: str) -> ValueError:
    """Return the error for filters or expressions of two targets; `what` is their plural."""
    if one.key == other.key:
        there = f"the {one.kind} `{one.slug}` of two workspaces, or of two states of one"
    else:
        there = f"different targets: the {one.kind} `{one.slug}` and the {other.kind} `{other.slug}`"
    return ValueError(f"the {what} are about {there}; compare and combine {what} of one target")


def decoded_text(given: bytes | bytearray) -> Source | Diagnostic:
    """Return the text of UTF-8 bytes, which is query text or filter JSON, or why they are none."""
    return build.decoded(bytes(given), "<filter>")


def json_source(given: object) -> Source | Diagnostic | None:
    """Return JSON text, or why bytes are none; `None` for a parsed value."""
    match given:
        case Source():
            return named_source(given)
        case str():
            return Source(given, "<json>")
        case bytes() | bytearray():
            return build.decoded(bytes(given), "<json>")
    return None
