"""The commands of the page `docs/install.md`, in their order, and those that install the MCP server, in an unpacked sdist."""

import os
from pathlib import Path

import pytest
from doc_blocks import blocks
from installed import run

pytestmark = pytest.mark.package
DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = DOCS / "install.md"


def test_every_command_of_the_page_runs(built, tmp_path):
    found = blocks(PAGE)
    assert [block.language for block in found if block.language != "sh"] == ["console"]
    script = "\n".join(block.text for block in found if block.language == "sh")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = run("bash", "-euxc", script, cwd=built.source, env={**variables, "SHIV_ROOT": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    [(prompt, said)] = [block.text.split("\n", 1) for block in found if block.language == "console"]
    command = f". .venv/bin/activate; {prompt.removeprefix('$ ')}"
    linted = run("bash", "-c", command, cwd=built.source, env={**variables, "SHIV_ROOT": str(tmp_path)})
    assert (linted.returncode, linted.stdout) == (1, said), linted.stderr
    assert [path.name.partition("_")[0] for path in tmp_path.iterdir() if path.is_dir()] == ["attioql.pyz"]


def test_the_commands_that_install_the_mcp_server_run(built, tmp_path):
    [block] = [block for block in blocks(DOCS / "mcp.md") if block.language == "sh"]
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
    done = run("bash", "-eux", "-c", block.text, cwd=built.source, env={**variables, "HOME": str(tmp_path)})
    assert done.returncode == 0, done.stderr
    assert done.stdout.rpartition("Usage:")[2].startswith(" attioql mcp [OPTIONS]")
