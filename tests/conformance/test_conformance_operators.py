"""Every attribute type, property and operator of the language, allowed and refused: the tables of `operators.json`."""

from __future__ import annotations

import pytest

from attioql.catalog.types import load_types

ROWS = {"test_row": ("operators.json",)}


def test_row(row, conformance):
    conformance.assert_row(row)


def test_the_tables_leave_no_combination_out(conformance):
    operators = conformance.read("operators.json")["operators"]
    told = {(row["type"], row["property"], row["operator"]) for row in conformance.rows_of("operators.json")}
    properties = [(slug, name) for slug, kind in load_types().types.items() for name in kind.properties]
    assert {(slug, name, operator) for slug, name in properties for operator in operators} <= told


@pytest.mark.parametrize("table", ["bare", "many", "path", "entry"])
def test_every_way_to_reach_an_attribute_is_told_for_every_type(table, conformance):
    operators = conformance.read("operators.json")["operators"]
    rows = [row for row in conformance.rows_of("operators.json") if row["table"] == table]
    told = sorted((row["type"], row["operator"]) for row in rows)
    assert told == sorted((slug, operator) for slug in load_types().types for operator in operators)


def test_no_row_is_told_twice(conformance):
    texts = [(row["target"], row["text"]) for row in conformance.rows_of("operators.json")]
    assert len(texts) == len(set(texts))
