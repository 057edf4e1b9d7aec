"""Completion in files that cannot be read yet, as a filter in them is being written; `|` is the cursor."""

import pytest
from editor_texts import applied, completed, hovered, position
from lsprotocol import types

PYTHON = '# 🙂 日本\nimport attioql\npeople = attioql.Workspace.standard()["people"]\n'
ASKED = 'rows = client.records.query(object="people", filter={"name": "🙂", '
SCRIPT = '// 🙂 日本\nconst rows = await attio.records.query({ object: "people", filter: { name: "🙂 日本", '
SET = '{"target": "people", "filters": {"🙂": {"query": "name = 1"}, "b": '
YAML = "target: people\nfilters:\n  🙂:\n    query: name = 1\n  b:\n    "

UNFINISHED = [
    ("python", PYTHON + 'a = attioql.compile("job_ti|, people)\nb = 1\n', "job_title"),
    ("python", PYTHON + 'a = attioql.compile(\n    "job_ti|\n    people,\n)\nb = 1\n', "job_title"),
    ("python", PYTHON + '# target: people\na = attioql.compile("job_ti|\n', "job_title"),
    ("python", PYTHON + "a = attioql.compile('''\n  job_ti|\n''', people)\nb = (\n", None),
    ("python", PYTHON + ASKED + '"job_ti|\nb = 1\n', "job_title"),
    ("python", PYTHON + ASKED + '"job_ti|"\nb = (1,\n', "job_title"),
    ("python", PYTHON + ASKED + '"job_title": {"$con|\n', "$contains"),
    ("typescript", SCRIPT + "job_ti|\nlet b = 1;\n", "job_title"),
    ("typescript", SCRIPT + "job_ti| } });\n", "job_title"),
    ("typescript", SCRIPT + "| } });\n", "job_title"),
    ("typescript", SCRIPT + "job_ti|, description: 'x' } });\nlet b = 1;\n", "job_title"),
    ("typescript", SCRIPT + "\n    job_ti|\n    description: 'x',\n  },\n});\n", "job_title"),
    ("typescript", SCRIPT + "job_title: { $con| } } });\n", "$contains"),
    ("typescript", SCRIPT + "'job_ti|' } });\n", "job_title"),
    ("typescript", SCRIPT + "first_na| } });\n", None),
    ("python", PYTHON + ASKED + "|})\n", "job_title"),
    ("json", SET + '{"query": "job_ti|', "job_title"),
    ("json", SET + '{"query": "job_ti|\n}}}\n', "job_title"),
    ("json", SET + '{"filter": {"job_ti|', "job_title"),
    ("json", SET + '{"filter": {"job_ti|"}}}}', "job_title"),
    ("json", SET + '{"filter": {"job_title": {"$con|": }}}}}', "$contains"),
    ("json", SET + '{"filter": {"name": "x", |}}}', "job_title"),
    ("jsonc", SET + '{"filter": { // "a {\n  "job_ti|', "job_title"),
    ("yaml", YAML + 'query: "job_ti|\n  c:\n    query: name = 1\n', "job_title"),
    ("yaml", YAML + "filter: {job_ti|\n", "job_title"),
    ("yaml", YAML + "query: job_title |", "contains"),
    ("yaml", YAML + "query: job_title |\n  c:\n    query: name = 1\n", "="),
    ("yaml", YAML + "query: job_title = 'x' | # 🙂\n", "and"),
    ("yaml", YAML + "query: job_title = 'x' and |\n", "description"),
    ("yaml", YAML + 'filter: {job_title: {"$con|\n  c:\n    query: name = 1\n', "$contains"),
    ("yaml", YAML + "filter:\n      name: it's\n      job_ti|\n", "job_title"),
]
ENDS = {"python": ".py", "typescript": ".ts", "json": ".json", "jsonc": ".jsonc", "yaml": ".yaml"}


@pytest.mark.parametrize("language", ENDS)
def test_a_filter_is_completed_before_its_file_can_be_read(sessions, language):
    async def test(session):
        for number, (_, marked, wanted) in enumerate(each for each in UNFINISHED if each[0] == language):
            before, after = marked.split("|")
            uri = session.open(f"a{number}{ENDS[language]}", before + after, language)
            found = await completed(session, uri, position(before, len(before)))
            if wanted is None:
                assert found == {}, "the text is broken elsewhere"
                continue
            assert wanted in found, marked
            changed = applied(before + after, [found[wanted].text_edit])
            assert changed.endswith(after.removeprefix('"')), "nothing behind the cursor is lost"
            typed = next(piece for piece in ("job_ti", "$con", "") if before.endswith(piece))
            assert changed.startswith(before[: len(before) - len(typed)].rstrip('"'))
            assert wanted in changed[len(before) - len(typed) - 1 :]

    sessions(test)


def test_a_text_without_filters_is_completed_nowhere(sessions):
    async def test(session):
        for name, language, marked in [
            ("a.json", "json", '{"target": "people", "filtered": {"a": {"query": "job_ti|'),
            ("a.py", "python", 'compile("job_ti|\n'),
            ("b.py", "python", PYTHON + 'a = print("job_ti|\n'),
            ("c.py", "python", PYTHON + "a = attioql.compile('name = 1', people)\nb = job_ti|\n"),
            ("d.py", "python", PYTHON + "(" * 65 + 'attioql.compile("job_ti|, people'),
            ("b.ts", "typescript", "f({a: `" * 9_000 + SCRIPT + "job_ti|"),
            ("a.yaml", "yaml", "a: {job_ti|"),
            ("a.ts", "typescript", "const a = attio.query({ job_ti|"),
        ]:
            before, after = marked.split("|")
            uri = session.open(name, before + after, language)
            assert await completed(session, uri, position(before, len(before))) == {}, marked
            assert await hovered(session, uri, types.Position(0, 3)) is None

    sessions(test)
