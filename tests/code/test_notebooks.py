"""Notebooks: cells as one Python text, and places and fixes in their strings."""

import json

import pytest

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.model import Applicability
from attioql.documents.read import read_document
from attioql.linter.baseline import add_suppressions
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.text.source import Source

SETTINGS = Settings(Workspace.standard())
URL = "https://api.attio.com/v2/objects/people/records/query"
IMPORTS = f'import requests\nURL = "{URL}"\n'


def notebook(*cells, indent=1):
    """Write a notebook of code cells: a text each, or the kind of cell and a text."""
    found = [("code", cell) if isinstance(cell, str) else cell for cell in cells]
    written = [
        {"cell_type": kind, "metadata": {"filter": 1}, "outputs": [], "source": text.splitlines(keepends=True)}
        for kind, text in found
    ]
    return json.dumps({"cells": written, "metadata": {}, "nbformat": 4}, indent=indent, ensure_ascii=False)


def problems(text):
    return lint_document(read_document(Source(text, "a.ipynb")), SETTINGS).problems


def told(text):
    return [(each.name, text[slice(*each.span)]) for each in problems(text)]


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize(
    "cells",
    [
        (IMPORTS, 'requests.post(URL, json={"filter": {"nam": "é😀"}})'),
        (("markdown", "# nam"), IMPORTS + '# why 😀\nrequests.post(URL, json={"filter": {"nam": x}})\n'),
        ("%pip install x\n!ls -l\nwhat?\n" + IMPORTS, 'requests.post(URL, json={"filter": {"nam": x}})'),
        (IMPORTS, "%%bash\nls {", 'BODY = {"filter": {"nam": x}}', "requests.post(URL, json=BODY)"),
    ],
)
def test_cells_are_read_one_after_another(cells, indent):
    text = notebook(*cells, indent=indent)
    assert told(text) == [("unknown-attribute", '\\"nam\\"')]
    fixed = fix_text(text, problems, Applicability.UNSAFE)
    assert fixed.text == text.replace('\\"nam\\"', '\\"name\\"')


def test_a_cell_that_is_no_python_is_noted_and_the_rest_is_checked():
    text = notebook(IMPORTS, "broken (", 'requests.post(URL, json={"filter": {"nam": x}})', "also broken )")
    assert told(text) == [("unparsed-code", "broken ("), ("unknown-attribute", '\\"nam\\"')]


def test_comments_name_targets_and_ignore_findings():
    text = notebook(
        "# attioql: people\nA = {'$and': [{'job_title': 'a'}, {'job_title': 'b'}]}\n",
        "# attioql: people\n# attioql: ignore[contradiction]\nB = {'$and': [{'job_title': 'a'}, {'job_title': 'b'}]}\n",
    )
    assert told(text) == [("contradiction", "'$and'")]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"cells": 5}', '{"cells": [5, {}, {"cell_type": "code"}]} // attio', '{"cells": []}']
)
def test_what_is_no_notebook_raises_nothing(text):
    assert {name for name, _ in told(text)} <= {"not-json"}
    assert {name for name, _ in told(text + " attio")} <= {"not-json"}


def as_one_string(text):
    """Write the lines of each cell as one string."""
    written = json.loads(text)
    for cell in written["cells"]:
        cell["source"] = "".join(cell["source"])
    return json.dumps(written, indent=1)


@pytest.mark.parametrize("layout", [str, as_one_string, lambda text: json.dumps(json.loads(text))])
def test_a_suppression_counts_for_a_line_of_a_cell_wherever_that_stands_in_the_file(layout):
    text = layout(
        notebook(
            "import attioql\n",
            "# target: companies\n# attioql: ignore[double-negation]\nattioql.compile('not not name = 1', c)\n"
            "attioql.compile('nam = 1', c)  # target: companies\n",
            "# target: companies\n# attioql: ignore[double-negation]\nattioql.compile('not not name = \"a\"', c)\n"
            "# target: companies\nattioql.compile('not not name = \"b\"', c)\n"
            "# attioql: ignore[lost-day]\nx = 1\n",
        )
    )
    assert [name for name, _ in told(text)] == [
        "wrong-value-type",
        "unknown-attribute",
        "double-negation",
        "unused-suppression",
    ]


@pytest.mark.parametrize("layout", [str, as_one_string, lambda text: json.dumps(json.loads(text))])
def test_a_new_suppression_stands_above_each_line_of_a_cell(layout):
    calls = ["# attioql: people\nA = {'$and': [{'job_title': 'a'}, {'job_title': 'b'}]}\n"] * 2
    document = read_document(Source(layout(notebook("".join(calls))), "a.ipynb"))
    made = add_suppressions(document, lambda each: lint_document(each, SETTINGS), "why")
    assert made.left == ()
    [cell] = json.loads(made.text)["cells"]
    ignored = "# attioql: people\n# attioql: ignore[contradiction] why\n"
    assert "".join(cell["source"]) == "".join(calls).replace("# attioql: people\n", ignored)
