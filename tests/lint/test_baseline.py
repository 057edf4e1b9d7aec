"""`attioql lint --add-suppressions`: what is found in files of every kind is ignored, and nothing else of them changes."""

import ast
import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from attioql.cli.app import app

REASON = "not reviewed yet"
URL = "https://api.attio.com/v2/objects/people/records/query"
WRONG = "not not value > 5"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments, **options):
    return CliRunner().invoke(app, ["lint", *arguments], **options)


CASES = {
    "text": ("a.attioql", f"# target: deals\n{WRONG}\n", f"# target: deals\n# attioql: ignore[double-negation] {REASON}\n{WRONG}\n"),
    "text with an error": (
        "a.attioql",
        "# target: deals\nvalue > 5\n  and nam = 'x'\n",
        f"# target: deals\nvalue > 5\n  # attioql: ignore[unknown-attribute] {REASON}\n  and nam = 'x'\n",
    ),
    "one comment for a call": (
        "a.ts",
        f'const a = 1;\n\n  const b = fetch("{URL}", {{\n    body: JSON.stringify({{ filter: {{\n      nam: 1,\n      job_titel: "x",\n    }} }}),\n  }});\n',
        f'const a = 1;\n\n  // attioql: ignore[unknown-attribute] {REASON}\n  const b = fetch("{URL}", {{\n    body: JSON.stringify({{ filter: {{\n      nam: 1,\n      job_titel: "x",\n    }} }}),\n  }});\n',
    ),
    "a constant": (
        "a.ts",
        'const F = { nam: "x" };\nattio.records.query({ object: "people", filter: F });\n',
        f'// attioql: ignore[unknown-attribute] {REASON}\nconst F = {{ nam: "x" }};\nattio.records.query({{ object: "people", filter: F }});\n',
    ),
    "JSX": (
        "a.tsx",
        'const A = () => (\n  <b>\n    text\n    {attio.records.query({ object: "people", filter: { nam: 1 } })}\n  </b>\n);\n',
        f'// attioql: ignore-file[unknown-attribute] {REASON}\nconst A = () => (\n  <b>\n    text\n    {{attio.records.query({{ object: "people", filter: {{ nam: 1 }} }})}}\n  </b>\n);\n',
    ),
    "a template": (
        "a.js",
        '#!/usr/bin/env node\nconst a = `\n${attio.records.query({ object: "people", filter: { nam: 1 } })}\n`;\n',
        f'#!/usr/bin/env node\n// attioql: ignore-file[unknown-attribute] {REASON}\nconst a = `\n${{attio.records.query({{ object: "people", filter: {{ nam: 1 }} }})}}\n`;\n',
    ),
    "a line that is continued": (
        "a.py",
        "x = 1 + \\\n  attio.query_records(object='people', filter={'nam': 1})\n",
        f"x = 1 + \\\n  attio.query_records(object='people', filter={{'nam': 1}})  # attioql: ignore[unknown-attribute] {REASON}\n",
    ),
    "query text in Python": (
        "a.py",
        f'import attioql\n\nif a:\n    f = attioql.compile("""\n        {WRONG}\n    """, w["deals"])\n',
        f'import attioql\n\nif a:\n    # attioql: ignore[double-negation] {REASON}\n    f = attioql.compile("""\n        {WRONG}\n    """, w["deals"])\n',
    ),
    "a set in JSON": (
        "a.json",
        f'{{"target": "deals", "filters": {{"a": {{\n  "query": "{WRONG}"\n}}, "b": {{"query": "{WRONG}", "ignore": []}}, "c": {{"ignore": ["lost-day"], "query": "{WRONG}"}}}}}}',
        f'{{"target": "deals", "filters": {{"a": {{\n  "ignore": ["double-negation"],\n  "query": "{WRONG}"\n}}, "b": {{"query": "{WRONG}", "ignore": ["double-negation"]}}, "c": {{"ignore": ["lost-day", "double-negation"], "query": "{WRONG}"}}}}}}',
    ),
    "a set with comments": (
        "a.jsonc",
        '{"target": "deals", "filters": {"a": {\n  // why\n  "filter": {"nam": 1},\n}}}',
        f'{{"target": "deals", "filters": {{"a": {{\n  // why\n  "ignore": ["unknown-attribute"],  // {REASON}\n  "filter": {{"nam": 1}},\n}}}}}}',
    ),
    "a set in YAML": (
        "a.yaml",
        f"target: deals\nfilters:\n  a:\n    query: |\n      {WRONG}\n  b: {{query: '{WRONG}'}}\n  c:\n    query: {WRONG}\n    ignore:\n    - lost-day  # why\n  d: {{ignore: [lost-day], query: '{WRONG}'}}\n",
        f"target: deals\nfilters:\n  a:\n    ignore: [double-negation]  # {REASON}\n    query: |\n      {WRONG}\n  b: {{ignore: [double-negation], query: '{WRONG}'}}\n  c:\n    query: {WRONG}\n    ignore:\n    - lost-day  # why\n    - double-negation\n  d: {{ignore: [lost-day, double-negation], query: '{WRONG}'}}\n",
    ),
    "a notebook": (
        "a.ipynb",
        json.dumps({"cells": [{"cell_type": "code", "source": ["if 1:\n", f"    requests.post('{URL}', json={{'filter': {{'nam': 1}}}})"]}]}),
        json.dumps({"cells": [{"cell_type": "code", "source": ["if 1:\n", f"    # attioql: ignore[unknown-attribute] {REASON}\n    requests.post('{URL}', json={{'filter': {{'nam': 1}}}})"]}]}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("name", CASES)
def test_what_is_found_is_ignored_with_a_reason(here, name, mark, end):
    file, before, after = CASES[name]
    path = here / file
    path.write_bytes((mark + before.replace("\n", end)).encode())
    found = run(".", "--format", "concise").stdout.splitlines()
    assert found
    done = run(".", "--add-suppressions")
    ignored = [line for line in found if "lost-day" not in line]
    assert path.read_bytes().decode() == mark + after.replace("\n", end)
    assert f"{len(ignored)} finding" in done.stderr
    again = run(".", "--add-suppressions", "--format", "concise")
    if "lost-day" not in before:
        assert (done.exit_code, done.stdout, again.stdout) == (0, "", "")
    assert path.read_bytes().decode() == mark + after.replace("\n", end)


def test_what_follows_is_reported(here):
    path = here / "a.ts"
    path.write_text(CASES["a constant"][1], encoding="utf-8")
    run(".", "--add-suppressions", "--reason", "before   the linter")
    text = path.read_text(encoding="utf-8")
    assert "ignore[unknown-attribute] before the linter\n" in text
    path.write_text(text + 'attio.records.query({ object: "people", filter: { nam: 2 } });\n', encoding="utf-8")
    assert run(".", "--format", "concise").stdout.startswith("a.ts:4:")


def test_a_difference_is_shown_and_nothing_is_written(here):
    path = here / "a.attioql"
    path.write_text(CASES["text"][1], encoding="utf-8")
    done = run(".", "--add-suppressions", "--diff")
    assert "+# attioql: ignore[double-negation] not reviewed yet" in done.stdout
    assert "1 finding would be ignored from now on" in done.stderr
    assert path.read_text(encoding="utf-8") == CASES["text"][1]
    assert "1 finding is ignored from now on" in run(".", "--add-suppressions").stderr


def test_standard_input_is_printed_with_suppressions():
    done = run("-", "--add-suppressions", input=CASES["text"][1])
    assert done.stdout == CASES["text"][2]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", '{"nam": 1}'),
        ("a.attioql", "# target: deals\nvalue >"),
        ("a.attioql", "value > 5"),
        ("a.py", "x = ("),
    ],
)
def test_what_has_no_place_for_a_suppression_is_left(here, name, text):
    path = here / name
    path.write_text(text, encoding="utf-8")
    arguments = (name, "--format", "concise", *(["--target", "deals"] if name == "a.json" else []))
    found = run(*arguments)
    done = run(*arguments, "--add-suppressions")
    assert found.exit_code == done.exit_code == 1
    assert done.stdout == found.stdout
    assert path.read_text(encoding="utf-8") == text


def test_many_filters_of_one_file_are_ignored_each(here):
    path = here / "a.ts"
    calls = [f'attio.records.query({{ object: "people", filter: {{ nam: {number} }} }});\n' for number in range(300)]
    path.write_text(
        "".join(calls) + f"const t = `\n{''.join(f'${{{call[:-2]}}}{chr(10)}' for call in calls[:9])}`;\n",
        encoding="utf-8",
    )
    assert run(".", "--add-suppressions").exit_code == 0
    text = path.read_text(encoding="utf-8")
    assert text.count("// attioql: ignore[") >= 300 - 9
    assert [line + "\n" for line in text.splitlines() if line.startswith("attio.")] == calls


def test_files_still_parse():
    for name in ("a line that is continued", "query text in Python"):
        _, before, after = CASES[name]
        assert ast.dump(ast.parse(before)) == ast.dump(ast.parse(after))
    reader = YAML(typ="safe", pure=True)
    for name, load in (("a set in JSON", json.loads), ("a set in YAML", reader.load)):
        before, after = (load(text) for text in CASES[name][1:])
        for each in (before, after):
            for entry in each["filters"].values():
                entry.pop("ignore", None)
        assert before == after


@pytest.mark.parametrize("reason", ["", " ", "a\x1bb", "a */ b"])
def test_a_reason_is_text_of_one_line(reason):
    done = run(".", "--add-suppressions", "--reason", reason)
    assert (done.exit_code, "a reason is one line of text without `*/`" in done.stderr) == (2, True)


def test_fixes_come_first():
    done = run(".", "--add-suppressions", "--fix")
    assert (done.exit_code, "apply the fixes first" in done.stderr) == (2, True)


def test_the_cases_are_all_kinds_of_file_that_have_a_place():
    assert {Path(file).suffix for file, _, _ in CASES.values()} >= {
        ".attioql",
        ".ts",
        ".tsx",
        ".py",
        ".json",
        ".jsonc",
        ".yaml",
        ".ipynb",
    }
