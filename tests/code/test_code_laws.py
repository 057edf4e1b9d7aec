"""Laws of filters in code, on generated sources: places, fixes and holes."""

import ast
import io
import json
import re
import tokenize
from functools import partial

import pytest
import tree_sitter
import tree_sitter_typescript
from code_sources import HOLE, python_sources, with_holes_in, written_sources
from hypothesis import given
from hypothesis import strategies as st
from mutated_filters import mutated

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.model import Applicability
from attioql.documents.read import read_document
from attioql.json_text.holes import Hole
from attioql.linter.baseline import add_suppressions
from attioql.linter.entries import Settings, lint_document
from attioql.linter.fixing import fix_text
from attioql.linter.lint import lint_json
from attioql.linter.rules import RULES
from attioql.linter.selection import select
from attioql.testing import filter_trees
from attioql.text.source import Source
from attioql.values.clock import UTC

STANDARD = Workspace.standard()
SETTINGS = Settings(STANDARD, selection=select(["all"]))
PEOPLE = STANDARD["people"]
PARSER = tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_typescript()))
TREES = filter_trees(PEOPLE, max_conditions=4)


def _object(pairs):
    assert len(dict(pairs)) == len(pairs)
    return dict(pairs)


@st.composite
def _mutated(draw):
    """A filter that somebody got wrong, or else one that is right."""
    try:
        value = json.loads(draw(mutated())[1], object_pairs_hook=_object)
    except (ValueError, AssertionError):
        value = None
    return value if isinstance(value, dict) else draw(TREES)


FILTERS = st.one_of(TREES, _mutated(), _mutated())


LANGUAGES = pytest.mark.parametrize(("name", "sources"), [("a.ts", written_sources), ("a.py", python_sources)])


def linted(text, name="a.ts"):
    return lint_document(read_document(Source(text, name)), SETTINGS).problems


def told(value):
    return lint_json(value, None, PEOPLE, select(["all"]), UTC).problems


def in_body(pointer):
    return re.sub(r"^/filter(?=/|$)", "", pointer or "")


@LANGUAGES
@given(data=st.data())
def test_a_filter_in_code_is_reported_like_the_same_filter_json(data, name, sources):
    value = data.draw(FILTERS)
    source = data.draw(sources(value))
    found = linted(source.text, name)
    expected = told(json.loads(json.dumps(value)))
    assert sorted((each.name, in_body(each.pointer)) for each in found) == sorted(
        (each.name, each.pointer or "") for each in expected
    )


CHOICES = pytest.mark.parametrize(
    ("name", "written", "choice", "spelled"),
    [
        ("a.ts", 'attio.records.query({{object: "people", filter: {}}})', "exact ? {} : {}", json.dumps),
        ("a.py", 'attio.query_records(object="people", filter={})', "({} if exact else {})", repr),
    ],
)


@CHOICES
@given(data=st.data())
def test_both_values_of_a_choice_are_reported_like_each_of_them(data, name, written, choice, spelled):
    """The choice is the whole filter, or a part of it beside a condition that has nothing to do with it."""
    values = [json.loads(json.dumps(data.draw(FILTERS))) for _ in range(2)]
    around = data.draw(st.sampled_from(["{}", '{{"$and": [{}]}}', '{{"$or": [{}, {{"nam": "x"}}]}}']))
    one = [{each.name for each in linted(written.format(around.format(spelled(value))), name)} for value in values]
    both = linted(written.format(around.format(choice.format(*map(spelled, values)))), name)
    if all(values):
        assert {each.name for each in both} >= set.intersection(*one)
        assert {each.name for each in both} <= set.union(*one)
    if around == "{}" and all(values):
        assert {each.name for each in both} == set.union(*one)


@LANGUAGES
@given(data=st.data())
def test_what_is_reported_stands_at_its_key_or_value(data, name, sources):
    source = data.draw(sources(data.draw(FILTERS)))
    for each in linted(source.text, name):
        pointer = in_body(each.pointer)
        is_body = not pointer and source.text[slice(*each.span)].strip("'\"") == "filter"
        assert is_body or tuple(each.span) in {source.keys.get(pointer), source.values.get(pointer)}


def leaves(text, name):
    """Return the smallest parts of a text, and whether all of it could be parsed."""
    if name.endswith(".py"):
        tokens = [*tokenize.generate_tokens(io.StringIO(text).readline)]
        ast.parse(text)
        return [("comment" if each.type == tokenize.COMMENT else "", each.string) for each in tokens], False
    tree = PARSER.parse(text.encode())
    found, waiting = [], [tree.root_node]
    while waiting:
        node = waiting.pop()
        if node.children:
            waiting += reversed(node.children)
        else:
            found.append((node.type, node.text.decode()))
    return found, tree.root_node.has_error


