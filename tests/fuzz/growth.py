"""Search for cost that explodes: `python tests/fuzz/growth.py [KIND] [--count N] [--seed S] [--of time|memory|output]`.

A part of a text is repeated, flat, nested or as members of JSON, ever more often, until one work of the library with it takes long enough to
be measured. If twice the repetitions cost more than 2.3 times as much, two, four and eight times as many are measured, three times each. What still outgrows its text is printed, with what `--repeat` takes to measure it again, and the exit status is 1.
"""

import argparse
import gc
import itertools
import json
import random
import signal
import sys
import time
import traceback
import tracemalloc
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

from fuzz_promises import SPIKES
from repeated_shapes import Shape, shape_of, shape_of_filters
from strangers_works import WORKS, Maker, Work, seeds

MOST_TIMES = 2.3
SHORTEST = 2_000
LONGEST = 400_000
FAR = 8
"""Costs below this part of what can be compared are followed by four times as many repetitions, not twice as many."""
HANGS_AFTER = 20
"""Seconds of the processor after which a work is a fault."""
CALLS_OF = 0.2
"""The seconds up to which calls are counted too, which takes far longer than the work."""


class _StillRunning(BaseException):
    """No `except` of the library catches it."""


def _hangs(*_: object) -> None:
    raise _StillRunning


def seconds(work: Work) -> float:
    """Return the processor time of a work. The garbage collector waits: what others have it look at would count as well."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        work()
        return time.process_time() - start
    finally:
        gc.enable()


def peak(work: Work) -> float:
    """Return the bytes that a work has at its peak."""
    gc.collect()
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def written(work: Work) -> float:
    """Return the characters of the texts that a work returns."""
    waiting, size = [work()], 0
    while waiting:
        each = waiting.pop()
        if isinstance(each, str):
            size += len(each)
        elif isinstance(each, (list, tuple)):
            waiting += each
        elif isinstance(each, dict):
            waiting += [*each, *each.values()]
    return size


def calls(work: Work) -> int:
    """Return the calls that a work makes: where they do not outgrow the text, work in C does, or the caches of the processor."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return made


class Measure(NamedTuple):
    """A cost, the least of it that can be compared, and how often it is taken where it is in doubt."""

    cost: Callable[[Work], float]
    least: float
    unit: str
    times: int


MEASURES = {
    "time": Measure(seconds, 0.01, "s", 3),
    "memory": Measure(peak, 1e6, "bytes", 1),
    "output": Measure(written, 1e5, "characters", 1),
}


class Outcome(NamedTuple):
    """What was measured of a shape: whether it cost enough to be compared, the costs of what outgrows it, and the most for a character."""

    is_measured: bool
    found: Sequence[tuple[int, float]] = ()
    ratio: float = 0.0


