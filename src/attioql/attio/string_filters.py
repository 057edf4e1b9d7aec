"""A string where filter JSON has an object: query text, which is translated, or the text of an object, which is parsed."""

from __future__ import annotations

from attioql.attio.writer import to_json
from attioql.catalog.workspace import Target
from attioql.checker.checker import check_text
from attioql.checker.parameters import Parameters
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import DECODER
from attioql.limits import LIMITS
from attioql.text.source import Source
from attioql.values.clock import UTC


def object_of(text: str, target: Target) -> object | None:
    """Return the filter JSON that a string stands for, which need not be right; `None` where it stands for none.

    Query text has no value blocks here: what they are multiplied out to would cost much more than the string.
    """
    if len(text) > LIMITS.enclosed_characters or not text.strip():
        return None
    if text.lstrip().startswith("{"):
        return _parsed(text)
    if "{" in text:
        return None
    checked = check_text(Source(text), target, Parameters(None), UTC)
    return None if checked.problems else to_json(checked.root)


def _parsed(text: str) -> object | None:
    try:
        value = decode(DECODER, text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
