"""Build the single file `attioql.pyz`: `python scripts/build_pyz.py --output DIR`. It needs pip, shiv and a package index. Prints its size.

The file has the command line and the language server in plain Python, so the same file runs on every system and on each supported Python.
The tree-sitter parsers and the MCP server need compiled packages, which would tie it to one of each, so they are left out.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

from attioql.version import __version__

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "scripts" / "pyz-requirements.txt"
STAND_INS = ROOT / "playground" / "stand_ins"

_OLDEST_PYTHON = "3.10"
_PLAIN = ("--platform", "any", "--implementation", "py", "--abi", "none", "--only-binary", ":all:")


def build(output: Path, wheel: Path | None = None) -> Path:
    """Write the file to a folder, and return its path. `wheel` is the wheel of AttioQL, instead of one of this checkout."""
    output.mkdir(parents=True, exist_ok=True)
    made = output.resolve() / f"attioql-{__version__}.pyz"
    with tempfile.TemporaryDirectory() as folder:
        wheels, packages = Path(folder) / "wheels", Path(folder) / "packages"
        _download(wheels)
        if wheel is None:
            _run("build", "--wheel", "--outdir", wheels, ROOT)
        else:
            shutil.copy(wheel, wheels)
        _unpack(wheels, packages)
        _run(
            *("shiv.cli", "--reproducible", "--site-packages", packages, "--entry-point", "attioql.cli:main"),
            *("--python", "/usr/bin/env python3", "--output-file", made),
        )
    return made


def _download(wheels: Path) -> None:
    """Download the wheels that the requirements name, which pip holds to their hashes."""
    for_the_oldest = ("--no-deps", "--python-version", _OLDEST_PYTHON, *_PLAIN)
    _run("pip", "download", "--quiet", "--require-hashes", *for_the_oldest, "--dest", wheels, "-r", REQUIREMENTS)


def _unpack(wheels: Path, packages: Path) -> None:
    """Unpack wheels into one folder, with the stand-ins beside them. Every file gets the same mode, which shiv records."""
    for wheel in sorted(wheels.glob("*.whl")):
        with ZipFile(wheel) as archive:
            archive.extractall(packages)
    for stand_in in sorted(STAND_INS.glob("*.py")):
        shutil.copy(stand_in, packages)
    for path in packages.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _run(module: str, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, check=True, stdout=sys.stderr)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the file and print its size."""
    parser = argparse.ArgumentParser(
        prog="python scripts/build_pyz.py", description="Build the single file attioql.pyz."
    )
    parser.add_argument("--output", type=Path, default=ROOT / "dist", metavar="DIR", help="where the file goes")
    parser.add_argument(
        "--wheel", type=Path, metavar="FILE", help="a wheel of AttioQL, instead of one of this checkout"
    )
    options = parser.parse_args(arguments)
    made = build(options.output, options.wheel)
    sys.stdout.write(f"{made.stat().st_size:>9,}  {made.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
