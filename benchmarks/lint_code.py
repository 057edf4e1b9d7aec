"""Code linted: what `attioql lint` takes for 1,000 source files of ordinary size in one process, beside parsing them alone.

`python benchmarks/lint_code.py` prints the rows of `benchmarks/README.md`. Sources with filters are those of `tests/code`, each made as
long as a file usually is by code that has no filter in it. Notebooks have the same Python in cells, and outputs. The others name Attio, or do
not, and have no filter. Seconds are those of the processor, the least of some rounds, without those of a run on one file.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
CORPUS = ROOT / "tests" / "code" / "corpus"
FILES = 1_000
FUNCTIONS = 14
SCRIPT = """
export async function step{n}<T extends Row>(rows: readonly T[], options: {{ dryRun?: boolean; batch: number }} = {{ batch: 50 }}) {{
  const groups = new Map<string, T[]>();
  for (const row of rows) {{
    const key = `${{row.kind}}:${{row.id}}`; // one group for each kind
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }}
  const done = await Promise.all(
    [...groups].map(async ([key, members]) => ({{ key, count: members.length, ok: await save(members, {{ ...options, key }}) }})),
  );
  return done.filter((each) => each.ok).map(({{ key, count }}) => ({{ key, count, label: "Ada's " + key }}));
}}
"""
PLAIN_SCRIPT = SCRIPT.replace(".filter(", ".flatMap(")
PYTHON = '''

async def step{n}(rows: list[Row], *, dry_run: bool = False, batch: int = 50) -> list[dict[str, object]]:
    """Save the rows of one group at a time."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        key = f"{{row.kind}}:{{row.id}}"  # one group for each kind
        groups[key].append(row)
    done = []
    for key, members in groups.items():
        ok = await save(members, key=key, dry_run=dry_run, batch=batch)
        done.append({{"key": key, "count": len(members), "ok": ok}})
    logger.info("saved %d of %d groups", sum(each["ok"] for each in done), len(done))
    return [{{"key": each["key"], "label": "Ada's " + str(each["key"])}} for each in done if each["ok"]]
'''
"""A function of 12 or 13 lines; fourteen of them and a source are some 180 lines, 8 or 9 kB."""

PARSE = """
import ast, json, sys, tree_sitter, tree_sitter_typescript
from pathlib import Path
parser = tree_sitter.Parser(tree_sitter.Language(tree_sitter_typescript.language_typescript()))
for path in Path(sys.argv[1]).iterdir():
    raw = path.read_bytes()
    if path.suffix == ".py":
        ast.parse(raw)
    elif path.suffix == ".ipynb":
        for cell in json.loads(raw)["cells"]:
            ast.parse("".join(cell["source"]))
    else:
        parser.parse(raw)
"""


def filler(function: str) -> str:
    """Return code without a filter."""
    return "".join(function.format(n=number) for number in range(FUNCTIONS))


def corpus(*, python: bool) -> list[tuple[str, str]]:
    """Return the names and texts of the sources with filters, without the lines that draw what is reported."""
    found = []
    for path in sorted(CORPUS.iterdir()):
        name = path.name.removesuffix(".txt")
        if name.endswith(".py") == python:
            lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
            found.append((name, "".join(line for line in lines if line[:1] != "~")))
    return found


def repeated(texts: list[tuple[str, str]], function: str) -> Iterator[tuple[str, str]]:
    """Yield some sources until there are enough, each with a filler."""
    for number in range(FILES):
        name, text = texts[number % len(texts)]
        yield f"{number}{Path(name).suffix}", text + filler(function)


def notebooks() -> Iterator[tuple[str, str]]:
    """Yield notebooks with the code of Python files."""
    for name, text in repeated(corpus(python=True), PYTHON):
        outputs = [{"output_type": "stream", "name": "stdout", "text": [f"saved {line} rows\n" for line in range(40)]}]
        cells = [
            {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": outputs, "source": code.splitlines(True)}
            for code in text.split("\n\n\n")
        ]  # fmt: skip
        written = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)
        yield f"{Path(name).stem}.ipynb", written


KINDS: Mapping[str, Callable[[], Iterator[tuple[str, str]]]] = {
    "JavaScript and TypeScript, each with a filter": lambda: repeated(corpus(python=False), SCRIPT),
    "Python, each with a filter": lambda: repeated(corpus(python=True), PYTHON),
    "notebooks, each with a filter": notebooks,
    "TypeScript that names Attio and filters arrays": lambda: repeated([("a.ts", 'import "../attio";\n')], SCRIPT),
    "TypeScript that names Attio alone": lambda: repeated([("a.ts", 'import "../attio";\n')], PLAIN_SCRIPT),
    "Python that names Attio, without a filter": lambda: repeated([("a.py", "import attio, json\n")], PYTHON),
    "TypeScript without Attio": lambda: repeated([("a.ts", "")], SCRIPT),
}


class Cost(NamedTuple):
    """What a process took: seconds of the processor, and megabytes."""

    seconds: float
    megabytes: float


def cost(command: list[str], rounds: int) -> Cost:
    """Return the least that a command takes, whatever its exit status is: findings are what is looked for."""
    found = []
    for _ in range(rounds):
        process = os.posix_spawn(command[0], command, os.environ, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, 1, 2)])  # fmt: skip
        _, _, used = os.wait4(process, 0)
        found.append(Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024))
    return Cost(min(each.seconds for each in found), max(each.megabytes for each in found))


def lint_of(folder: Path, rounds: int) -> Cost:
    """Return what linting a folder takes in one process."""
    command = [sys.executable, "-m", "attioql", "lint", "--jobs", "1", "--format", "concise", str(folder)]
    return cost(command, rounds)


def main() -> None:
    """Write the files of each kind, lint them in a process of its own, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    print(
        "| 1,000 files | lines | MB | lint, s | parsing alone, s | times | memory, MB |\n|---|--:|--:|--:|--:|--:|--:|"
    )
    with tempfile.TemporaryDirectory() as start:
        Path(start, "a.attioql").write_text('name = "Ada"', encoding="utf-8")
        least = lint_of(Path(start), rounds).seconds
    for kind, made in KINDS.items():
        with tempfile.TemporaryDirectory() as folder:
            lines = size = 0
            for name, text in made():
                Path(folder, name).write_text(text, encoding="utf-8", newline="")
                lines, size = lines + text.count("\n"), size + len(text.encode())
            linted = lint_of(Path(folder), rounds)
            parsed = cost([sys.executable, "-c", PARSE, folder], rounds)
        seconds = linted.seconds - least
        times = f"{seconds:.1f} | {parsed.seconds:.1f} | {seconds / parsed.seconds:.1f}"
        print(f"| {kind} | {lines:,} | {size / 1e6:.1f} | {times} | {linted.megabytes:.0f} |", flush=True)
    print(f"A run on one file: {least:.2f} s")


if __name__ == "__main__":
    main()
