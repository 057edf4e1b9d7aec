"""The language section by section: the rows and groups of `language.json`."""

from __future__ import annotations

import pytest

from attioql.diagnostics.codes import CODES

ROWS = {
    "test_row": ("language.json",),
    "test_these_texts_give_the_same_bytes": ("language.json", "same"),
    "test_these_texts_give_different_bytes": ("language.json", "different"),
}


def test_row(row, conformance):
    conformance.assert_row(row)


def test_these_texts_give_the_same_bytes(row, conformance):
    compiled = [conformance.compiled(row, text) for text in row["texts"]]
    assert {text: found.dumps() for text, found in zip(row["texts"], compiled, strict=True)} == dict.fromkeys(
        row["texts"], row["json"]
    )
    assert len(set(compiled)) == 1


def test_these_texts_give_different_bytes(row, conformance):
    compiled = [conformance.compiled(row, told["text"]) for told in row["filters"]]
    assert [found.dumps() for found in compiled] == [told["json"] for told in row["filters"]]
    assert len(set(compiled)) == len(compiled)


@pytest.mark.parametrize("name", ["language.json", "values.json", "operators.json", "documented.json"])
def test_every_diagnostic_that_a_table_names_is_one(name, conformance):
    told = [row.get("refused", row.get("warnings", [])) for row in conformance.rows_of(name)]
    names = {one for several in told for one in ([several] if isinstance(several, str) else several)}
    assert names
    assert names <= set(CODES)
    assert all(CODES[one].severity != "error" for row in conformance.rows_of(name) for one in row.get("warnings", ()))
