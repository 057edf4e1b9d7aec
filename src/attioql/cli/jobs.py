"""Lints many files, in this process or in several, with the outcomes in the order of the files."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from attioql.cli.files import GivenFile
from attioql.cli.lint_file import Options, Outcome, lint_files
from attioql.cli.output import progress

_FILES_AT_A_TIME = 32
_MANY_FILES = 200
_COLUMNS = ("BarColumn", "MofNCompleteColumn", "TimeRemainingColumn")
_OBJECTS_BETWEEN_COLLECTIONS = 100_000


def run_all(files: Iterable[GivenFile], options: Options, jobs: int) -> list[Outcome]:
    """Return the outcome of every file that holds filters."""
    given = list(files)
    with _seldom_collected(), progress(_COLUMNS, len(given), shown=len(given) >= _MANY_FILES) as advance:
        outcomes: list[Outcome] = []
        for outcome in _outcomes(given, options, jobs):
            advance(1)
            if outcome is not None:
                outcomes.append(outcome)
        return outcomes


def _outcomes(given: list[GivenFile], options: Options, jobs: int) -> Iterator[Outcome | None]:
    if jobs == 1 or len(given) < 2:
        yield from lint_files(given, options)
        return
    some = [given[start : start + _FILES_AT_A_TIME] for start in range(0, len(given), _FILES_AT_A_TIME)]
    with ProcessPoolExecutor(min(jobs, len(given)), initializer=_start, initargs=(options,)) as pool:
        for outcomes in pool.map(_in_worker, some):
            yield from outcomes


_worker_options: list[Options] = []


def _start(options: Options) -> None:
    """Keep the options in a worker process, which lives for one run."""
    _collect_seldom()
    _worker_options[:] = [options]


def _in_worker(given: Sequence[GivenFile]) -> list[Outcome | None]:
    return list(lint_files(given, _worker_options[0]))


@contextmanager
def _seldom_collected() -> Iterator[None]:
    """Run the garbage collector rarely for the time of a run.

    Linting makes no reference cycles: its objects are freed at once or live to the end of the run, so a collection finds
    nothing. Only a command may change the threshold, which belongs to the process.
    """
    before = gc.get_threshold()
    _collect_seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _collect_seldom() -> None:
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
