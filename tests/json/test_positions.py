"""Places of values in JSON text: those that are looked up one by one are those that a walk over all tokens finds."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attioql.json_text.paths import pointer
from attioql.json_text.positions import find_positions
from attioql.json_text.strict_json import all_positions
from attioql.text.source import Source

KEYS = st.text('ab/~ "\\é', max_size=3)
VALUES = st.recursive(
    st.sampled_from([None, True, 0, -1.5e3, "", "x", 'a"b', "{", "]"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=10,
)


@settings(max_examples=150)
@given(VALUES, st.sampled_from([None, 0, 2]), st.data())
def test_a_value_is_found_where_it_stands(value, indent, data):
    text = f" {json.dumps(value, indent=indent)}\n"
    everything = {pointer(place): position for place, _, position in all_positions(text)}
    chosen = data.draw(st.sets(st.sampled_from(sorted(everything))))
    assert find_positions(Source(text), chosen) == {where: everything[where] for where in chosen}


@pytest.mark.parametrize("where", ["/b", "/a/0/0", "/a/x", "/a/7", "/a/0/"])
def test_what_is_not_there_is_not_found(where):
    assert find_positions(Source('{"a": [1, 2]}'), {where}) == {}


@pytest.mark.parametrize("levels", [100, 900, 2_000, 20_000])
def test_nesting_costs_no_recursion(levels):
    text = '{"a":' * levels + "1" + "}" * levels
    found = find_positions(Source(text), {"/a", "/a" * levels, "/a" * min(levels, 50)})
    assert text[slice(*found["/a"].value)] == text[5:-1]
    assert text[slice(*found["/a" * levels].value)] == "1"
    assert find_positions(Source(text), {"/a"}) == {"/a": found["/a"]}
