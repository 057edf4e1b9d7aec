"""Rows of a form: what they say, their schema, and that no rows crash or become another filter."""

import json
from datetime import datetime, timezone

import jsonschema
import pytest
from hypothesis import event, given
from hypothesis import strategies as st
from raw_json import holds

import attioql
from attioql.limits import LIMITS
from attioql.operators import load_operators
from attioql.resources import read_resource
from attioql.testing import attributes_of, filter_trees, universes

WORKSPACE = attioql.Workspace.standard()
SCHEMA = json.loads(read_resource("schemas", "rows.schema.json"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
USED = {
    "people": ("name", "job_title", "company", "email_addresses", "last_interaction", "created_at"),
    "companies": ("name", "domains", "twitter_follower_count", "categories", "team", "foundation_date"),
    "deals": ("stage", "value", "owner", "associated_people", "name"),
}
NOW = datetime(2024, 5, 31, tzinfo=timezone.utc)
UUID = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"


@st.composite
def filters(draw):
    """Filters of every form, most of them groups of conditions."""
    target = WORKSPACE[draw(st.sampled_from([*USED]))]
    one = filter_trees(target, attributes=USED[target.slug], max_conditions=1)
    group = st.lists(one, min_size=1, max_size=3).map(lambda members: {"$and": members})
    groups = st.lists(group, min_size=1, max_size=3).map(lambda members: {"$or": members})
    return attioql.load(draw(groups | groups | filter_trees(target, max_conditions=5)), target)


@given(filters())
def test_rows_say_the_filter_they_are_made_of_and_keep_to_their_schema(found):
    try:
        rows = found.rows()
    except attioql.FilterError as error:
        [problem] = error.diagnostics
        assert problem.name == "no-rows"
        assert problem.source is not None
        assert problem.source.text == found.text()
        assert problem.span is not None
        event(f"no rows: {problem.message}")
        return
    event("rows")
    text = json.dumps(rows)
    VALIDATOR.validate(json.loads(text))
    assert attioql.from_rows(rows, found.target) == found
    assert attioql.from_rows(text, found.target) == found
    assert attioql.from_rows(json.loads(text), found.target).rows() == rows


@given(filters(), st.data())
def test_rows_match_as_any_of_all_of_their_conditions(found, data):
    """The oracle evaluates each row by itself, as filter JSON."""
    try:
        rows = found.rows()
    except attioql.FilterError:
        return
    target = found.target
    record, related = data.draw(universes(target, attributes=attributes_of(found.json(), target)))

    def matches(row):
        alone = {**row, "negated": False}
        written = attioql.from_rows({"any_of": [{"all_of": [alone]}]}, target).json()
        return holds(written, record, related) is not row["negated"]

    said = any(all(matches(row) for row in group["all_of"]) for group in rows["any_of"])
    assert said is found.matches(record, related=related) is holds(found.json(), record, related)


def rows_of(text, slug="companies"):
    return [group["all_of"] for group in attioql.compile(text, WORKSPACE[slug]).rows()["any_of"]]


def row(path, op, *values, negated=False):
    return {"path": path, "op": op, "values": [*values], "negated": negated}


@pytest.mark.parametrize(
    ("text", "slug", "groups"),
    [
        ("", "people", [[]]),
        ('name contains "a"', "people", [[row("name", "contains", "a")]]),
        ('name.first_name != "a"', "people", [[row("name.first_name", "=", "a", negated=True)]]),
        ('name in ("a", "b")', "companies", [[row("name", "in", "a", "b")]]),
        ('stage in ("Lead", "Won 🎉")', "deals", [[row("stage", "in", "Lead", "Won 🎉")]]),
        ("value between 1 and 2.5", "deals", [[row("value", "between", 1, 2.5)]]),
        ("value not between 1 and 2.5", "deals", [[row("value", "between", 1, 2.5, negated=True)]]),
        ("value = 12345678901234567890.5", "deals", [[row("value", "=", "12345678901234567890.5")]]),
        ("foundation_date during 2024-05", "companies", [[row("foundation_date", "during", "2024-05-01", "2024-06-01")]]),
        ("domains is empty", "companies", [[row("domains", "is not empty", negated=True)]]),
        (f'owner = "{UUID}"', "deals", [[row("owner", "=", UUID)]]),
        ("owner = system()", "deals", [[row("owner", "=", {"referenced_actor_type": "system"})]]),
        (f'team in ("{UUID}")', "companies", [[row("team", "=", UUID)]]),
        (
            'name = "a" and value > 5 or name = "b"',
            "deals",
            [[row("name", "=", "b")], [row("name", "=", "a"), row("value", ">", 5)]],
        ),
        (
            "not (twitter_follower_count > 1 and twitter_follower_count < 5)",
            "companies",
            [[row("twitter_follower_count", ">", 1, negated=True)], [row("twitter_follower_count", "<", 5, negated=True)]],
        ),
    ],
)  # fmt: skip
def test_what_rows_a_filter_has(text, slug, groups):
    found = rows_of(text, slug)
    assert sorted(found, key=repr) == sorted(groups, key=repr)
    assert attioql.from_rows({"any_of": [{"all_of": group} for group in found]}, WORKSPACE[slug]) == attioql.compile(
        text, WORKSPACE[slug]
    )


@pytest.mark.parametrize(
    ("given", "text", "slug"),
    [
        (row("name", "!=", "a"), 'name != "a"', "people"),
        ({"path": "name", "op": "=", "values": ["a"]}, 'name = "a"', "people"),
        (row("name", "!=", "a", negated=True), 'name = "a"', "people"),
        (row("value", ">", "1.50"), "value > 1.5", "deals"),
        (row("created_at", ">=", "today - 1d"), "created_at >= 2024-05-30T00:00:00Z", "people"),
        (row("created_at", "during", "last month"), "created_at during 2024-04", "people"),
        (row("name", "=", "today"), 'name = "today"', "people"),
        (row("`name`", "=", "a"), 'name = "a"', "people"),
        (row("company.name", "=", 'a" or name = "b'), 'company.name = "a\\" or name = \\"b"', "people"),
    ],
)
def test_what_else_rows_may_say(given, text, slug):
    found = attioql.from_rows({"any_of": [{"all_of": [given]}]}, WORKSPACE[slug], now=NOW)
    assert found == attioql.compile(text, WORKSPACE[slug])


def test_a_group_without_rows_matches_every_record():
    rows = {"any_of": [{"all_of": []}, {"all_of": [row("name", "=", "a")]}]}
    assert attioql.from_rows(rows, WORKSPACE["people"]).text() == ""


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["today", "last 30d", UUID]),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
PATHS = st.sampled_from(["name", "company.name", "created_at", "company", "email_addresses", "a.b", ""]) | st.text(
    max_size=8
)
ODD_ROWS = st.fixed_dictionaries(
    {
        "path": PATHS | VALUES,
        "op": st.sampled_from([*load_operators().spellings]) | VALUES,
        "values": st.lists(VALUES, max_size=3) | VALUES,
    },
    optional={"negated": st.booleans() | VALUES, "more": VALUES},
)
GROUPS = st.lists(st.fixed_dictionaries({"all_of": st.lists(ODD_ROWS, max_size=2) | VALUES}) | VALUES, max_size=2)
ODD = st.fixed_dictionaries({"any_of": GROUPS | VALUES}) | VALUES


@given(ODD)
def test_odd_rows_have_diagnostics_with_pointers_and_never_crash(rows):
    try:
        found = attioql.from_rows({"any_of": rows} if isinstance(rows, list) else [rows], WORKSPACE["people"])
    except attioql.FilterError as error:
        assert error.diagnostics
        assert all(problem.pointer is not None for problem in error.diagnostics)
        assert str(error)
        return
    assert attioql.load(found.json(), WORKSPACE["people"]) == found


@given(ODD)
def test_what_the_schema_refuses_is_refused(rows):
    if isinstance(rows, (str, bytes)) or VALIDATOR.is_valid(rows):
        return
    with pytest.raises(attioql.FilterError):
        attioql.from_rows(rows, WORKSPACE["people"])


@pytest.mark.parametrize(
    ("changes", "name", "pointer"),
    [
        ({"path": "nmae"}, "unknown-attribute", "path"),
        ({"path": "name.firs_name"}, "unknown-property", "path"),
        ({"path": "name = 'x' or name"}, "invalid-rows", "path"),
        ({"path": " name "}, None, None),
        ({"path": "name # x"}, "invalid-rows", "path"),
        ({"path": "name#"}, "invalid-rows", "path"),
        ({"path": "# x\nname"}, "invalid-rows", "path"),
        ({"op": "equals"}, "invalid-rows", "op"),
        ({"op": ">"}, "operator-not-supported", "op"),
        ({"op": "between", "values": ["a", "b"]}, "operator-not-supported", "op"),
        ({"values": [5]}, "wrong-value-type", "values/0"),
        ({"op": "in", "values": ["a", None]}, "null-value", "values/1"),
        ({"op": "in", "values": ["a", 5]}, "wrong-value-type", "values/1"),
        ({"path": "created_at", "op": ">", "values": ["soon"]}, "invalid-timestamp", "values/0"),
        ({"path": "created_at", "op": ">", "values": ["now - 1h"]}, "now-needed", "values/0"),
        ({"path": "created_at", "op": "during", "values": ["soon"]}, "invalid-period", "values"),
        ({"path": "company", "values": ["Acme"]}, "invalid-record", "values/0"),
        ({"values": ["\ud800"]}, "lone-surrogate", "values/0"),
        ({"values": [float("nan")], "path": "name"}, "wrong-value-type", "values/0"),
    ],
)
def test_a_mistake_is_reported_where_it_stands(changes, name, pointer):
    second = {**row("name", "=", "a"), **changes}
    rows = {"any_of": [{"all_of": []}, {"all_of": [row("name", "=", "b"), second]}]}
    if name is None:
        assert attioql.from_rows(rows, WORKSPACE["people"]).text() == ""
        return
    with pytest.raises(attioql.FilterError) as caught:
        attioql.from_rows(rows, WORKSPACE["people"])
    assert [(each.name, each.pointer) for each in caught.value.diagnostics] == [(name, f"/any_of/1/all_of/1/{pointer}")]


def test_the_schema_has_the_operators_of_the_language():
    assert SCHEMA["$defs"]["row"]["properties"]["op"]["enum"] == [*load_operators().spellings]
    takes = {}
    for rule in SCHEMA["$defs"]["row"]["allOf"]:
        bounds = rule["then"]["properties"]["values"]
        for op in rule["if"]["properties"]["op"]["enum"]:
            takes[op] = (bounds.get("minItems", 0), bounds.get("maxItems"))
    counts = {"value": (1, 1), "list": (1, None), "range": (2, 2), "period": (1, 2), "nothing": (0, 0)}
    assert takes == {text: counts[spelling.takes] for text, spelling in load_operators().spellings.items()}


def test_rows_beyond_the_limits_are_an_error(monkeypatch):
    monkeypatch.setattr(type(LIMITS), "filter_parts", 50)
    rows = {"any_of": [{"all_of": [row("name", "=", "a")] * 30}]}
    with pytest.raises(attioql.FilterError, match="filter-too-large"):
        attioql.from_rows(rows, WORKSPACE["people"])
    many = {"any_of": [{}] * 45}
    monkeypatch.setattr(type(LIMITS), "diagnostics", 10)
    with pytest.raises(attioql.FilterError) as caught:
        attioql.from_rows(many, WORKSPACE["people"])
    assert len(caught.value.diagnostics) == 10


def test_arguments_of_the_wrong_type_raise():
    with pytest.raises(TypeError, match="target must be"):
        attioql.from_rows({}, "people")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="now must be"):
        attioql.from_rows({}, WORKSPACE["people"], now=1)  # type: ignore[arg-type]
    with pytest.raises(attioql.FilterError, match="unknown-time-zone"):
        attioql.from_rows({}, WORKSPACE["people"], tz="Nowhere")
