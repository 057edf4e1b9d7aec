"""The report a program reads: one JSON document, described by `schemas/diagnostics.schema.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable

from attioql.diagnostics.model import Diagnostic


def json_report(diagnostics: Iterable[Diagnostic]) -> str:
    """Return all diagnostics as `{"diagnostics": […]}`, indented, with a line break at the end."""
    found = [{"file": _file(diagnostic), **diagnostic.to_dict()} for diagnostic in diagnostics]
    return json.dumps({"diagnostics": found}, ensure_ascii=False, indent=2) + "\n"


def _file(diagnostic: Diagnostic) -> str | None:
    return None if diagnostic.source is None else diagnostic.source.name
