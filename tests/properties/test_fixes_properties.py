"""The laws of `attioql.fix` and `attioql.apply_fixes`, on filters that somebody got wrong and on valid ones, judged by the JSON itself."""

import copy
import json
import re

import pytest
from fix_law import applied, is_json
from hypothesis import assume, given
from hypothesis import strategies as st
from mutated_filters import WORKSPACE, mutated
from raw_json import holds

import attioql
from attioql.testing import attributes_of, filter_trees, universes

USED = {
    "people": ("name", "job_title", "email_addresses", "last_interaction", "created_at"),
    "companies": ("name", "domains", "twitter_follower_count", "categories"),
    "deals": ("stage", "value", "associated_people"),
}
COMMENT = re.compile(r"# c\d+\.")
LEVELS = st.sampled_from([attioql.Applicability.SAFE, attioql.Applicability.UNSAFE])


def reported(source, target, lint):
    return attioql.lint(source, target) if lint else attioql.check(source, target)


@st.composite
def valid(draw):
    """A filter with something to tidy up, and a record."""
    slug = draw(st.sampled_from([*USED]))
    target = WORKSPACE[slug]
    trees = filter_trees(target, attributes=USED[slug], max_conditions=4, paths=False)
    one, other = draw(trees), draw(trees)
    around = draw(
        st.sampled_from(
            [
                lambda: {"$and": [one, other, one]},
                lambda: {"$or": [{"$not": {"$not": one}}, other, other]},
                lambda: {"$not": {"$or": [one, {"$and": [other]}, one]}},
                lambda: {"$or": [one, {"$and": [one, other]}]},
                lambda: one,
            ]
        )
    )
    tree = around()
    return target, tree, draw(universes(target, attributes=attributes_of(tree, target)))


def spelled(tree, target, comments):
    """Write filter JSON as query text, with a comment behind every part."""
    match tree:
        case {"$not": inner}:
            return f"not ({spelled(inner, target, comments)})"
        case {"$and": members} | {"$or": members}:
            joined = f"\n{'and' if '$and' in tree else 'or'} "
            return joined.join(f"({spelled(member, target, comments)})" for member in members)
    comments.append(f"# c{len(comments)}.")
    return f"{attioql.load(tree, target).text()} {comments[-1]}\n"


@given(mutated(), LEVELS, st.booleans())
def test_what_remains_is_what_is_reported_of_the_result_and_nothing_is_left_to_apply(drawn, level, lint):
    slug, text = drawn
    target = WORKSPACE[slug]
    fixed = attioql.fix(text, target, applicability=level, lint=lint)
    assert fixed.remaining == reported(fixed.text, target, lint)
    again = attioql.fix(fixed.text, target, applicability=level, lint=lint)
    assert (again.text, again.applied, again.remaining) == (fixed.text, (), fixed.remaining)
    errors = [
        [each for each in found if each.severity == "error"]
        for found in (fixed.remaining, reported(text, target, lint))
    ]
    assert len(errors[0]) <= len(errors[1])
    if not fixed.applied:
        assert fixed.text == text


@given(mutated(), LEVELS, st.booleans())
def test_parsed_json_is_fixed_as_its_text_is_and_stays_as_it_was(drawn, level, lint):
    slug, text = drawn
    target = WORKSPACE[slug]
    assume(is_json(text))
    value = json.loads(text)
    assume(json.dumps(value, ensure_ascii=False) == text)
    before = copy.deepcopy(value)
    fixed = attioql.fix(value, target, applicability=level, lint=lint)
    assert value == before
    assert fixed.remaining == reported(fixed.value, target, lint)
    assert attioql.fix(fixed.value, target, applicability=level, lint=lint).applied == ()
    of_text = attioql.fix(text, target, applicability=level, lint=lint)
    assert json.loads(of_text.text) == fixed.value
    assert sorted(each.message for each in of_text.applied) == sorted(each.message for each in fixed.applied)


@given(mutated(), LEVELS)
def test_the_fix_of_one_diagnostic_is_applied_as_its_edits_say(drawn, level):
    slug, text = drawn
    for problem in attioql.check(text, WORKSPACE[slug]):
        fixes = [fix for fix in problem.fixes if fix.edits and fix.applicability >= level]
        expected = applied(text, fixes[0].edits) if fixes else text
        assert attioql.apply_fixes(text, [problem, problem], applicability=level) == expected


@given(mutated(), st.booleans(), st.randoms(use_true_random=False))
def test_the_order_of_diagnostics_does_not_matter_nor_how_often_one_is_given(drawn, parsed, random):
    slug, text = drawn
    target, unsafe = WORKSPACE[slug], attioql.Applicability.UNSAFE
    source = json.loads(text) if parsed and is_json(text) else text
    found = attioql.lint(source, target, select=["all"])
    shuffled = [*found, *random.choices(found, k=3)] if found else []
    random.shuffle(shuffled)
    assert attioql.apply_fixes(source, shuffled, applicability=unsafe) == attioql.apply_fixes(
        source, found, applicability=unsafe
    )


@given(valid())
def test_safe_fixes_keep_the_verdict_on_every_record(drawn):
    target, tree, universe = drawn
    expected = holds(tree, *universe)
    comments = []
    text = spelled(tree, target, comments)
    fixed = attioql.fix(text, target, lint=True)
    assert holds(attioql.compile(fixed.text, target).json(), *universe) is expected
    assert COMMENT.findall(fixed.text) == comments
    of_value = attioql.fix(tree, target, select=["all"])
    of_text = attioql.fix(json.dumps(tree), target, select=["all"])
    for value in (of_value.value, json.loads(of_text.text)):
        assert holds(value, *universe) is expected
    assert not any(each.severity == "error" for each in (*fixed.remaining, *of_value.remaining, *of_text.remaining))


@given(valid(), LEVELS)
def test_valid_json_is_fixed_alike_as_text_and_as_a_value(drawn, level):
    target, tree, _ = drawn
    of_text = attioql.fix(json.dumps(tree), target, applicability=level, select=["all"])
    of_value = attioql.fix(tree, target, applicability=level, select=["all"])
    assert attioql.load(of_text.text, target) == attioql.load(of_value.value, target)


@pytest.mark.parametrize("slug", [*USED])
def test_the_valid_filters_have_something_to_fix(slug):
    """Guards the laws above against filters that nothing is found in."""
    tree = {"$and": [{"$not": {"$not": {"name": "a"}}}, {"name": "b"}, {"name": "b"}]}
    assert attioql.fix(tree, WORKSPACE[slug], lint=True).applied
