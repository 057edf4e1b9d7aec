"""A few random edits; `random_edits.py` makes as many as one wants."""

import pytest
from random_edits import UNITS, edit_at_random


@pytest.mark.parametrize("encoding", UNITS)
def test_after_random_edits_the_diagnostics_are_those_of_a_fresh_check(sessions, encoding):
    async def test(session):
        assert await edit_at_random(session, 120, 20, encoding)

    sessions(test, encodings=[encoding])
