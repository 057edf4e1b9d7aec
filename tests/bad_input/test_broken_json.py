"""JSON text that is none, written so that a reader could try it in ever more ways: a hang found by fuzzing, and its siblings.

What is asserted is that reading ends at all: an alarm ends a test that would go on for hours.
"""

import pytest
from alarms import alarm

import attioql
from attioql.catalog.workspace_file import parse_workspace
from attioql.json_text.other_notations import mended, mended_ending

PEOPLE = attioql.Workspace.standard()["people"]
TIMES = 100_000

TEXTS = {
    "a comma before a comment of signs": '{"a": 1,' + "#" * TIMES + '1"',
    "a comma before comments of lines": '{"a": 1,' + "//\n" * TIMES + "x",
    "a comma before comments in a row": '{"a": 1,' + "/**/" * TIMES + "x",
    "commas before comments without an end": '{"a": 1' + ",/*" * TIMES,
    "comments without an end": '{"a": ' + "/*" * TIMES,
    "a string of escaped quotes without an end": '{"a": "' + '\\"' * TIMES,
    "an object before escaped quotes without an end": '{"a": x' + '"\\"' * TIMES,
    "escaped line breaks": '{"a": ' + '"\\\n\\' * TIMES,
    "single quotes": "{" + "'" * TIMES,
    "curly quotes": "{" + "\u201c" * TIMES,
    "keys": "{" + "a:" * TIMES,
    "commas and spaces": "{" + ", " * TIMES,
    "line breaks in an open list": '{"$and":[x' + "\n" * TIMES,
    "line breaks behind an object": '{"name": "x"} {"$and":[' + "\n" * TIMES,
}
SURROUNDED = {
    "backticks": "`" * 19_000,
    "backticks before a filter": "`" * 19_000 + "name = 'a'",
    "lines of backticks": "``` ` `` \n" * 199,
    "a comment of slashes behind an object": '{"name": "x"}\n' + "/" * 19_000 + "\nand so on",
    "a comment of signs before an object": "#" * 19_000 + '\nand so on\n{"name": "x"}',
}


@pytest.mark.parametrize("name", TEXTS)
def test_broken_json_is_refused_and_has_no_wrong_mending(name):
    text = TEXTS[name]
    with alarm():
        assert mended(text) == ()
        assert mended_ending(text) is None
        assert attioql.check(text, PEOPLE)
        read, problems = parse_workspace(attioql.Source(text, "workspace.json"))
    assert read is None or problems


@pytest.mark.parametrize("name", SURROUNDED)
def test_long_marks_around_a_filter_or_none_are_refused(name):
    with alarm():
        assert attioql.check(SURROUNDED[name], PEOPLE)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ('{"a": 1, # one\n // two\n /* three */ }', True),
        ('{"a": 1, /* one * / two */ /**/ }', True),
        ('{"a": "b\\"c", }', True),
        ('{"a": 1, /* one }', False),
        ('{"a": "b, }', False),
    ],
)
def test_a_comma_and_comments_at_the_end_of_an_object(text, right):
    assert bool(mended(text)) is right
