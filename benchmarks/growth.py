"""What one condition costs each stage, in filters of 100 to 100,000 conditions, with the garbage collector on and off.

`python benchmarks/growth.py` prints the table of `benchmarks/README.md`: microseconds a condition in the shortest filters, how many
times as much in the longer ones, and the shape that is worst. All lengths have as many conditions in all, and take turns;
the least of all rounds counts, in seconds of the processor. With the collector on, its settings are those that Python starts with, and nothing
is frozen. Of what a stage works on, only the one filter is kept; what a stage makes is dropped before the next is made.

The last row is the yardstick, and runs no code of this library: what Python's own reader makes of the same JSON.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import time
from functools import cache

import attioql
from attioql.attio.writer import to_text
from attioql.checker.checker import examine
from attioql.checker.parameters import Parameters
from attioql.filters.canonical import canonical
from attioql.syntax.parser import parse
from attioql.text.source import Source
from attioql.values.clock import UTC

PEOPLE = attioql.Workspace.standard()["people"]
LENGTHS = (100, 1_000, 10_000, 100_000)

MIXED = (
    'job_title = "t{}"',
    "twitter_follower_count > {}",
    'email_addresses contains "x{}@acme.com"',
    'not name starts with "n{}"',
    "last_interaction.interacted_at >= 2024-01-01",
    'company.name = "c{}"',
    'not job_title contains "t{}"',
    'phone_numbers starts with "+49{}"',
)
PLAIN = (
    'job_title = "t{}"',
    "twitter_follower_count > {}",
    'email_addresses contains "x{}@acme.com"',
    'not description contains "n{}"',
)
ONE_PLACE = ("twitter_follower_count > {}", "twitter_follower_count < {}", "not twitter_follower_count = {}")
"""Conditions that are merged into objects of two tests, in any order, and some of them twice."""


def _conditions(forms, length, *, shuffled=False):
    numbers = random.Random(length)  # noqa: S311 - the same filters every time
    return [
        forms[index % len(forms)].format(numbers.randrange(length) if shuffled else index) for index in range(length)
    ]


def _grouped(parts):
    return " and ".join([f"({' or '.join(parts[at : at + 4])})" for at in range(0, len(parts), 4)])


SHAPES = {
    "plain, and": lambda length: " and ".join(_conditions(PLAIN, length)),
    "mixed, and": lambda length: " and ".join(_conditions(MIXED, length)),
    "mixed, or": lambda length: " or ".join(_conditions(MIXED, length)),
    "mixed, groups": lambda length: _grouped(_conditions(MIXED, length)),
    "merged": lambda length: " and ".join(_conditions(ONE_PLACE, length, shuffled=True)),
}


def _written(text):
    source = Source(text)
    return examine([parse(source).root], source, PEOPLE, Parameters(None), UTC).written


def _compiled(text):
    return attioql.compile(text, PEOPLE)


@cache
def _json_text(text):
    return _compiled(text).dumps()


def _json_value(text):
    return _compiled(text).json()


def _itself(text):
    return text


def _examine(text):
    source = Source(text)
    return examine([parse(source).root], source, PEOPLE, Parameters(None), UTC)


STAGES = {
    "text to JSON text": (_itself, lambda text: attioql.compile(text, PEOPLE).dumps()),
    "parse, to nodes": (_itself, lambda text: parse(Source(text))),
    "parse to nodes and check": (_itself, _examine),
    "canonical form": (_written, canonical),
    "write JSON text": (lambda text: canonical(_written(text)), to_text),
    "write JSON value": (_compiled, lambda made: made.json()),
    "back to text": (_compiled, lambda made: made.text()),
    "load JSON text": (_json_text, lambda text: attioql.load(text, PEOPLE)),
    "load JSON value": (_json_value, lambda value: attioql.load(value, PEOPLE)),
    "JSON text to canonical JSON text": (_json_text, lambda text: attioql.load(text, PEOPLE).dumps()),
    "(`json.loads` of the JSON text)": (_json_text, json.loads),
}


def cost(stage, text, conditions, total, *, collects):
    """Return the microseconds that a stage takes for a condition, with as many runs as make up the total."""
    prepare, work = STAGES[stage]
    given = prepare(text)
    gc.collect()
    if not collects:
        gc.disable()
    try:
        start = time.process_time()
        for _ in range(total // conditions):
            work(given)
        return (time.process_time() - start) / total * 1e6
    finally:
        gc.enable()


def measured(stage, texts, total, rounds, *, collects):
    """Return the least of the rounds by length."""
    least = dict.fromkeys(texts, float("inf"))
    for _ in range(rounds):
        for length, text in texts.items():
            least[length] = min(least[length], cost(stage, text, length, total, collects=collects))
    return least


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=LENGTHS[-1])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--stage", action="append", choices=STAGES)
    parser.add_argument("--shape", action="append", choices=SHAPES)
    parser.add_argument("--collector", choices=("on", "off"), action="append")
    parser.add_argument("--all", action="store_true", help="every shape, not the worst alone")
    options = parser.parse_args()
    lengths = [length for length in LENGTHS if length <= options.most]
    texts = {shape: {length: SHAPES[shape](length) for length in lengths} for shape in options.shape or SHAPES}
    print("| stage | collector | shape |", " | ".join([f"{length:,}" for length in lengths]), "| times |")
    print("|---|---|---|", *["--:|" for _ in lengths], "--:|", sep="")
    for stage in options.stage or STAGES:
        for collector in options.collector or ("on", "off"):
            rows = []
            for shape, given in texts.items():
                least = measured(stage, given, options.most, options.rounds, collects=collector == "on")
                rows.append((max(least.values()) / least[lengths[0]], shape, least))
            for times, shape, least in sorted(rows, reverse=True)[: None if options.all else 1]:
                figures = " | ".join([f"{least[length]:.2f}" for length in lengths])
                print(f"| {stage} | {collector} | {shape} | {figures} | {times:.2f} |", flush=True)


if __name__ == "__main__":
    main()
