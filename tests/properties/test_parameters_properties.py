"""A parameter is bound by value: it can change a leaf of the filter, and nothing else."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import TARGET, quote

import attioql

hostile = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.sampled_from(
        ['" or name = "x', "'; drop", "$not", '{"$or": []}', ") or (", ":other", "\\", '"', "a\nb", "null", "now"]
    ),
)


def _shape(value, marker):
    """Replace every leaf that is the marker, and leave the rest."""
    if isinstance(value, dict):
        return {key: _shape(member, marker) for key, member in value.items()}
    if isinstance(value, list):
        return [_shape(member, marker) for member in value]
    return "*" if value == marker else value


TEXTS = [
    "name = :p",
    "name != :p and description contains :p",
    "not (categories = :p or name starts with :p)",
    "domains { domain contains :p and root_domain = :p }",
    "team.name.first_name ends with :p",
]


@given(st.sampled_from(TEXTS), hostile)
def test_a_parameter_never_changes_the_structure(text, value):
    harmless = "harmless"
    wanted = attioql.compile(text, TARGET, params={"p": harmless}).json()
    given_ = attioql.compile(text, TARGET, params={"p": value}).json()
    assert _shape(given_, value) == _shape(wanted, harmless)


@given(st.lists(hostile, min_size=1, max_size=5))
def test_a_list_is_bound_as_one_operand(values):
    filter_: Any = attioql.compile("name in :p", TARGET, params={"p": values}).json()
    assert list(filter_) == ["name"]
    operator, operand = next(iter(filter_["name"].items()))
    assert operator == ("$in" if len(set(values)) > 1 else "$eq")
    assert (set(operand) if operator == "$in" else {operand}) == set(values)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_binding_a_text_is_writing_it_as_a_string(value):
    bound = attioql.compile("name = :p", TARGET, params={"p": value})
    assert bound == attioql.compile(f"name = {quote(value)}", TARGET)


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9))
def test_binding_a_number_is_writing_it(value):
    bound = attioql.compile("twitter_follower_count > :p", TARGET, params={"p": value})
    assert bound == attioql.compile(f"twitter_follower_count > {value:f}", TARGET)


@pytest.mark.parametrize(
    "value", [1.5, None, b"x", Decimal("NaN"), Decimal("Infinity"), {}, set(), object(), [["x"]], [None]]
)
def test_other_types_are_refused_by_name(value):
    text = "name in :p" if isinstance(value, list) else "name = :p"
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile(text, TARGET, params={"p": value})
    assert {problem.name for problem in caught.value.diagnostics} == {"invalid-parameter"}


def test_missing_and_unused_parameters_are_said():
    with pytest.raises(attioql.FilterError) as caught:
        attioql.compile("name = :wanted", TARGET, params={"given": "x"})
    assert [problem.name for problem in caught.value.diagnostics] == ["missing-parameter", "unused-parameter"]
