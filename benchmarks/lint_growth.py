"""What one condition costs each rule, in filters of 100 to 100,000 conditions.

`python benchmarks/lint_growth.py` prints the table of `benchmarks/README.md`: microseconds a condition in the shorter filters, and how many times
as much in the longest, the worst of three shapes. All lengths have as many conditions in all, and take turns; the least of all
rounds counts. What rules share is worked out anew for each of them.
"""

from __future__ import annotations

import argparse
import gc
import time

from attioql.catalog.workspace import Workspace
from attioql.check.checker import examine
from attioql.check.parameters import Parameters
from attioql.check.times import UTC
from attioql.linter.rules import RULES
from attioql.linter.runner import looks_of, run
from attioql.linter.tree import Subject, text_tree
from attioql.syntax.parser import parse
from attioql.text.source import Source

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


def subjects(shape, length, total):
    """Return so many filters that they have `total` conditions."""
    parts = [CONDITIONS[index % len(CONDITIONS)].format(index) for index in range(length)]
    source = Source(SHAPES[shape](parts))
    tree = parse(source)
    written, _ = examine([tree.root], source, TARGET, Parameters(None), UTC)
    root = text_tree(tree.root, written)
    return [lambda: Subject(TARGET, root, "text", source, None, UTC, Parameters(None))] * (total // length)


def cost(made, looks, total):
    """Return the microseconds that rules take for a condition."""
    fresh = [make() for make in made]
    start = time.process_time()
    for subject in fresh:
        run(subject, looks)
    return (time.process_time() - start) / total * 1e6


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--rule", action="append", choices=sorted(RULES))
    options = parser.parse_args()
    gc.disable()
    lengths = [length for length in (100, 1_000, 10_000, 100_000) if length <= options.most]
    made = {(shape, length): subjects(shape, length, options.most) for shape in SHAPES for length in lengths}
    empty = looks_of([])
    print(f"| rule | µs a condition, of {lengths[0]:,} | of {lengths[-1]:,} | times | shape |\n|---|--:|--:|--:|---|")
    for name in ["(none)", *(options.rule or RULES)]:
        looks = looks_of([RULES[name]]) if name in RULES else empty
        worst = (0.0, 0.0, 0.0, "")
        for shape in SHAPES:
            least = dict.fromkeys(lengths, float("inf"))
            for _ in range(options.rounds):
                for length in lengths:
                    least[length] = min(least[length], cost(made[shape, length], looks, options.most))
            first, last = least[lengths[0]], least[lengths[-1]]
            worst = max(worst, (last / first, first, last, shape))
        times, first, last, shape = worst
        print(f"| {name} | {first:.2f} | {last:.2f} | {times:.2f} | {shape} |", flush=True)


if __name__ == "__main__":
    main()
