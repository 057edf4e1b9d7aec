"""Every escape of JSON, YAML and Python leads from its character to what is written for it. The languages' own readers say what that is."""

import ast
import json

import pytest
from ruamel.yaml import YAML

import attioql
from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import JsonString
from attioql.documents.python_literals import PythonString
from attioql.documents.read import read_document
from attioql.documents.script_strings import ScriptString
from attioql.documents.yaml_scalars import YamlScalar
from attioql.linter.entries import Settings, lint_document
from attioql.text.source import Source, Span

IN_JSON = (*[r"\"", r"\\", r"\/", r"\b", r"\f", r"\n", r"\r", r"\t", r"\u00e9", r"\uD83D\uDE00", r"\u0041"], r"\ud800")
IN_PYTHON = (
    *[
        r"\\",
        r"\'",
        r"\"",
        r"\a",
        r"\b",
        r"\f",
        r"\n",
        r"\r",
        r"\t",
        r"\v",
        r"\0",
        r"\7",
        r"\101",
        r"\x41",
        r"\u00e9",
        r"\U0001f600",
        r"\N{BULLET}",
    ],
    "\\\n",
)
IN_YAML = (
    *[
        r"\0",
        r"\a",
        r"\b",
        r"\t",
        r"\n",
        r"\v",
        r"\f",
        r"\r",
        r"\e",
        r"\"",
        r"\/",
        r"\\",
        r"\N",
        r"\_",
        r"\L",
        r"\P",
        r"\x41",
        r"\u00e9",
        r"\U0001f600",
    ],
    "\\ ",
    "\\\t",
)


def written_for_each(where, literal, value):
    return [literal[span.start : span.end] for at in range(len(value)) for span in [where.span(Span(at, at + 1))]]


@pytest.mark.parametrize("escape", IN_JSON)
def test_escapes_of_json(escape):
    literal = f'"a{escape}b"'
    assert written_for_each(JsonString(literal, 0), literal, json.loads(literal)) == ["a", escape, "b"]


@pytest.mark.parametrize("escape", IN_PYTHON)
def test_escapes_of_python(escape):
    literal = f'"a{escape}b"'
    value = ast.literal_eval(literal)
    assert [*written_for_each(PythonString(literal, 0, value), literal, value)] == [
        "a",
        *([escape] if len(value) == 3 else []),
        "b",
    ]


def test_a_raw_literal_of_python_has_no_escapes():
    literal = r'r"a\nb"'
    value = ast.literal_eval(literal)
    assert written_for_each(PythonString(literal, 0, value), literal, value) == ["a", "\\", "n", "b"]


@pytest.mark.parametrize("escape", IN_YAML)
def test_escapes_of_yaml(escape):
    literal = f'"a{escape}b"'
    value = YAML(typ="safe", pure=True).load(literal)
    assert written_for_each(YamlScalar(literal, 0, '"', value), literal, value) == ["a", escape, "b"]


def test_an_escape_that_does_not_exist_leads_to_the_whole_scalar():
    literal = r'"a\qb"'
    assert YamlScalar(literal, 0, '"', "aqb").span(Span(1, 2)) == Span(0, len(literal))


PYTHON_LITERALS = (
    *("'name = 1'", '"name = 1"', "'''name = 1'''", '"""name = 1"""', "'name = \\'a\\' and x = 1'", "'name' ' = 1'"),
    *("'name = \\u00e9'\n  ' 1'", '"name = \\\n1"'),
)
REPLACEMENTS = ('"a"', "'a'", '"it\'s"', "a\\b", "a\nb", "\x07", '"""', "'''", "é\u202e", "")


@pytest.mark.parametrize("literal", PYTHON_LITERALS)
@pytest.mark.parametrize("written", REPLACEMENTS)
def test_python_reads_an_edited_literal_as_the_edited_text(literal, written):
    value = ast.literal_eval(f"({literal})")
    at = value.index("1")
    edits = PythonString(literal, 0, value).edits([Edit(Span(at, at + 1), written)])
    assert edits
    assert ast.literal_eval(f"({apply_edits(literal, edits)})") == value.replace("1", written)


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 1), (0, 2), (1, 0), (2, 0), (1, 1), (2, 2)])
@pytest.mark.parametrize("added", [0, 1, 2, 3])
def test_quotes_that_a_replacement_brings_together_end_no_literal_of_three(quote, before, after, added):
    literal = f"{quote * 3}a {quote * before}x{quote * after} = 1{quote * 3}"
    value = ast.literal_eval(literal)
    at = value.index("x")
    edits = PythonString(literal, 0, value).edits([Edit(Span(at, at + 1), quote * added)])
    assert edits or (not added and before + after > 2), "a replacement can be escaped, what it leaves cannot"
    assert ast.literal_eval(apply_edits(literal, edits)) == (value.replace("x", quote * added) if edits else value)


