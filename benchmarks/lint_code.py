"""Code linted: how long `attioql lint` takes for 1,000 source files of ordinary size in one process, and how much memory.

`python benchmarks/lint_code.py` prints the row of `benchmarks/README.md`. The sources are those of `tests/code`, each made as long as a
file usually is by code that has no filter in it.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
FILES = 1_000
FILLER = """
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
"""A function of 12 lines; fourteen of them and a source are some 180 lines, 8 kB."""


def sources() -> list[tuple[str, str]]:
    """Return the names and texts of the files."""
    corpus = sorted(path for path in (ROOT / "tests/code/corpus").iterdir() if path.suffix != ".txt")
    found = []
    for number in range(FILES):
        path = corpus[number % len(corpus)]
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        filler = "".join(FILLER.format(n=each) for each in range(14))
        found.append((f"{number}{path.suffix}", "".join(line for line in lines if line[:1] != "~") + filler))
    return found


def main() -> None:
    """Write the files, lint them in a process of its own, and print what that took."""
    with tempfile.TemporaryDirectory() as folder:
        texts = sources()
        for name, text in texts:
            Path(folder, name).write_text(text, encoding="utf-8")
        command = [sys.executable, "-m", "attioql.cli", "lint", "--format", "concise", folder]
        started = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    size = sum(len(text.encode()) for _, text in texts)
    lines = sum(text.count("\n") for _, text in texts)
    print(done.stderr.strip().splitlines()[-1])
    print(f"{FILES:,} files, {lines:,} lines, {size / 1e6:.1f} MB: {seconds:.1f} s, {used.ru_utime:.1f} s of one core")
    print(f"{used.ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
