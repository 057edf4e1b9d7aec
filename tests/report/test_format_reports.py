"""Whole reports of every format, and tables of many widths, to the letter: labels, notes, fixes, pointers, and the names of files that need escapes.

`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/report` writes `golden/formats` and `golden/tables.txt` anew.
"""

import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

import attioql
from attioql.report.columns import NO_BREAK, table_lines
from attioql.report.formats import FORMATS, Report

FOLDER = Path(__file__).parent / "golden" / "formats"
TABLES = FOLDER.with_name("tables.txt")
ROWS: dict[tuple[str, ...], list[tuple[str, ...]]] = {
    ("id", "says", "operators"): [("slug", "a word or two more", f"not{NO_BREAK}in here at all"), ("", "", "x")],
    ("name", "what", "says"): [("a_name_of_many_letters", "averyverylongwordthatcannot break", "some words to break")],
    ("name", "says"): [("a name of words to break", "one_word_of_letters")],
    ("", ""): [("", "a b c d")],
}
TARGETS = attioql.Workspace.standard()
FILES = ("fine.attioql", "a b,c:d.attioql", "x.filters.json", "bad\udcff\ud800.attioql", "/saved/é%.attioql")
TOLD = attioql.Fix("say it in words", attioql.Applicability.SAFE, ())


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
        *_found("value contains 5", "deals", "possibility.attioql"),
        attioql.Diagnostic("empty-filter", "x", attioql.Span(0, 1), fixes=(TOLD,), source=attioql.Source("x", "told")),
    )
    suppressed = _found("value > 5 and value < 3", "deals", "x.attioql")
    pages = {"double-negation": "## double-negation\n\nText."}
    return Report(diagnostics, suppressed, FILES, 60, pages.get, "1.2.3")


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_as_it_was(name):
    written = FORMATS[name].write(_report())
    if name == "junit":
        written = ET.canonicalize(written, strip_text=False).replace("><", ">\n<") + "\n"
    _compare(FOLDER / f"{name}.txt", written)


def test_tables_are_as_they_were():
    widths = (None, 80, *range(61, 15, -3))
    tables = [
        f"{columns}\n" + "".join(f"{line.text}|\n" for line in table_lines(headings, rows, columns))
        for headings, rows in ROWS.items()
        for columns in widths
    ]
    _compare(TABLES, "\n".join(tables))


def _compare(path, written):
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        path.write_text(written, encoding="utf-8", errors="surrogatepass", newline="")
    with path.open(encoding="utf-8", errors="surrogatepass", newline="") as file:
        assert written == file.read()
