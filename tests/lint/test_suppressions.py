"""Suppressions in query text: which lines a comment counts for, and what is ignored for nothing."""

import pytest

import attioql
from attioql.linter.suppressions import Lines, lines_of
from attioql.text.source import Source, Span

DEALS = attioql.Workspace.standard()["deals"]
FOUND = "not not value > 5"


def names(text):
    return [found.name for found in attioql.lint(text, DEALS, select=["all"]) if found.name != "negation-matches-empty"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{FOUND} # attioql: ignore[double-negation]", []),
        (f"# attioql: ignore[double-negation]\n{FOUND}", []),
        (f"name = 'x' and\n  # attioql: ignore[double-negation]\n  {FOUND}", []),
        (f"# attioql: ignore[double-negation]\n# why\n\n  # and more\n{FOUND}", []),
        (f"# attioql: ignore[double-negation]\n\n# attioql: ignore[double-negation]\n{FOUND}", []),
        (f"# attioql: ignore[double-negation]\nname = 'x' and\n{FOUND}", ["unused-suppression", "double-negation"]),
        (f"# attioql: ignore[double-negation]\n{FOUND} and # why\nname = 'x'", []),
        (f"name = 'x' and # attioql: ignore[double-negation]\n{FOUND}", ["unused-suppression", "double-negation"]),
        (f"{FOUND}\n# attioql: ignore[double-negation]", ["double-negation", "unused-suppression"]),
        (f"{FOUND}\n# attioql: ignore-file[double-negation]", []),
        (f"{FOUND}\n# attioql: ignore-file[double-negation, AQ814]", []),
        ("name = 'x' # attioql: ignore[AQ814, lost-day, lost-day]", ["unused-suppression"] * 2),
        ("not # attioql: ignore[double-negation]\nnot\nvalue > 5", []),
        ("not\nnot\nvalue > 5 # attioql: ignore[double-negation]", []),
        ("not\nnot # attioql: ignore[double-negation]\nvalue > 5", ["double-negation", "unused-suppression"]),
        (f"{FOUND} and nothing = 1 # attioql: ignore[lost-day]", ["unknown-attribute"]),
    ],
)
def test_a_suppression_counts_for_its_line_or_for_the_next_that_has_a_condition(text, expected):
    assert names(text) == expected


def test_what_is_not_selected_is_not_reported_as_unused():
    text = "name = 'x' # attioql: ignore[lost-day]"
    assert attioql.lint(text, DEALS, select=["double-negation", "unused-suppression"]) == ()


def test_a_span_counts_on_the_lines_it_begins_and_ends_on():
    source = Source("a\nbc\nd\n")
    assert lines_of(source, Span(0, 4)) == Lines(1, 2)
    assert lines_of(source, Span(0, 5)) == Lines(1, 2)
    assert lines_of(source, Span(0, 6)) == Lines(1, 3)
    assert lines_of(source, Span(2, 2)) == Lines(2, 2)


def test_very_many_suppressions_and_comments_take_no_time_to_speak_of():
    lines = ["# attioql: ignore[double-negation] why", "# more"] * 4_000
    assert names("\n".join([*lines, FOUND])) == []
