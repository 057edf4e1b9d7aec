"""Whatever the checker says of a filter, the linter says too, though it makes the canonical form only where it has to."""

import pytest

from attioql import Workspace, check, lint

PEOPLE = Workspace.standard()["people"]


def _nested(levels):
    """Nest groups so that each level adds one: `and` in `or` in `and`, each in parentheses."""
    text = "name is empty"
    for level in range(levels):
        text = f"({text} {'or' if level % 2 else 'and'} twitter_follower_count > {level})"
    return text


@pytest.mark.parametrize("levels", [1, 95, 96, 97, 98, 99, 100, 199, 200, 201, 202, 400])
def test_nesting_is_too_deep_for_both_or_for_neither(levels):
    text = _nested(levels)
    told = [each.name for each in check(text, PEOPLE)]
    assert [each.name for each in lint(text, PEOPLE, select=())] == told
    assert told == (["nesting-too-deep"] if levels > 200 else [])


@pytest.mark.parametrize(
    "text",
    [
        'first_email_interaction.interaction_type = "fax"',
        "created_by.referenced_actor_id is not empty",
        'created_by{referenced_actor_type = "api-token"}',
        'not (name is empty and first_email_interaction.interaction_type = "fax")',
        "name is empty and nothing > 3 and name > 4",
    ],
)
def test_both_doubt_the_same(text):
    told = check(text, PEOPLE)
    assert told
    assert lint(text, PEOPLE, select=[each.name for each in told if each.severity.value != "error"]) == told


@pytest.mark.parametrize("given", ["contradiction", [5], [None]])
def test_names_of_rules_come_as_texts_in_a_list(given):
    with pytest.raises(TypeError, match="names of rules"):
        lint("name.first_name = 'x'", PEOPLE, select=given)
    with pytest.raises(TypeError, match="names of rules"):
        lint("name.first_name = 'x'", PEOPLE, ignore=given)
