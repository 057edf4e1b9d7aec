"""AttioQL: a small query language that compiles to Attio's filter JSON, and knows what Attio accepts."""

from typing import TYPE_CHECKING

from attioql.lazy import gather

if TYPE_CHECKING:
    from attioql.api import check, compile, decompile, format, json_schema, lint, load  # noqa: A004 - what it does, as in re.compile
    from attioql.catalog.members import Member
    from attioql.catalog.workspace import Attribute, Option, Target, Workspace
    from attioql.checker.parameters import ParameterScalar, ParameterValue
    from attioql.compiler import CacheInfo, Compiler
    from attioql.diagnostics.model import (
        Applicability,
        Diagnostic,
        Edit,
        FilterError,
        Fix,
        Label,
        Severity,
        WorkspaceError,
    )
    from attioql.evaluate.records import Record, RecordError, Related, RelatedNeededError
    from attioql.filter import Explanation, Filter, Reason
    from attioql.text.source import Position, Source, Span

__version__ = "0.1.0"

__all__ = [
    "Applicability",
    "Attribute",
    "CacheInfo",
    "Compiler",
    "Diagnostic",
    "Edit",
    "Explanation",
    "Filter",
    "FilterError",
    "Fix",
    "Label",
    "Member",
    "Option",
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
    "WorkspaceError",
    "check",
    "compile",
    "decompile",
    "format",
    "json_schema",
    "lint",
    "load",
]

if not TYPE_CHECKING:  # a type checker would accept any name of a module with `__getattr__`
    __getattr__, __dir__ = gather(
        __name__,
        {
            "attioql.api": ("check", "compile", "decompile", "format", "json_schema", "lint", "load"),
            "attioql.catalog.members": ("Member",),
            "attioql.catalog.workspace": ("Attribute", "Option", "Target", "Workspace"),
            "attioql.checker.parameters": ("ParameterScalar", "ParameterValue"),
            "attioql.compiler": ("CacheInfo", "Compiler"),
            "attioql.diagnostics.model": (
                "Applicability",
                "Diagnostic",
                "Edit",
                "FilterError",
                "Fix",
                "Label",
                "Severity",
                "WorkspaceError",
            ),
            "attioql.evaluate.records": ("Record", "RecordError", "Related", "RelatedNeededError"),
            "attioql.filter": ("Explanation", "Filter", "Reason"),
            "attioql.text.source": ("Position", "Source", "Span"),
        },
    )
