"""The canonical form keeps the meaning, on every record of a small universe. The evaluator here is naive on purpose."""

from hypothesis import given
from hypothesis import strategies as st

from attioql.catalog.workspace import Workspace
from attioql.checker.names import walked_path
from attioql.filters import model as filter_model
from attioql.filters.canonical import canonical
from attioql.filters.model import And, Condition, Not, Or

TARGET = Workspace.standard()["companies"]


def _place(slug):
    return walked_path(TARGET, [(TARGET, TARGET.attributes[slug])])


def _condition(slug, *tests):
    properties = _place(slug).attribute.type.properties
    made = tuple(filter_model.Test(properties[name].operators[operator], value) for name, operator, value in tests)
    return Condition.of(_place(slug), made)


number = st.tuples(st.sampled_from(["$eq", "$gt", "$gte", "$lt", "$lte"]), st.integers(0, 2))
one_number = st.lists(number, min_size=1, max_size=2, unique_by=lambda test: test[0]).map(
    lambda tests: _condition("twitter_follower_count", *(("value", *test) for test in tests))
)
name = st.one_of(
    st.sampled_from("ab").map(lambda value: _condition("name", ("value", "$eq", value))),
    st.lists(st.sampled_from("abc"), min_size=1).map(
        lambda values: _condition("name", ("value", "$in", tuple(values)))
    ),
    st.sampled_from("ab").map(lambda value: _condition("name", ("value", "$contains", value))),
)
domain = st.lists(
    st.tuples(st.sampled_from(["domain", "root_domain"]), st.just("$eq"), st.sampled_from("ab")),
    min_size=1,
    max_size=2,
    unique_by=lambda test: test[0],
).map(lambda tests: _condition("domains", *tests))
reference = st.lists(st.sampled_from("12"), min_size=1, max_size=2).map(
    lambda ids: _condition("team", ("target_object", "$eq", "people"), ("target_record_id", "$in", tuple(ids)))
)
models = st.recursive(
    st.one_of(one_number, name, domain, reference),
    lambda children: st.one_of(
        children.map(Not),
        st.lists(children, min_size=1, max_size=4).map(lambda members: And(tuple(members))),
        st.lists(children, min_size=1, max_size=4).map(lambda members: Or(tuple(members))),
    ),
    max_leaves=12,
)
records = st.fixed_dictionaries(
    {
        "twitter_follower_count": st.lists(st.integers(0, 2).map(lambda value: {"value": value}), max_size=1),
        "name": st.lists(st.sampled_from(["a", "b", "ab", "c"]).map(lambda value: {"value": value}), max_size=1),
        "domains": st.lists(
            st.fixed_dictionaries({"domain": st.sampled_from("abc"), "root_domain": st.sampled_from("abc")}), max_size=2
        ),
        "team": st.lists(
            st.sampled_from("123").map(lambda i: {"target_object": "people", "target_record_id": i}), max_size=2
        ),
    }
)
_PASSES = {
    "$eq": lambda value, operand: value == operand,
    "$in": lambda value, operand: value in operand,
    "$contains": lambda value, operand: operand in value,
    "$gt": lambda value, operand: value > operand,
    "$gte": lambda value, operand: value >= operand,
    "$lt": lambda value, operand: value < operand,
    "$lte": lambda value, operand: value <= operand,
}


def matches(node, values):
    match node:
        case Condition(place, tests=tests):
            return any(
                all(_PASSES[test.operator.name](value[test.operator.property], test.value) for test in tests)
                for value in values[place.attribute.slug]
            )
        case Not(operand):
            return not matches(operand, values)
        case And(members):
            return all(matches(member, values) for member in members)
        case Or(members):
            return any(matches(member, values) for member in members)
    raise AssertionError(node)


@given(models, st.lists(records, min_size=1, max_size=5))
def test_the_canonical_form_keeps_the_verdict(model, universe):
    normal = canonical(model)
    for values in universe:
        assert matches(normal, values) == matches(model, values)


@given(models)
def test_the_canonical_form_is_its_own(model):
    normal = canonical(model)
    assert canonical(normal) == normal


@given(models)
def test_not_wraps_one_condition_and_groups_alternate(model):
    waiting = [canonical(model)]
    while waiting:
        match waiting.pop():
            case Not(operand):
                assert isinstance(operand, Condition)
            case And(members) | Or(members) as group:
                assert len(members) > 1
                assert not any(type(member) is type(group) for member in members)
                waiting.extend(members)
