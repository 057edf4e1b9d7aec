"""Branches that others cover, in groups too long for all pairs to be compared."""

import attioql
from attioql.limits import LIMITS

PEOPLE = attioql.Workspace.standard()["people"]


def test_branches_that_are_found_take_no_room_from_those_that_come_later():
    source = " or ".join(f'name contains "x{number}"' for number in range(250))
    found = attioql.lint(source, PEOPLE, select=["subsumed-branch"])
    assert len(found) == LIMITS.diagnostics
