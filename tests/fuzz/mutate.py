"""Fuzzing by mutation, without an instrumented build: `python tests/fuzz/mutate.py KIND [--count N] [--seed S]`.

Pieces of the seeds of `tests/support/fuzz_promises.py` are cut, doubled, swapped and spiked with odd characters. Of seeds that are JSON, half the inputs
are JSON still: their values are changed, not their text. It needs no package, and tries many times as many inputs as `fuzz.py` does in the same time.
An input that raises, or takes more than half a minute, is printed, and the exit status is 1.
"""

import argparse
import copy
import json
import random
import re
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "support"))

import fuzz_promises

LONGEST = 400
HANGS_AFTER = 30
PIECE = re.compile(r"\w+|\s+|.", re.DOTALL)
ODD_VALUES = (
    None, True, False, 0, -1, 2**63, 10**40, -0.0, 0.1, 1e308, "", " ", "x", "a" * 300, "\ud800", "\u202e", "\x1e", "`", "'", "2024-02-30",
    "2024-01-01T00:00:00.123456789Z", "0001-01-01", "9999-12-31T23:59:59Z", "1e999", "null", "people", "name", "$eq", "$in", [], {}, [[]], [None],
    {"$not": {}}, {"$eq": None}, {"$in": []}, {"$and": []}, {"value": 1}, {"": ""}, {"target_object": 5},
)  # fmt: skip


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every container in a value with each key or index of it."""
    if isinstance(value, (dict, list)):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def changed(seeds: list[Any], chance: random.Random) -> bytes:
    """Return the JSON of a seed with up to three values or keys that are others."""
    value = [copy.deepcopy(chance.choice(seeds))]
    for _ in range(chance.randint(1, 3)):
        holder, key = chance.choice(list(_places(value)))
        other, place = chance.choice(list(_places([chance.choice(seeds)])))
        part = copy.deepcopy(other[place])
        match chance.randrange(7):
            case 0 | 1:
                holder[key] = copy.deepcopy(chance.choice(ODD_VALUES))
            case 2:
                holder[key] = part
            case 3:
                holder[key] = [holder[key]] * chance.choice((1, 2, 40))
            case 4 if holder is not value:
                del holder[key]
            case 5 if isinstance(holder, dict):
                name = chance.choice([place, chance.choice(fuzz_promises.SPIKES), chance.choice(ODD_VALUES)])
                holder[name if isinstance(name, str) else str(name)] = holder.pop(key)
            case _:
                holder[key] = {chance.choice(("value", "$and", "$not", "$eq", "values", "data", "0")): holder[key]}
    return json.dumps(value[0]).encode()


def mutated(seeds: list[list[str]], chance: random.Random) -> bytes:
    """Return a seed that is changed in up to five places, with pieces of others."""
    pieces = list(chance.choice(seeds))
    for _ in range(chance.randint(1, 5)):
        at = chance.randrange(len(pieces) + 1)
        end = min(at + chance.choice((1, 1, 2, 5, 20)), len(pieces))
        match chance.randrange(6):
            case 0:
                del pieces[at:end]
            case 1:
                pieces[at:at] = pieces[at:end] * chance.choice((1, 1, 2, 10))
            case 2 | 3:
                pieces.insert(at, chance.choice(fuzz_promises.SPIKES))
            case 4:
                pieces[at:end] = [chance.choice(fuzz_promises.SPIKES) * chance.choice((1, 1, 2, 60))]
            case _:
                other = chance.choice(seeds)
                start = chance.randrange(len(other) + 1)
                pieces[at:end] = other[start : start + chance.choice((1, 3, 10))]
    return "".join(pieces)[:LONGEST].encode("utf-8", "surrogatepass")


class _StillRunning(BaseException):
    """No `except` of the library catches it."""


def _hangs(*_: object) -> None:
    raise _StillRunning


def _parsed(texts: list[str]) -> Iterator[Any]:
    for text in texts:
        with suppress(ValueError):
            yield json.loads(text)


def faults(kind: str, count: int, chance: random.Random) -> Iterator[bytes]:
    """Yield the inputs that raise or hang."""
    signal.signal(signal.SIGALRM, _hangs)
    texts = list(fuzz_promises.seeds(kind))
    seeds = [PIECE.findall(seed) or [""] for seed in texts]
    values = [value for value in _parsed(texts) for _ in _places(value)]
    for number in range(count):
        data = changed(values, chance) if values and number % 2 else mutated(seeds, chance)
        signal.alarm(HANGS_AFTER)
        try:
            fuzz_promises.KINDS[kind](data)
        except (Exception, _StillRunning):  # noqa: BLE001 - any exception is a fault
            traceback.print_exc()
            yield data
    signal.alarm(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kind", choices=fuzz_promises.KINDS)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--most-faults", type=int, default=10)
    options = parser.parse_args()
    started, found = time.monotonic(), 0
    for data in faults(options.kind, options.count, random.Random(options.seed)):  # noqa: S311 - no secret
        sys.stdout.write(f"{options.kind}: {data!r}\n")
        found += 1
        if found >= options.most_faults:
            break
    spent = time.monotonic() - started
    sys.stdout.write(
        f"{options.kind}: {options.count:,} inputs from seed {options.seed}, {found} faults, {spent:.0f} s\n"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
