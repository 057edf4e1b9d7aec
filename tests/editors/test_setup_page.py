"""The page for setting up editors: what Neovim runs of it works with the server itself; the rest is at least well-formed."""

import json
import os
import re
import shutil
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from extension_packages import EXTENSION

import attioql

ROOT = EXTENSION.parents[1]
PAGE = (ROOT / "docs" / "editor-setup.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r"^```(?:lua|toml) for=(\S+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
LANGUAGES = MANIFEST["contributes"]["configuration"]["properties"]["attioql.languages"]["default"]
FILTER = 'stage = "Lead" and name = "🎉 日本" and valeu > 5000\nand created_at > 2024-01-01\n'
ASK = """
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 50)
local found = {}
for _, each in ipairs(vim.diagnostic.get(0)) do
  table.insert(found, { line = each.lnum, column = each.col, message = each.message })
end
local offered = {}
vim.api.nvim_win_set_cursor(0, { 2, 4 })
local params = vim.lsp.util.make_position_params()
for _, answer in pairs(vim.lsp.buf_request_sync(0, "textDocument/completion", params, 60000)) do
  for _, item in ipairs(answer.result.items or answer.result) do table.insert(offered, item.label) end
end
vim.fn.writefile({ vim.fn.json_encode({ found = found, offered = offered }) }, vim.env.ANSWER)
vim.cmd("qa!")
"""
RECORD = """
local recorded = {}
vim.lsp.config = function(name, config) recorded[name] = config end
vim.lsp.enable = function(name) recorded.enabled = name end
dofile(vim.env.SNIPPET)
vim.fn.writefile({ vim.fn.json_encode(recorded) }, vim.env.ANSWER)
vim.cmd("qa!")
"""


def toml(name):
    reader = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return reader.loads(BLOCKS[name])


@pytest.fixture
def nvim(tmp_path):
    """Return a function that runs Neovim with nothing but a script and a file, and returns the JSON that it writes."""
    if shutil.which("nvim") is None or sys.platform == "win32":
        pytest.skip("needs Neovim, and a shell")
    answer = tmp_path / "answer.json"
    command = tmp_path / "bin" / "attioql"
    command.parent.mkdir()
    source = Path(attioql.__file__).parents[1]
    command.write_text(f'#!/bin/sh\nPYTHONPATH="{source}" exec "{sys.executable}" -m attioql "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    environment = {
        **os.environ,
        **{f"XDG_{name}_HOME": str(tmp_path / name) for name in ("CONFIG", "DATA", "STATE", "CACHE")},
        "PATH": os.pathsep.join((str(command.parent), os.environ["PATH"])),
        "ANSWER": str(answer),
        "SNIPPET": str(tmp_path / "snippet.lua"),
    }

    def run(init, script, file):
        (tmp_path / "init.lua").write_text(init, encoding="utf-8")
        (tmp_path / "script.lua").write_text(script, encoding="utf-8")
        started = ["nvim", "--headless", "--clean", "-u", str(tmp_path / "init.lua"), str(file)]
        started += ["-c", f"luafile {tmp_path / 'script.lua'}"]
        done = subprocess.run(started, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert answer.exists(), done.stderr
        return json.loads(answer.read_text(encoding="utf-8"))

    return run


def test_neovim_shows_the_diagnostics_of_a_filter_and_completes_it(nvim, tmp_path):
    pytest.importorskip("pygls", reason="the server is the extra `lsp`")
    (tmp_path / "attioql.toml").write_text('target = "deals"\n', encoding="utf-8")
    file = tmp_path / "big.attioql"
    file.write_text(FILTER, encoding="utf-8")
    answer = nvim(BLOCKS["0.7"], ASK, file)
    [found] = answer["found"]
    deals = attioql.Workspace.standard()["deals"]
    [expected] = attioql.check(FILTER, deals)
    assert found["message"].startswith(expected.message)
    assert found["line"] == 0
    assert found["column"] == len(FILTER[: FILTER.index("valeu")].encode())
    offered = {each.label for each in attioql.complete(FILTER, FILTER.index("created_at"), deals).items}
    assert set(answer["offered"]) == offered


def test_the_lines_for_newer_neovims_name_the_server_and_its_files(nvim, tmp_path):
    (tmp_path / "snippet.lua").write_text(BLOCKS["0.11"], encoding="utf-8")
    recorded = nvim("", RECORD, tmp_path / "none")
    assert recorded["enabled"] == "attioql"
    assert recorded["attioql"]["cmd"] == ["attioql", "lsp"]
    assert set(recorded["attioql"]["filetypes"]) < set(LANGUAGES)
    assert recorded["attioql"]["root_markers"][0] == "attioql.toml"


def test_both_snippets_are_for_the_same_files():
    assert [set(re.findall(r'"(\w+)"', re.search(r"(?:filetypes|pattern) = \{ (.*python.*) \}", BLOCKS[name])[1])) for name in ("0.7", "0.11")] == [
        {*re.findall(r"\w+", "attioql python json jsonc yaml javascript typescript")}
    ] * 2  # fmt: skip


def test_the_configuration_of_helix_starts_the_server_for_its_language():
    configuration = toml("helix")
    [language] = configuration["language"]
    [name] = language["language-servers"]
    server = configuration["language-server"][name]
    assert [server["command"], *server["args"]] == ["attioql", "lsp"]
    assert language["file-types"] == ["attioql"]
    assert language["name"] in LANGUAGES


def test_every_editor_starts_a_command_that_is_there():
    pytest.importorskip("pygls", reason="the server is the extra `lsp`")
    lua = [re.search(r"cmd = \{ (.*) \}", BLOCKS[name])[1] for name in ("0.7", "0.11")]
    rust = re.search(r'\.which\("(\w+)"\).*args: vec!\["(\w+)"', PAGE, re.DOTALL).groups()
    helix = toml("helix")["language-server"]["attioql"]
    commands = [*(re.findall(r'"(\w+)"', each) for each in lua), [*rust], [helix["command"], *helix["args"]]]
    assert commands == [["attioql", "lsp"]] * 4
    [_, *arguments] = commands[0]
    command = [sys.executable, "-m", "attioql", *arguments, "--check"]
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_the_screen_of_neovim_has_the_messages_and_the_completions_of_the_library():
    [screen] = re.findall(r"^```text\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    shown = [line[2:].split("     ■ ") for line in screen.splitlines() if not line.startswith("~")][:-1]
    text = "\n".join(line for line, *_ in shown)
    deals = attioql.Workspace.standard()["deals"]
    found = {text.count("\n", 0, each.span[0]) + 1: each.message for each in attioql.check(text, deals)}
    for number, (_, *message) in enumerate(shown, 1):
        assert [found[number].startswith(each) for each in message] == [True] * (number in found), found
    offered = re.findall(r"^~ +(\w+) +Property", screen, re.MULTILINE)
    cut = text[: text.rindex("owner.") + len("owner.")]
    assert [each.label for each in attioql.complete(cut, len(cut), deals).items] == offered


def test_the_extension_of_zed_maps_every_language_that_it_names():
    server = toml("zed-extension")["language_servers"]["attioql"]
    assert sorted(server["languages"]) == sorted(server["language_ids"])
    assert set(server["language_ids"].values()) < set(LANGUAGES)
    assert toml("zed-crate")["lib"]["crate-type"] == ["cdylib"]


def test_the_settings_of_vs_code_are_those_of_the_extension():
    properties = MANIFEST["contributes"]["configuration"]["properties"]
    assert re.findall(r"^\| `(attioql\.[\w.]+)` \|", PAGE, re.MULTILINE) == [*properties]
