"""Golden cases: for a text, the report of its diagnostics to the last letter, as a person sees it, and their spans.

The cases are in `cases/*.md`, one file for each diagnostic (`golden_files` in `tests/support` says how they are written). To add
one, write its text and an empty report. With `ATTIOQL_GOLDEN=write` in the environment the reports are written afresh from what the
texts yield now; read the difference before it is committed.
"""

from __future__ import annotations

import itertools
import os
import re
from functools import cache
from string import Formatter

import pytest
from fix_law import broken
from golden_files import FOLDER, expected, read_cases, write_cases

import attioql
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.faces import worded_for
from attioql.diagnostics.templates import templates

FILES = {path.stem: read_cases(path) for path in sorted(FOLDER.glob("*.md"))}
CASES = [pytest.param(case, id=f"{name}-{index}") for name, cases in FILES.items() for index, case in enumerate(cases)]
ABOUT_FILES = {"unreadable-file", "changed-file"}  # what no text can show: tests/cli/test_lint_files.py does
OTHER_INPUTS = {"workspace", "listings"}  # not filters
OTHER_FILES = {"no-diagnostics", "several-mistakes"}


def text_of(case, golden):
    return golden.repeated(case.text, case.options.get("repeat"))


@pytest.fixture(scope="session")
def problems_of(golden):
    """Return the function that checks a case, once each."""

    def check(case):
        if id(case) not in kept:
            options = {name: value for name, value in case.options.items() if name != "repeat"}
            kept[id(case)] = golden.checked(text_of(case, golden), options)
        return kept[id(case)]

    kept = {}
    return check


@pytest.fixture(scope="session", autouse=True)
def _written(problems_of):
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        for name, cases in FILES.items():
            cases[:] = [expected(case.text, case.options, problems_of(case)) for case in cases]
            write_cases(FOLDER / f"{name}.md", cases)


@pytest.mark.skipif(os.environ.get("ATTIOQL_GOLDEN") == "write", reason="the cases are being written")
@pytest.mark.parametrize("case", CASES)
def test_case(case, problems_of):
    assert expected(case.text, case.options, problems_of(case)) == case


@pytest.mark.parametrize("name", sorted(FILES.keys() - OTHER_FILES))
def test_the_cases_of_a_file_begin_with_its_diagnostic(name):
    assert all(re.match(rf"\w+\[{name} AQ\d+\]: ", case.report) for case in FILES[name])


def test_no_code_lacks_a_case():
    shown = set(re.findall(r"^\w+\[([a-z-]+) AQ\d+\]: ", "".join(map(str, reports())), re.MULTILINE))
    assert sorted((shown & CODES.keys()) | ABOUT_FILES) == sorted(CODES)


def test_some_cases_have_several_mistakes_of_syntax_and_of_meaning():
    numbers = [re.findall(r"^\w+\[[a-z-]+ AQ(\d)", case.report, re.MULTILINE) for case in FILES["several-mistakes"]]
    assert sum(len(found) > 2 and "1" in found and len(set(found)) > 1 for found in numbers) >= 5


@cache
def reports():
    return [case.report for cases in FILES.values() for case in cases]


def as_in_python(note):
    """Return a note of a row as Python programs read it: it may be a phrase, and may have other words elsewhere."""
    if isinstance(note, dict) and "phrase" in note:
        note = templates()["phrases"][note["phrase"]]
    return note if isinstance(note, str) else note["python"]


SENTENCES = sorted(
    text
    for key, row in templates().items()
    if key != "phrases" and "says" not in row and key.partition(".")[0] not in ABOUT_FILES
    for text in (
        *([row["message"]] if isinstance(row["message"], str) else row["message"]),
        *map(as_in_python, row.get("notes", ())),
        *row.get("labels", {}).values(),
        *(fix.get("title", "write `") for fix in row.get("fixes", ())),
    )
)


