"""The table of operators: a row that a room cannot handle is found when it is loaded."""

import json
import operator

import pytest

from attioql.catalog.types import load_types
from attioql.operators import TESTS
from attioql.resources import read_resource, replaced

ROW = {
    "role": "equal",
    "ignores_case": True,
    "spellings": {"echoes": {}, "not echoes": {"negates": "echoes"}},
    "verb": "equals, whatever the case",
    "says": "is, whatever the case,",
    "denies": "is not, whatever the case,",
}


def _types(row=ROW, *, kind="text"):
    data = json.loads(read_resource("schemas", "attribute-types.json"))
    data["operators"]["$echoes"] = row
    data["types"][kind]["properties"]["value"]["operators"].append("$echoes")
    return {("schemas", "attribute-types.json"): json.dumps(data)}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (ROW, "operator \\$echoes: no test"),
        ({**ROW, "role": "smell"}, "operator \\$echoes: no role smell"),
        ({**ROW, "spellings": {"echoes": {"takes": "two"}}}, "operator echoes: no operand two"),
    ],
)
def test_a_row_that_a_room_cannot_handle_is_refused_when_it_is_loaded(monkeypatch, row, message):
    if row is not ROW:
        monkeypatch.setitem(TESTS, "$echoes", operator.eq)
    with replaced(_types(row)), pytest.raises(ValueError, match=message):
        load_types()


def test_a_kind_that_the_logic_cannot_order_so_is_refused(monkeypatch):
    monkeypatch.setitem(TESTS, "$echoes", operator.eq)
    with (
        replaced(_types(kind="number")),
        pytest.raises(ValueError, match=r"value: values of the kind 'number' cannot be tested by \$echoes"),
    ):
        load_types()


def test_a_function_without_a_row_is_refused(monkeypatch):
    monkeypatch.setitem(TESTS, "$echoes", operator.eq)
    with replaced({}), pytest.raises(ValueError, match=r"operator \$echoes: no row for its function"):
        load_types()
