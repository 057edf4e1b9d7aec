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
NOT_COPIED = (
    *(".git", ".venv", "build", "dist", "mutants", "node_modules"),
    *("__pycache__", ".hypothesis", ".*_cache", "*.egg-info"),
)
ALL = pytest.mark.parametrize("patch", PATCHES, ids=lambda path: path.stem)


def test_every_walk_has_a_patch_and_every_patch_a_walk():
    assert {path.stem for path in PATCHES} == set(SECTIONS)


@ALL
def test_a_walk_names_every_file_that_its_patch_changes(patch):
    changed = re.findall(r"^\+\+\+ b/(\S+)$", patch.read_text(encoding="utf-8", errors="replace"), re.MULTILINE)
    assert changed
    assert [path for path in changed if f"`{path}`" not in SECTIONS[patch.stem]] == []


@ALL
def test_the_patch_of_a_walk_still_applies(patch):
    command = ["git", "apply", "--check", "--recount", "-C1", str(patch)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@ALL
@pytest.mark.walk
def test_a_walk_leads_where_it_says(patch, tmp_path):
    checkout = tmp_path / "checkout"
    shutil.copytree(ROOT, checkout, ignore=shutil.ignore_patterns(*NOT_COPIED))
    [commands] = COMMANDS.findall(SECTIONS[patch.stem])
    tools = str(Path(sys.executable).parent)
    environment = {
        **os.environ,
        "PYTHONPATH": str(checkout / "src"),
        "PATH": os.pathsep.join((tools, os.environ["PATH"])),
        "GIT_CEILING_DIRECTORIES": str(tmp_path),
    }
    command = ["bash", "-euo", "pipefail", "-c", commands]
    done = subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
