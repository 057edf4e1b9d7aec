"""Saved filters linted: how many a second in one process, and how much memory a run of 10,000 takes.

`python benchmarks/lint.py` prints the table of `benchmarks/README.md`. The filters are a mix of one to six conditions, most of them
right, about one in six with something to find, in text and in JSON.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from attioql.api import compile as compile_filter
from attioql.api import lint as lint_filter
from attioql.catalog.workspace import Workspace
from attioql.cli.files import GivenFile
from attioql.cli.inputs import current_time
from attioql.cli.jobs import run_all
from attioql.cli.lint_file import Options
from attioql.linter.selection import select
from attioql.project.file_settings import FileSettings

CONDITIONS = {
    "companies": [
        'name contains "Ltd"',
        'domains.root_domain = "acme.com"',
        "last_email_interaction.interacted_at >= 2024-01-01",
        'not description contains "test"',
        "twitter_follower_count > 500",
        'categories = "SaaS"',
        'primary_location.locality = "Berlin"',
        'team.job_title contains "chef"',
        "created_at during 2024-05",
    ],
    "people": [
        'name.last_name starts with "O\'"',
        'email_addresses.email_domain = "acme.com"',
        'job_title in ("CTO", "CEO", "COO")',
        'company.name = "Acme"',
        'primary_location.country_code = "DE"',
        'phone_numbers starts with "+49"',
        "last_interaction.interacted_at < 2024-01-01T00:00:00Z",
        "twitter_follower_count between 10 and 500",
    ],
    "deals": [
        'stage = "Lead"',
        'stage in ("Lead", "In Progress")',
        "value > 5000",
        "value <= 100.50",
        'name starts with "Renewal"',
        'associated_company.name contains "Acme"',
        'owner = member("50cf242c-7fa3-4cad-87d0-75b1af71c57b")',
        "created_at >= 2024-05-01",
    ],
}
DOUBTFUL = {
    "companies": ['domains = "https://acme.com"', 'not name != "Acme"', 'name = " Acme"', 'name in ("Acme")'],
    "people": ['primary_location.country_code = "de"', 'phone_numbers starts with "49"', 'job_title in ("CTO")'],
    "deals": ["value > 5 and value < 3", "created_at <= 2024-05-31", 'stage = "Lead" and stage = "Lead"'],
}


def filters(number):
    """Return a target and a query text so many times, the same ones on every run."""
    chance = random.Random(7)  # noqa: S311 - the same filters on every run
    found = []
    for _ in range(number):
        target = chance.choice(sorted(CONDITIONS))
        chosen = chance.sample(CONDITIONS[target], chance.choice((1, 1, 2, 2, 3, 3, 4, 5, 6)))
        if chance.random() < 1 / 6:
            chosen[-1] = chance.choice(DOUBTFUL[target])
        joined = " or " if chance.random() < 0.2 else " and "
        found.append((target, joined.join(chosen)))
    return found


def write(folder, kind, number):
    """Write so many filters as files of one kind."""
    standard = Workspace.standard()
    entries = {}
    for index, (target, text) in enumerate(filters(number)):
        if kind == "attioql":
            (folder / f"{index:05}.attioql").write_text(f"# target: {target}\n{text}\n", encoding="utf-8")
        elif kind == "set of query text":
            entries[f"filter-{index:05}"] = {"target": target, "query": text}
        else:
            entries[f"filter-{index:05}"] = {"target": target, "filter": compile_filter(text, standard[target]).json()}
    if kind == "set in YAML":
        from ruamel.yaml import YAML  # noqa: PLC0415

        YAML(typ="safe", pure=True).dump({"filters": entries}, folder / "set.yaml")
    elif entries:
        (folder / "set.json").write_text(json.dumps({"filters": entries}, indent=1), encoding="utf-8")


def measure(folder, chosen, rounds):
    """Return how many filters were linted a second, of processor time, and what was found."""
    given = [GivenFile(str(path), named=True) for path in sorted(Path(folder).iterdir())]
    options = Options(FileSettings(Workspace.standard(), select(chosen), Path(folder), current_time()))
    best, looked, found = float("inf"), 0, 0
    for _ in range(rounds):
        start = time.process_time()
        outcomes = run_all(given, options, 1)
        best = min(best, time.process_time() - start)
        looked = sum(outcome.filters for outcome in outcomes)
        found = sum(len(outcome.problems) for outcome in outcomes)
    return looked / best, looked, found


def beside_compile(rounds=400):
    """Return the microseconds a filter takes to be compiled and to be linted, the least of many short rounds that take turns."""
    standard = Workspace.standard()
    chosen = [(text, standard[target]) for target, text in filters(20)]
    calls = (compile_filter, lint_filter)
    least = [float("inf")] * len(calls)
    for _ in range(rounds):
        for index, call in enumerate(calls):
            start = time.perf_counter()
            for text, target in chosen:
                call(text, target)
            least[index] = min(least[index], (time.perf_counter() - start) / len(chosen) * 1e6)
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--of", help="measure one folder in this process")
    parser.add_argument("--all", action="store_true", help="with the rules that are opt-in")
    options = parser.parse_args()
    if options.of:
        speed, looked, found = measure(options.of, ("all",) if options.all else None, options.rounds)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps([speed, looked, found, peak]))
        return
    compiled, linted = beside_compile()
    print(f"one filter: {compiled:.0f} µs compiled, {linted:.0f} µs linted, {linted / compiled:.2f} times as long\n")
    print("| files | filters | findings | filters a second | peak memory |\n|---|--:|--:|--:|--:|")
    for kind in ("attioql", "set of query text", "set of filter JSON"):
        with tempfile.TemporaryDirectory() as name:
            write(Path(name), kind, options.number)
            for more in ([], ["--all"]):
                command = [sys.executable, __file__, "--of", name, "--rounds", str(options.rounds), *more]
                done = subprocess.run(command, capture_output=True, text=True, check=True)
                speed, looked, found, peak = json.loads(done.stdout)
                title = f"{kind}, {'all rules' if more else 'rules by default'}"
                print(f"| {title} | {looked:,} | {found:,} | {speed:,.0f} | {peak:.0f} MB |")


if __name__ == "__main__":
    main()
