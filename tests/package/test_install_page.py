"""The commands of the page `docs/install.md`, in their order, in an unpacked sdist."""

import os
from pathlib import Path

import pytest
from doc_blocks import blocks
from installed import run

pytestmark = pytest.mark.package
PAGE = Path(__file__).resolve().parents[2] / "docs" / "install.md"


def test_every_command_of_the_page_runs(built, tmp_path):
    found = blocks(PAGE)
    assert {block.language for block in found} == {"sh"}
    script = "\n".join(block.text for block in found)
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = run("bash", "-euxc", script, cwd=built.source, env={**variables, "SHIV_ROOT": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert [path.name.partition("_")[0] for path in tmp_path.iterdir() if path.is_dir()] == ["attioql.pyz"]
