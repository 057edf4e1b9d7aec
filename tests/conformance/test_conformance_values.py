"""Values, accepted and refused, as literals and as parameters: the tables of `values.json`."""

from __future__ import annotations

ROWS = {"test_row": ("values.json",)}


def test_row(row, conformance):
    conformance.assert_row(row)
