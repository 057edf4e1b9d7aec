"""Generated filters as Python expressions, and expressions that are copied, pickled and joined in any order."""

from __future__ import annotations

import copy
import pickle

import pytest
from as_python import expression_of
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET, spell, trees

import attioql
from attioql import testing

WORKSPACE = attioql.Workspace.standard()
FILTERS = st.sampled_from(sorted(WORKSPACE)).flatmap(lambda slug: testing.filters(WORKSPACE[slug]))
Q = attioql.fields(TARGET)
CONDITIONS = st.sampled_from(
    [
        Q.name == "x",
        Q.name.contains("Ltd"),
        Q.twitter_follower_count > 5,
        Q.team.name.first_name.starts_with("A"),
        Q.domains.is_empty(),
        Q.domains.where(lambda e: (e.domain == "x") | e.root_domain.contains("y")),
        attioql.everything(TARGET),
    ]
)
EXPRESSIONS = st.recursive(
    CONDITIONS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: pair[0] & pair[1]),
        st.tuples(inner, inner).map(lambda pair: pair[0] | pair[1]),
        inner.map(lambda each: each if each == attioql.everything(TARGET) else ~each),
    ),
    max_leaves=8,
)


@given(FILTERS, st.booleans())
def test_a_generated_filter_is_built_by_what_its_text_says(found, typed):
    expression = expression_of(found.text(), found.target, typed=typed)
    assert attioql.build(expression) == found


@given(trees, st.booleans())
def test_an_expression_builds_what_its_text_compiles_to_however_it_is_spelled(tree, typed):
    text = spell(tree)
    assert attioql.build(expression_of(text, TARGET, typed=typed)) == attioql.compile(text, TARGET)


@given(EXPRESSIONS)
def test_the_text_of_an_expression_says_what_it_is(expression):
    assert attioql.build(expression) == attioql.compile(expression.text(), TARGET)
    assert expression_of(expression.text(), TARGET, typed=False) == expression


@given(EXPRESSIONS)
def test_copies_and_pickles_are_equal(expression):
    for each in (pickle.loads(pickle.dumps(expression)), copy.copy(expression), copy.deepcopy(expression)):
        assert each == expression
        assert hash(each) == hash(expression)
        assert each.target == TARGET


@given(EXPRESSIONS, EXPRESSIONS)
def test_connectives_mean_what_they_say(one, other):
    both, either = attioql.build(one & other), attioql.build(one | other)
    assert both == attioql.build(other & one)
    assert either == attioql.build(other | one)
    if attioql.everything(TARGET) not in (one, other):
        assert both == attioql.compile(f"({one}) and ({other})", TARGET)
        assert either == attioql.compile(f"({one}) or ({other})", TARGET)
        assert attioql.build(~one) == attioql.compile(f"not ({one})", TARGET)


@pytest.mark.parametrize("sign", ["&", "|"])
def test_thousands_of_conditions_are_joined_pickled_and_built_without_recursion(sign):
    expression = Q.name == "0"
    for number in range(1, 20_000):
        condition = Q.name == str(number)
        expression = expression & condition if sign == "&" else expression | condition
    assert pickle.loads(pickle.dumps(expression)) == expression
    assert copy.deepcopy(expression) == expression
    assert attioql.build(expression).dumps().count('"$eq"') == (20_000 if sign == "&" else 0)


def test_a_deep_expression_is_an_error_not_a_crash():
    expression = Q.name == "x"
    for number in range(5_000):
        expression = (expression & (Q.name == str(number))) | (Q.description == str(number))
    with pytest.raises(attioql.FilterError, match="nested"):
        attioql.build(expression)
    assert isinstance(repr(expression), str)
