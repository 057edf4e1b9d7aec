"""Sentences, labels and table cells are broken between words, never inside them or inside backticks."""

import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import attioql
from attioql.cli.app import app
from attioql.diagnostics.build import replace
from attioql.diagnostics.model import Applicability, Diagnostic, Edit, Fix
from attioql.errors import FilterError
from attioql.report.columns import NO_BREAK, table_lines
from attioql.report.human import human_report
from attioql.text.source import Span
from attioql.text.width import width, words, wrapped

TEXTS = (
    "last_email_interaction is not empty and namee = 5",
    'associated_deals.owner.foo = 1 or last_email_interaction contains "x"',
    'name contains ("a", "b") and created_at during 2024-Q1 or description > 5 and has name',
    '{"last_email_interaction": {"$not_empty": true}, "path": [["people", "company"]]}',
    '{"and": [{"email": "x"}, {"created_at": {"$gt": "now-30d"}}], "primary_location": {"$contains": "Paris"}}',
)


@given(st.lists(st.text("abc_é漢", min_size=1, max_size=12), min_size=1, max_size=30), st.integers(8, 60))
def test_wrapping_keeps_the_words_and_the_width(written, columns):
    text = " ".join(written)
    lines = wrapped(text, columns)
    assert " ".join(lines) == text
    assert all(width(line) <= columns or len(words(line)) == 1 for line in lines)


def test_what_stands_in_backticks_stays_on_one_line():
    assert wrapped("write `name is not empty` here", 20) == ["write", "`name is not empty`", "here"]
    assert wrapped("write `a very long condition in backticks` here", 20) == [
        "write `a very long",
        "condition in",
        "backticks` here",
    ]


@pytest.mark.parametrize("columns", [40, 60, 80, 120])
@pytest.mark.parametrize("text", TEXTS)
def test_a_report_fits_and_says_the_same(text, columns, standard):
    problems = attioql.check(text, standard["people"])
    assert problems
    report = human_report(problems, columns, wrap=True)
    said = [*(each.message for each in problems), *(note for each in problems for note in each.notes)]
    flat = re.sub(r"\s+", " ", report)
    for sentence in said:
        assert re.sub(r"\s+", " ", sentence) in flat
    for line in report.splitlines():
        is_of_a_fix = re.match(r" *\d+ [-+] ", line)
        assert width(line) <= columns or len(words(line.strip())) == 1 or "--> " in line or is_of_a_fix


def test_a_fix_is_shown_whole_or_said_to_be_cut():
    source, edit = attioql.Source(f"name = '{'a' * 900}' and nme = 1"), "name"
    at = source.text.index("nme")
    fix = replace("write `name`", Span(at, at + 3), edit)
    problem = Diagnostic("unknown-attribute", "x", Span(at, at + 3), fixes=(fix,), source=source)
    written = source.text.replace("nme", edit)
    for report in (human_report([problem], 40, wrap=True), human_report([problem]), str(FilterError((problem,)))):
        assert f"1 + {written}\n" in f"{report}\n"
    long = attioql.Source(source.text.replace("a'", "a'" + " " * 200))
    later = Span(at + 200, at + 203)
    cut = problem.__class__("unknown-attribute", "x", later, fixes=(replace("write `name`", later, edit),), source=long)
    assert "; the lines are too long to be shown whole" in human_report([cut])
    several = attioql.Source("nme = 1\n" + "or nme = 1\n" * 12)
    edits = [Edit(Span(found.start(), found.end()), edit) for found in re.finditer("nme", several.text)]
    many = Fix("write `name`", Applicability.UNSAFE, tuple(edits))
    told = human_report([Diagnostic("unknown-attribute", "x", Span(0, 3), fixes=(many,), source=several)])
    assert "; it changes 13 lines, which are not shown" in told


def test_a_label_without_room_beside_its_mark_stands_below():
    source = attioql.Source("x" * 50 + " = 1")
    label = attioql.Label(attioql.Span(0, 50), "this text is long and goes on below the mark that it belongs to")
    problem = attioql.Diagnostic("unknown-attribute", "no", attioql.Span(0, 50), labels=(label,), source=source)
    lines = human_report([problem], 60, wrap=True).splitlines()
    assert lines[4:] == [
        "  | " + "^" * 50,
        "  |                 this text is long and goes on below the",
        "  |                 mark that it belongs to",
    ]


def test_a_report_that_is_not_wrapped_keeps_its_sentences_on_one_line(standard):
    [problem, *_] = attioql.check(TEXTS[0], standard["people"])
    assert problem.message in human_report([problem], 40)


def test_a_table_fits_between_words():
    rows = [("a_slug_that_is_longer_than_the_column", "some words to break", f"not{NO_BREAK}in"), ("short", "x", "in")]
    lines = [line.text for line in table_lines(("attribute", "what it says", "operators"), rows, 40)]
    assert lines == [
        "attribute        what it says  operators",
        "a_slug_that_is_longer_than_the_column",
        "                 some words    not in",
        "                 to break",
        "short            x             in",
    ]
    assert [line.is_heading for line in table_lines(("a", "b"), [("c", "d")])] == [True, False]


def test_a_first_cell_that_is_too_wide_stands_alone_beside_a_column_that_is_wider():
    word = "one_word_that_no_column_of_the_table_can_be_narrower_than"
    lines = [line.text for line in table_lines(("name", "says"), [(f"a{NO_BREAK}name_of_twenty_lett", word)], 40)]
    assert lines == ["name          says", "a name_of_twenty_lett", f"              {word}"]


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        *(("e", 1), ("é", 1), ("漢", 2), ("Ａ", 2), ("\U0001f600", 2), ("\t", 4)),
        *(("e\u0301", 1), ("\u0901", 0), ("\u20dd", 0), ("\u200d", 0), ("\u00ad", 0), ("\ufeff", 0)),
        *(("\x07", 1), ("\u202e", 1), ("\ud800", 1)),
    ],
)
def test_a_character_takes_the_columns_of_a_terminal(text, columns):
    assert width(text) == columns
    assert width(f"a{text}b{text}") == 2 + 2 * columns


@pytest.mark.parametrize(
    "arguments",
    [["types"], ["attributes", "people"], ["explain"], ["check", "people", TEXTS[0]], ["types", "location"]],
)
def test_a_terminal_of_80_columns_breaks_no_word(arguments):
    wide, narrow = (_printed(arguments, columns) for columns in (500, 80))
    assert all(width(line) <= 80 for line in narrow.splitlines() if "https://" not in line)
    assert sorted(set(narrow.split())) == sorted(set(wide.split()))


def _printed(arguments, columns):
    env = {"FORCE_COLOR": "1", "COLUMNS": str(columns), "TERM": "xterm"}
    done = CliRunner(env=env).invoke(app, arguments)
    return re.sub(r"\x1b\[[0-9;]*m", "", done.stdout)
