"""The class `Query`: what `load_query` returns, what it writes, and how queries compare."""

import copy
import dataclasses
import pickle
from decimal import Decimal

import pytest

import attioql
from attioql import Query, Sort, load_query

PEOPLE = attioql.Workspace.standard()["people"]
SORTS = [
    {"attribute": "name", "field": "last_name", "direction": "desc"},
    {"path": [["people", "company"], ["companies", "name"]], "direction": "asc"},
]
BODY = {"filter": {"name": {"last_name": {"$eq": "Lee"}}}, "sorts": SORTS, "limit": 50, "offset": 100}


def test_a_body_is_read_and_written_again():
    query = load_query(BODY, PEOPLE)
    assert query.body() == BODY
    assert list(query.body()) == ["filter", "sorts", "limit", "offset"]
    assert query.filter == attioql.compile('name.last_name = "Lee"', PEOPLE)
    assert [(sort.path, sort.property, sort.direction, sort.steps) for sort in query.sorts] == [
        ("name", "last_name", "desc", ()),
        ("company.name", None, "asc", (("people", "company"), ("companies", "name"))),
    ]
    assert query.sorts[1].attribute.title == "Name"
    assert (query.limit, query.offset, query.target) == (50, 100, PEOPLE)
    assert query.text() == 'name.last_name = "Lee" order by name.last_name desc, company.name limit 50 offset 100'


def test_a_body_has_only_the_keys_that_are_there():
    assert load_query({}, PEOPLE).body() == {}
    assert load_query({"filter": {}, "sorts": [], "offset": 0}, PEOPLE).body() == {"offset": 0}
    assert load_query({"name": "Tom"}, PEOPLE).body() == {"filter": {"name": {"full_name": {"$eq": "Tom"}}}}
    assert load_query({}, PEOPLE).text() == ""


def test_json_text_and_bytes_are_read_as_parsed_json_is():
    text = load_query(BODY, PEOPLE).dumps()
    assert load_query(text, PEOPLE) == load_query(text.encode(), PEOPLE) == load_query(BODY, PEOPLE)
    assert load_query(BODY, PEOPLE).dumps(indent=2).startswith('{\n  "filter": {\n')
    assert load_query({"filter": {"name": "x"}}, PEOPLE).dumps("shorthand") == '{"filter": {"name": "x"}}'


def test_queries_compare_by_their_parts():
    query = load_query(BODY, PEOPLE)
    others = [{**BODY, "limit": 51}, {**BODY, "sorts": SORTS[:1]}, {**BODY, "filter": {}}, {"filter": BODY["filter"]}]
    assert len({query, load_query(BODY, PEOPLE), *(load_query(other, PEOPLE) for other in others)}) == 5
    assert load_query({**BODY, "limit": 501}, PEOPLE) == dataclasses.replace(query, limit=501)


def test_ids_and_paths_of_one_step_are_the_attribute_that_they_name():
    workspace = attioql.Workspace.from_dict(
        {"objects": {"boats": {"id": "b0", "attributes": {"name": {"type": "text", "id": "a0"}}}}}
    )
    by_slug = load_query({"sorts": [{"attribute": "name", "direction": "asc"}]}, workspace["boats"])
    for sort in ({"attribute": "a0", "field": "value"}, {"path": [["b0", "a0"]]}):
        assert load_query({"sorts": [{**sort, "direction": "asc"}]}, workspace["boats"]) == by_slug


def test_a_query_survives_pickling_and_copying():
    query = load_query(BODY, PEOPLE)
    for other in (pickle.loads(pickle.dumps(query)), copy.copy(query), copy.deepcopy(query)):
        assert (other, hash(other), repr(other)) == (query, hash(query), repr(query))


def test_it_shows_its_target_and_its_body():
    assert (
        repr(load_query({"limit": 5}, PEOPLE))
        == str(load_query({"limit": 5}, PEOPLE))
        == '<Query on people: {"limit": 5}>'
    )


