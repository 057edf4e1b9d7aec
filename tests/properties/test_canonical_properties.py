"""The canonical form: a fixed point, and the same for every way of writing one filter."""

import json
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET, compiled, leaves, spell, trees

import attioql


def same(left, right):
    assert compiled(left).dumps() == compiled(right).dumps()


@given(trees)
def test_the_canonical_form_is_a_fixed_point(tree):
    once = compiled(tree)
    assert attioql.load(once.json(), TARGET) == once
    assert attioql.compile(once.text(), TARGET).dumps() == once.dumps()


@given(trees, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter(tree, random):
    def shuffled(node):
        kind, inner = node
        if kind == "leaf":
            return node
        if kind == "not":
            return ("not", shuffled(inner))
        members = [shuffled(member) for member in inner]
        random.shuffle(members)
        return (kind, members)

    same(tree, shuffled(tree))


@given(st.sampled_from(["and", "or"]), st.lists(trees, min_size=3, max_size=5), st.data())
def test_grouping_does_not_matter(kind, members, data):
    cut = data.draw(st.integers(1, len(members) - 1))
    left, right = members[:cut], members[cut:]
    wrap = [(kind, part) if len(part) > 1 else part[0] for part in (left, right)]
    same((kind, members), (kind, wrap))


@given(st.sampled_from(["and", "or"]), st.lists(trees, min_size=1, max_size=3), st.data())
def test_saying_a_thing_twice_does_not_matter(kind, members, data):
    again = data.draw(st.sampled_from(members))
    twice = (kind, [*members, again])
    same(twice, (kind, members) if len(members) > 1 else members[0])


@given(trees)
def test_double_negation_disappears(tree):
    same(("not", ("not", tree)), tree)


@given(st.sampled_from([("and", "or"), ("or", "and")]), st.lists(trees, min_size=2, max_size=4))
def test_de_morgan(kinds, members):
    kind, dual = kinds
    same(("not", (kind, members)), (dual, [("not", member) for member in members]))


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), min_size=1, max_size=4))
def test_in_is_an_or_of_equals(values):
    listed = ", ".join(f'"{value}"' for value in values)
    for slug in ("name", "categories"):
        equals = " or ".join(f'{slug} = "{value}"' for value in values)
        differs = " and ".join(f'{slug} != "{value}"' for value in values)
        assert attioql.compile(f"{slug} in ({listed})", TARGET) == attioql.compile(equals, TARGET)
        assert attioql.compile(f"{slug} not in ({listed})", TARGET) == attioql.compile(differs, TARGET)
        assert attioql.compile(f"not ({equals})", TARGET) == attioql.compile(differs, TARGET)


@given(st.integers(-5, 5), st.integers(-5, 5))
def test_a_range_on_one_value_is_both_of_its_ends(low, high):
    written = [
        f"twitter_follower_count between {low} and {high}",
        f"twitter_follower_count >= {low} and twitter_follower_count <= {high}",
    ]
    assert len({attioql.compile(text, TARGET).dumps() for text in written}) == 1
    negated = [
        f"twitter_follower_count not between {low} and {high}",
        f"not twitter_follower_count >= {low} or not twitter_follower_count <= {high}",
        f"not ({written[1]})",
    ]
    assert len({attioql.compile(text, TARGET).dumps() for text in negated}) == 1


def test_many_values_never_merge():
    apart = attioql.compile('domains contains "a" and domains.root_domain = "b"', TARGET)
    together = attioql.compile('domains { domain contains "a" and root_domain = "b" }', TARGET)
    assert apart != together
    assert list(apart.json()) == ["$and"]
    assert list(together.json()) == ["domains"]


@given(trees)
def test_every_style_and_layout_reads_back(tree):
    filter_ = compiled(tree)
    assert attioql.load(filter_.json("shorthand"), TARGET) == filter_
    assert attioql.load(filter_.dumps("shorthand"), TARGET) == filter_
    assert attioql.load(filter_.dumps(indent=2), TARGET) == filter_
    assert json.loads(filter_.dumps()) == json.loads(json.dumps(filter_.json()))
    assert list(json.loads(filter_.dumps())) == list(filter_.json())


@given(trees)
def test_a_filter_is_a_value(tree):
    filter_: Any = compiled(tree)
    again = compiled(tree)
    assert filter_ == again
    assert hash(filter_) == hash(again)
    assert pickle.loads(pickle.dumps(filter_)) == filter_
    assert pickle.loads(pickle.dumps(filter_)).text() == filter_.text()
    with pytest.raises(AttributeError):
        filter_.anything = 1
    with pytest.raises(AttributeError):
        del filter_.diagnostics


@given(leaves, trees)
def test_filters_that_differ_in_a_leaf_differ(leaf, tree):
    if compiled(leaf) != compiled(tree):
        assert compiled(("not", leaf)) != compiled(("not", tree))


@given(trees)
def test_the_printed_text_has_no_needless_parentheses(tree):
    text = compiled(tree).text()
    assert not text.startswith("(") or " or " in text or " and " in text
    assert "((" not in text
    assert attioql.format(text, width=10_000).rstrip("\n") == text or "(" in spell(tree)
