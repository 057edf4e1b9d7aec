"""What stands at an offset: attributes, properties, operators and values, in query text and in filter JSON."""

import pytest
from completion_targets import BOATS

import attioql

CASES = [
    ("sk|ipper.first_name = 'x'", "skipper", "**Skipper** (personal name)"),
    ("skipper.first|_name = 'x'", "first_name", "`first_name` takes"),
    ("name cont|ains 'x'", "contains", "The value matches part of a text (`$contains`)."),
    ("name not cont|ains 'x'", "not contains", "Matches unless the value matches part of a text (`$contains`)."),
    ("name i|s empty", "is empty", "The attribute has no value (`$not_empty`)."),
    ("name is not emp|ty", "is not empty", "The attribute has a value (`$not_empty`)."),
    ("name i|n ('x')", "in", "The value is one of a list (`$eq`)."),
    ("name not i|n ('x')", "not in", "Matches unless the value is one of a list (`$eq`)."),
    (
        "length betw|een 1 and 2",
        "between",
        "The value is at least the first value and is at most the second value (`$gte`, `$lte`).",
    ),
    ("built_on dur|ing 2024", "during", "The value lies in a period, before its end (`$gte`, `$lt`)."),
    ("built_on >= now - 3|d", "now - 3d", "The current instant. Moved by `-3d`."),
    ("built_on >= tomorrow + 1|w", "tomorrow + 1w", "The day after today, or the instant it starts. Moved by `+1w`."),
    ("nonsense = 1 and stage = 'Le|ad'", "'Lead'", "An option of `stage`."),
    ("rig in ('Sloop', 'Ke|tch')", "'Ketch'", "An option of `rig`."),
    ("built_on >= tod|ay", "today", "The current day"),
    ("last_call.interacted_at during last| week", "last week", "A period"),
    ("mooring { line|_1 = 'x' }", "line_1", "`line_1` takes"),
    ("owner.bo|ats.name = 'x'", "boats", "**Boats** (record reference to `boats`, several values)"),
    ("parties[sailors].ra|nk = 'x'", "rank", "**Rank** (text)"),
    ("not (insured or sta|ge = 'Lead')", "stage", "**Stage** (status)"),
    ("name = 'x' ord|er by name", "order by", "Sorts the records"),
    ("order by skipper.last|_name desc", "last_name", "`last_name` takes"),
    ("order by name, skip|per limit 5", "skipper", "**Skipper** (personal name)"),
    ("order by name lim|it 5", "limit", "The number of records that the request returns at most."),
    ("sta|ge = 'Lead' limit 5 offset 3", "stage", "**Stage** (status)"),
    ("limit 5 off|set 3", "offset", "The number of records that the request skips."),
    ("limit 5 order by na|me", "name", "**Name** (text)"),
    ('{"sta|ge": "Lead"}', '"stage"', "**Stage** (status)"),
    ('{"stage": {"$e|q": "Lead"}}', '"$eq"', "The value equals (`$eq`)."),
    ('{"stage": "Le|ad"}', '"Lead"', "An option of `stage`."),
    ('{"skipper": {"first|_name": "x"}}', '"first_name"', "`first_name` takes"),
]


@pytest.mark.parametrize(("text", "about", "said"), CASES, ids=[text for text, _, _ in CASES])
def test_hover(text, about, said):
    before, after = text.split("|")
    found = attioql.hover(before + after, len(before), BOATS)
    assert found is not None
    assert (before + after)[found.span.start : found.span.end] == about
    assert found.documentation.startswith(said)


@pytest.mark.parametrize(
    "text",
    [
        "name = 'x|yz'",
        "| ",
        "nonsense| = 1",
        "name = 'x'  # comm|ent",
        '{"nonsense|": 1}',
        "length = 1|2",
        "limit 1|2",
        "order by name de|sc",
    ],
)
def test_there_is_nothing_to_say(text):
    before, after = text.split("|")
    assert attioql.hover(before + after, len(before), BOATS) is None


def test_a_title_is_shown_as_it_is_in_markdown():
    workspace = attioql.Workspace.from_dict(
        {
            "objects": {
                "boats": {
                    "singular": "Boat",
                    "plural": "Boats",
                    "attributes": {"x": {"title": "*a* <b>\n[c](d)", "type": "text"}},
                }
            }
        }
    )
    found = attioql.hover("x = 'y'", 0, workspace["boats"])
    assert found is not None
    assert found.documentation == r"**\*a\* \<b\> \[c\](d)** (text)"


@pytest.mark.parametrize("offset", [-1, 9])
def test_an_offset_outside_the_text_is_an_error(offset):
    with pytest.raises(ValueError, match="offset must be from 0 to 8"):
        attioql.complete("name = 1", offset, BOATS)


@pytest.mark.parametrize(
    ("text", "offset", "target"), [(1, 0, BOATS), ("", "0", BOATS), ("", True, BOATS), ("", 0, "people")]
)
def test_arguments_of_the_wrong_type_are_errors(text, offset, target):
    with pytest.raises(TypeError):
        attioql.complete(text, offset, target)
    with pytest.raises(TypeError):
        attioql.hover(text, offset, target)
