"""Every format of a report, by name: the one table for the Python API and the command line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from attioql.diagnostics.drawing import DEFAULT_COLUMNS
from attioql.diagnostics.model import Diagnostic
from attioql.report.concise import concise_report
from attioql.report.github import github_report
from attioql.report.human import human_report
from attioql.report.json_report import json_report
from attioql.report.junit import junit_report
from attioql.report.sarif import sarif_report


class Report(NamedTuple):
    """What is reported, for every format; each takes what it shows.

    SARIF lists the `suppressed` diagnostics too, and has the `page` of each name and the `version` of the tool; JUnit has a
    case for each of `files`. Sentences of the human report are wrapped to `columns`, where a number is given.
    """

    diagnostics: Sequence[Diagnostic]
    suppressed: Sequence[Diagnostic] = ()
    files: Sequence[str] = ()
    columns: int | None = None
    page: Callable[[str], str | None] = lambda _: None
    version: str = "0"


class Format(NamedTuple):
    """How a report is written, and whether that is a document even for no diagnostics."""

    write: Callable[[Report], str]
    is_document: bool = False


def _human(report: Report) -> str:
    if report.columns is None:
        return human_report(report.diagnostics, DEFAULT_COLUMNS)
    return human_report(report.diagnostics, report.columns, wrap=True)


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "human": Format(_human),
        "concise": Format(lambda report: concise_report(report.diagnostics)),
        "json": Format(lambda report: json_report(report.diagnostics), is_document=True),
        "sarif": Format(
            lambda report: sarif_report(report.diagnostics, report.suppressed, report.page, report.version),
            is_document=True,
        ),
        "github": Format(lambda report: github_report(report.diagnostics)),
        "junit": Format(lambda report: junit_report(report.diagnostics, report.files), is_document=True),
    }
)
