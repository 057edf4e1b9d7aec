"""Fixes keep layout: what replaces a piece on several lines stands on several lines, indented like the file."""

import json
from functools import partial

import pytest
from ruamel.yaml import YAML

import attioql
from attioql.diagnostics.model import Applicability
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.linter.selection import select
from attioql.text.source import Source

SETTINGS = Settings(attioql.Workspace.standard(), "companies", select(("all",)), None, "UTC")
NAMES = {"name": "a /* b", "domains": "b.com"}
FIXED = {
    "two negations": ({"$not": {"$not": NAMES}}, NAMES),
    "negations around a group": ({"$not": {"$or": [{"$and": [{"$not": NAMES}]}]}}, NAMES),
    "a member of a list": ({"$or": [{"$not": {"$not": NAMES}}, {"name": "x"}]}, {"$or": [NAMES, {"name": "x"}]}),
    "a group beside a key": (
        {"$not": {"$not": NAMES}, "description": "x"},
        {"$and": [NAMES], "description": "x"},
    ),
    "an operator of another language": ({"name": {"$neq": "a"}}, {"$not": {"name": {"$eq": "a"}}}),
    "a list of one value": ({"name": {"$in": ["a"]}}, {"name": {"$eq": "a"}}),
    "a number": (
        {"$not": {"$not": {"twitter_follower_count": {"$gt": 1.5}, "domains": "b.com"}}},
        {"twitter_follower_count": {"$gt": 1.5}, "domains": "b.com"},
    ),
    "another key": ({"AND": [{"nam": {"$eq": "a"}}]}, {"$and": [{"name": {"$eq": "a"}}]}),
}


def _problems(name, text):
    return lint_document(read_document(Source(text, name)), SETTINGS).problems


def _fixed(name, text):
    return fix_text(text, partial(_problems, name), Applicability.UNSAFE).text


def _block(value, indent):
    """A value as YAML in blocks, with quotes around strings alone."""
    blanks = " " * indent
    lines = []
    for key, member in value.items() if isinstance(value, dict) else enumerate(value):
        start = f"{key}:" if isinstance(value, dict) else "-"
        if isinstance(member, (dict, list)) and isinstance(value, dict):
            lines += [f"{blanks}{start}\n", _block(member, indent + 2)]
        elif isinstance(member, (dict, list)):
            lines.append(f"{blanks}{start} {_block(member, indent + 2).lstrip(' ')}")
        else:
            lines.append(f"{blanks}{start} {json.dumps(member)}\n")
    return "".join(lines)


@pytest.mark.parametrize("case", FIXED)
@pytest.mark.parametrize("indent", [2, 4, "\t"])
@pytest.mark.parametrize(
    ("name", "around"),
    [
        ("a.filter.json", "{}\n"),
        ("a.jsonc", "// why\n{} // here\n"),
        ("a.py", "# attioql: companies\nx = {}\n"),
        ("a.ts", "// attioql: companies\nconst x = {} as const;\n"),
    ],
)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_replaces_several_lines_stands_on_several_lines(case, indent, name, around, line_end):
    before, after = (
        around.replace("{}", json.dumps(value, indent=indent)).replace("\n", line_end) for value in FIXED[case]
    )
    assert _fixed(name, before) == after


@pytest.mark.parametrize("case", FIXED)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_what_replaces_a_block_of_yaml_is_a_block(case, line_end):
    head = "filters:\n  a:\n    filter:\n"
    before, after = ((head + _block(value, 6)).replace("\n", line_end) for value in FIXED[case])
    assert _fixed("a.yaml", before) == after
    assert YAML(typ="safe").load(after)["filters"]["a"]["filter"] == FIXED[case][1]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("{$not: {$not:\n        {name: a}}}", '{"name": "a"}'),
        ("{$not: {$not: {name: a}}}", '{"name": "a"}'),
        ("$not:\n        $not: {name: a, 'domains': \"b.com\"}", 'name: "a"\n      domains: "b.com"'),
        ('"nam": a', '"name": a'),
        ("nam: a", "name: a"),
        ("name:\n        $in:\n        - a", 'name:\n        $eq: "a"'),
    ],
)
def test_brackets_and_quotes_of_yaml_stay(before, after):
    head = "filters:\n  a:\n    filter:\n      "
    assert _fixed("a.yaml", f"{head}{before}\n") == f"{head}{after}\n"


@pytest.mark.parametrize(
    ("inner", "after"),
    [
        ('{"name": "a"}', '{\n  "name": "a"\n}'),
        ('{ "name":{"$in": ["a, {b",  "/*"]}, "domains" : "b.com" }', '{\n  "name":{"$in": ["a, {b",  "/*"]},\n  "domains" : "b.com"\n}'),
        ('{"$or": [{"name": "a"}, {"domains": "b.com"}]}', '{\n  "$or": [{"name": "a"}, {"domains": "b.com"}]\n}'),
    ],
)  # fmt: skip
def test_the_brackets_of_a_file_stay_on_lines_of_their_own(inner, after):
    assert _fixed("a.jsonc", f'{{\n  "$not": {{"$not": {inner}}}\n}}') == after


def test_a_member_on_one_line_stays_on_one_line():
    text = '{\n  "$or": [\n    {"$not": {"$not": {"name": "a"}}},\n    {"name": "b"}\n  ]\n}\n'
    assert _fixed("a.filter.json", text) == text.replace('{"$not": {"$not": {"name": "a"}}}', '{"name": "a"}')


def test_no_fix_replaces_what_has_a_comment():
    text = '{\n    "$not": {\n        "$not": {\n            /* one\n   two */\n            "name": "a"\n        }\n    }\n}\n'
    assert _fixed("a.jsonc", text) == text
