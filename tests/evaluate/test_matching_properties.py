"""Whatever writes a filter another way keeps its verdict on every record: the whole proof of meaning."""

import json

from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.evaluate.general import GeneralCondition
from attioql.evaluate.records import fetch_from
from attioql.filters.model import conditions
from attioql.testing import cases, filter_trees, records

WORKSPACE = attioql.Workspace.standard()
SLUGS = ["people", "companies", "deals"]
CASES = {slug: cases(WORKSPACE[slug]) for slug in SLUGS}
TREES = {slug: filter_trees(WORKSPACE[slug]) for slug in SLUGS}
any_slug = st.sampled_from(SLUGS)
any_case = any_slug.flatmap(CASES.__getitem__)
slugs_and_cases = any_slug.flatmap(lambda slug: st.tuples(st.just(slug), CASES[slug]))


def _verdict(found, case):
    return found.matches(case.universe.record, related=case.universe.related)


def _by_parts(tree, target, case):
    """Decide a tree by its parts: only single conditions are left to the library."""
    match tree:
        case {"$not": inner}:
            return not _by_parts(inner, target, case)
        case {"$and": members}:
            return all(_by_parts(member, target, case) for member in members)
        case {"$or": members}:
            return any(_by_parts(member, target, case) for member in members)
    return _verdict(attioql.load(tree, target), case)


@given(slugs_and_cases)
def test_reading_and_the_canonical_form_keep_the_verdict(drawn):
    slug, case = drawn
    target = WORKSPACE[slug]
    assert _verdict(case.filter, case) is _by_parts(case.tree, target, case)


@given(slugs_and_cases)
def test_every_spelling_keeps_the_verdict(drawn):
    slug, case = drawn
    target = WORKSPACE[slug]
    expected = _verdict(case.filter, case)
    text = case.filter.text()
    spellings = [
        attioql.compile(text, target),
        attioql.compile(attioql.format(text, width=20), target),
        attioql.load(case.filter.json(), target),
        attioql.load(case.filter.json("shorthand"), target),
        attioql.load(json.dumps(case.tree), target),
    ]
    assert [_verdict(found, case) for found in spellings] == [expected] * len(spellings)


@given(any_case)
def test_the_fast_and_the_careful_way_agree(case):
    for condition in conditions(case.filter._root):
        careful = GeneralCondition(condition, fetch_from(case.universe.related))
        fast = attioql.Filter(condition, case.filter.target)
        assert careful.holds({}, case.universe.record) is _verdict(fast, case)


@given(any_case)
def test_explanations_agree_with_the_verdict(case):
    explained = case.filter.explain(case.universe.record, related=case.universe.related)
    assert explained.matches is _verdict(case.filter, case)
    assert explained.reasons or case.filter.dumps() == "{}"


@given(any_slug.flatmap(lambda slug: st.tuples(TREES[slug], TREES[slug], st.just(slug))))
def test_de_morgan(drawn):
    left, right, slug = drawn
    target = WORKSPACE[slug]
    one = attioql.load({"$not": {"$and": [left, right]}}, target)
    other = attioql.load({"$or": [{"$not": left}, {"$not": right}]}, target)
    assert one == other


_number = st.integers(-2, 2)


@given(_number, _number, _number)
def test_intervals(low, high, at):
    companies = WORKSPACE["companies"]
    record = {"values": {"twitter_follower_count": [{"value": at}]}}
    rows = {
        f"twitter_follower_count between {low} and {high}": low <= at <= high,
        f"twitter_follower_count not between {low} and {high}": not low <= at <= high,
        f"twitter_follower_count > {low} and twitter_follower_count < {high}": low < at < high,
        f"twitter_follower_count < {low} or twitter_follower_count >= {high}": at < low or at >= high,
    }
    for text, expected in rows.items():
        found = attioql.compile(text, companies)
        assert found.matches(record) is expected
        assert not (expected and found.is_contradiction())


@given(records(WORKSPACE["companies"]))
def test_records_of_every_attribute_are_read(record):
    assert attioql.compile("", WORKSPACE["companies"]).matches(record)
