"""Neovim, if it is installed, without a screen: an editor with its own client, which names no encoding and so counts in UTF-16."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.mark.skipif(shutil.which("nvim") is None, reason="Neovim is not installed")
def test_neovim_shows_diagnostics_completes_and_formats(tmp_path):
    text = "# target: people\n# 🙂 日本\nname = '🙂 日本'   and  job_titel = 'x'\n"
    (tmp_path / "a.attioql").write_text(text, encoding="utf-8")
    attributes = {
        "name": {"title": "Name", "type": "personal-name"},
        "job_title": {"title": "Job title", "type": "text"},
        "kind": {"title": "Kind", "type": "select", "options": [{"title": "Lead"}, {"title": "Lost"}]},
    }
    people = {"singular": "Person", "plural": "People", "attributes": attributes}
    (tmp_path / "own.json").write_text(json.dumps({"objects": {"people": people}}), encoding="utf-8")
    server = json.dumps([sys.executable, "-m", "attioql", "lsp", "--workspace", "own.json"])
    script = Path(__file__).with_name("neovim.lua")
    subprocess.run(
        ["nvim", "--headless", "-u", "NONE", "-i", "NONE", "-c", f"luafile {script}", "a.attioql"],
        cwd=tmp_path,
        env={**os.environ, "SERVER": server, "RESULT": str(tmp_path / "result.json"), "XDG_STATE_HOME": str(tmp_path)},
        check=True,
        timeout=180,
        capture_output=True,
    )
    result = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
    line = text.split("\n")[2]
    column = len(line[: line.index("job_titel")].encode())
    assert result["diagnostics"] == [["unknown-attribute", 2, column]], "Neovim counts bytes itself"
    assert "job_title" in result["labels"]
    assert "name" in result["hover"].lower()
    assert result["formatted"][2:] == ['name = "🙂 日本" and job_titel = "x"']
    assert result["omni"] == [len('kind = "'), ['"Lead"']], "the quote that is typed is replaced"
