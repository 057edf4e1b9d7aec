"""What a filter means in plain English: `descriptions.md` shows it for every operator, block, path, negation and moment."""

from __future__ import annotations

import os
import re
import unicodedata
from datetime import datetime, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.operators import load_operators
from attioql.testing import filter_trees

HERE = Path(__file__).parent
PAGE = HERE / "descriptions.md"
BLOCK = re.compile(r"^```attioql (\S+)\n((?:(?!```).*\n)*)```\n\n```text\n((?:(?!```).*\n)*)```$", re.MULTILINE)
CASES = BLOCK.findall(PAGE.read_text(encoding="utf-8"))
NOW = datetime(2024, 5, 15, 10, 30, tzinfo=timezone.utc)
HARBOUR = attioql.Workspace.load(HERE / "harbour.json")


def described(slug, text):
    return attioql.compile(text.rstrip("\n"), HARBOUR[slug], now=NOW).describe()


@pytest.mark.skipif("ATTIOQL_GOLDEN" not in os.environ, reason="writes the page; the next test compares")
def test_write():
    text = BLOCK.sub(
        lambda case: f"```attioql {case[1]}\n{case[2]}```\n\n```text\n{described(case[1], case[2])}\n```",
        PAGE.read_text(encoding="utf-8"),
    )
    PAGE.write_text(text, encoding="utf-8")


@pytest.mark.skipif("ATTIOQL_GOLDEN" in os.environ, reason="the page is being written")
@pytest.mark.parametrize(("slug", "text", "expected"), CASES, ids=[text.strip() for _, text, _ in CASES])
def test_description(slug, text, expected):
    assert described(slug, text) == expected.rstrip("\n")


@pytest.mark.parametrize("spelling", [*load_operators().spellings])
def test_the_page_shows_every_operator(spelling):
    assert any(re.search(rf"(?:^|[ (]){re.escape(spelling)}(?: |$)", text.strip()) for _, text, _ in CASES)


@pytest.mark.parametrize(
    "kind", sorted({each.type.slug for each in HARBOUR["boats"].attributes.values() if each.type.known})
)
def test_the_page_shows_every_type_of_attribute(kind):
    slugs = [each.slug for each in HARBOUR["boats"].attributes.values() if each.type.slug == kind]
    assert any(re.search(rf"\b{slug}\b", text) for _, text, _ in CASES for slug in slugs)


BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
BOATS = HARBOUR["boats"]
trees = filter_trees(BOATS, max_conditions=4)


@given(trees, trees)
def test_different_filters_have_different_descriptions(one, other):
    first, second = attioql.load(one, BOATS), attioql.load(other, BOATS)
    assert (first.describe() == second.describe()) is (first == second)


@given(st.text(max_size=20), st.text(max_size=20))
def test_no_name_and_no_value_breaks_a_line(title, value):
    attribute = {"title": title, "type": "text"}
    data = {
        "objects": {
            "boats": {"singular": "Boat", "plural": "Boats", "attributes": {"hull": attribute, "sail": attribute}}
        }
    }
    try:
        boats = attioql.Workspace.from_dict(data)["boats"]
        filter_ = attioql.load({"hull": value, "sail": {"$contains": value}}, boats)
    except (attioql.FilterError, attioql.WorkspaceError):
        return
    lines = filter_.describe().split("\n")
    assert len(lines) == 3
    assert not [
        each for each in "".join(lines) if unicodedata.category(each) in {"Cc", "Cs", "Zl", "Zp"} or each in BIDI
    ]


def test_a_filter_of_many_groups_is_described():
    text = "name = 'a'"
    for number in range(190):
        text = f"({text}) {'and' if number % 2 else 'or'} length = {number}"
    assert len(described("boats", text).split("\n")) == 190 + 191