@LANGUAGES
@given(data=st.data())
def test_fixes_change_the_filter_and_nothing_else(data, name, sources):
    value = data.draw(FILTERS)
    source = data.draw(sources(data.draw(with_holes_in(value))))
    fixed = fix_text(source.text, lambda text: linted(text, name), Applicability.UNSAFE)
    if not fixed.applied:
        return
    before, after = source.text[: source.start], source.text[source.end :]
    assert fixed.text.startswith(before)
    assert fixed.text.endswith(after)
    nodes, has_error = leaves(fixed.text, name)
    assert not has_error
    at_first, _ = leaves(source.text, name)
    assert [text for kind, text in nodes if kind == "comment"] == [text for kind, text in at_first if kind == "comment"]
    inside = fixed.text[source.start : len(fixed.text) - len(after)]
    at = 0
    for hole in source.holes:
        at = inside.index(hole, at) + len(hole)


@LANGUAGES
@given(data=st.data())
def test_a_baseline_ignores_all_that_is_reported_and_adds_comments_alone(data, name, sources):
    source = data.draw(sources(data.draw(with_holes_in(data.draw(FILTERS)))))
    text = source.text.replace("\n", "\r\n") if data.draw(st.booleans()) else source.text
    document = read_document(Source(text, name))
    made = add_suppressions(document, partial(lint_document, settings=SETTINGS), "not yet")
    assert [each.name for each in made.left] == []
    before, after = leaves(text, name), leaves(made.text, name)
    blank = {"\n", "\r\n", "", "NEWLINE"}
    kept = [text for kind, text in after[0] if "attioql: ignore" not in text and text not in blank]
    assert kept == [text for _, text in before[0] if text not in blank]
    assert after[1] == before[1]
    again = add_suppressions(
        read_document(Source(made.text, name)), partial(lint_document, settings=SETTINGS), "not yet"
    )
    assert again.text == made.text


def as_holes(value):
    if value is HOLE:
        return Hole("\ue0000", "x")
    if isinstance(value, dict):
        return {key: as_holes(member) for key, member in value.items()}
    return [as_holes(member) for member in value] if isinstance(value, list) else value


@given(data=st.data())
def test_a_hole_stands_for_the_value_that_was_there(data):
    """What is reported of a filter with holes is reported of the filter that it may become."""
    value = json.loads(json.dumps(data.draw(FILTERS)))
    holed = as_holes(data.draw(with_holes_in(value)))
    of_value = told(value)
    errors = {each.pointer for each in of_value if each.severity.value == "error"}
    found = {(each.name, each.pointer) for each in of_value}
    if not errors:
        assert {(each.name, each.pointer) for each in told(holed) if each.name in RULES} <= found
    for each in told(holed):
        if each.severity.value == "error":
            assert any(
                pointer is None or (each.pointer or "").startswith(pointer) or pointer.startswith(each.pointer or "")
                for pointer in errors
            )


@LANGUAGES
@given(data=st.data())
def test_no_text_is_too_odd(data, name, sources):
    source = data.draw(sources(data.draw(FILTERS))).text
    start, end = sorted(data.draw(st.tuples(*[st.integers(0, len(source))] * 2)))
    put = data.draw(st.sampled_from(["", "{", "`", "'", "...", ")", "\\", "\u2028", "\0", "/*", "${"]))
    text = source[:start] + put + source[end:]
    for each in linted(text, name):
        assert each.span is None or 0 <= each.span.start <= each.span.end <= len(text)


@pytest.mark.parametrize("suffix", [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts"])
def test_every_suffix_is_read(suffix):
    text = 'attio.records.query({ object: "people", filter: { nam: "x" } });'
    found = lint_document(read_document(Source(text, f"a{suffix}")), SETTINGS).problems
    assert [each.name for each in found] == ["unknown-attribute"]


def test_a_fix_beside_a_spread_shows_the_spread():
    text = 'attio.records.query({ object: "people", filter: { associated_people: { ...rest, target_object: { $eq: "people" } } } });'
    [problem] = linted(text, "a.ts")
    assert [fix.message for fix in problem.fixes] == [
        'write {"associated_deals": {...rest, "target_object": {"$eq": "deals"}}}'
    ]
