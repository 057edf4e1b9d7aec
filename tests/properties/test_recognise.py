"""Filter JSON that is recognised as right is read without a fault, and says what it says."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET

import attioql
from attioql.attio import recognise
from attioql.attio.load import read_text, read_value
from attioql.catalog.workspace import Memo
from attioql.filters.canonical import canonical
from attioql.testing import filters
from attioql.text.source import Source

WORKSPACE = attioql.Workspace.standard()


def eager(target):
    """The same target, whose filters are recognised from the first one on."""
    own = replace(target, memo=Memo())
    recognise.note(" " * recognise._WORTH_A_PATTERN, own)
    return own


TARGETS = [eager(target) for target in (TARGET, WORKSPACE["people"], WORKSPACE["companies"], WORKSPACE["deals"])]
NUMBERS = st.integers(0, len(TARGETS) - 1)  # a target itself is long where it is shown
VALUES = [
    *("x", "", 'a "b"', "é", "\ud800", "\n", "Lead", "11-50", "email", "SaaS", "DE", "people"),
    *(
        "2024-02-28",
        "2024-02-30",
        "2024-02-29",
        "0000-01-01",
        "2024-05-31",
        "2024-01-01T00:00:00Z",
        "2024-01-01T24:00:00Z",
    ),
    *(
        "2024-01-01T00:00:00.123456789Z",
        "2024-01-01T00:00Z",
        "2024-01-01T00:00:00+02:00",
        "50cf242c-7fa3-4cad-87d0-75b1af71c57b",
    ),
    *(0, 1, 5, 6, 10**15 - 1, 10**15, 10**18, -1, 2.5, 1e300, True, False, None),
    *([], ["x"], ["x", "Lead"], [1], {}, {"$eq": "x"}),
]
OPERATORS = ["$eq", "$in", "$contains", "$starts_with", "$gt", "$gte", "$lt", "$lte", "$not_empty", "$nope"]
STRINGS = ["x", "Lead", "11-50", "email", "people"]
FITTING = {
    **dict.fromkeys(("text", "option", "choice", "object", "member", "uuid", "country"), STRINGS),
    "number": [0, 1, 5, 6, 10**15 - 1, 10**15],
    "date": ["2024-02-28", "2024-02-29", "2023-02-29"],
    "instant": ["2024-02-28", "2024-02-30", "2024-01-01T00:00:00Z", "2024-12-28T23:59:59.5Z"],
    "timestamp": ["2024-01-01T00:00:00Z", "2024-12-28T23:59:59.5Z", "2024-01-01T24:00:00Z"],
    "boolean": [True, False],
}


def places(target):
    """Yield attributes and properties, the implicit one without its name as well, and what they take."""
    for slug, attribute in target.attributes.items():
        for name, prop in attribute.type.properties.items():
            spellings = [name, None] if name == attribute.type.implicit else [name]
            yield from ((slug, spelling, prop) for spelling in spellings if prop.operators)


PLACES = [list(places(target)) for target in TARGETS]


@st.composite
def documents(draw):
    """Filters of which most are right, in the shapes that are recognised and in some that are not."""
    number = draw(NUMBERS)

    def condition(draw):
        slug, name, prop = draw(st.sampled_from(PLACES[number]))
        odd = draw(st.integers(0, 19))
        operator = draw(st.sampled_from(OPERATORS if odd == 1 else sorted(prop.operators)))
        value = draw(st.sampled_from(VALUES if odd == 2 else FITTING[prop.value.kind]))
        if operator == "$in":
            value = [value, "x"]
        if operator == "$not_empty":
            value = True
        held = value if odd > 16 else {operator: value}
        return {"nope" if odd == 3 else slug: held if name is None else {name: held}}

    def item(draw, depth):
        kind = draw(st.sampled_from(["", "", "", "$and", "$or", "$not", "twice"]))
        if kind == "$not":
            return {"$not": item(draw, depth + 1) if depth < 2 else condition(draw)}
        if kind in {"$and", "$or"} and depth < 3:
            return {kind: [item(draw, depth + 1) for _ in range(draw(st.integers(0, 3)))]}
        return condition(draw) | condition(draw) if kind == "twice" else condition(draw)

    separators = draw(st.sampled_from([(", ", ": "), (",", ":"), (" ,", ": ")]))
    text = json.dumps(item(draw, 0), ensure_ascii=draw(st.booleans()), separators=separators)
    return number, draw(st.sampled_from(["", "", "\n"])) + text + draw(
        st.sampled_from(["", "", "\n", " {}", ", " + text, "]}"])
    )


@given(documents())
def test_what_is_recognised_is_read_without_a_fault(drawn):
    number, text = drawn
    target = TARGETS[number]
    unread = recognise.recognise(text, target)
    if unread is not None:
        root, problems, _ = read_value(json.loads(text), target)
        assert problems == ()
        assert canonical(unread()) == canonical(root)


@given(NUMBERS.flatmap(lambda number: st.tuples(st.just(number), filters(TARGETS[number]))))
def test_filters_load_as_they_are_whether_recognised_or_not(drawn):
    number, compiled = drawn
    assert attioql.load(compiled.dumps(), TARGETS[number]) == compiled


@pytest.mark.parametrize(
    "text",
    [
        '{"name": {"$contains": "x"}}',
        '{"name":{"value":{"$eq":"x"}}}',
        '\n{"name": "x"}\n',
        '{"$not": {"twitter_follower_count": {"$gte": 500}}}',
        '{"$and": [{"$or": [{"name": "x"}, {"name": {"$in": ["y", "z"]}}]}, {"foundation_date": {"$lt": "2024-05-28"}}]}',
    ],
)
def test_filters_as_they_are_mostly_written_are_recognised(text):
    companies = TARGETS[2]
    assert callable(read_text(Source(text), companies).root)
    assert attioql.load(text, companies) == attioql.load(json.loads(text), companies)


@pytest.mark.parametrize(
    "text",
    [
        '{"name": "x"}, {"name": "y"}',
        '{"$and": [{"name": "x"}]}]}',
        '{"$and": [{"name": "x"},]}',
        '{"$and": [{"name": "x"}',
        '{"$and": []}',
        '{"$not": {"name": "x"}',
        '{"name": "x"}}',
        '{"name": "x", "name": "y"}',
        '{"foundation_date": "2023-02-29"}',
        "",
        "{}",
    ],
)
def test_what_is_no_filter_is_not_recognised(text):
    assert recognise.recognise(text, TARGETS[2]) is None


def test_a_pattern_is_made_once_it_is_worth_it():
    target = replace(WORKSPACE["companies"], memo=Memo())
    text = json.dumps({"$and": [{"name": {"$contains": f"x{number}"}} for number in range(1_000)]})
    kinds = [callable(read_text(Source(text), target).root) for _ in range(recognise._WORTH_A_PATTERN // len(text) + 2)]
    assert kinds[0] is False
    assert kinds[-1] is True
    assert kinds == sorted(kinds)
