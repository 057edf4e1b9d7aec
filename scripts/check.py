"""Run every check that a change must pass: `python scripts/check.py`. With `--static`, all but the tests."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Sequence

from generate import ROOT, checkout_environment

STATIC = (
    (sys.executable, "-m", "ruff", "check", "."),
    (sys.executable, "-m", "ruff", "format", "--check", "."),
    (sys.executable, "-m", "mypy"),
    (sys.executable, "scripts/generate.py", "--check"),
    (sys.executable, "-W", "error", "benchmarks/counts.py"),
)
TESTS = ((sys.executable, "-m", "pytest", "-q", "-n", "auto"),)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checks, also after one of them fails, and end with one line for each. Returns 1 if any fails."""
    parser = argparse.ArgumentParser(prog="python scripts/check.py", description=__doc__)
    parser.add_argument("--static", action="store_true", help="run ruff, mypy, generated files and counts; no tests")
    commands = STATIC if parser.parse_args(arguments).static else STATIC + TESTS
    passed = True
    summary = []
    for command in commands:
        shown = " ".join(("python", *command[1:]))
        sys.stdout.write(f"== {shown}\n")
        sys.stdout.flush()
        started = time.monotonic()
        ok = subprocess.run(command, cwd=ROOT, env=checkout_environment(), check=False).returncode == 0
        summary.append(f"{'ok  ' if ok else 'FAIL'} {time.monotonic() - started:6.1f} s  {shown}\n")
        passed = passed and ok
    sys.stdout.writelines(["\n", *summary])
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
