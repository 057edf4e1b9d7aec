"""Laws of whole queries: bodies and texts come back the same, the formatter keeps them, and no text raises."""

from __future__ import annotations

import json
import re

import pytest
from fix_law import broken
from hypothesis import assume, given
from hypothesis import strategies as st

import attioql
from attioql import testing
from attioql.syntax.machine import load_tables

WORKSPACE = attioql.Workspace.standard()
OURS = {"invalid-ending", "invalid-page", "invalid-sort", "clause-of-query"}
"""The diagnostics about endings. Fixes of filters have a law of their own."""

SLUGS = ["people", "companies", "deals"]
COMMENT = re.compile("#[^\r\n]*")


def sorts_of(target):
    """Return strategies for sorts as the API takes them, each made by hand of the attributes of a target."""
    found = []
    for attribute in target.attributes.values():
        direct = {"attribute": attribute.slug}
        names = list(attribute.type.properties)
        found.append(direct)
        found += [{**direct, "field": name} for name in names if len(names) > 1]
        for slug in attribute.objects[:1]:
            for reached in list(WORKSPACE[slug].attributes.values())[:6]:
                path = {"path": [[target.slug, attribute.slug], [slug, reached.slug]]}
                names = list(reached.type.properties)
                found.append(path)
                found += [{**path, "field": name} for name in names if len(names) > 1]
    return st.builds(
        lambda by, direction: {**by, "direction": direction}, st.sampled_from(found), st.sampled_from(["asc", "desc"])
    )


@st.composite
def bodies(draw):
    """Draw the slug of a target and a request body for it: a canonical filter, and the rest by hand."""
    slug = draw(st.sampled_from(SLUGS))
    target = WORKSPACE[slug]
    numbers = st.integers(0, 2**53 - 1) | st.integers(0, 600)
    body = {}
    if filter_ := draw(testing.filters(target)).json() if draw(st.booleans()) else {}:
        body["filter"] = filter_
    if sorts := draw(st.lists(sorts_of(target), max_size=4)):
        body["sorts"] = sorts
    body |= draw(st.fixed_dictionaries({}, optional={"limit": numbers, "offset": numbers}))
    return slug, body


QUERIES = bodies().map(lambda drawn: attioql.load_query(drawn[1], WORKSPACE[drawn[0]]))


@given(bodies())
def test_a_body_comes_back_as_it_is(drawn):
    target, body = WORKSPACE[drawn[0]], drawn[1]
    query = attioql.load_query(body, target)
    assert query.body() == body
    assert json.loads(query.dumps()) == json.loads(attioql.load_query(query.dumps(), target).dumps())
    assert attioql.load_query(query.dumps("shorthand", indent=2), target) == query


@given(QUERIES)
def test_the_text_of_a_query_compiles_to_it(query):
    again = attioql.compile_query(query.text(), query.target)
    assert (again, hash(again), again.body()) == (query, hash(query), query.body())
    assert {each.name for each in again.diagnostics} == {each.name for each in query.diagnostics}


@given(QUERIES, st.data())
def test_the_formatter_keeps_queries_and_comments(query, data):
    text = commented(query.text(), data)
    width = data.draw(st.sampled_from([20, 40, 88, 400]))
    formatted = attioql.format(text, width=width)
    assert attioql.compile_query(formatted, query.target) == query
    assert attioql.format(formatted, width=width) == formatted
    if '"' not in text and "'" not in text:
        assert sorted(COMMENT.findall(formatted)) == sorted(each.rstrip() for each in COMMENT.findall(text))


def commented(text, data):
    """Write comments and line breaks between some tokens."""
    pieces = []
    for number, token in enumerate(load_tables().pattern.finditer(text)):
        between = data.draw(st.sampled_from([""] * 6 + [f" # {number}\n", "\n", f"\n# {number}\n"]))
        pieces += [between, token[0]]
    return "".join(pieces)


@given(QUERIES, st.data())
def test_no_cut_or_changed_text_raises(query, data):
    text = query.text()
    pieces = re.findall(r"\w+|\s+|\W", text)
    for _ in range(data.draw(st.integers(1, 4))):
        assume(pieces)
        at = data.draw(st.integers(0, len(pieces) - 1))
        change = data.draw(st.sampled_from(["cut", "drop", "double", "odd"]))
        match change:
            case "cut":
                del pieces[at:]
            case "drop":
                del pieces[at]
            case "double":
                pieces.insert(at, f" {pieces[data.draw(st.integers(0, len(pieces) - 1))]} ")
            case "odd":
                pieces.insert(at, data.draw(st.sampled_from(ODD)))
    check(query.target, "".join(pieces))


ODD = [
    " order by ",
    " order ",
    " limit ",
    " offset 3 ",
    " desc ",
    " nulls last ",
    ",",
    "-",
    "(",
    ")",
    "'",
    "`",
    ":n",
    " sort by ",
    " limit all ",
    "#",
    "\n",
    ";",
    " limit 10, 20 ",
    ".",
]


@given(
    st.sampled_from(SLUGS),
    st.lists(
        st.sampled_from([*ODD, "name", " created_at ", ' name = "x" ', " 5", "[", "]", "=", "{", "é"]), max_size=9
    ),
)
def test_no_heap_of_tokens_raises(slug, pieces):
    check(WORKSPACE[slug], "".join(pieces))


def check(target, text):
    """Check a text, apply every fix, and hold the entry points to one another."""
    problems = attioql.check_query(text, target)
    errors = [each for each in problems if each.severity is attioql.Severity.ERROR]
    for problem in problems:
        assert problem.source is None or problem.source.text == text
        assert problem.span is None or 0 <= problem.span.start <= problem.span.end <= len(text)
    wrong, _ = broken(text, lambda changed: attioql.check_query(changed, target))
    assert not [each for each in wrong if each[0] in OURS], text
    if errors:
        with pytest.raises(attioql.FilterError):
            attioql.compile_query(text, target)
    else:
        query = attioql.compile_query(text, target)
        assert attioql.compile_query(query.text(), target) == query
        assert attioql.compile_query(attioql.format(text), target) == query
    try:
        attioql.format(text)
    except attioql.FilterError as error:
        assert all(each.source.text == text for each in error.diagnostics if each.source)


@given(QUERIES)
def test_compile_takes_a_query_without_an_ending_alone(query):
    text = query.text()
    if query.sorts or query.limit is not None or query.offset is not None:
        names = [each.name for each in attioql.check(text, query.target)]
        assert "clause-of-query" in names
        assert "compile_query" in attioql.check(text, query.target)[-1].notes[0]
    else:
        assert attioql.compile(text, query.target) == query.filter
