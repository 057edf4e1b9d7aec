"""Cold starts with twelve threads that ask first at the same moment: `python tests/fuzz/cold_starts.py [--count N] [--seed S]`.

Each start is a process of its own. Its threads wait for one another, then use names of `attioql`, its functions, or stand-ins of
modules that wait (`attioql.lazy`), each something else. What they get must be what one thread gets; an exception, another result
and a thread that does not end are faults, and the exit status is 1.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import subprocess
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import datetime, timezone
from importlib import import_module
from typing import Any

THREADS = 12
SECONDS = 60
SHORTEST_SWITCH = 1e-6
ROUNDS = 8
NOW = datetime(2024, 5, 31, tzinfo=timezone.utc)
RECORD = {"values": {"name": [{"first_name": "Ada", "last_name": "L", "full_name": "Ada L"}]}}
BAD = 'nme = "x" and job_title = 5 and ('
TWO = 'name = "x" and job_title = "y"'
Job = Callable[[], object]


def _face() -> Any:
    """Import the package in the thread that asks."""
    return import_module("attioql")


def _people() -> Any:
    return _face().Workspace.standard()["people"]


def _said(work: Job) -> str:
    try:
        return f"no error: {work()}"
    except (_face().FilterError, _face().WorkspaceError) as error:
        return str(error)


CALLS: dict[str, Job] = {
    "compile": lambda: _face().compile('name = "x"', _people()).dumps(),
    "check": lambda: [each.to_dict() for each in _face().check(BAD, _people())],
    "load": lambda: _face().load({"name": {"first_name": {"$eq": "a"}}}, _people()).text(),
    "check JSON": lambda: [each.to_dict() for each in _face().check({"nme": "x", "job_title": {"$gt": 5}}, _people())],
    "format": lambda: _face().format('name="x" and ( job_title != "y" )'),
    "lint": lambda: [each.to_dict() for each in _face().lint("not not name = ' x'", _people(), select=["all"])],
    "human": lambda: _face().render(_face().check(BAD, _people())),
    "sarif": lambda: _face().render(_face().check(BAD, _people()), format="sarif"),
    "junit": lambda: _face().render(_face().check(BAD, _people()), format="junit"),
    "complete": lambda: repr(_face().complete('name = "x" and ', 15, _people())),
    "complete_json": lambda: repr(_face().complete_json('{"name": {"', 11, _people())),
    "hover": lambda: repr(_face().hover('name = "x"', 1, _people())),
    "json_schema": lambda: _face().json_schema(_people()),
    "grammar": lambda: _face().grammar(_people()),
    "build": lambda: _face().build(_face().fields(_people()).job_title == "x").dumps(),
    "rows": lambda: repr(_face().compile(TWO, _people()).rows()),
    "from_rows": lambda: _face().from_rows(_face().compile(TWO, _people()).rows(), _people()).dumps(),
    "all_of": lambda: _face().all_of([_face().compile(each, _people()) for each in TWO.split(" and ")]).dumps(),
    "matches": lambda: _face().compile('name.first_name = "Ada"', _people()).matches(RECORD),
    "explain": lambda: repr(_face().compile('name.first_name = "Ada"', _people()).explain(RECORD)),
    "implies": lambda: _face().compile(TWO, _people()).implies(_face().compile('job_title = "y"', _people())),
    "an error": lambda: _said(lambda: _face().compile("created_at > now - 3 fortnights", _people())),
    "an error in JSON": lambda: _said(lambda: _face().load('{"name": ', _people())),
    "an error in a workspace": lambda: _said(lambda: _face().Workspace.from_dict({"objects": {"a": {}}})),
    "Compiler": lambda: _face().Compiler(_people()).compile('name = "x"').dumps(),
    "a period": lambda: _face().compile("created_at during last 30d", _people(), now=NOW, tz="Europe/Berlin").dumps(),
}


def _names() -> dict[str, Job]:
    face = _face()
    return {f"attioql.{name}": lambda name=name: repr(type(getattr(face, name))) for name in face.__all__}  # type: ignore[misc]


def _listing(room: str, name: str) -> Job:
    """List the names of a module, but for modules inside it: those are there once anybody has imported them."""

    def listing() -> list[str]:
        names = dir(getattr(import_module(room), name))
        return [each for each in names if f"{room}.{name}.{each}" not in sys.modules]

    return listing


def _modules() -> dict[str, Job]:
    waiting = import_module("attioql.lazy").WAITING.items()
    return {f"{room}.{name}": _listing(room, name) for room, names in waiting for name in names}


def _jobs(seed: int) -> dict[str, Job]:
    match seed % 4:
        case 0:
            return _names()
        case 1:
            _face()
            return CALLS
        case 2:
            return _modules()
        case _:
            return CALLS


def start(seed: int, *, alone: bool) -> None:
    """Print what the jobs of a seed return, and what they raise, as JSON."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    if not alone and seed % ROUNDS >= ROUNDS // 2:
        sys.setswitchinterval(SHORTEST_SWITCH)
    jobs = list(_jobs(seed).items())
    chance.shuffle(jobs)
    results: dict[str, str] = {}
    faults: list[str] = []
    together = threading.Barrier(1 if alone else THREADS)

    def work(mine: list[tuple[str, Job]]) -> None:
        together.wait()
        for name, job in mine:
            try:
                results[name] = json.dumps(job(), default=str)
            except BaseException:  # noqa: BLE001, PERF203 - any exception is a fault, of one job
                faults.append(f"{name}: {traceback.format_exc()}")

    if alone:
        work(jobs)
    else:
        threads = [threading.Thread(target=work, args=(jobs[at::THREADS],), daemon=True) for at in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(SECONDS)
        if any(thread.is_alive() for thread in threads):
            faulthandler.dump_traceback(all_threads=True)
            faults.append("a thread does not end")
    sys.stdout.write(json.dumps([results, faults]))
    sys.stdout.flush()
    os._exit(0)  # threads that hang are not waited for


def _started(seed: int, *how: str) -> tuple[dict[str, str], list[str]]:
    command = [sys.executable, __file__, "--seed", str(seed), "--start", *how]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10 * SECONDS, check=False)
    if done.returncode or done.stderr:
        return {}, [done.stderr]
    try:
        results, faults = json.loads(done.stdout)
    except ValueError:
        return {}, [f"printed: {done.stdout[:1000]}"]
    return results, faults


def faults_of(count: int, first: int = 0) -> list[str]:
    """Start so many processes, of the seeds from the first one on, and return what was wrong in them."""
    alone: dict[str, str] = {}
    wrong: list[str] = []
    for seed in range(4):
        results, faults = _started(seed, "--alone")
        alone |= results
        wrong += faults
    for seed in range(first, first + count):
        results, faults = _started(seed)
        wrong += [f"seed {seed}: {fault}" for fault in faults]
        wrong += [f"seed {seed}: {name}: {found}" for name, found in results.items() if found != alone[name]]
    return wrong


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--start", action="store_true", help="be one of the processes")
    parser.add_argument("--alone", action="store_true", help="with one thread")
    options = parser.parse_args()
    if options.start:
        start(options.seed, alone=options.alone)
    found = faults_of(options.count, options.seed)
    sys.stdout.write("".join(f"{fault}\n" for fault in found))
    sys.stdout.write(f"{options.count} cold starts of {THREADS} threads, {len(found)} faults\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
