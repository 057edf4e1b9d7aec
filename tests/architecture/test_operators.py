"""An operator of filter JSON is named in the table alone: every other module asks for its role."""

import ast
from pathlib import Path

import pytest

import attioql
from attioql.operators import load_operators, operator_of

PACKAGE = Path(attioql.__file__).parent
HOME = PACKAGE / "operators.py"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != HOME)
ROWS = load_operators().rows


def _named(text):
    return {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)} & ROWS.keys()


def test_a_name_is_found_where_one_stands():
    assert _named("if operator in {'$eq', 'other'}: pass") == {"$eq"}
    assert _named(HOME.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_names_an_operator(path):
    assert _named(path.read_text(encoding="utf-8")) == set()


def test_every_operator_is_found_by_its_role():
    found = {operator_of(row.role, closed=row.closed, lists=bool(row.lists)) for row in ROWS.values()}
    assert found == {name for name, row in ROWS.items() if row.role != "equal" or row.is_equality}
    assert (operator_of("equal"), operator_of("equal", lists=True), operator_of("presence")) == (
        "$eq",
        "$in",
        "$not_empty",
    )
    assert (operator_of("above"), operator_of("below", closed=True)) == ("$gt", "$lte")
