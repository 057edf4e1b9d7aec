"""The report of code scanning: SARIF 2.1.0, with the rules that were broken, regions, fixes and suppressions.

Columns count code points, as everywhere here. The pages of rules go with them as help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import PurePath
from urllib.parse import quote

from attioql.diagnostics.codes import row_of
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix, JsonValue
from attioql.report.json_report import json_document
from attioql.text.source import Source, Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_NO_BYTE = re.compile("[\\ud800-\\udc7f\\udd00-\\udfff]")
"""Surrogates other than those that stand for the bytes of a file name that is not UTF-8."""


def sarif_report(
    diagnostics: Sequence[Diagnostic],
    suppressed: Sequence[Diagnostic] = (),
    page: Callable[[str], str | None] = lambda _: None,
    version: str = "0",
) -> str:
    """Return a SARIF log of one run. `page` returns what is to be read about a name, as Markdown."""
    names = sorted({each.name for each in (*diagnostics, *suppressed)}, key=lambda name: row_of(name).code)
    numbers = {name: number for number, name in enumerate(names)}
    results = [_result(each, numbers) for each in diagnostics]
    results += [{**_result(each, numbers), "suppressions": [{"kind": "inSource"}]} for each in suppressed]
    driver: dict[str, JsonValue] = {
        "name": "attioql",
        "version": version,
        "rules": [_rule(name, page(name)) for name in names],
    }
    run: dict[str, JsonValue] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": list(results),
    }
    log: dict[str, JsonValue] = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json_document(log)


def _rule(name: str, page: str | None) -> JsonValue:
    row = row_of(name)
    rule: dict[str, JsonValue] = {
        "id": row.code,
        "name": name,
        "shortDescription": {"text": row.summary},
        "defaultConfiguration": {"level": row.severity},
    }
    if page is not None:
        rule["help"] = {"text": page, "markdown": page}
    return rule


def _result(diagnostic: Diagnostic, numbers: dict[str, int]) -> dict[str, JsonValue]:
    text = "\n".join((diagnostic.message, *diagnostic.notes))
    result: dict[str, JsonValue] = {
        "ruleId": diagnostic.code,
        "ruleIndex": numbers[diagnostic.name],
        "level": diagnostic.severity.value,
        "message": {"text": text},
    }
    source, span = diagnostic.source, diagnostic.span
    if source is None:
        return result
    result["locations"] = [_location(source, span, diagnostic.pointer)]
    if diagnostic.labels:
        result["relatedLocations"] = [
            {"id": number, **_located(source, label.span), "message": {"text": label.message}}
            for number, label in enumerate(diagnostic.labels)
        ]
    fixes: list[JsonValue] = [_fix(fix, source) for fix in diagnostic.fixes if _is_offered(fix)]
    if fixes:
        result["fixes"] = fixes
    return result


def _location(source: Source, span: Span | None, pointer: str | None) -> JsonValue:
    location = _located(source, span)
    if pointer:
        location["logicalLocations"] = [{"fullyQualifiedName": pointer, "kind": "member"}]
    return location


def _located(source: Source, span: Span | None) -> dict[str, JsonValue]:
    physical: dict[str, JsonValue] = {"artifactLocation": _artifact(source)}
    if span is not None:
        physical["region"] = _region(source, span)
    return {"physicalLocation": physical}


def _artifact(source: Source) -> JsonValue:
    path = PurePath(_NO_BYTE.sub("\ufffd", source.name))
    return {"uri": path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="surrogateescape")}


def _region(source: Source, span: Span) -> JsonValue:
    start, end = source.position(span.start), source.position(span.end)
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "charOffset": span.start,
        "charLength": span.end - span.start,
    }


def _is_offered(fix: Fix) -> bool:
    return bool(fix.edits) and fix.applicability is not Applicability.DISPLAY


def _fix(fix: Fix, source: Source) -> JsonValue:
    return {
        "description": {"text": fix.message},
        "artifactChanges": [
            {"artifactLocation": _artifact(source), "replacements": [_replacement(edit, source) for edit in fix.edits]}
        ],
    }


def _replacement(edit: Edit, source: Source) -> JsonValue:
    return {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.replacement}}