NOT_OF_TEXT = {  # of bytes, of Python values, and of workspaces that no file here is
    "this is not UTF-8: the byte at offset {offset} belongs to no character",
    "the keys of a filter are strings, not {given}",
    "the keys of rows are strings, not {given}",
    "the parameter `:{name}` contains half a surrogate pair, which is not a character",
    "this is not a JSON value: {reason}",
    "more than {limit} brackets and negations are open at once",
    "the workspace is nested more than {limit:level} deep",
    "the file has more than {limit:byte}, which is the limit",
    "as JSON text, the filter has more than {limit:character}, which is the limit",
    "this is another grammar, not filter JSON",
    "{target} has attributes with the names of these keys, so this is read as a filter",
    "the workspace does not say where `{attribute}` leads",
}


@pytest.mark.parametrize("template", [text for text in SENTENCES if text not in NOT_OF_TEXT])
def test_every_message_note_label_and_title_of_a_fix_is_in_a_golden_case(template):
    literal = max((text for text, *_ in Formatter().parse(template)), key=len)
    assert any(literal in report for report in reports())


# `test_case` holds what a case lists to what the text yields, so the other tests look at one of them.


@pytest.mark.parametrize("case", CASES)
def test_spans_and_edits_lie_in_the_text_and_edits_do_not_overlap(case, golden, problems_of):
    length = len(text_of(case, golden))
    for problem in problems_of(case):
        fixes = [sorted(edit.span for edit in fix.edits) for fix in problem.fixes]
        spans = [problem.span or (0, 0), *(label.span for label in problem.labels), *itertools.chain(*fixes)]
        assert all(0 <= start <= end <= length for start, end in spans)
        assert all(first[1] <= second[0] for edited in fixes for first, second in itertools.pairwise(edited))


@pytest.mark.parametrize("case", CASES)
def test_every_fix_keeps_the_law(case, golden):
    if case.options.get("reads") in OTHER_INPUTS:
        return
    options = {name: value for name, value in case.options.items() if name not in {"repeat", "limits"}}
    wrong, _ = broken(text_of(case, golden), lambda text: golden.checked(text, options))
    assert not wrong


WORDS_OF_FILTERS = {"all_of", "any_of", "app", "everything", "member", "moment", "record", "system", "token"}
FUNCTIONS = "|".join(name for name in attioql.__all__ if name.islower() and name not in WORDS_OF_FILTERS)
OF_PYTHON = rf"`(attioql\.)?({FUNCTIONS})(\(|`)|\bparams=|\bPython\b|json\.dumps"
OF_THE_COMMAND_LINE = r"`-p |`--[a-z]|command line|`attioql "


@pytest.mark.parametrize("case", [case for cases in FILES.values() for case in cases if "file" not in case.options])
def test_notes_name_only_what_is_there_where_they_are_read(case, problems_of):
    if case.options.get("reads") in OTHER_INPUTS:
        return
    for problem in problems_of(case):
        for_tool = worded_for("tool", problem)
        assert not re.search(f"{OF_PYTHON}|{OF_THE_COMMAND_LINE}", "\n".join([for_tool.message, *for_tool.notes]))
        assert not re.search(OF_THE_COMMAND_LINE, "\n".join([problem.message, *problem.notes]))
        on_command_line = worded_for("command", problem)
        assert not re.search(r"`(compile|load|check)_query|params=", "\n".join(on_command_line.notes))


WARNED = [
    case
    for cases in FILES.values()
    for case in cases
    if re.match("warning|note", case.report) and not case.text.startswith("{")
]


@pytest.mark.parametrize("case", [case for case in WARNED if not {"reads", "repeat", "file"} & case.options.keys()])
def test_a_filter_with_an_error_has_no_warnings(case, golden):
    faulty = ("no_such_name = 1 and ({})", "({})\nand no_such_name = 1", "({})\nand no_such_name ?? 1")
    for text in (case.text, *(form.format(f"{case.text}\n") for form in faulty)):
        found = {problem.severity.value for problem in golden.checked(text, case.options)}
        assert "error" not in found or found == {"error"}
        assert found != set()
