"""The law of fixes on every row of the conformance tables, as query text and as the filter JSON it compiles to."""

from __future__ import annotations

import json

import pytest
from fix_law import broken

import attioql

FILES = ("language.json", "operators.json", "values.json", "documented.json")


@pytest.mark.parametrize("name", FILES)
def test_every_fix_of_a_row_keeps_the_law(name, conformance):
    wrong = []
    for row in conformance.rows_of(name):
        target, arguments = conformance.target_of(row), conformance.arguments(row)
        texts = [row["text"]] if "text" in row else []
        texts += [json.dumps(row["filter"], default=str)] if row.get("filter") else []
        for text in texts:
            wrong += broken(text, lambda text, target=target, given=arguments: attioql.check(text, target, **given))[0]
            if "params" not in row:
                lint = {key: value for key, value in arguments.items() if key != "params"}
                wrong += broken(
                    text, lambda text, target=target, given=lint: attioql.lint(text, target, select=["all"], **given)
                )[0]
    assert not wrong