def test_a_query_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        load_query(BODY, PEOPLE).limit = 5  # type: ignore[misc]  # that is what the test is about


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"filter": {}}, TypeError, "a query takes a Filter, not {}"),
        ({"sorts": []}, TypeError, r"sorts must be a tuple of Sort, not \[\]"),
        ({"sorts": ("name",)}, TypeError, "sorts must be a tuple of Sort"),
        ({"limit": True}, TypeError, "limit must be an int or None, not True"),
        ({"offset": 1.0}, TypeError, "offset must be an int or None, not 1.0"),
        ({"offset": -1}, ValueError, "offset must be from 0 to 9,007,199,254,740,991, not -1"),
        ({"limit": 2**53}, ValueError, "limit must be from 0 to"),
    ],
)
def test_a_query_made_by_hand_is_checked(arguments, error, message):
    filter_ = attioql.load({}, PEOPLE)
    with pytest.raises(error, match=message):
        Query(**{"filter": filter_, **arguments})


def test_warnings_about_the_filter_are_those_of_the_filter_too():
    query = load_query({"filter": {"owner_id": "x"}, "limit": 501} | {"filter": {}}, PEOPLE)
    assert [each.name for each in query.diagnostics] == ["large-limit"]
    assert query.filter.diagnostics == ()


@pytest.mark.parametrize("body", [{**BODY, "limit": 5}, {"sorts": []}, {"filter": {}, "offset": 0}])
def test_load_says_what_it_leaves_out(body):
    (note,) = attioql.load(body, PEOPLE).diagnostics
    assert (note.name, note.severity) == ("filter-alone", attioql.Severity.NOTE)
    assert "load_query" in note.notes[0]


@pytest.mark.parametrize("value", [{}, {"filter": {}}, {"name": "Tom"}])
def test_load_says_nothing_where_it_leaves_nothing_out(value):
    assert attioql.load(value, PEOPLE).diagnostics == ()


def test_check_does_not_say_so_as_it_reads_the_whole_body():
    assert attioql.check(BODY, PEOPLE) == ()


@pytest.mark.parametrize("read", [attioql.load, load_query])
def test_a_saved_view_is_an_error(read):
    body = {"filter_view_id": "50cf242c-7fa3-4cad-87d0-75b1af71c57b", "limit": 5}
    with pytest.raises(attioql.FilterError) as caught:
        read(body, PEOPLE)
    assert [each.name for each in caught.value.diagnostics] == ["saved-view"]


def test_keys_of_a_body_win_over_attributes_of_their_names_in_a_request():
    boats = {"boats": {"attributes": {"limit": {"type": "number"}, "name": {"type": "text"}}}}
    target = attioql.Workspace.from_dict({"objects": boats})["boats"]
    query = load_query({"limit": 5}, target)
    assert (query.limit, query.filter.json()) == (5, {})
    assert attioql.load({"limit": 5}, target).text() == "limit = 5"
    assert load_query({"filter": {"limit": 5}}, target).filter == attioql.load({"limit": 5}, target)


def test_a_sort_spells_itself():
    (sort,) = load_query({"sorts": SORTS[:1]}, PEOPLE).sorts
    assert isinstance(sort, Sort)
    assert sort.text() == "name.last_name desc"
    assert sort.json() == SORTS[0]


@pytest.mark.parametrize("ten", [10, 10.0, Decimal("10.0"), Decimal("1e1")])
def test_a_page_may_be_written_with_decimals_that_are_zero(ten):
    query = attioql.load_query({"limit": ten, "offset": ten}, PEOPLE)
    assert (query.limit, query.offset, type(query.limit)) == (10, 10, int)
    assert query == attioql.load_query('{"limit": 10.0, "offset": 1e1}', PEOPLE)


@pytest.mark.parametrize(
    "number",
    [1.5, -1.0, True, float("nan"), float("inf"), 1e300, Decimal("sNaN"), Decimal("Infinity"), Decimal("1e999999")],
)
def test_a_page_is_no_other_number(number):
    assert "invalid-page" in {each.name for each in attioql.check_query({"limit": number}, PEOPLE)}
