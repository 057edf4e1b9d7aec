"""Filters built in Python that share objects and lists: the work is counted, however often one of them is reached."""

import pytest

import attioql
from attioql.attio import decoders
from attioql.limits import LIMITS

COMPANIES = attioql.Workspace.standard()["companies"]


def _doubled(value, times, key="$and"):
    for _ in range(times):
        value = {key: [value, value]}
    return value


@pytest.mark.parametrize("way", [attioql.check, attioql.lint])
@pytest.mark.parametrize(
    "value",
    [
        _doubled({"name": "a"}, 60),
        _doubled({"name": "a", "description": "b"}, 60, "$or"),
        _doubled({"name": {"$in": ["a"] * 1_000}}, 60),
        {"filter": _doubled({"name": "a"}, 60)},
    ],
    ids=["conditions", "keys", "lists", "body"],
)
def test_a_value_that_is_shared_too_often_is_refused(monkeypatch, value, way):
    monkeypatch.setattr(decoders, "MOST_PARTS", 10_000)
    assert [problem.name for problem in way(value, COMPANIES)] == ["filter-too-large"]


def test_a_mistake_that_is_shared_is_reported_as_often_as_any():
    problems = attioql.check(_doubled({"nam": "a"}, 60), COMPANIES)
    assert {problem.name for problem in problems} == {"unknown-attribute"}
    assert len(problems) == LIMITS.diagnostics


def test_what_is_shared_is_read_as_if_it_stood_there_each_time():
    value = _doubled({"name": {"$in": ["a", "b"]}}, 10)
    assert attioql.load(value, COMPANIES) == attioql.load({"name": {"$in": ["b", "a"]}}, COMPANIES)


def test_as_many_values_as_the_limit_are_read():
    def check(count):
        return [problem.name for problem in attioql.check({"name": {"$in": ["a"] * count}}, COMPANIES)]

    assert check(LIMITS.filter_parts) == []
    assert check(LIMITS.filter_parts + 1) == ["filter-too-large"]
