"""AttioQL: a query language that compiles to Attio's filter JSON.

    >>> import attioql
    >>> people = attioql.Workspace.standard()["people"]
    >>> found = attioql.compile('name contains "Ltd"', people)
    >>> found.json()
    {'name': {'full_name': {'$contains': 'Ltd'}}}

read filters    compile, load, from_rows; build, from fields and everything
whole queries   compile_query, load_query, check_query, complete_query
report errors   check, lint, render; fix, apply_fixes
write text      format, decompile; Filter has json, dumps, text, rows
combine         all_of, any_of, &, |, ~
help to type    complete, complete_json, hover
describe        describe, json_schema, grammar, Workspace, print(target)
code            generate_types, as attioql codegen
values          app, member, moment, record, system, token
same texts      Compiler caches compiled filters
from strangers  Limits, Limits.untrusted() for every limits=
raised          FilterError, WorkspaceError: diagnostics
extras          attioql.pydantic, attioql.testing, imported by these names
"""

from typing import TYPE_CHECKING

from attioql.lazy import gather

if TYPE_CHECKING:
    from attioql.api import check, compile, decompile, format, json_schema, lint, load  # noqa: A004 - what it does, as in re.compile
    from attioql.applying import FixedText, FixedValue, apply_fixes, fix
    from attioql.assist import complete, complete_json, complete_query, hover
    from attioql.attio.writer import Style
    from attioql.building import build
    from attioql.catalog.members import Member
    from attioql.catalog.types import AttributeType, Operator, Property
    from attioql.catalog.workspace import Attribute, Option, Target, Workspace
    from attioql.checker.parameter_values import ParameterScalar, ParameterValue
    from attioql.codegen.languages import CodeLanguage, generate_types
    from attioql.compiler import CacheInfo, Compiler
    from attioql.completion.model import Completion, CompletionKind, Completions, Hover
    from attioql.constraining import grammar
    from attioql.describing import describe
    from attioql.diagnostics.model import (
        Applicability,
        Diagnostic,
        Edit,
        Fix,
        JsonEdit,
        JsonValue,
        Label,
        Severity,
    )
    from attioql.editing.row_types import FilterRow, FilterRows, RowGroup, RowValue
    from attioql.editing.views import AllOf, AnyOf, ConditionValue, FilterCondition, FilterPart, ValueBlock
    from attioql.embedding import all_of, any_of, from_rows
    from attioql.errors import FilterError, WorkspaceError
    from attioql.evaluate.records import Record, RecordError, Related, RelatedNeededError
    from attioql.expressions.expression import FilterExpression, everything
    from attioql.expressions.fields import Field, Fields, fields
    from attioql.expressions.python_operands import FieldPeriod, FieldValue
    from attioql.expressions.special_values import RelativeTime, app, member, moment, record, system, token
    from attioql.filter import Explanation, Filter, Reason
    from attioql.filters.sorts import Sort, SortDirection
    from attioql.filters.wholes import ActorReference, RecordReference
    from attioql.limiting.input_limits import Limits
    from attioql.query import Query
    from attioql.querying import check_query, compile_query, load_query
    from attioql.rendering import render
    from attioql.text.source import Position, Source, Span
    from attioql.values.model import PythonValue, ValueKind
    from attioql.version import __version__
    from attioql.witnesses.model import Difference, Witness

