"""What one condition costs each rule, in filters of 100 to 100,000 conditions.

`python benchmarks/lint_growth.py` prints the table of `benchmarks/README.md`: microseconds a condition in the shortest filters, and how many times
as much in the worst of the longer ones, of three shapes the one that is worst. All lengths have as many conditions in all, and take turns; the least of all
rounds counts. What rules share is worked out anew for each filter. The garbage collector is off; `--collector` leaves it on, with the settings
that Python starts with.
"""

from __future__ import annotations

import argparse
import gc
import time

from attioql.catalog.workspace import Workspace
from attioql.checker.checker import examine
from attioql.checker.parameters import Parameters
from attioql.linter.rules import RULES
from attioql.linter.runner import looks_of, run
from attioql.linter.tree import Subject, text_tree
from attioql.syntax.parser import parse
from attioql.text.source import Source
from attioql.values.clock import UTC

TARGET = Workspace.standard()["people"]
CONDITIONS = (
    'job_title = "t{}"',
    "twitter_follower_count > {}",
    'email_addresses contains "x{}@acme.com"',
    'not name starts with "n{}"',
    "last_interaction.interacted_at >= 2024-01-01",
    'company.name = "c{}"',
    'job_title contains "t{}"',
    'phone_numbers starts with "+49{}"',
)
SHAPES = {
    "and": " and ".join,
    "or": " or ".join,
    "groups": lambda parts: " and ".join(f"({' or '.join(parts[at : at + 4])})" for at in range(0, len(parts), 4)),
}


def subject_maker(shape, length):
    """Return a function that makes the subject of one filter anew, with nothing that rules share worked out yet."""
    parts = [CONDITIONS[index % len(CONDITIONS)].format(index) for index in range(length)]
    source = Source(SHAPES[shape](parts))
    tree = parse(source)
    written, _ = examine([tree.root], source, TARGET, Parameters(None), UTC)
    root = text_tree(tree.root, written)
    return lambda: Subject(TARGET, root, "text", {}, source, None, UTC, Parameters(None))


def cost(make, looks, length, total):
    """Return the microseconds that rules take for a condition, in so many filters that they have `total` conditions."""
    spent = 0.0
    for _ in range(total // length):
        subject = make()
        start = time.process_time()
        run(subject, looks)
        spent += time.process_time() - start
    return spent / total * 1e6


def measured(looks, lengths, rounds, total, *, collects):
    """Return the least of the rounds by rule, shape and length. Of the filters, only the one that is looked at is there."""
    least = {(name, shape, length): float("inf") for name in looks for shape in SHAPES for length in lengths}
    for _ in range(rounds):
        for shape in SHAPES:
            for length in lengths:
                make = subject_maker(shape, length)
                for name, rules in looks.items():
                    gc.collect()
                    if not collects:
                        gc.disable()
                    took = cost(make, rules, length, total)
                    gc.enable()
                    least[name, shape, length] = min(least[name, shape, length], took)
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rule", action="append", choices=sorted(RULES))
    parser.add_argument("--collector", action="store_true", help="leave the garbage collector on")
    options = parser.parse_args()
    lengths = [length for length in (100, 1_000, 10_000, 100_000) if length <= options.most]
    looks = {"(none)": looks_of([])} | {name: looks_of([RULES[name]]) for name in options.rule or RULES}
    least = measured(looks, lengths, options.rounds, options.most, collects=options.collector)
    print("| rule |", " | ".join([f"{length:,}" for length in lengths]), "| times | shape |")
    print("|---|", *["--:|" for _ in lengths], "--:|---|", sep="")
    for name in looks:
        rows = {shape: [least[name, shape, length] for length in lengths] for shape in SHAPES}
        shape = max(rows, key=lambda shape: max(rows[shape]) / rows[shape][0])
        figures = " | ".join([f"{figure:.2f}" for figure in rows[shape]])
        print(f"| {name} | {figures} | {max(rows[shape]) / rows[shape][0]:.2f} | {shape} |")


if __name__ == "__main__":
    main()
