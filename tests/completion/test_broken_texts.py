"""What is offered in broken and unfinished texts: the rows of `broken.json`, `queries.json` for whole queries, and `json.json` for filter JSON."""

import json
from pathlib import Path

import pytest
from completion_targets import BOATS

import attioql

HERE = Path(__file__).parent


def rows(name):
    return [pytest.param(row, id=row["text"]) for row in json.loads((HERE / name).read_text("utf-8"))["rows"]]


def holds(row, completions):
    offered = [item.insert_text for item in completions.items]
    assert len(offered) == len(set(offered))
    if "only" in row:
        assert sorted(offered) == sorted(row["only"])
    assert set(row.get("offers", ())) <= set(offered), offered
    assert not set(row.get("nots", ())) & set(offered)


@pytest.mark.parametrize("row", rows("broken.json"))
def test_query_text(row):
    before, after = row["text"].split("|")
    holds(row, attioql.complete(before + after, len(before), BOATS))


@pytest.mark.parametrize("row", rows("queries.json"))
def test_whole_queries(row):
    before, after = row["text"].split("|")
    holds(row, attioql.complete_query(before + after, len(before), BOATS))


@pytest.mark.parametrize("row", rows("json.json"))
def test_filter_json(row):
    before, after = row["text"].split("|")
    holds(row, attioql.complete_json(before + after, len(before), BOATS))
