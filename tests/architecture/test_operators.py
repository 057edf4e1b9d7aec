"""An operator is named in the table alone: every other module asks for its role, in filter JSON and in query text."""

import ast
from pathlib import Path

import pytest

import attioql
from attioql.operators import day_bound, load_operators, operator_of, within_days, written_as, written_taking
from attioql.syntax.machine import load_tables
from attioql.syntax.spelling import reserved_words

PACKAGE = Path(attioql.__file__).parent
HOME = PACKAGE / "operators.py"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path != HOME)
ROWS = load_operators().rows
WRITTEN = load_operators().written
SIGNS_OF_THEIR_OWN = {"cli", "codegen", "documents", "report"}
"""Rooms of files, arguments, code and reports, where `=` and `>` are no operators of query text."""

GENERATED = PACKAGE / "expressions" / "comparisons.py"
OF_QUERY_TEXT = [
    path for path in MODULES if path.relative_to(PACKAGE).parts[0] not in SIGNS_OF_THEIR_OWN and path != GENERATED
]


def _named(text):
    return {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)} & ROWS.keys()


def test_a_name_is_found_where_one_stands():
    assert _named("if operator in {'$eq', 'other'}: pass") == {"$eq"}
    assert _named(HOME.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_names_an_operator(path):
    assert _named(path.read_text(encoding="utf-8")) == set()


def _spelled(text):
    """Return the operators of query text that a module writes out, alone or, with a blank beside them, in an f-string."""
    tree = ast.parse(text)
    pieces = {id(piece) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    texts = [(id(node) in pieces, node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    bare = [text.rstrip("( ") for in_string, text in texts if isinstance(text, str) and (not in_string or " " in text)]
    return {text.lstrip() for text in bare} & WRITTEN.keys()


def test_a_spelling_is_found_where_one_stands():
    assert _spelled("if operator in {'not in', 'other'}: pass") == {"not in"}
    assert _spelled("f'{path} >= {day} and {path} in ({values})'") == {">=", "in"}
    assert _spelled("f'{path} >= {day}'") == {">="}
    assert _spelled("f'during {day}'") == {"during"}
    assert _spelled("f'<{name}>'") == set()
    assert _spelled(GENERATED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", OF_QUERY_TEXT, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_other_module_spells_an_operator(path):
    assert _spelled(path.read_text(encoding="utf-8")) == set()


def test_operators_are_written_by_their_role_or_by_what_they_take():
    assert (written_as("equal"), written_as("equal", negated=True)) == ("=", "!=")
    assert (written_as("equal", takes="list"), written_as("equal", takes="list", negated=True)) == ("in", "not in")
    assert (written_as("presence"), written_as("presence", negated=True)) == ("is not empty", "is empty")
    assert (written_as("above", closed=True), written_as("below")) == (">=", "<")
    assert (written_as("part"), written_as("start", negated=True)) == ("contains", "not starts with")
    assert (written_taking("range"), written_taking("period")) == ("between", "during")


@pytest.mark.parametrize(
    ("bound", "of_day"),
    [
        (">", ">= 2024-06-01"),
        (">=", ">= 2024-05-01"),
        ("<", "< 2024-05-01"),
        ("<=", "< 2024-06-01"),
        ("=", None),
        ("==", None),
        ("between", None),
        ("during", None),
        ("and", None),
        ("", None),
    ],
)
def test_a_bound_of_a_month_is_one_of_a_day(bound, of_day):
    assert day_bound(bound, "2024-05-01", "2024-06-01") == of_day


def test_a_period_is_two_bounds():
    assert within_days("p", "2024-05-01", "2024-06-01") == "p >= 2024-05-01 and p < 2024-06-01"


def test_reserved_words_are_keywords_of_the_grammar_and_all_of_its_connectives():
    keywords = load_tables().keywords
    assert reserved_words() < keywords.keys()
    assert {"and", "or", "not"} < reserved_words()
    assert {text.split()[0] for text in WRITTEN if text[0].isalpha()} - reserved_words() == {
        "starts",
        "starts_with",
        "ends",
        "ends_with",
    }


def test_every_operator_is_found_by_its_role():
    found = {operator_of(row.role, closed=row.closed, lists=bool(row.lists)) for row in ROWS.values()}
    assert found == {name for name, row in ROWS.items() if row.role != "equal" or row.is_equality}
    assert (operator_of("equal"), operator_of("equal", lists=True), operator_of("presence")) == (
        "$eq",
        "$in",
        "$not_empty",
    )
    assert (operator_of("above"), operator_of("below", closed=True)) == ("$gt", "$lte")
