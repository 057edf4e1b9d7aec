"""Laws that hold in a workspace of one's own as in the standard one: filters keep their meaning whatever they are written as."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import attioql
from attioql.attio.reader import read_filter, read_quickly
from attioql.attio.writer import to_text
from attioql.catalog.comparison import changes, compare
from attioql.checker.model_warnings import warnings_of
from attioql.documents.read import read_document
from attioql.filters.canonical import canonical
from attioql.impact.effects import Impact
from attioql.testing import cases, filter_trees

SLUGS = ["boats", "people", "viewings", "partners"]


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=25)
@given(data=st.data())
def test_filters_are_read_written_and_spelled_alike(slug, data, harbour):
    target = harbour[slug]
    case = data.draw(cases(target))
    assert attioql.load(case.filter.dumps("shorthand"), target) == case.filter
    assert attioql.compile(case.filter.text(), target) == case.filter
    assert isinstance(case.filter.matches(case.universe.record, related=case.universe.related), bool)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=25)
@given(data=st.data())
def test_the_quick_reader_takes_nothing_that_is_doubtful(slug, data, harbour):
    target = harbour[slug]
    tree = data.draw(filter_trees(target))
    quick, read = read_quickly(tree, target, dict), read_filter(tree, target)
    assert read.faults == []
    root = canonical(read.root)
    if warnings_of(root, attioql.Source(""), target):
        assert quick is None
    elif quick is not None:
        assert to_text(canonical(quick.root)) == to_text(root)


@settings(max_examples=25)
@given(data=st.data())
def test_a_workspace_does_not_differ_from_itself_and_changes_no_filter(data, harbour):
    comparison = compare(harbour, harbour)
    assert list(changes(comparison)) == []
    tree = data.draw(filter_trees(harbour["boats"]))
    source = attioql.Source(attioql.load(tree, harbour["boats"]).dumps(), "a.json")
    [finding] = Impact(comparison, None).of_document(read_document(source), "boats")
    assert finding.verdict == "same"
