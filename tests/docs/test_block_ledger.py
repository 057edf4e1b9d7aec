"""Which test runs each code block of the pages. A block that no test runs stands in `NOT_RUN`, with the reason."""

import json
import re
import shutil
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from doc_blocks import NOTHING, Folder, blocks
from ruamel.yaml import YAML

import attioql

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
OWN = {
    *(
        DOCS / name
        for name in ("index.md", "tutorial.md", "comparison.md", "command-line.md", "lint.md", "workspace.md")
    ),
    *(DOCS / "recipes").glob("*.md"),
}
"""Pages that `test_blocks.py` runs, block by block."""

TOP = [
    ROOT / name
    for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "examples/README.md", "benchmarks/README.md")
]
PAGES = [*TOP, *sorted({*DOCS.glob("*.md")} - OWN)]

WHOLE_PAGES = {
    "diagnostics.md": "tests/golden/test_pages.py",
    "CONTRIBUTING.md": "tests/walks/test_walks.py",
    "examples/README.md": "tests/examples/test_examples.py",
    "install.md": "tests/package/test_install_page.py",
}
"""Pages whose every block another test runs, or the command that it stands for."""

ELSEWHERE = {
    ("README.md", "json"): "tests/docs/test_docs.py",
    ("README.md", "text"): "tests/docs/test_docs.py",
    ("README.md", "sh"): "tests/package/test_package.py",
    ("architecture.md", "text"): "tests/architecture/test_architecture.py",
    ("codegen.md", "typescript"): "tests/codegen/test_typescript.py",
    ("editor-setup.md", "lua"): "tests/editors/test_setup_page.py",
    ("editor-setup.md", "text"): "tests/editors/test_setup_page.py",
    ("mcp.md", "json"): "tests/mcp_server/test_page.py",
    ("mcp.md", "python"): "tests/mcp_server/test_page.py",
    ("mcp.md", "sh"): "tests/package/test_install_page.py",
    ("mcp.md", "shell"): "tests/mcp_server/test_page.py",
    ("mcp.md", "text"): "tests/mcp_server/test_page.py",
    ("mcp.md", "toml"): "tests/mcp_server/test_page.py",
    ("mutation.md", "sh"): "tests/docs/test_mutation_page.py",
    ("playground.md", "sh"): "tests/cli/test_playground.py",
}
"""Blocks of a page in one language that another test runs."""

NOT_RUN = {
    "editor-setup.md": {"rust": "needs a crate that only Zed uses", "sh": "needs npm, and a VS Code to install into"},
    "workspace.md": {"sh": "asks Attio's API"},
}
"""Languages whose blocks no test runs, by page, and why."""


_PARSERS: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": YAML(typ="safe").load,
}


def _commands(block):
    """Return the lines of a block for a shell that call `attioql`, whose options are those of this checkout."""
    return [line for line in block.text.splitlines() if line.startswith("attioql ")]


def _runner(page, block, before):
    """Return what runs a block: a file, a kind of test below, or nothing."""
    name = page.relative_to(ROOT).as_posix().removeprefix("docs/")
    if name in WHOLE_PAGES:
        return WHOLE_PAGES[name]
    if (name, block.language) in ELSEWHERE:
        return ELSEWHERE[name, block.language]
    return _by_language(name, block, before) or ("parsed" if block.language in _PARSERS else None)


def _by_language(name, block, before):
    match block.language:
        case "attioql" | "json" if "target" in block.given:
            return "tests/docs/test_docs.py"
        case "python":
            return "tests/docs/test_docs.py"
        case "text" if before.language == "python":
            return "tests/docs/test_docs.py"
        case "attioql" if block.given == {"reads": "query"}:
            return "query"
        case "console":
            return "scripts" if name == "benchmarks/README.md" else "console"
        case "sh" | "shell" if _commands(block):
            return "commands"
        case "json" if name == "foreign-grammars.md":
            return "json"
        case _:
            return None


def _all_blocks():
    for page in PAGES:
        for before, block in pairwise([NOTHING, *blocks(page)]):
            yield page, block, _runner(page, block, before)


def test_every_block_runs_or_says_why_not():
    unknown = []
    for page, block, runner in _all_blocks():
        name = page.relative_to(ROOT).as_posix().removeprefix("docs/")
        if runner is None and block.language not in NOT_RUN.get(name, {}):
            unknown.append((name, block.language, block.text[:60]))
        assert runner is None or "/" not in runner or (ROOT / runner).exists(), runner
    assert unknown == []


def test_most_blocks_run():
    found = [runner is not None for _, _, runner in _all_blocks()]
    own = sum(len(blocks(page)) for page in OWN)
    assert (sum(found) + own) / (len(found) + own) > 0.9


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder that stands for a checkout: the pages name nothing but its examples, and what their own commands write."""
    place = tmp_path_factory.mktemp("pages")
    shutil.copytree(ROOT / "examples", place / "examples")
    return Folder(place)


WITH_COMMANDS = [page for page, _, runner in _all_blocks() if runner in {"commands", "console"}]


@pytest.mark.parametrize("page", sorted(set(WITH_COMMANDS)), ids=lambda page: page.name)
def test_the_commands_of_a_page_run(page, folder):
    for block in blocks(page):
        if block.language == "console" and page.name != "README.md":
            folder.run(NOTHING, block, NOTHING)
        for command in _commands(block) if block.language in {"sh", "shell"} else ():
            done = folder.shell(command)
            assert done.returncode in {0, 1}, f"$ {command}\n{done.stdout}"
            assert "Traceback" not in done.stdout, f"$ {command}\n{done.stdout}"


def test_files_that_a_page_shows_parse():
    for page, block, runner in _all_blocks():
        if runner == "parsed":
            _PARSERS[block.language](block.text)
            assert page.parent == DOCS


def test_the_benchmarks_that_the_page_names_are_there():
    for _, block, runner in _all_blocks():
        if runner == "scripts":
            for path in re.findall(r"\bbenchmarks/\w+\.py", block.text):
                assert (ROOT / path).exists(), path


def test_filters_of_other_grammars_are_recognised():
    page = (DOCS / "foreign-grammars.md").read_text(encoding="utf-8")
    shown = re.findall(r"diagnostics\.md#([\w-]+)\).*?```json\n(.*?)```", page, re.DOTALL)
    assert len(shown) == len([block for block in blocks(DOCS / "foreign-grammars.md") if block.language == "json"])
    companies = attioql.Workspace.standard()["companies"]
    for name, text in shown:
        assert name in {each.name for each in attioql.check(json.loads(text), companies)}, text


def test_the_workspace_of_the_page_is_one():
    [block] = [each for each in blocks(DOCS / "workspace.md") if each.given.get("file") == "activities.json"]
    assert "activities/phone_calls" in attioql.Workspace.from_dict(json.loads(block.text))


def test_the_whole_query_of_the_page_compiles():
    [block] = [each for _, each, runner in _all_blocks() if runner == "query"]
    body = attioql.compile_query(block.text, attioql.Workspace.standard()["people"]).body()
    assert {"filter", "sorts", "limit", "offset"} == set(body)
