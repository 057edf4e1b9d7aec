"""Laws of what the linter concludes: a part that is said never to match has no record, one that always matches has them all."""

import hypothesis.strategies as st
from hypothesis import given

from attioql import Workspace
from attioql.filter import Filter
from attioql.filters.canonical import canonical
from attioql.filters.model import And, Not
from attioql.linter.json_tree import json_tree
from attioql.linter.survey import survey
from attioql.linter.tree import Subject
from attioql.linter.verdicts import verdicts_of
from attioql.testing import attributes_of, filter_trees, universes

WORKSPACE = Workspace.standard()
TARGETS = {
    "companies": ("name", "domains", "twitter_follower_count", "foundation_date"),
    "deals": ("stage", "value", "owner"),
    "people": ("email_addresses", "name", "last_interaction"),
}


@st.composite
def filters_and_records(draw):
    """A subject of few attributes, which come together often, and a record with values of them."""
    target = WORKSPACE[draw(st.sampled_from(sorted(TARGETS)))]
    tree = draw(filter_trees(target, max_conditions=8, paths=False, attributes=TARGETS[target.slug]))
    universe = draw(universes(target, attributes=attributes_of(tree, target)))
    return Subject(target, json_tree(tree, None, target), "json", {}), universe


@given(filters_and_records())
def test_no_record_contradicts_a_verdict(case):
    subject, universe = case
    negated = {visit.part: visit.negated for visit in survey(subject.root).visits}
    for verdict in verdicts_of(subject).reported:
        here = verdict.visit.part
        beside = verdict.because if verdict.beside else ()
        reasons = [part.meaning if negated[part] is negated[here] else Not(part.meaning) for part in beside]
        meaning = And((here.meaning, *reasons))
        matches = Filter(canonical(meaning), subject.target).matches(universe.record, related=universe.related.get)
        assert matches is verdict.always