__all__ = [
    "ActorReference",
    "AllOf",
    "AnyOf",
    "Applicability",
    "Attribute",
    "AttributeType",
    "CacheInfo",
    "CodeLanguage",
    "Compiler",
    "Completion",
    "CompletionKind",
    "Completions",
    "ConditionValue",
    "Diagnostic",
    "Difference",
    "Edit",
    "Explanation",
    "Field",
    "FieldPeriod",
    "FieldValue",
    "Fields",
    "Filter",
    "FilterCondition",
    "FilterError",
    "FilterExpression",
    "FilterPart",
    "FilterRow",
    "FilterRows",
    "Fix",
    "FixedText",
    "FixedValue",
    "Hover",
    "JsonEdit",
    "JsonValue",
    "Label",
    "Limits",
    "Member",
    "Operator",
    "Option",
    "ParameterScalar",
    "ParameterValue",
    "Position",
    "Property",
    "PythonValue",
    "Query",
    "Reason",
    "Record",
    "RecordError",
    "RecordReference",
    "Related",
    "RelatedNeededError",
    "RelativeTime",
    "RowGroup",
    "RowValue",
    "Severity",
    "Sort",
    "SortDirection",
    "Source",
    "Span",
    "Style",
    "Target",
    "ValueBlock",
    "ValueKind",
    "Witness",
    "Workspace",
    "WorkspaceError",
    "__version__",
    "all_of",
    "any_of",
    "app",
    "apply_fixes",
    "build",
    "check",
    "check_query",
    "compile",
    "compile_query",
    "complete",
    "complete_json",
    "complete_query",
    "decompile",
    "describe",
    "everything",
    "fields",
    "fix",
    "format",
    "from_rows",
    "generate_types",
    "grammar",
    "hover",
    "json_schema",
    "lint",
    "load",
    "load_query",
    "member",
    "moment",
    "record",
    "render",
    "system",
    "token",
]

if not TYPE_CHECKING:  # a type checker would accept any name of a module with `__getattr__`
    __getattr__, __dir__ = gather(
        __name__,
        {
            "attioql.api": ("check", "compile", "decompile", "format", "json_schema", "lint", "load"),
            "attioql.applying": ("FixedText", "FixedValue", "apply_fixes", "fix"),
            "attioql.assist": ("complete", "complete_json", "complete_query", "hover"),
            "attioql.attio.writer": ("Style",),
            "attioql.building": ("build",),
            "attioql.catalog.members": ("Member",),
            "attioql.catalog.types": ("AttributeType", "Operator", "Property"),
            "attioql.values.model": ("PythonValue", "ValueKind"),
            "attioql.catalog.workspace": ("Attribute", "Option", "Target", "Workspace"),
            "attioql.checker.parameter_values": ("ParameterScalar", "ParameterValue"),
            "attioql.codegen.languages": ("CodeLanguage", "generate_types"),
            "attioql.compiler": ("CacheInfo", "Compiler"),
            "attioql.constraining": ("grammar",),
            "attioql.completion.model": ("Completion", "CompletionKind", "Completions", "Hover"),
            "attioql.describing": ("describe",),
            "attioql.diagnostics.model": (
                "Applicability",
                "Diagnostic",
                "Edit",
                "Fix",
                "JsonEdit",
                "JsonValue",
                "Label",
                "Severity",
            ),
            "attioql.editing.row_types": ("FilterRow", "FilterRows", "RowGroup", "RowValue"),
            "attioql.editing.views": (
                "AllOf",
                "AnyOf",
                "ConditionValue",
                "FilterCondition",
                "FilterPart",
                "ValueBlock",
            ),
            "attioql.embedding": ("all_of", "any_of", "from_rows"),
            "attioql.errors": ("FilterError", "WorkspaceError"),
            "attioql.evaluate.records": ("Record", "RecordError", "Related", "RelatedNeededError"),
            "attioql.expressions.expression": ("FilterExpression", "everything"),
            "attioql.expressions.fields": ("Field", "Fields", "fields"),
            "attioql.expressions.python_operands": ("FieldPeriod", "FieldValue"),
            "attioql.expressions.special_values": (
                "RelativeTime",
                "app",
                "member",
                "moment",
                "record",
                "system",
                "token",
            ),
            "attioql.filter": ("Explanation", "Filter", "Reason"),
            "attioql.filters.sorts": ("Sort", "SortDirection"),
            "attioql.filters.wholes": ("ActorReference", "RecordReference"),
            "attioql.limiting.input_limits": ("Limits",),
            "attioql.query": ("Query",),
            "attioql.querying": ("check_query", "compile_query", "load_query"),
            "attioql.rendering": ("render",),
            "attioql.text.source": ("Position", "Source", "Span"),
            "attioql.version": ("__version__",),
            "attioql.witnesses.model": ("Difference", "Witness"),
        },
    )
