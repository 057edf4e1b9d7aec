"""Whole queries, by hand: what each text says as a request body, and how it is spelled."""

import json
from pathlib import Path

import pytest

import attioql

WORKSPACE = attioql.Workspace.standard()
QUERIES = json.loads(Path(__file__).with_name("queries.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", QUERIES, ids=[row["text"] for row in QUERIES])
def test_a_text_and_its_body_are_one_query(case):
    target = WORKSPACE[case["target"]]
    query = attioql.compile_query(case["text"], target)
    assert query.body() == case["body"]
    assert query.diagnostics == ()
    assert query.text() == case.get("spelled", case["text"])
    assert attioql.load_query(case["body"], target) == attioql.load_query(json.dumps(case["body"]), target) == query


@pytest.mark.parametrize("case", QUERIES, ids=[row["text"] for row in QUERIES])
def test_the_filter_of_a_body_is_what_load_returns(case):
    target = WORKSPACE[case["target"]]
    assert attioql.load(case["body"], target) == attioql.compile_query(case["text"], target).filter
