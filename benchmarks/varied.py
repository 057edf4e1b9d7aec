"""Filters of varied shape, from text to JSON text: this library, another checkout of it, and the two quickest peers in one run.

`python benchmarks/varied.py --base PATH` prints processor microseconds by size, the least of many rounds that go from process to
process. The filters have brackets, lists, negation, blocks and moments, which peers spell with what they have. Not a test.
"""

import argparse
import os
import subprocess
import sys
import time
from pathlib import Path

SIZES = {"one condition": 0, "short": 1, "medium": 1, "long": 20}

OURS = """
import attioql
from datetime import datetime, timezone
companies, now = attioql.Workspace.standard()["companies"], datetime(2026, 1, 1, tzinfo=timezone.utc)
run = lambda text: attioql.compile(text, companies, now=now).dumps()
"""
CQL2 = "import cql2\nrun = lambda text: cql2.parse_text(text).to_json()"
CEL = """
from cel_expr_python import cel
text, number, date = cel.Type.STRING, cel.Type.INT, cel.Type.TIMESTAMP
run = cel.NewEnv(variables={
    "name": text, "description": text, "domains": text, "employee_range": text, "kind": text,
    "twitter_follower_count": number, "foundation_date": date, "created_at": date, "interacted_at": date,
}).compile
"""

PARTS = {
    "ours": (
        'name contains "Ltd{n}"',
        '(employee_range in ("11-50", "51-250") or not twitter_follower_count < {n})',
        'not (domains = "apple{n}.com" or description contains "test {n}")',
        "foundation_date >= 2001-02-{d:02}",
        '(twitter_follower_count >= {n} and twitter_follower_count < 1{n}000 or description starts with "x{n}")',
        "created_at >= now - {d}d",
        'last_email_interaction {{ interaction_type = "email" and interacted_at >= 2024-01-{d:02} }}',
        'primary_location.locality != "Berlin {n}"',
    ),
    "cql2": (
        "name LIKE '%Ltd{n}%'",
        "(employee_range IN ('11-50', '51-250') OR NOT (twitter_follower_count < {n}))",
        "NOT (domains = 'apple{n}.com' OR description LIKE '%test {n}%')",
        "foundation_date >= DATE('2001-02-{d:02}')",
        "(twitter_follower_count >= {n} AND twitter_follower_count < 1{n}000 OR description LIKE 'x{n}%')",
        "created_at >= TIMESTAMP('2025-12-{d:02}T00:00:00Z')",
        "(kind = 'email' AND interacted_at >= DATE('2024-01-{d:02}'))",
        "name <> 'Berlin {n}'",
    ),
    "cel-expr-python": (
        'name.contains("Ltd{n}")',
        '(employee_range in ["11-50", "51-250"] || !(twitter_follower_count < {n}))',
        '!(domains == "apple{n}.com" || description.contains("test {n}"))',
        'foundation_date >= timestamp("2001-02-{d:02}T00:00:00Z")',
        '(twitter_follower_count >= {n} && twitter_follower_count < 1{n}000 || description.startsWith("x{n}"))',
        'created_at >= timestamp("2025-12-{d:02}T00:00:00Z")',
        '(kind == "email" && interacted_at >= timestamp("2024-01-{d:02}T00:00:00Z"))',
        'name != "Berlin {n}"',
    ),
}
AND = {"ours": " and ", "cql2": " AND ", "cel-expr-python": " && "}


def spelled(dialect, size):
    """Return the filter of a size in one language."""
    parts = PARTS[dialect]
    chosen = {"one condition": parts[:1], "short": parts[:2], "medium": parts}.get(size)
    if chosen is not None:
        return AND[dialect].join(chosen).format(n=7, d=8)
    return AND[dialect].join([AND[dialect].join(parts).format(n=number, d=number % 27 + 1) for number in range(20)])


def serve(code, dialect):
    """Answer each size that is read with the processor seconds of one run, the mean of some hundredths of a second."""
    names = {}
    exec(code, names)  # noqa: S102 - the code stands above
    for line in sys.stdin:
        text, run, number = spelled(dialect, line.strip()), names["run"], 0
        run(text)
        start = time.process_time()
        while (taken := time.process_time() - start) < 0.03:
            for _ in range(4):
                run(text)
            number += 4
        print(taken / number, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", help="another checkout, which is measured as well")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--serve", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.serve:
        serve(*options.serve)
        return
    here = Path(__file__).resolve().parents[1]
    contestants = {"attioql": (OURS, "ours", here)}
    if options.base:
        contestants["base"] = (OURS, "ours", Path(options.base))
    contestants |= {"cql2": (CQL2, "cql2", here), "cel-expr-python": (CEL, "cel-expr-python", here)}
    workers = {
        name: subprocess.Popen(
            [options.python, __file__, "--serve", code, dialect],
            env={**os.environ, "PYTHONPATH": str(checkout / "src")},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for name, (code, dialect, checkout) in contestants.items()
    }
    least = {}
    for _ in range(options.rounds):
        for size in SIZES:
            for name, worker in [*workers.items()]:
                try:
                    worker.stdin.write(size + "\n")
                    worker.stdin.flush()
                except BrokenPipeError:
                    del workers[name]
                    continue
                answer = worker.stdout.readline()
                if not answer:
                    del workers[name]
                    continue
                least[name, size] = min(least.get((name, size), 9), float(answer))
    print("| µs | " + " | ".join(SIZES) + " |\n|---|" + "--:|" * len(SIZES))
    for name in contestants:
        figures = [f"{least[name, size] * 1e6:,.1f}" if (name, size) in least else "" for size in SIZES]
        print(f"| {name} | " + " | ".join(figures) + " |")


if __name__ == "__main__":
    main()
