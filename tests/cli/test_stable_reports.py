"""Reports are the same, byte for byte, for every hash seed and every number of processes. `.ci/run` compares Pythons too."""

import os
import subprocess
import sys
from pathlib import Path

BOOK = Path(__file__).parents[1] / "support" / "report_book.py"
EVERY = 6
RUNS = (("0", 1), ("1", 2), ("2", 4), ("3", 1), ("5", 2), ("8", 4), ("13", 1), ("21", 2))
"""Hash seeds, and how many processes lint."""


def _written(seed, jobs):
    command = [sys.executable, str(BOOK), "--every", str(EVERY), "--jobs", str(jobs)]
    done = subprocess.run(command, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_reports_are_the_same_for_every_hash_seed_and_number_of_processes():
    first, *others = [_written(seed, jobs) for seed, jobs in RUNS]
    assert b"subsumed-branch" in first
    assert b"not-python" in first
    assert all(other == first for other in others)
