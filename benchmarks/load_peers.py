"""Reading filter JSON side by side with validating the same documents against `json_schema(target)`.

`load` also makes the canonical form; a validator only says yes or no, and less strictly than `load` does. Documents come as
text, read by `json.loads` for the validators, and as values. Rounds alternate in one process, and the least counts.
Validators come with `pip install -e '.[bench]'`; one that is missing is left out by name.
"""

import argparse
import importlib
import importlib.util
import json

import attioql
from race.filters import ATTIOQL
from race.worker import timed

SIZES = {"1": "1", "9": "9", "200": "200", "10,000": "flat:10000"}
GROWTH = (100, 1_000, 10_000, 100_000)
COMPANIES = attioql.Workspace.standard()["companies"]


def _ours():
    return {
        "load, text": lambda text, _: attioql.load(text, COMPANIES),
        "load, value": lambda _, value: attioql.load(value, COMPANIES),
        "json.loads alone": lambda text, _: json.loads(text),
    }


def _rust():
    accepts = importlib.import_module("jsonschema_rs").validator_for(attioql.json_schema(COMPANIES)).is_valid
    return {
        "jsonschema-rs, text": lambda text, _: accepts(json.loads(text)),
        "jsonschema-rs, value": lambda _, value: accepts(value),
    }


def _python():
    accepts = importlib.import_module("jsonschema").Draft202012Validator(attioql.json_schema(COMPANIES)).is_valid
    return {"jsonschema, value": lambda _, value: accepts(value)}


def _readers():
    readers = _ours()
    for name, make in (("jsonschema_rs", _rust), ("jsonschema", _python)):
        if importlib.util.find_spec(name) is None:
            print(f"{name}: not installed, left out")
        else:
            readers |= make()
    return readers


def measured(sizes, rounds, seconds):
    """Return the least seconds of each reader by size."""
    readers = _readers()
    documents = {}
    for size in sizes:
        text = attioql.compile(ATTIOQL.named(SIZES[size]), COMPANIES).dumps()
        documents[size] = (text, json.loads(text))
    best = {name: dict.fromkeys(sizes, float("inf")) for name in readers}
    for _ in range(rounds):
        for size, (text, value) in documents.items():
            for name, read in readers.items():
                best[name][size] = min(
                    best[name][size], timed(lambda read=read, text=text, value=value: read(text, value), seconds)
                )
    return best


def growth(rounds):
    """Return the least seconds a condition of this library's readers by number of conditions."""
    readers = {
        **_ours(),
        "load, text, and dumps": lambda text, _: attioql.load(text, COMPANIES).dumps(),
        "check, text": lambda text, _: attioql.check(text, COMPANIES),
    }
    best = {name: dict.fromkeys(GROWTH, float("inf")) for name in readers}
    for number in GROWTH:
        text = attioql.compile(ATTIOQL.named(f"flat:{number}"), COMPANIES).dumps()
        value = json.loads(text)
        for _ in range(rounds):
            for name, read in readers.items():
                best[name][number] = min(
                    best[name][number],
                    timed(lambda read=read, text=text, value=value: read(text, value), 0.05) / number,
                )
    return best


def main(arguments=None):
    """Measure and print a table in Markdown, in microseconds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", choices=SIZES, default=tuple(SIZES), metavar="SIZE")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=0.05, help="for one reader in one round")
    parser.add_argument("--json", metavar="FILE", help="where to keep the measurements")
    parser.add_argument("--growth", action="store_true", help="this library alone, from 100 to 100,000 conditions")
    options = parser.parse_args(arguments)
    if options.growth:
        best = growth(options.rounds)
        head = ["µs a condition", *(f"{number:,}" for number in GROWTH)]
    else:
        best = measured(options.sizes, options.rounds, options.seconds)
        head = ["µs, conditions", *options.sizes]
    print(f"| {' | '.join(head)} |\n|---|{'--:|' * (len(head) - 1)}")
    for name, row in best.items():
        print(f"| {name} | {' | '.join(f'{seconds * 1e6:,.2f}' for seconds in row.values())} |")
    if options.json:
        with open(options.json, "w", encoding="utf-8") as file:  # noqa: PTH123 - one file, one line
            json.dump(best, file, indent=1)


if __name__ == "__main__":
    main()
