"""What the public functions require of their arguments."""

from __future__ import annotations

from attioql.catalog.workspace import Target
from attioql.diagnostics import build
from attioql.diagnostics.model import Diagnostic
from attioql.diagnostics.phrases import shown
from attioql.text.source import Source


def named_source(text: object) -> Source:
    """Return a text with its name. Raises `TypeError` for anything else."""
    if isinstance(text, str):
        return Source(text)
    if isinstance(text, Source) and isinstance(text.text, str):
        return text
    advice = "; `attioql.load` and `attioql.check` read filter JSON" if isinstance(text, dict | list) else ""
    message = f"a filter is text (a str or a Source), not {type(text).__name__}{advice}"
    raise TypeError(message)


def require_target(target: object) -> None:
    """Raise `TypeError` for what is no target."""
    if not isinstance(target, Target):
        message = f'target must be an object, list or activity of a workspace, such as workspace["people"], not {shown(target)}'
        raise TypeError(message)


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
