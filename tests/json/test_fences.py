"""Filters that were copied together with the fences of their code block."""

import pytest

import attioql
from attioql.text.fences import find_fences
from attioql.text.source import Span


def applied(text, fix):
    for edit in sorted(fix.edits, reverse=True):
        text = text[: edit.span.start] + edit.replacement + text[edit.span.end :]
    return text


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"name": "x"}\n```',
        '```\n{"name": "x"}\n```\n',
        '~~~ json\n{"name": "x"}\n~~~',
        'Here is the filter:\n\n```json\n{"name": "x"}\n```\n\nGood luck!\n',
        '```json\n{"name": "x"}\n',
    ],
)
def test_json_in_a_code_block_is_named_and_taken_out(text, standard):
    target = standard["companies"]
    with pytest.raises(attioql.FilterError) as caught:
        attioql.load(text, target)
    [problem] = caught.value.diagnostics
    assert "fenced code block" in problem.message
    assert text[slice(*problem.span)].startswith(("```", "~~~"))
    [fix] = problem.fixes
    assert attioql.load(applied(text, fix), target).json() == {"name": {"$eq": "x"}}


@pytest.mark.parametrize(
    "text", ['```\nname = "x"\n```', '```sql\nname = "x" and\ndescription = "y"\n```\n', '```name = "x"```']
)
def test_query_text_in_a_code_block_has_one_error_and_its_content_as_fix(text, standard):
    [problem] = attioql.check(text, standard["companies"])
    [fix] = problem.fixes
    assert attioql.check(applied(text, fix), standard["companies"]) == ()


def test_what_is_no_fence():
    assert find_fences('name = "```"') == ()
    assert find_fences("# ```\nname = 1") == ()
    assert find_fences("``x``") == ()
    assert find_fences("```") == ((Span(0, 3), Span(3, 3)),)


def test_every_fence_is_found():
    text = "```\na\n```\nb\n~~~x\n```\n~~~\n"
    assert [text[slice(*fence.content)] for fence in find_fences(text)] == ["a", "```"]
