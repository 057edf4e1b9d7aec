"""What the worst filters of strangers cost, in counted instructions: `benchmarks/untrusted.py` measures times, and has the shapes."""

import importlib.util
from pathlib import Path

import pytest

import attioql

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
MOST_INSTRUCTIONS = 5_000_000
"""A tenth of a second takes more than ten million of them."""
MOST_INSTRUCTIONS_OF_LINT = 8_000_000

WORST = (
    "wrong escapes in one string",
    "misspelled names in a block",
    "calls",
    "lists for one value",
    "right, ranges",
    "blocks of lists",
    "JSON, sorts",
    "JSON, keys of a body",
    "JSON, paths",
    "JSON, deep arrays",
)


def _load(name, patch):
    spec = importlib.util.spec_from_file_location(name, BENCHMARKS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    patch.syspath_prepend(str(BENCHMARKS))
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def benchmark_of():
    with pytest.MonkeyPatch.context() as patch:
        return {name: _load(name, patch) for name in ("counts", "untrusted")}


@pytest.mark.parametrize("shape", WORST)
def test_the_worst_shapes_take_bounded_work(shape, benchmark_of):
    counts, untrusted = benchmark_of["counts"], benchmark_of["untrusted"]
    for test in (untrusted.is_short, untrusted.fits):
        given = untrusted.cut(untrusted.OWN[shape], test)
        assert given

        def work(given=given):
            untrusted.answered(lambda: attioql.check(given, untrusted.PEOPLE, limits=untrusted.UNTRUSTED))

        assert counts.count(work) < MOST_INSTRUCTIONS


def test_rules_that_compare_conditions_take_bounded_work(benchmark_of):
    counts, untrusted = benchmark_of["counts"], benchmark_of["untrusted"]
    given = untrusted.cut(untrusted.OWN["blocks of alternatives"], untrusted.fits)

    def work():
        assert attioql.lint(given, untrusted.PEOPLE, limits=untrusted.UNTRUSTED) == ()

    work()
    assert counts.count(work) < MOST_INSTRUCTIONS_OF_LINT


@pytest.mark.parametrize("size", [10**5, 10**7])
def test_what_is_too_long_costs_the_same_however_long_it_is(size, benchmark_of):
    count, limits = benchmark_of["counts"].count, attioql.Limits.untrusted()
    target = attioql.Workspace.standard()["people"]
    for given in ("x" * size, "{" * size, b'{"name": "' + b"x" * size):
        assert count(lambda given=given: attioql.check(given, target, limits=limits)) < 10_000
