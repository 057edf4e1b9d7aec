"""One library in a process of its own: it reads orders as lines of JSON and answers each with one line.

`{"filter": NAME, "seconds": S, "runs": N}` runs the filter at least that long and that often; the answer has the least of
the runs and the peak of memory so far, or the fault. Started as `python -m race.worker NAME`.
"""

import importlib.metadata
import json
import resource
import sys
import time
from pathlib import Path

from race.contestants import CONTESTANTS

_BATCH = 0.001
"""How many seconds a batch of short runs takes: far more than reading the clock."""


def main():
    """Make the library ready, say so, and serve until the input ends."""
    contestant = CONTESTANTS[sys.argv[1]]
    answers, sys.stdout = sys.stdout, sys.stderr
    try:
        run = contestant.make()
    except ImportError as error:
        return _say(answers, {"missing": str(error)})
    _say(answers, {"version": importlib.metadata.version(contestant.distribution)})
    texts = {}
    for line in sys.stdin:
        order = json.loads(line)
        name = order["filter"]
        if name not in texts:
            texts[name] = contestant.dialect.named(name)
        _say(answers, _measured(run, texts[name], order))
    return None


def _say(answers, answer):
    print(json.dumps(answer), file=answers, flush=True)


def timed(run, seconds, runs=1):
    """Return the least of the runs in seconds of the processor. Short runs are timed in batches."""
    least, done, spent, batch = float("inf"), 0, 0.0, 1
    while done < runs or spent < seconds:
        start = time.process_time()
        for _ in range(batch):
            run()
        took = time.process_time() - start
        least, done, spent = min(least, took / batch), done + batch, spent + took
        batch = max(1, int(_BATCH / least)) if least else 1
    return least


def _measured(run, text, order):
    """Return the least of the runs and the memory they took, or what was raised."""
    try:
        least = timed(lambda: run(text), order["seconds"], order["runs"])
    except RecursionError:
        return {"fault": "recursion error"}
    except Exception as error:  # noqa: BLE001 - whatever a library raises is its answer
        return {"fault": type(error).__name__, "says": str(error)[:200]}
    return {"seconds": least, "bytes": peak_memory()}


def peak_memory():
    """Return the most memory this process has had resident, in bytes."""
    status = Path("/proc/self/status")
    if status.exists():
        peak = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) * 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


if __name__ == "__main__":
    main()
