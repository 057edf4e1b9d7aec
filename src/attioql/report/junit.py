"""The report of test runners: JUnit XML, a test case for each file and a failure for each finding. junitparser writes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from importlib import import_module
from itertools import groupby

from attioql.diagnostics.model import Diagnostic, Severity
from attioql.report.human import human_report

_FORBIDDEN = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML 1.0 has no way to write."""


class MissingPackageError(ImportError):
    """A format needs a package that is not installed."""


def junit_report(diagnostics: Sequence[Diagnostic], names: Sequence[str] = ()) -> str:
    """Return JUnit XML: a case for each of the files named, those without findings too. Notes are output, not failures.

    Raises `MissingPackageError`, an `ImportError`, without junitparser.
    """
    try:
        junit = import_module("junitparser")
    except ModuleNotFoundError:
        message = "the format junit needs junitparser; install it with: pip install junitparser"
        raise MissingPackageError(message, name="junitparser") from None
    by_file = {name: list(found) for name, found in groupby(sorted(diagnostics, key=_file), key=_file)}
    suite = junit.TestSuite("attioql")
    for name in dict.fromkeys((*names, *by_file)):
        case = junit.TestCase(_clean(name), "attioql")
        found = by_file.get(name, [])
        case.result = [_failure(junit, each) for each in found if each.severity is not Severity.NOTE]
        notes = [str(each) for each in found if each.severity is Severity.NOTE]
        if notes:
            case.system_out = _clean("\n".join(notes))
        suite.add_testcase(case)
    report = junit.JUnitXml()
    report.add_testsuite(suite)
    return str(report.tostring().decode("utf-8")) + "\n"


def _failure(junit: object, diagnostic: Diagnostic) -> object:
    kind = "Error" if diagnostic.severity is Severity.ERROR else "Failure"
    result = getattr(junit, kind)(_clean(str(diagnostic)), diagnostic.name)
    result.text = _clean(human_report([diagnostic]))
    return result


def _file(diagnostic: Diagnostic) -> str:
    return "<filter>" if diagnostic.source is None else diagnostic.source.name


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
