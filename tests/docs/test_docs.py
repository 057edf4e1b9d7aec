"""The documents: their examples compile, their commands are what they say, their links lead somewhere."""

import json
import re
import subprocess
import sys
from inspect import isfunction, signature
from itertools import pairwise
from pathlib import Path

import pytest

import attioql
from attioql.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(
        ROOT / name
        for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "benchmarks/README.md", "examples/README.md")
    ),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs" / "recipes").glob("*.md")),
]
BLOCK_BY_BLOCK = {
    *(ROOT / "docs" / name for name in ("index.md", "tutorial.md", "lint.md", "workspace.md")),
    *(ROOT / "docs" / "recipes").glob("*.md"),
}
"""Pages that `test_blocks.py` runs."""

FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(path):
    return FENCE.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path",
    [page for page in PAGES if page.name != "diagnostics.md" and page not in BLOCK_BY_BLOCK],
    ids=lambda page: page.name,
)
def test_examples_compile(path):
    for info, text in _blocks(path):
        language, _, target = info.partition(" target=")
        if language == "attioql":
            attioql.compile(text, attioql.Workspace.standard()[target.strip()])


def test_the_first_example_of_the_readme():
    blocks = _blocks(ROOT / "README.md")
    [answer] = [json.loads(text) for info, text in blocks if info == "json"]
    [query] = [text for info, text in blocks if info.startswith("attioql")]
    assert attioql.compile(query, attioql.Workspace.standard()["companies"]).json() == answer


def test_the_readme_has_two_set_up_commands():
    commands = [text.strip() for info, text in _blocks(ROOT / "README.md") if info == "sh"]
    assert len(commands) == 2
    assert commands[0].startswith("pip install '.[cli]' && attioql compile ")
    assert commands[1].startswith("pip install -e '.[test]' && ")


def test_the_mistakes_of_the_readme_are_what_one_sees():
    [console] = [text for info, text in _blocks(ROOT / "README.md") if info == "console"]
    [shown] = [text for info, text in _blocks(ROOT / "README.md") if info == "text"]
    target, query = re.fullmatch(r"\$ attioql check (\w+) '(.*)'\n", console).groups()
    command = [sys.executable, "-m", "attioql", "check", target, query]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == shown
    report = attioql.render(attioql.check(query, attioql.Workspace.standard()[target]))
    assert report == shown.removesuffix("\n3 errors\n")


ELSEWHERE = {"diagnostics.md", "mcp.md"}
"""Pages whose Python another test runs."""

RUN = [
    page
    for page in PAGES
    if page.name not in ELSEWHERE and page not in BLOCK_BY_BLOCK and any(info == "python" for info, _ in _blocks(page))
]


@pytest.mark.parametrize("path", RUN, ids=lambda page: page.name)
def test_the_python_of_a_page_runs_from_top_to_bottom_and_prints_what_is_shown(path):
    blocks = _blocks(path)
    if path.name == "pydantic.md":
        pytest.importorskip("pydantic", reason="pydantic is the extra `pydantic`")
    shown = [text for (before, _), (info, text) in pairwise(blocks) if (before, info) == ("python", "text")]
    code = "\n".join(text for info, text in blocks if info == "python")
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "".join(shown)


def test_every_page_about_embedding_has_python_that_runs():
    names = {page.name for page in RUN}
    assert {"README.md", "embedding.md", "expressions.md", "pydantic.md", "python-api.md", "untrusted.md"} <= names


@pytest.mark.parametrize("page", ["python-api.md", "embedding.md"])
def test_a_block_of_python_runs_alone(page):
    for info, code in _blocks(ROOT / "docs" / page):
        if info == "python":
            subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


@pytest.mark.parametrize("sent", ["name = 'x'", "nme = 'x'", "(" * 99, "name = 'x' or " * 999])
def test_the_answer_about_a_filter_of_strangers(sent):
    code = next(text for info, text in _blocks(ROOT / "docs" / "untrusted.md") if info == "python")
    command = [sys.executable, "-c", f"{code}\nprint(answer({sent!r})[0])"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.endswith("200\n" if sent == "name = 'x'" else "422\n")


def test_pages_list_every_command_and_every_function():
    commands = {name for name in app.commands if not app.commands[name].hidden}
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert {name for name in commands if f"`attioql {name}" not in page} == set()
    assert {name for name in commands if f"`{name}`" not in README and f"attioql {name}" not in README} == set()
    limited = {name for name in commands if any(each.name == "untrusted" for each in app.commands[name].params)}
    [sentence] = re.findall(r"^(.*) take `--untrusted`", page, re.MULTILINE)
    assert set(re.findall(r"`(\w+)`", sentence)) == limited


def test_the_help_of_the_module_names_what_a_caller_begins_with():
    shown = attioql.__doc__ or ""
    functions = {name for name in attioql.__all__ if name.islower() and not name.startswith("_")}
    assert {name for name in functions if not re.search(rf"\b{name}\b", shown)} == set()
    for name in ("Limits", "FilterError", "Compiler", "Workspace", "Filter", "attioql.pydantic", "attioql.testing"):
        assert name in shown


def test_functions_that_take_limits_are_listed():
    functions = [getattr(attioql, name) for name in attioql.__all__]
    taking = {each.__name__ for each in functions if isfunction(each) and "limits" in signature(each).parameters}
    page = (ROOT / "docs" / "python-api.md").read_text(encoding="utf-8")
    [sentence] = re.findall(
        r"^Every function that reads a filter takes `limits`: (.*?), and a `Compiler`", page, re.MULTILINE | re.DOTALL
    )
    assert set(re.findall(r"`(\w+)`", sentence)) == taking


@pytest.mark.parametrize("path", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(path):
    for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if not link.startswith("https:"):
            assert (path.parent / link).exists(), link


def test_generated_files_are_up_to_date():
    assert subprocess.run([sys.executable, "scripts/generate.py", "--check"], cwd=ROOT, check=False).returncode == 0
