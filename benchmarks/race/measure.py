"""The four measurements: time by size, cold start, growth, and nesting. Each returns plain data, seconds and bytes."""

import statistics

from race.contestants import CONTESTANTS, US
from race.filters import SIZES
from race.processes import Worker, run_code

GROWTH = (10, 100, 1_000, 10_000, 100_000)
DEPTHS = (10, 100, 1_000, 10_000, 100_000)
IMPORTS = {
    "python": "pass",
    "standard library": "import json, dataclasses, decimal, datetime",
    "import lark": "import lark",
    "import attioql": "import attioql",
}


def installed(names):
    """Return the versions of the libraries that can be made ready, and say of the others why they cannot."""
    versions = {}
    for name in names:
        worker = Worker(name)
        if worker.missing:
            print(f"{name}: left out ({worker.missing})")
        else:
            versions[name] = worker.version
        worker.close()
    return versions


def times(names, rounds, seconds):
    """Return, by library and size, the least and the median of the rounds, which go from process to process."""
    workers = {name: Worker(name) for name in names}
    found = {name: {size: [] for size in SIZES} for name in names}
    memory = dict.fromkeys(names)
    for number in range(rounds + 1):
        for size in SIZES:
            for name, worker in workers.items():
                answer = worker.time(size, seconds)
                if number and "fault" not in answer:
                    found[name][size].append(answer["seconds"])
                    memory[name] = answer["bytes"]
    for worker in workers.values():
        worker.close()
    return {
        name: {"sizes": {size: _summary(measured) for size, measured in sizes.items()}, "bytes": memory[name]}
        for name, sizes in found.items()
    }


def _summary(measured):
    return {"least": min(measured), "median": statistics.median(measured)} if measured else None


def cold(names, rounds):
    """Return the least and the median of whole processes: imports alone, and import to first output for each library."""
    codes = dict(IMPORTS)
    for name in names:
        contestant = CONTESTANTS[name]
        if not contestant.floor:
            codes[f"{name}, first text"] = f"{contestant.code}\nrun({contestant.dialect.named('1')!r})"
    found = {name: [] for name in codes}
    for number in range(rounds + 1):
        for name, code in codes.items():
            seconds = run_code(code)
            if number:
                found[name].append(seconds)
    return {name: _summary(measured) for name, measured in found.items()}


def growth(names, limit):
    """Return, by library and number of conditions, seconds and bytes, or the fault at which a library ends."""
    return {name: _until_fault(name, "flat", GROWTH, limit) for name in names}


def nesting(names, limit):
    """Return the same by depth, for one condition within that many parentheses."""
    return {name: _until_fault(name, "nested", DEPTHS, limit) for name in names}


def _until_fault(name, kind, numbers, limit):
    worker = Worker(name)
    found = {}
    for number in numbers:
        found[number] = worker.time(f"{kind}:{number}", 0.3, runs=3 if name == US else 1, limit=limit)
        if "fault" in found[number]:
            break
    worker.close()
    return found
