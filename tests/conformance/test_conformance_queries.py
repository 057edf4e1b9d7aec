"""Whole queries, by hand: what each text says as a request body, and how it is spelled."""

import json
from pathlib import Path

import pytest

import attioql

WORKSPACE = attioql.Workspace.standard()
QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", QUERIES, ids=[row["text"] for row in QUERIES])
def test_a_text_and_its_body_are_one_query(row):
    target = WORKSPACE[row["target"]]
    query = attioql.compile_query(row["text"], target)
    assert query.body() == row["body"]
    assert query.diagnostics == ()
    assert query.text() == row.get("spelled", row["text"])
    assert attioql.load_query(row["body"], target) == attioql.load_query(json.dumps(row["body"]), target) == query


@pytest.mark.parametrize("row", QUERIES, ids=[row["text"] for row in QUERIES])
def test_the_filter_of_a_body_is_what_load_returns(row):
    target = WORKSPACE[row["target"]]
    assert attioql.load(row["body"], target) == attioql.compile_query(row["text"], target).filter
