"""Changes by hand that the tests must catch: `python tests/mutation/by_hand.py`, or with a word for those whose file or name has it.

`by_hand.json` has each change and the tests that are run for it, in a copy of the checkout. The exit code is 1 if one of them survives.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
COPIED = ["src", "tests", "grammar", "schemas", "docs", "pyproject.toml"]
CHANGES = json.loads(Path(__file__).with_name("by_hand.json").read_text(encoding="utf-8"))


def main(word=""):
    """Make each change alone, run its tests, and print which of them fails first."""
    survived = 0
    with tempfile.TemporaryDirectory() as folder:
        copy = _copied(Path(folder))
        for change in CHANGES:
            if word in f"{change['file']} {change['name']}":
                failed = _first_failure(copy, change)
                survived += failed is None
                sys.stdout.write(f"{change['file']}: {change['name']}\n    {failed or 'SURVIVED'}\n")
    return int(survived > 0)


def _copied(folder):
    listed = subprocess.run(["git", "ls-files", "-z", *COPIED], cwd=ROOT, check=True, capture_output=True, text=True)
    for name in listed.stdout.rstrip("\0").split("\0"):
        to = folder / name
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes((ROOT / name).read_bytes())
    return folder


def _first_failure(copy, change):
    """Return the name of the first test that fails with a change; `None` if none does."""
    path = copy / "src" / "attioql" / change["file"]
    text = path.read_text(encoding="utf-8")
    if text.count(change["old"]) != 1:
        sys.exit(f"{change['file']} has {change['old']!r} {text.count(change['old'])} times, not once")
    path.write_text(text.replace(change["old"], change["new"]), encoding="utf-8")
    try:
        return _failure_of(change["tests"], copy)
    finally:
        path.write_text(text, encoding="utf-8")


def _failure_of(tests, copy):
    options = ["-x", "-q", "-n", "0", "-p", "no:randomly", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(copy / "src"), "HYPOTHESIS_PROFILE": "ci"}
    command = [sys.executable, "-m", "pytest", *options]
    done = subprocess.run(command, cwd=copy, env=environment, check=False, capture_output=True, text=True)
    if done.returncode == 0:
        return None
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return failed[0] if failed else sys.exit(done.stdout + done.stderr)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
