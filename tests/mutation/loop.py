"""A pytest plugin that collects the tests once and then runs, for each mutant in a process of its own, those that reach it.

mutmut collects anew for each mutant, which takes some seconds, and from a process that has run the tests before, whose
caches are warm. Here nothing has been run before. What becomes of each mutant is written to `RESULTS`, a line for each.
"""

import gc
import json
import os
import pkgutil
import resource
import signal
import sys
from importlib import import_module
from pathlib import Path

import attioql

WANTED, RESULTS, STATS = Path("wanted.json"), Path("results.jsonl"), Path("mutmut-stats.json")
MOST_MEMORY = 6 * 2**30
_KILLED, _SURVIVED = 1, 0


def pytest_runtestloop(session):
    """Run every mutant that is wanted; the first, which has no name, is the code as it is, and must survive."""
    asked = json.loads(WANTED.read_text(encoding="utf-8"))
    stats = json.loads(STATS.read_text(encoding="utf-8"))
    items = {item.nodeid: item for item in session.items}
    reached = {name: _reached(name, stats, items) for name in asked["mutants"]}
    for module in pkgutil.walk_packages(attioql.__path__, "attioql."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    gc.freeze()
    with RESULTS.open("w", encoding="utf-8", buffering=1) as results:
        every = {item.nodeid: item for tests in reached.values() for item, _ in tests}
        clean = _forked("", [(item, stats["duration_by_test"][name]) for name, item in every.items()], session)
        results.write(json.dumps(["", _waited({clean: ""})[1]]) + "\n")
        running = {}
        for name, tests in reached.items():
            if not tests:
                results.write(json.dumps([name, "no tests"]) + "\n")
                continue
            if len(running) >= asked["jobs"]:
                results.write(json.dumps(_waited(running)) + "\n")
            running[_forked(name, tests, session)] = name
        while running:
            results.write(json.dumps(_waited(running)) + "\n")
    return True


def _reached(name, stats, items):
    """Return the tests that reach the function of a mutant, with their seconds, the quick ones first."""
    tests = stats["tests_by_mangled_function_name"].get(name.rpartition("__mutmut_")[0], ())
    timed = sorted((stats["duration_by_test"][test], test) for test in tests if test in items)
    return [(items[test], seconds) for seconds, test in timed]


def _forked(name, tests, session):
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 1)
        if name:
            os.dup2(1, 2)
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        os.environ["MUTANT_UNDER_TEST"] = name
        _run(tests, session, name)
    finally:
        os._exit(_KILLED)


def _run(tests, session, name):
    following = [*(item for item, _ in tests[1:]), None]
    for (item, seconds), next_item in zip(tests, following, strict=True):
        signal.setitimer(signal.ITIMER_PROF, 10 + 5 * seconds)
        signal.setitimer(signal.ITIMER_REAL, 600 + 30 * seconds)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=next_item)
        if session.testsfailed:
            if not name:
                sys.stderr.write(f"fails without a mutant: {item.nodeid}\n")
            os._exit(_KILLED)
    os._exit(_SURVIVED)


def _waited(running):
    child, status = os.wait()
    name = running.pop(child)
    if os.WIFSIGNALED(status):
        return name, "timeout" if os.WTERMSIG(status) in {signal.SIGPROF, signal.SIGALRM} else "segfault"
    return name, "survived" if os.WEXITSTATUS(status) == _SURVIVED else "killed"
