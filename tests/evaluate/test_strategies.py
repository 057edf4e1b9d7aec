"""The published strategies: what they draw in workspaces that are not the standard one."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.testing import attributes_of, cases

OWN = attioql.Workspace.from_dict(
    {
        "objects": {"people": {"attributes": {"name": {"type": "personal-name"}}}},
        "lists": {"people": {"parents": ["people"], "attributes": {"rank": {"type": "number"}}}},
    }
)
LIST = OWN["lists/people"]


def test_a_list_is_told_from_an_object_of_its_slug():
    path = {"path": [["people", "parent_record"], ["people", "name"]], "constraints": {"full_name": {"$eq": "a"}}}
    tree: Any = {"$and": [path, {"rank": {"value": {"$eq": 1}}}]}
    asked = {name: set(slugs) for name, slugs in attributes_of(tree, LIST).items()}
    assert asked == {"lists/people": {"parent_record", "rank"}, "people": {"name"}}


@given(st.sampled_from([LIST, OWN["people"]]).flatmap(cases))
def test_cases_of_a_list_and_an_object_of_one_slug(case):
    record, related = case.universe
    assert case.filter.matches(record, related=related) in {True, False}
    for (slug, _), other in related.items():
        assert other["values"].keys() == OWN[slug].attributes.keys()
