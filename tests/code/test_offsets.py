"""The offset of a file that the editor asks about leads to the same character of the filter."""

import pytest

from attioql.documents.read import read_document
from attioql.text.source import Source

WORDS = ("name", "Ada", "job_title", "CEO", "123.5")
FILES = {
    "a.ts": 'attio.records.query({ object: "people", filter: { name: \'Ada\', /* x */ "job_title": "CEO", n: 123.5 } });\n',
    "a.py": "import attio\nattio.records.query('people', filter={'name': 'Ada',  # x\n  \"job_title\": 'CEO', 'n': 123.5})\n",
    "a.yaml": "target: people\nfilters:\n  a:\n    filter:\n      name: Ada   # x\n      'job_title': \"CEO\"\n      n: 123.5\n",
    "a.json": '{"target": "people", "filters": {"a": {"filter": {"name": "Ada",\n "job_title": "CEO", "n": 123.5}}}}\n',
}


@pytest.mark.parametrize("name", FILES)
def test_the_offset_of_each_character_of_a_token_leads_to_it(name):
    text = FILES[name]
    [entry] = read_document(Source(text, name)).entries
    inside = entry.source.text
    for word in WORDS:
        first, at = text.index(word), inside.index(word)
        found = [entry.where.offset(first + index) for index in range(1, len(word) + 1)]
        assert found == list(range(at + 1, at + len(word) + 1)), word


@pytest.mark.parametrize("name", FILES)
def test_an_offset_outside_of_a_filter_leads_nowhere(name):
    [entry] = read_document(Source(FILES[name], name)).entries
    assert entry.where.offset(0) is None
