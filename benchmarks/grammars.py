"""Grammars for constrained decoding: how large they are, and how long llguidance takes to compile them.

`python benchmarks/grammars.py` prints the table of `docs/language-models.md`: the least of many compiles in turns, in milliseconds of the
processor, so that a busy machine counts less. It needs the package llguidance.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import attioql

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "support"))

from grammar_walks import matcher_of


def compile_times(grammars: dict[str, str], rounds: int) -> dict[str, float]:
    """Return the least milliseconds of the processor that llguidance takes for each grammar."""
    least = dict.fromkeys(grammars, float("inf"))
    for _ in range(rounds):
        for name, text in grammars.items():
            start = time.process_time()
            matcher_of(text)
            least[name] = min(least[name], (time.process_time() - start) * 1_000)
    return least


def main() -> None:
    """Print a line for each standard object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--depth", type=int, default=1)
    options = parser.parse_args()
    workspace = attioql.Workspace.standard()
    grammars = {name: attioql.grammar(target, depth=options.depth) for name, target in workspace.items()}
    for name, milliseconds in compile_times(grammars, options.rounds).items():
        size = len(attioql.grammar(workspace[name], "gbnf", options.depth))
        print(f"| `{name}` | {len(grammars[name]):,} | {size:,} | {milliseconds:.1f} ms |")


if __name__ == "__main__":
    main()
