"""The walks of CONTRIBUTING.md: each patch applies to a copy of the checkout, and the commands of its section pass there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PATCHES = sorted(HERE.glob("*.patch"))
SECTION = re.compile(r"^### Add an? ([^\n]*)\n(.*?)(?=^##)", re.MULTILINE | re.DOTALL)
SECTIONS = {
    found[1].replace(" ", "-"): found[2]
    for found in SECTION.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
}
COMMANDS = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COPIED = ("src", "grammar", "schemas", "docs", "tests", "scripts", "benchmarks", "pyproject.toml", "README.md")
ALL = pytest.mark.parametrize("patch", PATCHES, ids=lambda path: path.stem)


def test_every_walk_has_a_patch_and_every_patch_a_walk():
    assert {path.stem for path in PATCHES} == set(SECTIONS)


@ALL
def test_a_walk_names_every_file_that_its_patch_changes(patch):
    changed = re.findall(r"^\+\+\+ b/(\S+)$", patch.read_text(encoding="utf-8"), re.MULTILINE)
    assert changed
    assert [path for path in changed if f"`{path}`" not in SECTIONS[patch.stem]] == []


@ALL
@pytest.mark.walk
def test_a_walk_leads_where_it_says(patch, tmp_path):
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", ".*_cache", ".hypothesis")
            shutil.copytree(source, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(source, tmp_path / name)
    [commands] = COMMANDS.findall(SECTIONS[patch.stem])
    tools = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PYTHONPATH": str(tmp_path / "src"),
        "PATH": os.pathsep.join((tools, os.environ["PATH"])),
        "GIT_CEILING_DIRECTORIES": str(tmp_path.parent),
    }
    command = ["bash", "-euo", "pipefail", "-c", commands]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
