"""Laws that hold in a workspace of one's own as in the standard one: filters keep their meaning whatever they are written as."""

import copy
from itertools import combinations, product

import pytest
from hypothesis import example, given, settings
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


OWNERS = [*product((1, 2), ("x", "y"))]
"""The age and the job of each person who may own a boat."""

NAMES = ("a", "b")
TESTS = {
    "owner.age = 1": lambda owner: owner[0] == 1,
    "owner.age = 2": lambda owner: owner[0] == 2,
    'owner.job = "x"': lambda owner: owner[1] == "x",
    'owner.job = "y"': lambda owner: owner[1] == "y",
}


def _one_or_several_owners(many):
    owner = {"type": "record-reference", "id": "o", "objects": ["people"], "many": many}
    of_boats = {"name": {"type": "text", "id": "n"}, "owner": owner}
    of_people = {"age": {"type": "number", "id": "p"}, "job": {"type": "text", "id": "q"}}
    objects = {"boats": of_boats, "people": of_people}
    rows = {slug: {"singular": slug, "plural": slug, "attributes": known} for slug, known in objects.items()}
    return attioql.Workspace.from_dict({"objects": rows})


ONE, SEVERAL = _one_or_several_owners(many=False), _one_or_several_owners(many=True)
FORMULAS = st.recursive(
    st.sampled_from([*TESTS, *(f'name = "{name}"' for name in NAMES)]),
    lambda inner: st.one_of(
        st.tuples(st.just("not"), inner),
        st.tuples(st.sampled_from(["and", "or"]), st.lists(inner, min_size=2, max_size=3)),
    ),
    max_leaves=5,
)


def _written(formula):
    match formula:
        case str():
            return formula
        case ("not", operand):
            return f"not ({_written(operand)})"
        case (word, members):
            return f" {word} ".join(f"({_written(member)})" for member in members)


def _matches(formula, name, owners):
    """Tell whether a boat with a name and owners matches: each condition needs an owner that passes it."""
    match formula:
        case str():
            return any(map(TESTS[formula], owners)) if formula in TESTS else formula == f'name = "{name}"'
        case ("not", operand):
            return not _matches(operand, name, owners)
        case (word, members):
            return (all if word == "and" else any)([_matches(member, name, owners) for member in members])


def _is_about_one_owner_at_a_time(formula):
    """Tell whether several owners match as soon as one of them alone does, or only if each of them alone does."""
    several = [group for number in (2, 3, 4) for group in combinations(OWNERS, number)]
    return all(
        any(
            all(
                _matches(formula, name, group) == count(_matches(formula, name, [owner]) for owner in group)
                for group in several
            )
            for count in (any, all)
        )
        for name in NAMES
    )


def _verdict(text, old, new, slug="boats"):
    document = read_document(attioql.Source(text, "a.json" if text.startswith("{") else "a.attioql"))
    [effect] = Impact(compare(old, new), None).of_document(document, slug)
    return effect.verdict


@pytest.mark.parametrize(("old", "new"), [(ONE, SEVERAL), (SEVERAL, ONE)])
@given(formula=FORMULAS)
@example(formula=("not", ("and", ['owner.job = "x"', 'owner.job = "y"'])))
@example(formula=("or", [("not", "owner.age = 1"), "owner.age = 2"]))
def test_a_filter_that_keeps_its_meaning_is_about_one_of_several_values_at_a_time(old, new, formula):
    if _verdict(_written(formula), old, new) == "same":
        assert _is_about_one_owner_at_a_time(formula)


@given(formula=FORMULAS)
def test_a_filter_and_its_negation_change_together_where_owners_become_several(formula):
    text = _written(formula)
    assert _verdict(text, ONE, SEVERAL) == _verdict(f"not ({text})", ONE, SEVERAL)


@pytest.fixture(scope="module")
def flipped(data):
    """The harbour, where each attribute takes several values that took one, and one that took several."""
    changed = copy.deepcopy(data)
    for target in changed["objects"].values():
        for attribute in target["attributes"].values():
            attribute["many"] = not attribute.get("many", False)
    return attioql.Workspace.from_dict(changed)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=25)
@given(data=st.data())
def test_every_filter_and_its_negation_change_together(slug, data, harbour, flipped):
    found = attioql.load(data.draw(filter_trees(harbour[slug])), harbour[slug])
    assert _verdict(found.dumps(), harbour, flipped, slug) == _verdict((~found).dumps(), harbour, flipped, slug)
