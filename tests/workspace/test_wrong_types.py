"""Every field of answers and of workspace files, with every wrong value: a `WorkspaceError`, or a workspace that can be used."""

import copy
import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.catalog.listing_files import build_workspace

MISSING = object()
DEEP = json.loads("[" * 400 + "]" * 400)
VALUES = [
    *(None, True, False, 0, -1, 1.5, float("nan"), float("inf"), 10**700, "", "x", "\ud800", "\0", "people", "status"),
    *([], {}, [[]], [None], [{}], {"": {}}, {"x": None}, {"id": []}, {"data": []}, DEEP, MISSING),
]


NAMED = {"objects", "lists", "attributes"}


def places(value, kinds, shape=(), place=()):
    """Collect one place of each shape: numbers and names of what is listed are left out of it."""
    kinds.setdefault((shape, type(value).__name__), place)
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, member in members:
        named = isinstance(key, int) or (shape and shape[-1] in NAMED and "data" not in value)
        at = "*" if named else str(key).split("/")[-1 if "attributes" in str(key) else -2 if "/" in str(key) else 0]
        places(member, kinds, (*shape, at), (*place, key))
    return list(kinds.values())


def changed(value, place, new):
    """Return a copy in which something else stands at a place, or nothing."""
    if not place:
        return copy.deepcopy(new) if new is not MISSING else {}
    found = copy.copy(value)
    if len(place) == 1 and new is MISSING:
        del found[place[0]]
    else:
        found[place[0]] = changed(value[place[0]], place[1:], new)
    return found


def use(workspace):
    """Ask for all that a workspace is made of as it is used."""
    for name in list(workspace)[:2]:
        target = workspace[name]
        for slug in list(target.attributes)[:3]:
            attioql.check({slug: "a"}, target)
    assert workspace.find_members("nobody") == ()


def outcome(make, given_data):
    try:
        found = make(given_data)
    except attioql.WorkspaceError as error:
        assert all(str(each) for each in error.diagnostics)
        assert str(error)
    else:
        use(found)


@pytest.fixture(scope="module")
def listings(answers):
    names = {str(path.relative_to(answers)).split(".")[0] for path in answers.rglob("*.json")}
    found = {}
    for name in sorted(names):
        pages = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(answers.glob(f"{name}*.json"))]
        found[name] = {"data": [row for page in pages for row in page["data"]]}
    return found


@pytest.fixture(scope="module")
def data(answers):
    return build_workspace(answers)[0]


def test_answers_with_a_wrong_value_in_any_place(listings):
    for place in places(listings, {}):
        for value in VALUES:
            if place:
                outcome(attioql.Workspace.from_listings, changed(listings, place, value))


def test_workspace_files_with_a_wrong_value_in_any_place(data, tmp_path):
    file = tmp_path / "workspace.json"

    def load(given_data):
        file.write_text(json.dumps(given_data).replace("Infinity", "1e99999999999999999999"), encoding="utf-8")
        return attioql.Workspace.load(file)

    for place in places(data, {}):
        for value in VALUES:
            given_data = changed(data, place, value)
            outcome(attioql.Workspace.from_dict, given_data)
            if value is not VALUES[8]:
                outcome(load, given_data)


json_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=3), inner, max_size=3)),
    max_leaves=5,
)


@given(st.data())
def test_several_wrong_values_at_once(listings, data):
    drawn, kinds = listings, places(listings, {})[1:]
    for place in data.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3)):
        with suppress(TypeError, KeyError, IndexError):  # another change took the place away
            drawn = changed(drawn, place, data.draw(json_values))
    outcome(attioql.Workspace.from_listings, drawn)


@pytest.mark.parametrize("listings", [5, None, [], "objects", {1: 2}, 10**5_000, DEEP], ids=range(7))
def test_listings_that_are_none(listings):
    with pytest.raises(TypeError, match="listings must be a mapping"):
        attioql.Workspace.from_listings(listings)


@pytest.mark.parametrize("data", [5, None, [], "objects", {1: 2}, 10**5_000, DEEP, {(1,): 2}, {"a": {1}}], ids=range(9))
def test_data_that_is_none(data):
    with pytest.raises(attioql.WorkspaceError):
        attioql.Workspace.from_dict(data)
