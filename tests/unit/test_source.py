"""Texts, spans, and the lines and columns that a person counts."""

from __future__ import annotations

import pytest

from attioql.text.source import Position, Source, Span

TEXT = 'name = "é"\nand x = "😀"\r\n\tand y = 1'


@pytest.mark.parametrize(
    ("offset", "line", "column"),
    [(0, 1, 1), (8, 1, 9), (10, 1, 11), (11, 2, 1), (20, 2, 10), (22, 2, 12), (24, 3, 1), (25, 3, 2), (34, 3, 11)],
)
def test_lines_and_columns_count_code_points_from_one(offset, line, column):
    assert Source(TEXT).position(offset) == Position(offset, line, column)


@pytest.mark.parametrize(("offset", "clamped"), [(-5, 0), (999, len(TEXT))])
def test_an_offset_outside_the_text_is_clamped(offset, clamped):
    assert Source(TEXT).position(offset).offset == clamped


@pytest.mark.parametrize(("offset", "column"), [(0, 0), (9, 9), (11, 0), (20, 9), (21, 11), (22, 12), (24, 0)])
def test_utf_16_columns_count_code_units_from_zero(offset, column):
    assert Source(TEXT).utf16_column(offset) == column


@pytest.mark.parametrize(("number", "line"), [(1, 'name = "é"'), (2, 'and x = "😀"'), (3, "\tand y = 1")])
def test_a_line_comes_without_its_break(number, line):
    assert Source(TEXT).line(number) == line


def test_an_empty_text_has_one_empty_line():
    source = Source("")
    assert source.line(1) == ""
    assert source.position(0) == Position(0, 1, 1)


def test_a_text_that_ends_with_a_break_has_an_empty_last_line():
    source = Source("a\n")
    assert source.line(2) == ""
    assert source.position(2) == Position(2, 2, 1)


def test_sources_are_equal_by_text_and_name_whatever_was_asked_of_them():
    asked, fresh = Source("a\nb"), Source("a\nb")
    asked.position(2)
    assert asked == fresh
    assert asked != Source("a\nb", "other")


def test_a_span_is_half_open():
    span = Span(7, 10)
    assert TEXT[span.start : span.end] == '"é"'
    assert span == (7, 10)
