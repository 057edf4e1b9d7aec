"""Near misses: which known name is meant, and when none is near enough."""

from __future__ import annotations

import pytest

from attioql.diagnostics.suggest import edit_distance, nearest

SLUGS = ("name", "domains", "description", "employee_range", "created_at", "created_by")


@pytest.mark.parametrize(
    ("left", "right", "distance"),
    [
        ("", "", 0),
        ("name", "name", 0),
        ("", "name", 4),
        ("nam", "name", 1),
        ("names", "name", 1),
        ("nome", "name", 1),
        ("nmae", "name", 1),
        ("anme", "name", 1),
        ("eman", "name", 3),
        ("kitten", "sitting", 3),
    ],
)
def test_the_distance_counts_edits_and_a_swap_of_neighbours_once(left, right, distance):
    assert edit_distance(left, right, 9) == distance
    assert edit_distance(right, left, 9) == distance


@pytest.mark.parametrize(("left", "right"), [("kitten", "sitting"), ("name", "a much longer name"), ("abc", "xyz")])
def test_a_distance_past_the_limit_is_one_more_than_the_limit(left, right):
    assert edit_distance(left, right, 2) == 3


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("nmae", "name"),
        ("Name", "name"),
        ("NAME", "name"),
        ("domain", "domains"),
        ("employe_rnage", "employee_range"),
        ("created_ta", "created_at"),
        ("x", None),
        ("nm", None),
        ("revenue", None),
        ("", None),
    ],
)
def test_the_nearest_name_is_within_a_third_of_the_length(name, meant):
    assert nearest(name, SLUGS) == meant


def test_a_tie_goes_to_the_first_in_the_alphabet_whatever_the_order():
    assert nearest("created_a", ["created_b", "created_c"]) == "created_b"
    assert nearest("created_a", ["created_c", "created_b"]) == "created_b"


def test_nothing_is_near_where_nothing_is_known():
    assert nearest("name", ()) is None


def test_a_name_too_long_to_compare_has_no_near_miss():
    assert nearest("n" * 201, ["n" * 200]) is None
    assert nearest("n" * 200, ["n" * 199]) == "n" * 199
