"""JSON that is none, or that is huge, deep or strange: a clear error in linear time."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET, compiled, trees

import attioql
from attioql.api import problems_of_json
from attioql.filters.model import conditions

SAMPLE = '{"$and": [{"name": {"$contains": "Lt\\u0064"}}, {"twitter_follower_count": {"$gte": 1.5e3}}, {"$not": {"domains": "x"}}]}'


def names(value):
    return [problem.name for problem in attioql.check(value, TARGET)]


@pytest.mark.parametrize("cut", range(1, len(SAMPLE)))
def test_truncated_json_is_said_with_its_place(cut):
    [problem] = attioql.check(SAMPLE[:cut], TARGET)
    assert problem.name == "not-json"
    assert 0 <= problem.span.start <= cut


@pytest.mark.parametrize("blank", ["", "\n", "\n\n\n", "  \r\n\t\n"])
@pytest.mark.parametrize("text", ['{"name": "x"', '{"name": {"$eq": "🙂"}', '{"name":', '{"name": "x",'])
def test_json_that_is_cut_is_reported_behind_its_last_character(text, blank):
    [problem] = attioql.check(f"{text}{blank}", TARGET)
    assert (problem.name, problem.span) == ("not-json", (len(text), len(text)))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("{'name': 'x'}", "not-json"),
        ('{"name": "x",}', "not-json"),
        ('{"name": NaN}', "not-json"),
        ('{"name": -Infinity}', "not-json"),
        ('{"name": "a", "name": "b"}', "duplicate-key"),
        ('{"$or": [{"name": {"$eq": "a", "$e\\u0071": "b"}}]}', "duplicate-key"),
        ('{"name": "a", "name": "b"}}', "not-json"),
        ('{"name": "a", "name": [NaN]}', "not-json"),
        ('{"name": "\\ud800"}', "lone-surrogate"),
        ('{"name": "x"} {"name": "y"}', "not-json"),
        ('{"twitter_follower_count": ' + "9" * 10_000 + "}", "number-out-of-range"),
        ('{"twitter_follower_count": ' + "9" * 1_000_000 + "}", "number-out-of-range"),
        ('{"twitter_follower_count": 1e999999999}', "number-out-of-range"),
        ('{"$not":' * 100_000 + '{"name": "x"}' + "}" * 100_000, "nesting-too-deep"),
        ('{"$and":[' * 400 + '{"name": "x"}' + "]}" * 400, None),
    ],
)
def test_bad_texts(text, name):
    assert names(text) == ([name] if name else [])


def test_a_duplicate_key_points_at_the_second_one():
    text = '{"a": 1, "name": {"b": 1}, "name": 2}'
    [problem] = attioql.check(text, TARGET)
    assert text[problem.span.start : problem.span.end] == '"name"'
    assert problem.span.start > text.index('"name"')
    assert problem.pointer == "/name"


def test_deep_values_are_refused_without_recursion():
    value: dict[str, object] = {"name": "x"}
    for _ in range(100_000):
        value = {"$not": value}
    assert names(value) == ["nesting-too-deep"]
    wide = {"$or": [{"name": {"$contains": str(number)}} for number in range(100_000)]}
    loaded: Any = attioql.load(wide, TARGET).json()
    assert len(loaded["$or"]) == 100_000


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), Decimal("NaN"), Decimal("Infinity"), 10**400, 1 << 100_000],
    ids=["nan", "inf", "Decimal NaN", "Decimal infinity", "400 digits", "30,000 digits"],
)
def test_numbers_that_are_none(value):
    assert names({"twitter_follower_count": value}) == ["number-out-of-range"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ({5: "x"}, "/: error[not-a-filter AQ603]: the keys of a filter are strings, not a number"),
        ({"$and": [{None: 1}]}, "/$and/0: error[not-a-filter AQ603]: the keys of a filter are strings, not null"),
        ({"$not": {("a",): 1}}, "/$not: error[not-a-filter AQ603]: the keys of a filter are strings, not an array"),
        ({"name": {5: "x"}}, "/name: error[not-a-filter AQ603]: the keys of a filter are strings, not a number"),
        (
            {"name": {"value": {"$eq": "x", True: "x"}}},
            "/name/value: error[not-a-filter AQ603]: the keys of a filter are strings, not true",
        ),
        ({5: 1, "filter": {}}, "/: error[not-a-filter AQ603]: the keys of a filter are strings, not a number"),
        (
            {"sorts": [{None: 1, "attribute": "name", "direction": "asc"}]},
            "/sorts/0: error[not-a-filter AQ603]: the keys of a filter are strings, not null",
        ),
        ({"name": object}, "/name: error[wrong-value-type AQ401]: `name` takes a string, not a Python type"),
        ({"name": b"x"}, "/name: error[wrong-value-type AQ401]: `name` takes a string, not a Python bytes"),
        (
            {"twitter_follower_count": 1j},
            (
                "/twitter_follower_count: error[wrong-value-type AQ401]: `twitter_follower_count` takes a number, "
                "not a Python complex"
            ),
        ),
        (
            {"twitter_follower_count": 1 << 2047},
            "/twitter_follower_count: error[number-out-of-range AQ408]: this number is beyond any number that Attio stores",
        ),
        (
            {"twitter_follower_count": float("-inf")},
            "/twitter_follower_count: error[number-out-of-range AQ408]: `-inf` is beyond any number that Attio stores",
        ),
        ({"$and": ()}, "/$and: error[empty-object AQ609]: `$and` has no members"),
        ({"filter": {}, "sorts": (5,)}, "/sorts/0: error[invalid-sort AQ619]: a sort is an object, not a number"),
        (
            {"filter": {}, "limit": 5.5},
            "/limit: error[invalid-page AQ620]: `limit` takes a whole number from 0, not `5.5`",
        ),
    ],
)
def test_what_only_python_can_say(value, told):
    assert [str(problem) for problem in attioql.check(value, TARGET)] == [told]


@pytest.mark.parametrize(
    "value",
    [
        {"$or": ({"name": "x"},)},
        {"name": {"$in": ("a", "b")}},
        {"path": (("companies", "team"), ("people", "job_title")), "constraints": {"value": "x"}},
        {"filter": {}, "sorts": ({"attribute": "name", "direction": "asc"},)},
    ],
)
def test_tuples_are_arrays(value):
    assert not attioql.check(value, TARGET)
    assert attioql.load(value, TARGET) == attioql.load(json.loads(json.dumps(value)), TARGET)


def _nested(times, key, value):
    for _ in range(times):
        value = {key: value if key == "$not" else [value]}
    return value


@pytest.mark.parametrize(("key", "most"), [("$not", 1_000), ("$and", 500), ("$or", 500)])
@pytest.mark.parametrize("inner", [{"name": "x"}, {"name": {"$contains": ""}}, {"nam": "x"}])
def test_a_value_is_read_to_the_documented_depth(key, most, inner):
    deep, deeper = (attioql.check(_nested(times, key, inner), TARGET) for times in (most, most + 1))
    assert [problem.name for problem in deep] == [problem.name for problem in attioql.check(inner, TARGET)]
    [problem] = deeper
    assert problem.message == "the filter is nested more than 1,000 levels deep"
    assert problem.pointer == (f"/{key}" if key == "$not" else f"/{key}/0") * (most + 1)


@pytest.mark.parametrize("value", [object(), {1, 2}, date(2024, 1, 1), b"x", lambda: 0, (), ("x",), {}, {1: 2}, 1j])
def test_python_values_at_every_position_are_located(value):
    for wrap in (
        lambda v: v,
        lambda v: {"$and": v},
        lambda v: {"$or": [v]},
        lambda v: {"$not": v},
        lambda v: {"name": v},
        lambda v: {"name": {"value": v}},
        lambda v: {"name": {"$eq": v}},
        lambda v: {"name": {"$in": [v]}},
        lambda v: {"path": v, "constraints": {}},
        lambda v: {"path": [["companies", "name"]], "constraints": v},
        lambda v: {"filter": {}, "sorts": v},
        lambda v: {"filter": {}, "limit": v},
        lambda v: {"domains": {"$not_empty": v}},
    ):
        wrapped = wrap(value)
        if wrapped in ({}, {"$or": [{}]}) or isinstance(wrapped, bytes):
            continue
        problems = attioql.check(wrapped, TARGET)
        if wrapped == {"filter": {}, "sorts": ()}:
            assert not problems
        else:
            assert problems
            assert all(problem.pointer is not None for problem in problems)


def test_bytes_are_utf_8():
    assert attioql.load(b'\xef\xbb\xbf{"name": "x"}', TARGET) == attioql.load({"name": "x"}, TARGET)
    assert names(b'{"name": "\xff"}') == ["not-json"]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from(["x", "2024-01-01", "companies", "50cf242c-7fa3-4cad-87d0-75b1af71c57b"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.text(max_size=3)
            | st.sampled_from(
                [
                    "name",
                    "domains",
                    "team",
                    "created_at",
                    "$and",
                    "$or",
                    "$not",
                    "$eq",
                    "$in",
                    "$gte",
                    "$not_empty",
                    "path",
                    "constraints",
                    "value",
                    "filter",
                    "sorts",
                    "limit",
                ]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=12,
)


@given(json_values.filter(lambda value: not isinstance(value, str)))
def test_any_json_ends_well(value):
    problems = attioql.check(value, TARGET)
    for problem in problems:
        assert problem.pointer is not None
        assert problem.span is None
    try:
        loaded = attioql.load(value, TARGET)
    except attioql.FilterError as error:
        assert error.diagnostics == problems
    else:
        assert attioql.load(loaded.json(), TARGET) == loaded
        assert attioql.compile(loaded.text(), TARGET) == loaded


@given(json_values.filter(lambda value: not isinstance(value, str)))
def test_text_and_value_say_the_same(value):
    text = json.dumps(value)
    parsed = attioql.check(json.loads(text), TARGET)
    read = problems_of_json(attioql.Source(text), TARGET, None)
    if "NaN" not in text and "Infinity" not in text:
        assert sorted((p.name, p.pointer) for p in read) == sorted((p.name, p.pointer) for p in parsed)


@given(trees)
def test_round_trips(tree):
    filter_ = compiled(tree)
    assert attioql.load(filter_.dumps(), TARGET) == filter_
    assert attioql.load(filter_.json("shorthand"), TARGET) == filter_
    assert attioql.compile(attioql.decompile(filter_.json(), TARGET), TARGET) == filter_


class Text(str):
    """A text as some frameworks hand it over."""

    __slots__ = ()


def cyclic(group, wrapped):
    value = {}
    value[group] = value if group == "$or" else [value]
    return {wrapped: value} if wrapped == "$or" else {wrapped: [value]}


@pytest.mark.parametrize("group", ["$and", "$or"])
@pytest.mark.parametrize("wrapped", ["$and", "$or", "$nor"])
def test_a_filter_that_holds_itself_is_reported(group, wrapped):
    problems = attioql.check(cyclic(group, wrapped), attioql.Workspace.standard()["companies"])
    assert [problem.severity for problem in problems] == [attioql.Severity.ERROR]


def test_a_long_list_of_wrong_values_is_reported_without_a_copy_for_each():
    problems = attioql.check({"name": {"$in": list(range(30_000))}}, attioql.Workspace.standard()["companies"])
    assert [problem.name for problem in problems] == ["wrong-value-type"] * 100


@pytest.mark.parametrize("test", [{"$eq": Text("x")}, {"$contains": Text("x")}, Text("x")])
def test_a_subclass_of_str_is_a_text(test):
    loaded = attioql.load({"name": test}, attioql.Workspace.standard()["companies"])
    assert "x" in loaded.dumps()
    assert all(type(test.value) is str for condition in conditions(loaded._root) for test in condition.tests)


def test_lint_offers_no_fix_of_a_text_that_leads_to_another_error():
    people = attioql.Workspace.standard()["people"]
    for text, offered in (("{foo: 'x'}", False), ("{name: 'x'}", True)):
        [problem] = attioql.lint(text, people)
        assert (problem.name, bool(problem.fixes)) == ("not-json", offered)
        assert attioql.check(text, people) == (problem,)
