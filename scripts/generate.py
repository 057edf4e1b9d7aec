"""Write every generated file of the checkout, or check them: `python scripts/generate.py --write`, or `--check`."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GENERATORS = (
    ("-m", "attioql.syntax.tables"),
    ("-m", "attioql.expressions.method_file"),
    ("-m", "attioql.diagnostics.pages"),
    ("-m", "attioql.linter.rule_pages"),
    ("docs/generate.py",),
    ("editors/grammar_files.py",),
)
"""The parse tables come first: the other generators import a package that reads them."""


def checkout_environment() -> dict[str, str]:
    """Return an environment in which Python imports AttioQL from this checkout, whatever is installed."""
    paths = [str(ROOT / "src"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run every generator, also after one of them fails. Returns 1 if any file is not up to date."""
    parser = argparse.ArgumentParser(prog="python scripts/generate.py", description=__doc__)
    group = parser.add_mutually_exclusive_group(required=True)
    group.add_argument("--write", action="store_const", const="--write", dest="mode", help="write the files")
    group.add_argument(
        "--check", action="store_const", const="--check", dest="mode", help="exit with 1 if any is stale"
    )
    mode: str = parser.parse_args(arguments).mode
    commands = [(sys.executable, "-W", "error", *generator, mode) for generator in GENERATORS]
    failed = [
        subprocess.run(command, cwd=ROOT, env=checkout_environment(), check=False).returncode for command in commands
    ]
    return 1 if any(failed) else 0


if __name__ == "__main__":
    sys.exit(main())