def test_a_raw_literal_has_no_escapes_to_write():
    for written, offered in (('"a"', True), ("'a'", False), ("a\\b", False), ("a\nb", False)):
        edits = PythonString("r'name = 1'", 0, "name = 1").edits([Edit(Span(7, 8), written)])
        assert bool(edits) is offered


@pytest.mark.parametrize(("quote", "written"), [("'", "\"\\'`"), ('"', "\\\"'`"), ("`", "\"'\\`")])
def test_a_replacement_escapes_no_quotes_of_a_script_but_those_around_it(quote, written):
    literal = f"{quote}ab{quote}"
    [edit] = ScriptString(literal, 5).edits([Edit(Span(1, 2), "\"'`")])
    assert edit == Edit(Span(7, 8), written)


@pytest.mark.parametrize("escaped", [r"\ud83d\ude00", r"\uD83D\uDE00", "\U0001f600"])
@pytest.mark.parametrize("file", ["a.json", "a.jsonc"])
def test_a_surrogate_pair_in_a_json_string_is_one_character_and_stays_as_it_is_written(escaped, file):
    text = (
        f'{{"filters": {{"a{escaped}": {{"target": "deals", "query": "not not name = \\"{escaped}\\" and nam = 1"}}}}}}'
    )
    document = read_document(Source(text, file))
    [entry] = document.entries
    assert (entry.name, entry.source.text) == ("a\U0001f600", 'not not name = "\U0001f600" and nam = 1')
    settings = Settings(attioql.Workspace.standard())
    [problem] = lint_document(document, settings).problems
    assert text[slice(*problem.span)] == "nam"
    [fix] = problem.fixes
    changed = apply_edits(text, fix.edits)
    assert changed == text.replace("nam = 1", 'name = \\"1\\"')
    _, finding = lint_document(read_document(Source(changed, file)), settings).problems
    assert finding.name == "double-negation"
    assert apply_edits(changed, finding.fixes[0].edits) == changed.replace("not not ", "")


@pytest.mark.parametrize("half", [r"\ud83d", r"\ude00\ud83d"])
def test_half_a_surrogate_pair_in_a_json_string_is_an_error(half):
    text = f'{{"filters": {{"a": {{"target": "deals", "query": "name = \'{half}\'"}}}}}}'
    found = lint_document(read_document(Source(text, "a.json")), Settings(attioql.Workspace.standard())).problems
    assert [each.name for each in found] == ["lone-surrogate"]


@pytest.mark.parametrize("prefix", ["0x", "0o", "0b"])
@pytest.mark.parametrize(
    ("file", "code", "found"),
    [
        ("a.py", "# attioql: companies\nx = {'twitter_follower_count': NUMBER}\n", 1),
        (
            "a.py",
            "# attioql: companies\nx = {'$or': [{'twitter_follower_count': 1}, {'twitter_follower_count': NUMBER}]}\n",
            1,
        ),
        ("a.py", "import attioql\nattioql.compile('name = %s' % NUMBER, companies)\n", 0),
        ("a.py", "import attioql\nattioql.compile('name = {}'.format(NUMBER), companies)\n", 0),
        ("a.py", "import attioql\nattioql.compile('employees = :p', companies, params={'p': NUMBER})\n", 1),
        ("a.ts", "// attioql: companies\nconst x = {twitter_follower_count: NUMBER}\n", 1),
        ("a.ts", "// attioql: companies\nconst x = `name = ${NUMBER}`\n", 0),
    ],
)
def test_an_integer_in_code_that_python_does_not_write_is_out_of_range(file, code, found, prefix):
    settings = Settings(attioql.Workspace.standard(), "companies")
    text = code.replace("NUMBER", prefix + "1" * 40_000).replace("employees", "twitter_follower_count")
    problems = lint_document(read_document(Source(text, file)), settings).problems
    assert [each.name for each in problems] == ["number-out-of-range"] * found


@pytest.mark.parametrize("escape", [r"\U00110000", r"\U80000000", r"\UFFFFFFFF"])
@pytest.mark.parametrize("text", ['"ESCAPE": 1\n', 'filters:\n  a:\n    query: "\\\\UFFFFFFFF ESCAPE"\n'])
def test_an_escape_beyond_unicode_is_no_yaml(text, escape):
    text = text.replace("ESCAPE", escape)
    [problem] = lint_document(read_document(Source(text, "a.yaml")), Settings(attioql.Workspace.standard())).problems
    assert problem.name == "not-yaml"
    assert text[slice(*problem.span)] == escape
    assert "Python" not in problem.message


@pytest.mark.parametrize("version", ["9" * 5_000, "9" * 5_000 + ".1", "1." + "9" * 5_000])
def test_a_version_of_yaml_with_any_number_of_digits_is_an_error_of_one_line(version):
    text = f"%YAML {version}\n---\nfilters: a\n"
    [problem] = lint_document(read_document(Source(text, "a.yaml")), Settings(attioql.Workspace.standard())).problems
    assert problem.name == "not-yaml"
    assert len(problem.message) < 120
    assert "digits" not in problem.message
