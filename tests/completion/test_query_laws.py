"""The laws of completion of whole queries: nothing raises, each item can stand there, and the next keyword is among the items."""

import json
import re
from pathlib import Path

import pytest
from completion_targets import BOATS
from hypothesis import given
from hypothesis import strategies as st

import attioql

WORKSPACE = attioql.Workspace.standard()
QUERIES = json.loads((Path(__file__).parents[1] / "conformance" / "queries.json").read_text("utf-8"))
SUFFIXES = (
    "",
    " = 'x'",
    " 5",
    " name",
    " by name",
    "_at",
    ".last_name",
    " name = 'x'",
    " > 5",
    "]",
    "].name",
    "name = 'x')",
)
"""What a person might type after an item; one of them shows that nothing is wrong with it."""


@pytest.mark.parametrize("row", QUERIES, ids=[row["text"] for row in QUERIES])
def test_no_offset_of_any_query_raises(row):
    text, target = row["text"], WORKSPACE[row["target"]]
    for offset in range(len(text) + 1):
        for written in (text, text[:offset]):
            found = attioql.complete_query(written, offset, target)
            assert 0 <= found.span.start <= offset <= found.span.end <= len(written)
            attioql.hover(written, offset, target)


PIECES = [
    "name",
    " ",
    " ",
    '"x"',
    "=",
    "order",
    " order by ",
    " limit ",
    " 5 ",
    "offset",
    ",",
    "desc",
    "(",
    ")",
    ".",
    "[",
    "#",
    "\n",
    "`",
    "and",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.data())
def test_no_text_raises(text, data):
    offset = data.draw(st.integers(0, len(text)))
    attioql.complete_query(text, offset, BOATS)
    attioql.hover(text, offset, BOATS)


@pytest.mark.parametrize("row", QUERIES, ids=[row["text"] for row in QUERIES])
def test_what_an_ending_goes_on_with_is_offered(row):
    text, target = row["text"], WORKSPACE[row["target"]]
    for found in re.finditer(
        r"\b(?:order by|limit|offset|desc)\b|,", re.sub('"[^"]*"|#.*', lambda each: "_" * len(each[0]), text)
    ):
        before = f"{text[: found.start()].rstrip()} "
        items = attioql.complete_query(before, len(before), target).items
        assert found[0] in {item.insert_text for item in items}, before


@pytest.mark.parametrize(
    "text",
    [
        "",
        "order by ",
        "order by name",
        "order by name ",
        "order by name desc ",
        "order by name, ",
        "limit 5 ",
        'name = "x" ',
        "order ",
    ],
)
def test_every_item_can_stand_there(text):
    found = attioql.complete_query(text, len(text), WORKSPACE["people"])
    assert found.items
    for item in found.items:
        written = text[: found.span.start] + item.insert_text
        tries = [attioql.check_query(written + suffix, WORKSPACE["people"]) for suffix in SUFFIXES]
        errors = [
            [each for each in tried if each.code.startswith("AQ1") or each.name == "unknown-attribute"]
            for tried in tries
        ]
        assert [] in errors, (written, item)
