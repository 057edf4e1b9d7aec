"""What is wrong with a filter as an error of pydantic, which carries the diagnostics."""

from __future__ import annotations

import json
from collections.abc import Sequence

from pydantic_core import PydanticCustomError

from attioql.diagnostics.drawing import place
from attioql.diagnostics.model import Diagnostic, JsonValue, Severity
from attioql.diagnostics.phrases import counted
from attioql.text.width import printable_line


def filter_error(diagnostics: Sequence[Diagnostic]) -> PydanticCustomError:
    """Return the error of a filter: its message is the first error, with its place, and `diagnostics` are all as data."""
    errors = [each for each in diagnostics if each.severity is Severity.ERROR]
    where = place(errors[0])
    others = f"; and {counted(len(errors) - 1, 'more error')}" if len(errors) > 1 else ""
    # Pydantic puts the values of the context into the message in their order: nothing is put into the last one.
    return _error(
        "attioql_filter",
        f"{where}{': ' if where else ''}{errors[0].message}{others}",
        [_data(each) for each in diagnostics],
    )


def target_error(reason: str) -> PydanticCustomError:
    """Return the error of a filter whose target is another one, or not known."""
    return _error("attioql_target", reason, [])


def _error(kind: str, reason: str, diagnostics: list[JsonValue]) -> PydanticCustomError:
    context = {"diagnostics": diagnostics, "reason": printable_line(reason)}
    return PydanticCustomError(kind, "{reason}", context)


def _data(diagnostic: Diagnostic) -> JsonValue:
    """Return a diagnostic as data that is UTF-8: pydantic writes no half of a surrogate pair."""
    text = json.dumps(diagnostic.to_dict(), ensure_ascii=False)
    found: JsonValue = json.loads(text.encode(errors="replace"))
    return found
