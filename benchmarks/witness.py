"""Times `Filter.example` and `Filter.difference` over generated filters: `python benchmarks/witness.py [NUMBER]`. Milliseconds of the processor."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from statistics import quantiles

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

import attioql
from attioql.testing import filters

SLUGS = ("people", "companies", "deals")
WORKSPACE = attioql.Workspace.standard()
FILTERS = {slug: filters(WORKSPACE[slug]) for slug in SLUGS}


def main() -> None:
    """Print the median, the 99th percentile and the most of each, after one filter that loads what is loaded at first use."""
    pairs = generated(int(sys.argv[1]) if len(sys.argv) > 1 else 2_000)
    first, second = pairs[0]
    first.difference(second)
    works: dict[str, Callable[[attioql.Filter, attioql.Filter], object]] = {
        "is_contradiction()": lambda one, _: one.is_contradiction(),
        "example()": lambda one, _: one.example(),
        "counterexample()": lambda one, _: one.counterexample(),
        "difference(other)": lambda one, other: one.difference(other),
    }
    sys.stdout.write("| call | median ms | p99 ms | most ms |\n|---|--:|--:|--:|\n")
    for name, work in works.items():
        median, late, most = summary([_timed(work, one, other) for one, other in pairs])
        sys.stdout.write(f"| `{name}` | {median:.3f} | {late:.2f} | {most:.1f} |\n")


def generated(number: int) -> list[tuple[attioql.Filter, attioql.Filter]]:
    """Return pairs of filters of one target, the same ones in each run."""
    found: list[tuple[attioql.Filter, attioql.Filter]] = []

    @seed(2026)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.sampled_from(SLUGS).flatmap(lambda slug: st.tuples(FILTERS[slug], FILTERS[slug])))
    def collect(pair: tuple[attioql.Filter, attioql.Filter]) -> None:
        found.append(pair)

    collect()
    return found


def summary(times: Sequence[float]) -> tuple[float, float, float]:
    """Return the median, the 99th percentile and the most of some seconds, in milliseconds."""
    parts = quantiles(times, n=100)
    return parts[49] * 1e3, parts[98] * 1e3, max(times) * 1e3


def _timed(
    work: Callable[[attioql.Filter, attioql.Filter], object], one: attioql.Filter, other: attioql.Filter
) -> float:
    start = time.process_time()
    work(one, other)
    return time.process_time() - start


if __name__ == "__main__":
    main()
