"""The report a program reads: one JSON document, described by `schemas/diagnostics.schema.json`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from attioql.diagnostics.model import Diagnostic

_SURROGATE = re.compile("[\\ud800-\\udfff]")


def json_report(diagnostics: Iterable[Diagnostic], files: Sequence[Mapping[str, object]] | None = None) -> str:
    """Return all diagnostics as `{"diagnostics": […]}`, indented, with a line break at the end; `files` says what was checked of each."""
    found = [{"file": _file(diagnostic), **diagnostic.to_dict()} for diagnostic in diagnostics]
    return json_document({"diagnostics": found} if files is None else {"diagnostics": found, "files": files})


def json_document(value: object) -> str:
    """Return JSON, indented, with a line break at the end. Surrogates are escaped, as in the name of a file that is not UTF-8."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return _SURROGATE.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _file(diagnostic: Diagnostic) -> str | None:
    return None if diagnostic.source is None else diagnostic.source.name
