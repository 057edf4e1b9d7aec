"""The package as users get it: a wheel that is built from the sdist, and environments that hold it and nothing of the checkout."""

import os
import re
import subprocess
import sys
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")
NOWHERE = "http://127.0.0.1:9"
"""A proxy that does not answer: what a program asks of another machine fails at once."""


class Built(NamedTuple):
    """The files of a release, and the unpacked sdist."""

    sdist: Path
    wheel: Path
    source: Path


class Environment(NamedTuple):
    """An environment of Python, and the variables of its processes: those of a person's shell, without the checkout."""

    folder: Path
    variables: Mapping[str, str]

    def command(self, name: str) -> str:
        """Return the path of an installed command."""
        return str(self.folder / "bin" / name)


def run(*command: object, cwd: Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command to its end, and keep what it prints."""
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )


def build(folder: Path) -> Built:
    """Build the sdist of the checkout in an empty folder, and the wheel from it."""
    done = run(sys.executable, "-m", "build", "--sdist", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    [sdist] = folder.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(folder / "unpacked", filter="data")
    [source] = (folder / "unpacked").iterdir()
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", folder, source, cwd=folder)
    assert done.returncode == 0, done.stderr
    [wheel] = folder.glob("*.whl")
    return Built(sdist, wheel, source)


def install(folder: Path, *requirements: object) -> Environment:
    """Make an environment in a folder, and install requirements in it."""
    done = run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    variables["PATH"] = os.pathsep.join((str(folder / "bin"), os.environ["PATH"]))
    made = Environment(folder, variables)
    pip = (sys.executable, "-m", "pip", "--python", made.command("python"))  # pip in each would take seconds to install
    done = run(*pip, "install", "--quiet", *requirements, cwd=folder.parent, env=variables)
    assert done.returncode == 0, f"pip cannot install {requirements}, perhaps for want of a network:\n{done.stderr}"
    return made


def without_network(environment: Environment) -> Environment:
    """Return an environment whose processes reach this machine alone."""
    proxies = {f"{scheme}_proxy": NOWHERE for scheme in ("http", "https", "all")}
    proxies |= {"no_proxy": "127.0.0.1"}
    upper = {name.upper(): value for name, value in proxies.items()}
    return environment._replace(variables={**environment.variables, **proxies, **upper})


class Server(NamedTuple):
    """A server that runs, and the file that has what it prints."""

    address: str
    log: Path

    def lines(self) -> list[str]:
        """Return what it has printed since its address."""
        return self.log.read_text(encoding="utf-8").splitlines()[1:]


@contextmanager
def serving(environment: Environment, script: Path, **variables: str) -> Iterator[Server]:
    """Run a script that serves at a free port, and prints its address first, until the block ends."""
    log = script.parent / f"{script.stem}.log"
    given = {**environment.variables, "PORT": "0", "PYTHONUNBUFFERED": "1", **variables}
    with log.open("w", encoding="utf-8") as out:
        process = subprocess.Popen(
            [environment.command("python"), script.name], cwd=script.parent, env=given, stdout=out, stderr=out
        )
        try:
            yield Server(_address(process, log), log)
        finally:
            process.terminate()
            process.wait()


def _address(process: subprocess.Popen[bytes], log: Path) -> str:
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)
        found = ADDRESS.search(log.read_text(encoding="utf-8"))
        if found is not None:
            return found[0]
        assert process.returncode is None, log.read_text(encoding="utf-8")
