"""The search for cost that explodes finds what outgrows its text, and the works that it measures take their own seeds."""

import importlib.util
import random
from itertools import islice
from pathlib import Path

import pytest

pytest.importorskip("lsprotocol", reason="the extra `lsp` is not installed")
pytest.importorskip("mcp", reason="the extra `mcp` is not installed")

from repeated_shapes import Shape, shape_of
from strangers_works import WORKS, seeds

_SCRIPT = Path(__file__).parents[1] / "fuzz" / "growth.py"
SHAPE = Shape("", "x", "", "", "", "")


@pytest.fixture(scope="module")
def growth():
    spec = importlib.util.spec_from_file_location("growth", _SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


COSTS = {
    "linear": (lambda n: n, False),
    "n log n": (lambda n: n * n.bit_length(), False),
    "quadratic": (lambda n: n * n, True),
    "quadratic beside much that is linear": (lambda n: n * 5_000 + n * n, True),
    "quadratic until a limit": (lambda n: min(n * n, 3 * 10**7), False),
}


@pytest.mark.parametrize("name", COSTS)
def test_what_outgrows_its_text_is_found(name, growth):
    cost, is_found = COSTS[name]
    measure = growth.Measure(lambda work: work(), 10**5, "steps", 1)
    outcome = growth.growth(lambda text: lambda: cost(len(text)), SHAPE, measure)
    assert outcome.is_measured
    assert bool(outcome.found) is is_found


def test_what_is_too_short_to_measure_proves_nothing(growth):
    measure = growth.Measure(lambda work: work(), 10**8, "steps", 1)
    assert not growth.growth(lambda text: lambda: len(text), SHAPE, measure).is_measured


@pytest.mark.parametrize("kind", WORKS)
def test_each_work_takes_seeds_and_shapes_of_its_kind(kind):
    texts = list(seeds(kind))
    chance = random.Random(kind)  # noqa: S311 - no secret
    made = [shape_of(texts, ("é", "\ud800", "{"), chance).text(2) for _ in range(3)]
    for make in WORKS[kind].values():
        for text in (*islice(texts, 3), *made):
            make(text)()
