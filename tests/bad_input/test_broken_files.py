"""Files with one fault repeated so often that a reader could read the same text again and again.

What is asserted is that linting ends at all: an alarm ends a test that would go on for many minutes.
"""

import pytest
from alarms import alarm

import attioql
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document

SETTINGS = Settings(attioql.Workspace.standard(), "people", now=None)
TIMES = 100_000

FILES = {
    "escaped quotes in JSON with comments": ("a.jsonc", '"$and\\' * TIMES + "*/"),
    "fences in JSON with comments": ("a.jsonc", '```\\"</filter>**%$' * TIMES + "="),
    "a string without an end on each line": ("a.jsonc", '{"name": "x // \n' * TIMES),
    "an open bracket after a backtick": ("a.attioql", "`" + "(x = " * TIMES),
    "signs after a backtick": ("a.attioql", "`" + "=$" * TIMES),
}
CODE = {
    "suppressions in no comment": ("a.ts", "\\u00e9}# attioql: ignore[x]" * TIMES),
    "templates that never end": ("a.js", "attioql\n" + "  name:f'" * TIMES),
    "comments that never end": ("a.tsx", "_> ?\t/*import attioql\n" * TIMES),
    "brackets": ("a.ts", "import attioql\n" + "[" * TIMES * 10),
    "brackets in a function": ("a.ts", "function attioql() { if (x) {" + "[ (" * TIMES * 10 + "} }"),
}
DEEP = {
    "calls in calls": ("a.ts", "attioql(" * TIMES + ")" * TIMES),
    "a chain of calls": ("a.js", "x = attioql" + ".b()" * TIMES),
    "arrays in arrays": ("a.tsx", "attioql = " + "[" * TIMES + "]" * TIMES),
}


def _linted(name, text):
    with alarm():
        return lint_document(read_document(attioql.Source(text, name)), SETTINGS).problems


@pytest.mark.parametrize("case", FILES)
def test_a_broken_file_is_linted(case):
    assert _linted(*FILES[case])


@pytest.mark.parametrize("case", CODE)
def test_code_with_too_many_syntax_errors_is_refused(case):
    pytest.importorskip("tree_sitter", reason="the extra `code` is not installed")
    [problem] = _linted(*CODE[case])
    assert problem.name == "unreadable-file"
    assert "too many syntax errors" in problem.message


@pytest.mark.parametrize("case", DEEP)
def test_deep_code_is_read(case):
    pytest.importorskip("tree_sitter", reason="the extra `code` is not installed")
    assert _linted(*DEEP[case]) == ()


def test_half_a_surrogate_pair_in_code_is_no_reason_not_to_read_it():
    pytest.importorskip("tree_sitter", reason="the extra `code` is not installed")
    text = "// \ud83d\ude00\nattio.records.query('people', {filter: {name: '\ud83d', job_title: {$foo: 1}}})\n"
    found = _linted("a.ts", text)
    assert [(problem.name, problem.pointer, text[slice(*problem.span)]) for problem in found] == [
        ("lone-surrogate", "/name", "'\ud83d'"),
        ("invented-operator", "/job_title/$foo", "$foo"),
    ]
