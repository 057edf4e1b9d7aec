"""The texts that an unfinished file may become, in the order in which the editor tries them; `|` is the cursor."""

import pytest

from attioql.documents.unfinished import finished_texts
from attioql.limits import LIMITS
from attioql.text.source import Source

TEXTS = {
    "a call": (
        "a.py",
        'import attioql\na = attioql.compile("job|, people)\nb = 1\n',
        ['", people)\nb = 1\n', '",\nb = 1\n', '": None)\nb = 1\n', '")\nb = 1\n', '": None)', '")'],
    ),
    "a string of several lines": (
        "a.py",
        "attioql.compile('''\n  job|\n''', people)\n",
        ["'''\n''', people)\n", "''',\n''', people)\n", "''': None\n''', people)\n", "''': None)", "''')"],
    ),
    "a key of YAML": ("a.yaml", "filters:\n  b:\n    filter: {job|\n", [",\n", ": null}\n", "}\n", ": null}", "}"]),
    "a key of YAML behind a blank": (
        "a.yaml",
        "filters:\n  b:\n    filter:\n      job: a\n      |\n",
        ["x\n", ",\n", ": null\n", ": null", "", "null", '"": null'],
    ),
    "a key of YAML in front of a word": (
        "a.yaml",
        "filters:\n  b:\n    filter:\n      |job\n",
        [",\n", ": null\n", "\n", ": null", "", "null", '"": null'],
    ),
    "a comment with a bracket": (
        "a.jsonc",
        '{"filters": {"b": { // "a {\n  "job|',
        ['"', '",', '": null', '": null}}}', '"}}}'],
    ),
    "brackets of two lines": (
        "a.json",
        '{"filters": {"b": {\n{"job|',
        ['"', '",', '": null}', '"}', '": null}}}}', '"}}}}'],
    ),
    "no filter": ("a.yaml", "rows: {job|\n", []),
    "another kind of file": ("a.attioql", "filters job|", []),
}


@pytest.mark.parametrize(("name", "marked", "endings"), TEXTS.values(), ids=TEXTS)
def test_a_file_is_finished_behind_the_cursor(name, marked, endings):
    before, after = marked.split("|")
    found = list(finished_texts(Source(before + after, name), len(before)))
    assert found == [Source(before + ending, name) for ending in endings]


def test_no_text_is_tried_beyond_the_limit_of_open_brackets():
    most = LIMITS.editor_open_brackets
    for brackets, is_tried in ((most, True), (most + 1, False)):
        text = "filters: " + "[" * brackets
        assert any(finished_texts(Source(text, "a.yaml"), len(text))) is is_tried
