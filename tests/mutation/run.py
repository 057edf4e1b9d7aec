"""Mutation testing of one room, whole or a sample: `python tests/mutation/run.py filters --sample 100 --seed 4`.

mutmut makes the mutants, in the folder `mutants`, and finds out which tests reach each function; its settings are in
`pyproject.toml`. The tests are run by `loop.py`. What was found is told in `docs/mutation.md`.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import tomllib

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "mutants"
NEVER_MADE = "attioql.no_such_module.*"
CAUGHT = {"killed", "timeout", "segfault"}


def main():
    """Run the mutants that are asked for, and print the score and what survives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("room", help="a room or a module of it: filters, checker.literal_values, attio")
    parser.add_argument("--sample", type=int, help="how many mutants, drawn at random; all by default")
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="*", help="these mutants of the room, by name")
    asked = parser.parse_args()
    environment = {**os.environ, "HYPOTHESIS_PROFILE": "mutation"}
    _made(environment)
    names = [name for name in sorted(_mutants()) if name.startswith(f"attioql.{asked.room}.")]
    chosen = asked.only or _sample(names, asked)
    (FOLDER / "wanted.json").write_text(json.dumps({"mutants": chosen, "jobs": asked.jobs}), encoding="utf-8")
    _run(environment)
    results = dict(map(json.loads, (FOLDER / "results.jsonl").read_text(encoding="utf-8").splitlines()))
    if results.pop("") != "survived":
        sys.exit("a test fails without any mutant")
    told = Counter(results.values())
    caught = sum(count for status, count in told.items() if status in CAUGHT)
    for name, status in results.items():
        if status not in CAUGHT:
            sys.stdout.write(f"{status}: {name}\n")
    sys.stdout.write(
        f"{asked.room}: {caught} of {len(chosen)} caught ({caught / len(chosen):.1%}), of {len(names)}; {dict(told)}\n"
    )


def _made(environment):
    """Have mutmut make the mutants and learn which tests reach them, but run none."""
    command = ["mutmut", "run", "--max-children", "1", NEVER_MADE]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False, capture_output=True, text=True)
    if "nothing matches" not in done.stdout + done.stderr:
        sys.exit(f"mutmut could not make the mutants:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}")


def _mutants():
    files = (FOLDER / "src").rglob("*.py.meta")
    return [name for file in files for name in json.loads(file.read_text(encoding="utf-8"))["exit_code_by_key"]]


def _sample(names, asked):
    if asked.sample is None:
        return names
    drawn = random.Random(asked.seed)  # noqa: S311 - a sample, no secret
    return drawn.sample(names, min(asked.sample, len(names)))


def _run(environment):
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    options = [*settings["pytest_add_cli_args"], *settings["pytest_add_cli_args_test_selection"]]
    command = [sys.executable, "-m", "pytest", "--rootdir=.", "-p", "loop", *options]
    path = os.pathsep.join([str(FOLDER / "src"), str(FOLDER / "tests" / "mutation")])
    environment = {**environment, "PYTHONPATH": path, "MUTANT_UNDER_TEST": ""}
    subprocess.run(command, cwd=FOLDER, env=environment, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
