"""Branches that others cover, in groups too long for all pairs to be compared."""

from decimal import Decimal

import pytest

import attioql
from attioql.limits import LIMITS

PEOPLE = attioql.Workspace.standard()["people"]
DEALS = attioql.Workspace.standard()["deals"]
ONLY = ["redundant-condition"]


def test_branches_that_are_found_take_no_room_from_those_that_come_later():
    source = " or ".join(f'name contains "x{number}"' for number in range(250))
    found = attioql.lint(source, PEOPLE, select=["subsumed-branch"])
    assert len(found) == LIMITS.diagnostics


@pytest.mark.parametrize("number", ["5", "1.50", "1.5e2", "1E+2", "150.00E-1", "-0", "-0.0"])
def test_a_number_of_filter_json_is_spelled_as_it_is_written(number):
    source = f'{{"value": {{"$gt": {number}, "$gte": {number}}}}}'
    (found,) = attioql.lint(source, DEALS, select=ONLY)
    assert found.message == f'this adds nothing: it follows from `"$gt": {number}`'


def test_numbers_of_several_filters_and_of_parsed_json_are_spelled_as_numbers():
    source = '[{"value": {"$gt": 1.50, "$gte": 1.50}}, {"value": {"$gte": 2.0e1, "$gt": 2.0e1}}]'
    said = [found.message.rpartition(": ")[2] for found in attioql.lint(f'{{"$or": {source}}}', DEALS, select=ONLY)]
    assert said == ["1.50`", "2.0e1`"]
    parsed = {"value": {"$gt": Decimal("1.50"), "$gte": Decimal("1.50")}}
    (found,) = attioql.lint(parsed, DEALS, select=ONLY)
    assert found.message.endswith('`"$gt": 1.50`')
