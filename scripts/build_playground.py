"""Build the playground, the page that runs AttioQL in the browser: `python scripts/build_playground.py`. It needs npm, pip and their registries.

The page is in `build/playground/page` and is static: any server can serve the folder. Packages of npm stay in `build/playground/npm-*` for the
next build. `python scripts/build_site.py` makes the page a part of the site.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import shutil
import sys
import tarfile
import tempfile
from base64 import urlsafe_b64encode
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from programs import run
from website.checks import without_addresses

from attioql.version import __version__

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "playground"
BUILD = ROOT / "build" / "playground"
PAGE = BUILD / "page"

MOST_BYTES = 8_000_000
"""The most bytes that a browser loads, compressed with gzip."""

_LOCKED = ("package.json", "package-lock.json")
_PYODIDE = ("pyodide.asm.mjs", "pyodide.asm.wasm")
_STATIC = ("index.html", "style.css")
_UNUSED = (
    "*.dist-info/RECORD",
    "attioql/cli",
    "attioql/documents/script_*",
    "attioql/guides",
    "attioql/mcp",
    "attioql/pydantic",
    "attioql/testing",
    "bin",
    "jsonschema/benchmarks",
    "jsonschema/tests",
    "jsonschema_specifications/tests",
    "referencing/tests",
)
"""What nothing in the page imports of the packages."""

_UNUSED_OF_PYTHON = (
    "_pyio.py",
    "_pyrepl",
    "argparse.py",
    "asyncio/windows_*",
    "bdb.py",
    "cmd.py",
    "code.py",
    "compileall.py",
    "configparser.py",
    "ctypes",
    "curses",
    "doctest.py",
    "encodings/big5*",
    "encodings/cp03*",
    "encodings/cp[125-9]*",
    "encodings/euc_*",
    "encodings/gb*",
    "encodings/hp_*",
    "encodings/iso*",
    "encodings/johab.py",
    "encodings/koi8*",
    "encodings/mac_*",
    "encodings/ptcp*",
    "encodings/shift_*",
    "encodings/tis*",
    "ftplib.py",
    "http/cookie*",
    "http/server.py",
    "imaplib.py",
    "mailbox.py",
    "modulefinder.py",
    "multiprocessing",
    "optparse.py",
    "pdb.py",
    "pickletools.py",
    "plistlib.py",
    "poplib.py",
    "profile.py",
    "pstats.py",
    "pyclbr.py",
    "pydoc.py",
    "pydoc_data",
    "smtplib.py",
    "socketserver.py",
    "sqlite3",
    "statistics.py",
    "symtable.py",
    "tomllib",
    "trace.py",
    "turtle.py",
    "unittest",
    "venv",
    "wave.py",
    "wsgiref",
    "xml",
    "xmlrpc",
)
"""What nothing in the page imports of the standard library."""

_METADATA = """\
Metadata-Version: 2.4
Name: attioql-playground
Version: {}
Summary: The playground of AttioQL, for `attioql playground`.
License-Expression: MIT
License-File: LICENSE
"""
"""What the wheel says of itself. The page is part of it, with Pyodide and the Python packages that run in it."""

_DATE = (2020, 1, 1, 0, 0, 0)


def build(page: Path = PAGE) -> Path:
    """Build the page in a folder, and return the folder."""
    modules = installed()
    shutil.rmtree(page, ignore_errors=True)
    page.mkdir(parents=True)
    build_scripts(page, modules)
    for name in _PYODIDE:
        shutil.copy(modules / "pyodide" / name, page)
    _write_lock(modules / "pyodide" / "pyodide-lock.json", page / "pyodide-lock.json")
    _pack_packages(page / "packages.tar.xz", modules)
    _pack_python(page / "python_stdlib.zip", modules)
    _seal(page)
    sizes = {each.name: each.stat().st_size for each in sorted(page.iterdir())}
    (page / "sizes.json").write_text(json.dumps(sizes), encoding="utf-8")
    return page


def build_scripts(page: Path, modules: Path) -> None:
    """Write the scripts and what stands beside them anew, for somebody who works on them."""
    _bundle(page, modules)
    _seal(page)
    for name in _STATIC:
        shutil.copy(SOURCE / name, page)


def _seal(page: Path) -> None:
    """Take the addresses of other hosts out of the scripts."""
    for script in page.glob("*.*js"):
        script.write_text(without_addresses(script.read_text(encoding="utf-8")), encoding="utf-8")


def installed() -> Path:
    """Return the folder of npm's packages, which is made for each lock file once."""
    digest = hashlib.sha256(b"".join((SOURCE / name).read_bytes() for name in _LOCKED)).hexdigest()[:12]
    folder = BUILD / f"npm-{digest}"
    if not folder.exists():
        BUILD.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD) as temporary:
            stage = Path(temporary) / "npm"
            stage.mkdir()
            for name in _LOCKED:
                shutil.copy(SOURCE / name, stage)
            run(stage, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
            run(stage, "node", "node_modules/esbuild/install.js")
            stage.rename(folder)
    return folder / "node_modules"


def _bundle(page: Path, modules: Path) -> None:
    """Check the types of the scripts, and make one file of each of the two."""
    with tempfile.TemporaryDirectory(dir=modules.parent) as temporary:
        stage = Path(temporary)
        for name in ("package.json", "tsconfig.json"):
            shutil.copy(SOURCE / name, stage)
        shutil.copytree(SOURCE / "src", stage / "src")
        shutil.copy(ROOT / "editors" / "vscode" / "syntaxes" / "attioql.tmLanguage.json", stage / "src")
        (stage / "node_modules").symlink_to(modules, target_is_directory=True)
        run(stage, "npm", "run", "--silent", "check")
        run(stage, "npm", "run", "--silent", "bundle", "--", f"--outdir={page.resolve()}")


def _write_lock(source: Path, made: Path) -> None:
    """Write the list of Pyodide's packages without packages: the page loads none of them."""
    lock = json.loads(source.read_text(encoding="utf-8"))
    made.write_text(json.dumps({**lock, "packages": {}}), encoding="utf-8")


def _pack_packages(archive: Path, modules: Path) -> None:
    """Write the package and what it needs."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        command = ("pip", "install", "--quiet", "--no-deps", "--no-compile", "--disable-pip-version-check")
        requirements = ("--requirement", str(SOURCE / "requirements.txt"), str(ROOT))
        run(folder, sys.executable, "-m", *command, "--target", str(folder), *requirements)
        for module in [*(SOURCE / "python").glob("*.py"), *(SOURCE / "stand_ins").glob("*.py")]:
            shutil.copy(module, folder)
        _compile(folder, _UNUSED, modules)
        with tarfile.open(archive, "w:xz", preset=9) as made:
            for path in _files(folder):
                entry = tarfile.TarInfo(path.relative_to(folder).as_posix())
                entry.size = path.stat().st_size
                made.addfile(entry, BytesIO(path.read_bytes()))


def _pack_python(archive: Path, modules: Path) -> None:
    """Write what the page needs of the standard library."""
    with tempfile.TemporaryDirectory() as temporary:
        with ZipFile(modules / "pyodide" / "python_stdlib.zip") as whole:
            whole.extractall(temporary)  # noqa: S202 - an archive of Pyodide, whose content the lock file fixes
        _compile(Path(temporary), _UNUSED_OF_PYTHON, modules)
        with ZipFile(archive, "w", ZIP_DEFLATED, compresslevel=9) as made:
            for path in _files(Path(temporary)):
                entry = ZipInfo(path.relative_to(temporary).as_posix(), _DATE)
                entry.compress_type = ZIP_DEFLATED
                made.writestr(entry, path.read_bytes())


def _compile(folder: Path, unused: Sequence[str], modules: Path) -> None:
    """Compile the modules in a folder, and remove what is unused."""
    for path in [found for pattern in unused for found in folder.glob(pattern)]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    run(folder, "node", str(SOURCE / "compile_python.mjs"), str(folder), str(modules))


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.rglob("*") if each.is_file())


def wheel(page: Path, folder: Path) -> Path:
    """Write the wheel `attioql-playground`, which holds the page for `attioql playground`, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"attioql_playground-{__version__}-py3-none-any.whl"
    about = f"attioql_playground-{__version__}.dist-info"
    files = {"attioql_playground/__init__.py": b'"""The playground of AttioQL, for `attioql playground`."""\n'}
    files |= {f"attioql_playground/page/{each.name}": each.read_bytes() for each in sorted(page.iterdir())}
    files[f"{about}/METADATA"] = _METADATA.format(__version__).encode()
    files[f"{about}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: attioql\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{about}/licenses/LICENSE"] = (ROOT / "LICENSE").read_bytes()
    digests = {
        name: urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode() for name, data in files.items()
    }
    record = [f"{name},sha256={digests[name]},{len(data)}\n" for name, data in files.items()]
    files[f"{about}/RECORD"] = "".join([*record, f"{about}/RECORD,,\n"]).encode()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = ZipInfo(name, _DATE)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return made


def compressed_sizes(page: Path = PAGE) -> dict[str, int]:
    """Return the bytes of each file of the page, compressed with gzip."""
    return {each.name: len(gzip.compress(each.read_bytes())) for each in sorted(page.iterdir())}


def listing(page: Path = PAGE) -> str:
    """Return the files of a page with their compressed sizes, and the size of the whole."""
    sizes = compressed_sizes(page)
    lines = [f"{size:>9,}  {name}" for name, size in sizes.items()]
    return "\n".join([*lines, f"{sum(sizes.values()):>9,}  {page} (compressed)"]) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the page and print what is in it. Returns 1 if it is too large."""
    parser = argparse.ArgumentParser(
        prog="python scripts/build_playground.py", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--scripts", action="store_true", help="build the scripts anew, and keep the archives of Python"
    )
    parser.add_argument("--wheel", type=Path, metavar="DIR", help="write the wheel attioql-playground to a folder, too")
    options = parser.parse_args(arguments)
    if options.scripts:
        build_scripts(PAGE, installed())
    else:
        build()
    if options.wheel is not None:
        sys.stdout.write(f"{wheel(PAGE, options.wheel)}\n")
    sys.stdout.write(listing())
    return 0 if sum(compressed_sizes().values()) <= MOST_BYTES else 1


if __name__ == "__main__":
    sys.exit(main())
