"""Mutation testing of one room, whole or a sample: `python tests/mutation/run.py filters --sample 100 --seed 4`.

mutmut makes the mutants and runs the tests that reach each; its settings are in `pyproject.toml`. It works in the folder
`mutants`, which it makes anew where the code has changed. What was found is told in `docs/mutation.md`.
"""

import argparse
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]
NEVER_MADE = "attioql.no_such_module.*"
CAUGHT = {"killed", "timeout", "segfault", "caught by type check"}


def main():
    """Run the mutants that are asked for, and print the score and what survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", help="a room or a module of it: filters, check.values, attio")
    parser.add_argument("--sample", type=int, help="how many mutants, drawn at random; all by default")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--jobs", default="2")
    asked = parser.parse_args()
    pattern = f"attioql.{asked.room}."
    _mutmut("run", "--max-children", asked.jobs, NEVER_MADE, quiet=True)
    names = [name for name in sorted(_results()) if name.startswith(pattern)]
    chosen = names if asked.sample is None else random.Random(asked.seed).sample(names, min(asked.sample, len(names)))  # noqa: S311 - a sample, no secret
    _mutmut("run", "--max-children", asked.jobs, *chosen)
    results = _results()
    told = Counter(results[name] for name in chosen)
    if told["not checked"]:
        sys.exit("mutants were not checked: mutmut's output above says why (do all tests pass without one?)")
    caught = sum(count for status, count in told.items() if status in CAUGHT)
    for name in chosen:
        if results[name] not in CAUGHT:
            sys.stdout.write(f"{results[name]}: {name}\n")
    sys.stdout.write(
        f"{asked.room}: {caught} of {len(chosen)} caught ({caught / len(chosen):.1%}), of {len(names)}; {dict(told)}\n"
    )


def _mutmut(*arguments, quiet=False):
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutation"}
    output = subprocess.DEVNULL if quiet else None
    subprocess.run(["mutmut", *arguments], cwd=ROOT, env=environment, check=False, stdout=output, stderr=output)


def _results():
    command = ["mutmut", "results", "--all", "true"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return dict(line.strip().split(": ", 1) for line in told.splitlines() if ": " in line)


if __name__ == "__main__":
    main()
