"""The Hypothesis profiles: which have the same examples in every run, and which have those of a seed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
A_PROPERTY = """
from hypothesis import given, strategies as st
drawn = []
@given(st.integers())
def test_draws(number):
    drawn.append(number)
def test_what_was_drawn():
    print("drawn:", drawn)
"""


def _drawn(folder, profile, seed):
    """Return what a property draws in a process with this profile and seed, where `CI` is set."""
    (folder / "test_drawing.py").write_text(A_PROPERTY, encoding="utf-8")
    options = ["-q", "-s", "-p", "no:randomly", "-p", "no:cacheprovider", f"--hypothesis-seed={seed}"]
    code = f"import runpy, sys, pytest; runpy.run_path({str(TESTS / 'conftest.py')!r}); sys.exit(pytest.main(sys.argv[1:]))"
    environment = {**os.environ, "CI": "true", "HYPOTHESIS_PROFILE": profile}
    command = [sys.executable, "-c", code, *options, "test_drawing.py"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    return next(line for line in done.stdout.splitlines() if "drawn:" in line)


@pytest.mark.parametrize(("profile", "follows_the_seed"), [("day", True), ("ci", False)])
def test_the_seed_decides_what_is_drawn(tmp_path, profile, follows_the_seed):
    first = _drawn(tmp_path, profile, 1)
    assert (first != _drawn(tmp_path, profile, 2)) is follows_the_seed
    assert first == _drawn(tmp_path, profile, 1)
