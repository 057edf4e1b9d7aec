"""AttioQL: a small query language that compiles to Attio's filter JSON, and knows what Attio accepts."""

from typing import TYPE_CHECKING

from attioql.lazy import gather

if TYPE_CHECKING:
    from attioql.api import check, compile, decompile, format, json_schema, lint, load  # noqa: A004 - what it does, as in re.compile
    from attioql.catalog.workspace import Target, Workspace
    from attioql.check.parameters import ParameterScalar, ParameterValue
    from attioql.compiler import CacheInfo, Compiler
    from attioql.diagnostics.model import Applicability, Diagnostic, Edit, FilterError, Fix, Label, Severity
    from attioql.evaluate.records import Record, RecordError, Related, RelatedNeededError
    from attioql.filter import Explanation, Filter, Reason
    from attioql.text.source import Position, Source, Span

__version__ = "0.1.0"

__all__ = [
    "Applicability",
    "CacheInfo",
    "Compiler",
    "Diagnostic",
    "Edit",
    "Explanation",
    "Filter",
    "FilterError",
    "Fix",
    "Label",
    "ParameterScalar",
    "ParameterValue",
    "Position",
    "Reason",
    "Record",
    "RecordError",
    "Related",
    "RelatedNeededError",
    "Severity",
    "Source",
    "Span",
    "Target",
    "Workspace",
    "check",
    "compile",
    "decompile",
    "format",
    "json_schema",
    "lint",
    "load",
]

gather(
    __name__,
    {
        "attioql.api": ("check", "compile", "decompile", "format", "json_schema", "lint", "load"),
        "attioql.catalog.workspace": ("Target", "Workspace"),
        "attioql.check.parameters": ("ParameterScalar", "ParameterValue"),
        "attioql.compiler": ("CacheInfo", "Compiler"),
        "attioql.diagnostics.model": ("Applicability", "Diagnostic", "Edit", "FilterError", "Fix", "Label", "Severity"),
        "attioql.evaluate.records": ("Record", "RecordError", "Related", "RelatedNeededError"),
        "attioql.filter": ("Explanation", "Filter", "Reason"),
        "attioql.text.source": ("Position", "Source", "Span"),
    },
)
