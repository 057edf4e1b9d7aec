"""The one right way to write a condition: what it is for every type, and that it is always read without a fault."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.attio.reader import read_filter
from attioql.attio.right import right_condition
from attioql.catalog.types import load_types
from attioql.testing.pools import UUIDS

ROWS = json.loads((Path(__file__).parent / "data" / "right.json").read_text(encoding="utf-8"))
HARBOUR = Path(__file__).parents[1] / "golden" / "harbour.json"
WORKSPACES = (attioql.Workspace.standard(), attioql.Workspace.load(HARBOUR))

TARGETS = [workspace[name] for workspace in WORKSPACES for name in workspace]
VALUES: list[object] = [
    None,
    True,
    False,
    0,
    5,
    2.5,
    "",
    "a",
    "5",
    "2.50",
    "true",
    "Lead",
    "acme.com",
    "a@b.co",
    "US",
    "x, y",
    *UUIDS,
]
VALUES += [
    "2024-02-29",
    "2024-02-29T00:00:00Z",
    "2024-02-29T01:00:00+02:00",
    "9999-12-31",
    "email",
    "companies",
    {},
    "é\ud800",
]


def sorted_members(found):
    """The members of `$or` in one order: the canonical form has its own, and a list keeps the one it was written in."""
    return {"$or": sorted(map(json.dumps, found["$or"]))} if "$or" in found else found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: json.dumps(row["of"])[:80])
def test_right_condition(row):
    target = WORKSPACES[0 if row["of"][0] in WORKSPACES[0] else 1][row["of"][0]]
    _, slug, operator, value = row["of"]
    found = right_condition(slug, operator, value, target)
    assert found == row["is"]
    if found is not None:
        assert sorted_members(attioql.load(found, target).json()) == sorted_members(found)


@given(st.data())
def test_what_is_returned_is_read_without_a_fault(data):
    target = data.draw(st.sampled_from(TARGETS))
    first = data.draw(st.sampled_from([*target.attributes, *target.misnamed]))
    properties = [name for kind in load_types().types.values() for name in [*kind.properties, *kind.elsewhere]]
    rest = data.draw(st.sampled_from(["", "", *properties, "name", "domains", "company.name"]))
    operator = data.draw(st.sampled_from([*load_types().operators]))
    value = data.draw(st.sampled_from(VALUES) | st.lists(st.sampled_from(VALUES), max_size=3))
    found = right_condition(f"{first}.{rest}" if rest else first, operator, value, target)
    if found is not None:
        assert not read_filter(found, target).faults