def _cost(make: Maker, text: str, measure: Measure, times: int = 1) -> float:
    """Return the least cost of several times, or raise after too long a time: also what is made before the work may hang."""
    signal.setitimer(signal.ITIMER_PROF, HANGS_AFTER * times)
    try:
        work = make(text)
        return min(measure.cost(work) for _ in range(times))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def growth(make: Maker, shape: Shape, measure: Measure) -> Outcome:
    """Repeat the part of a shape ever more often, and tell whether the cost outgrows the text."""
    n = max(SHORTEST // max(len(shape.part + shape.joint + shape.closing), 1), 1)
    before = 0.0
    while len(text := shape.text(n)) <= LONGEST:
        cost = _cost(make, text, measure)
        if cost >= measure.least and before:
            suspect = cost > MOST_TIMES * before
            return Outcome(True, _confirmed(make, shape, measure, n) if suspect else (), cost / len(text))
        is_far = cost < measure.least / FAR
        n, before = (4 * n, 0.0) if is_far else (2 * n, cost)
    return Outcome(False)


def _confirmed(make: Maker, shape: Shape, measure: Measure, n: int) -> Sequence[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    for size in (2 * n, 4 * n, 8 * n):
        found.append((size, _cost(make, shape.text(size), measure, measure.times)))
        if any(more[1] <= MOST_TIMES * less[1] for less, more in itertools.pairwise(found)):
            return ()
    return found


def _said(kind: str, name: str, shape: Shape, measure: Measure, found: Sequence[tuple[int, float]]) -> str:
    costs = ", ".join(f"{cost:,.3g}" for _, cost in found)
    counted = ""
    if measure.unit == "s" and found[1][1] < CALLS_OF:
        counted = "; calls " + ", ".join(f"{calls(WORKS[kind][name](shape.text(n))):,}" for n, _ in found[:2])
    times = ", ".join(f"{n:,}" for n, _ in found)
    return f"{kind}, {name}: {times} times cost {costs} {measure.unit}{counted}\n  {json.dumps([kind, name, shape])}"


def search(kind: str, count: int, chance: random.Random, measure: Measure) -> Iterator[tuple[Outcome, str]]:
    """Yield what was measured of so many shapes, and what is to be said of those that outgrow their text, raise or hang."""
    texts = list(seeds(kind))
    make_shape = shape_of_filters if kind.endswith("filters") else shape_of
    for _ in range(count):
        name = chance.choice(list(WORKS[kind]))
        shape = make_shape(texts, SPIKES, chance)
        try:
            outcome = growth(WORKS[kind][name], shape, measure)
            yield outcome, _said(kind, name, shape, measure, outcome.found) if outcome.found else ""
        except (Exception, _StillRunning):  # noqa: BLE001 - any exception is a fault
            yield Outcome(True), f"{traceback.format_exc()}{kind}, {name}\n  {json.dumps([kind, name, shape])}"


def _repeated(written: str, measure: Measure) -> int:
    kind, name, parts = json.loads(written)
    shape = Shape(*parts)
    outcome = growth(WORKS[kind][name], shape, measure)
    said = (
        _said(kind, name, shape, measure, outcome.found)
        if outcome.found
        else f"no growth; measured: {outcome.is_measured}"
    )
    sys.stdout.write(f"{said}\n")
    return 1 if outcome.found else 0


def _searched(kind: str, options: Any, measure: Measure) -> int:
    started, tried, measured, faults, most = time.monotonic(), 0, 0, 0, 0.0
    for outcome, said in search(kind, options.count, random.Random(f"{kind} {options.seed}"), measure):  # noqa: S311 - no secret
        tried += 1
        measured += outcome.is_measured
        most = max(most, outcome.ratio)
        if said:
            faults += 1
            sys.stdout.write(f"{said}\n")
            sys.stdout.flush()
        if faults >= options.most_faults:
            break
    spent = time.monotonic() - started
    sys.stdout.write(
        f"{kind}: {tried:,} shapes from seed {options.seed}, {measured:,} long enough to be measured, {faults} faults, "
        f"at most {most:.3g} {measure.unit} for a character, {spent:.0f} s\n"
    )
    sys.stdout.flush()
    return faults


def main() -> int:
    """Search one kind of text, or all of them one after another."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="?", choices=WORKS)
    parser.add_argument("--count", type=int, default=1_000, help="shapes of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--of", choices=MEASURES, default="time", help="what is measured")
    parser.add_argument("--most-faults", type=int, default=20, help="faults of one kind after which the next begins")
    parser.add_argument("--repeat", help="the JSON that was printed with a fault, to measure it again")
    options = parser.parse_args()
    measure = MEASURES[options.of]
    signal.signal(signal.SIGPROF, _hangs)
    gc.freeze()
    if options.repeat:
        return _repeated(options.repeat, measure)
    kinds = [options.kind] if options.kind else list(WORKS)
    return 1 if sum([_searched(kind, options, measure) for kind in kinds]) else 0


if __name__ == "__main__":
    sys.exit(main())
