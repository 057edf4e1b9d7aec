"""The law of fixes on mutated filters: words of query text and of filter JSON dropped, doubled, swapped and put in from elsewhere."""

from fix_law import broken
from hypothesis import given
from mutated_filters import WORKSPACE, mutated

import attioql


@given(mutated())
def test_a_fix_takes_its_diagnostic_away_and_brings_no_new_error(drawn):
    slug, text = drawn
    wrong, _ = broken(text, lambda text: attioql.check(text, WORKSPACE[slug]))
    assert not wrong


@given(mutated())
def test_so_does_a_fix_of_the_linter(drawn):
    slug, text = drawn
    wrong, _ = broken(text, lambda text: attioql.lint(text, WORKSPACE[slug], select=["all"]))
    assert not wrong
