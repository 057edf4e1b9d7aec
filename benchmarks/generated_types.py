"""What the types of a workspace with 5,000 attributes cost a type checker: seconds of the processor beyond those of a small workspace.

Beside them stands what an empty program costs, which is what a checker needs to start.

python benchmarks/generated_types.py --rounds 3
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import attioql

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "support"))

from tsc import installed  # noqa: E402 - the folder is on the path now

ATTRIBUTES = 5_000
TARGETS = 20
TYPES = (
    "text", "number", "checkbox", "currency", "date", "timestamp", "rating", "status", "select", "record-reference",
    "actor-reference", "location", "domain", "email-address", "phone-number", "interaction", "personal-name",
)  # fmt: skip
OPTIONS = 12
PYTHON = """\
import attioql
from attio_filters import object_0

q = object_0(attioql.Workspace.standard())
attioql.build(q.attribute_0 == "x")
attioql.build(q.attribute_9.attribute_1 > 5)
"""
TYPESCRIPT = """\
import type { Filters } from "./attio-filters";

export const filter: Filters["object_0"] = { attribute_0: { $contains: "x" } };
export const path: Filters["object_0"] = {
  path: [["object_0", "attribute_9"], ["object_1", "attribute_1"]],
  constraints: { value: 5 },
};
"""


def workspace_of(attributes: int) -> attioql.Workspace:
    """Return a workspace of objects that have this many attributes together, of all types in turn."""
    objects = {}
    for number in range(TARGETS):
        rows = {f"attribute_{index}": row(index, number) for index in range(attributes // TARGETS)}
        objects[f"object_{number}"] = {"attributes": rows}
    return attioql.Workspace.from_dict({"objects": objects})


def row(index: int, number: int) -> dict[str, object]:
    """Return an attribute: every select and status has options of its own, and references lead from object to object."""
    found: dict[str, object] = {"type": TYPES[index % len(TYPES)]}
    match found["type"]:
        case "select" | "status":
            found["options"] = [{"title": f"Option {number}-{index}-{option}"} for option in range(OPTIONS)]
        case "record-reference":
            found["objects"] = [f"object_{(number + 1 + index // len(TYPES)) % TARGETS}"]
    return found


def tool(name: str) -> str:
    """Return the path of a command of this environment."""
    return str(Path(sys.executable).with_name(name))


COMMANDS: Mapping[str, Callable[[Path], list[str]]] = {
    "mypy": lambda folder: [
        sys.executable,
        "-m",
        "mypy",
        "--strict",
        "--config-file=",
        "--follow-imports=silent",
        f"--cache-dir={folder}/cache",
        "program.py",
    ],
    "pyright": lambda _: [sys.executable, "-m", "pyright", "-p", "."],
    "ty": lambda _: [tool("ty"), "check", f"--extra-search-path={ROOT / 'src'}", "."],
    "pyrefly": lambda _: [tool("pyrefly"), "check"],
    "tsc": lambda _: [
        str(installed()),
        "--strict",
        "--skipLibCheck",
        "--singleThreaded",
        "--noEmit",
        "--target",
        "es2022",
        "program.ts",
    ],
}


def seconds(command: list[str], folder: Path) -> float:
    """Return the seconds of the processor that a command and its children take."""
    shutil.rmtree(folder / "cache", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def environment(folder: Path) -> dict[str, str]:
    """Return the environment of a type checker."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(Path.home()),
        "MYPYPATH": f"{ROOT / 'src'}:{folder}",
    }


def prepared(folder: Path, attributes: int) -> Path:
    """Write the files of a workspace and programs that use them."""
    workspace = workspace_of(attributes)
    (folder / "attio_filters.py").write_text(attioql.generate_types(workspace, "python"), encoding="utf-8")
    (folder / "attio-filters.ts").write_text(attioql.generate_types(workspace, "typescript"), encoding="utf-8")
    (folder / "program.py").write_text(PYTHON, encoding="utf-8")
    (folder / "program.ts").write_text(TYPESCRIPT, encoding="utf-8")
    (folder / "pyrightconfig.json").write_text(json.dumps({"extraPaths": [str(ROOT / "src")]}), encoding="utf-8")
    (folder / "pyrefly.toml").write_text(f"search-path = [{json.dumps(str(ROOT / 'src'))}]\n", encoding="utf-8")
    return folder


def emptied(folder: Path) -> Path:
    """Write programs with nothing in them."""
    prepared(folder, 0)
    (folder / "program.py").write_text("", encoding="utf-8")
    (folder / "program.ts").write_text("export {};\n", encoding="utf-8")
    for name in ("attio_filters.py", "attio-filters.ts"):
        (folder / name).unlink()
    return folder


def main() -> None:
    """Print a table: the least of some rounds for each checker, on a small workspace and on the large one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", choices=COMMANDS, nargs="*", default=[*COMMANDS])
    arguments = parser.parse_args()
    small_count = TARGETS * len(TYPES)
    with tempfile.TemporaryDirectory() as start:
        folders = [Path(start, name) for name in ("empty", "small", "large")]
        for folder in folders:
            folder.mkdir()
        empty, small, large = emptied(folders[0]), prepared(folders[1], small_count), prepared(folders[2], ATTRIBUTES)
        for name in ("attio_filters.py", "attio-filters.ts"):
            lines = (large / name).read_text(encoding="utf-8").count("\n")
            print(f"{name}: {lines:,} lines, {(large / name).stat().st_size / 1e6:.2f} MB")
        print(
            f"| | empty, s | {small_count} attributes, s | {ATTRIBUTES:,} attributes, s | for the others, s |\n"
            "|---|--:|--:|--:|--:|"
        )
        for name in arguments.only:
            command = COMMANDS[name]
            least = [
                min(seconds(command(folder), folder) for _ in range(arguments.rounds))
                for folder in (empty, small, large)
            ]
            print(f"| {name} | {' | '.join(f'{each:.2f}' for each in least)} | {least[2] - least[1]:.2f} |", flush=True)


if __name__ == "__main__":
    main()
