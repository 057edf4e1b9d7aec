"""Whole reports of every format, to the letter: labels, notes, fixes, pointers, and the names of files that need escapes.

`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/report` writes `golden/formats` anew.
"""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import attioql
from attioql.report.formats import FORMATS, Report

FOLDER = Path(__file__).parent / "golden" / "formats"
TARGETS = attioql.Workspace.standard()
FILES = ("fine.attioql", "a b,c:d.attioql", "x.filters.json", "bad\udcff\ud800.attioql", "/saved/é%.attioql")


def _found(text, target, name, **options):
    return attioql.lint(attioql.Source(text, name), TARGETS[target], **options)


def _report():
    diagnostics = (
        *_found("(value > 5\n  and nam = 1", "deals", "a b,c:d.attioql"),
        *_found("not not name = 'é'\nand\tdescription != 'x'", "companies", "a b,c:d.attioql", select=["all"]),
        *_found('{\n  "nam": 1,\n  "stage": {"$eq": 5}\n}', "deals", "x.filters.json"),
        *attioql.check({"nam": 1}, TARGETS["deals"]),
        attioql.Diagnostic(
            "unreadable-file", "100% of it:\r\nno", source=attioql.Source("", "bad\udcff\ud800.attioql")
        ),
        *_found("value > 5 and value > 3", "deals", "/saved/é%.attioql"),
        *_found("not not value > 5", "deals", "::error file=x"),
    )
    suppressed = _found("value > 5 and value < 3", "deals", "x.attioql")
    pages = {"double-negation": "## double-negation\n\nText."}
    return Report(diagnostics, suppressed, FILES, 60, pages.get, "1.2.3")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_as_it_was(name):
    written = FORMATS[name].write(_report())
    if name == "junit":
        written = ET.canonicalize(written, strip_text=False).replace("><", ">\n<") + "\n"
    path = FOLDER / f"{name}.txt"
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", errors="surrogatepass", newline="")
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
        assert written == file.read()
