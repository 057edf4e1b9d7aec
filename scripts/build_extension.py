"""Package the extension for VS Code: `python scripts/build_extension.py --output DIR`. Prints the content of the package and its size.

The files are copied to a temporary folder together with the schemas, the licence and the changelog, and npm installs there what the lock file
names. The version is that of the library. Nothing else needs the network.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from programs import run

from attioql.version import __version__

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "editors" / "vscode"
SCHEMAS = ("filter-set.schema.json", "workspace.schema.json")
_LEFT_OUT = shutil.ignore_patterns("node_modules", "dist", "schemas", "*.vsix")


def package(output: Path, modules: Path | None = None) -> Path:
    """Write the package to a folder, and return its path. `modules` is a folder where npm has installed what the lock file names."""
    output.mkdir(parents=True, exist_ok=True)
    made = output.resolve() / f"attioql-{__version__}.vsix"
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder) / "vscode"
        _copy(stage)
        if modules is None:
            run(stage, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        else:
            (stage / "node_modules").symlink_to(modules, target_is_directory=True)
        for script in ("check", "bundle"):
            run(stage, "npm", "run", "--silent", script)
        run(stage, "npm", "run", "--silent", "package", "--", "--out", str(made), __version__)
    return made


def _copy(stage: Path) -> None:
    """Copy the extension, and beside it what has its home elsewhere."""
    shutil.copytree(EXTENSION, stage, ignore=_LEFT_OUT)
    (stage / "schemas").mkdir()
    for name in SCHEMAS:
        shutil.copy(ROOT / "schemas" / name, stage / "schemas")
    for name in ("LICENSE", "CHANGELOG.md"):
        shutil.copy(ROOT / name, stage)


def listing(made: Path) -> str:
    """Return the files of a package with their sizes, and the size of the whole."""
    with ZipFile(made) as archive:
        lines = [f"{each.file_size:>9,}  {each.filename}" for each in archive.infolist()]
    return "\n".join([*lines, f"{made.stat().st_size:>9,}  {made.name}"]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Package the extension and print what is in it."""
    parser = argparse.ArgumentParser(
        prog="python scripts/build_extension.py", description="Package the extension for VS Code."
    )
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="DIR", help="where the package goes")
    parser.add_argument("--modules", type=Path, metavar="DIR", help="installed npm packages, instead of `npm ci`")
    options = parser.parse_args(arguments)
    sys.stdout.write(listing(package(options.output, options.modules)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
