"""What the library returns can be pickled and copied, and a copy is the same."""

import copy
import pickle

import pytest

import attioql

PEOPLE = attioql.Workspace.standard()["people"]
DOUBTED = {"first_interaction": {"interaction_type": "letter"}}


@pytest.mark.parametrize("again", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
@pytest.mark.parametrize(
    "made",
    [
        attioql.load(DOUBTED, PEOPLE),
        attioql.compile('first_interaction.interaction_type = "letter"', PEOPLE),
        attioql.check(DOUBTED, PEOPLE),
        attioql.check({"job_title": 5}, PEOPLE),
        attioql.check("job_titel = 5", PEOPLE),
    ],
    ids=["filter from JSON", "filter from text", "warnings of JSON", "errors of JSON", "errors of text"],
)
def test_a_copy_is_equal(made, again):
    assert again(made) == made


@pytest.mark.parametrize("again", [copy.deepcopy, lambda value: pickle.loads(pickle.dumps(value))])
def test_a_copy_of_a_kind_of_value_is_the_kind(again):
    for attribute in PEOPLE.attributes.values():
        for prop in attribute.type.properties.values():
            assert again(prop.kind) is prop.kind
