"""Python expressions: what `build` makes of one is what `compile` makes of the text that says the same."""

from __future__ import annotations

import pytest
from as_python import expression_of

import attioql
from attioql.syntax.parser import parse

ROWS = {
    "test_language": ("language.json",),
    "test_values": ("values.json",),
    "test_operators": ("operators.json",),
    "test_documented": ("documented.json",),
    "test_examples": ("documented.json", "examples"),
    "test_same": ("language.json", "same"),
    "test_different": ("language.json", "different"),
}
TYPED = pytest.mark.parametrize("typed", [True, False])


def _hold(row, text, conformance, *, typed):
    """Hold an expression to its text: the same filter with the same warnings, or no filter either."""
    target, given = conformance.target_of(row), conformance.arguments(row)
    params = given.pop("params", {})
    try:
        wanted = attioql.compile(text, target, params=params, **given)
    except attioql.FilterError:
        _hold_refused(text, target, params, given, typed=typed)
        return
    built = attioql.build(expression_of(text, target, params, typed=typed), **given)
    assert built == wanted
    assert built.dumps() == wanted.dumps()
    assert [each.name for each in built.diagnostics] == [each.name for each in wanted.diagnostics]


def _hold_refused(text, target, params, given, *, typed):
    """Read a text that is no filter: an expression may say it better (a word is a text), and otherwise raises in words."""
    source = attioql.Source(text)
    if parse(source).problems or any(each.name == "missing-parameter" for each in attioql.check(text, target)):
        return
    try:
        expression = expression_of(text, target, params, typed=typed)
        attioql.build(expression, **given)
    except (attioql.FilterError, TypeError, ValueError) as error:
        assert str(error)


@TYPED
def test_language(row, typed, conformance):
    _hold(row, row["text"], conformance, typed=typed)


@TYPED
def test_values(row, typed, conformance):
    _hold(row, row["text"], conformance, typed=typed)


@TYPED
def test_operators(row, typed, conformance):
    _hold(row, row["text"], conformance, typed=typed)


@TYPED
def test_documented(row, typed, conformance):
    _hold(row, row["text"], conformance, typed=typed)


@TYPED
def test_examples(row, typed, conformance):
    _hold(row, row["text"], conformance, typed=typed)


@TYPED
def test_same(row, typed, conformance):
    for text in row["texts"]:
        _hold(row, text, conformance, typed=typed)


@TYPED
def test_different(row, typed, conformance):
    for told in row["filters"]:
        _hold(row, told["text"], conformance, typed=typed)
