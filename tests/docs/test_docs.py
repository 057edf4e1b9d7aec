"""The documents: their examples compile, their commands are what they say, their links lead somewhere."""

import json
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

import attioql

ROOT = Path(__file__).resolve().parents[2]
PAGES = [
    *(
        ROOT / name
        for name in ("README.md", "CONTRIBUTING.md", "SECURITY.md", "benchmarks/README.md", "examples/README.md")
    ),
    *sorted((ROOT / "docs").glob("*.md")),
]
FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
README = (ROOT / "README.md").read_text(encoding="utf-8")


def _blocks(path):
    return FENCE.findall(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [page for page in PAGES if page.name != "diagnostics.md"], ids=lambda page: page.name)
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


def test_the_python_of_the_readme_runs():
    [code] = [text for info, text in _blocks(ROOT / "README.md") if info == "python"]
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_readme_has_two_set_up_commands():
    commands = [text.strip() for info, text in _blocks(ROOT / "README.md") if info == "sh"]
    assert len(commands) == 2
    assert commands[0].startswith("pip install '.[cli]' && attioql compile ")
    assert commands[1].startswith("pip install -e '.[test]' && ")


def test_the_mistakes_of_the_readme_are_what_one_sees():
    [console] = [text for info, text in _blocks(ROOT / "README.md") if info == "console"]
    [shown] = [text for info, text in _blocks(ROOT / "README.md") if info == "text"]
    target, query = re.fullmatch(r"\$ attioql check (\w+) '(.*)'\n", console).groups()
    command = [sys.executable, "-m", "attioql.cli", "check", target, query]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout == shown
    report = attioql.render(attioql.check(query, attioql.Workspace.standard()[target]))
    assert report == shown.removesuffix("\n3 errors\n")


def test_the_expressions_print_what_is_shown():
    blocks = _blocks(ROOT / "docs" / "expressions.md")
    code = [text for info, text in blocks if info == "python"]
    shown = [text for info, text in blocks if info == "text"]
    command = [sys.executable, "-c", "\n".join(["import attioql", *code])]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "".join(shown)


@pytest.mark.parametrize(("page", "examples"), [("python-api.md", 3), ("embedding.md", 8)])
def test_the_python_of_a_page_prints_what_is_shown(page, examples):
    blocks = _blocks(ROOT / "docs" / page)
    shown = [(code, text) for (info, code), (kind, text) in pairwise(blocks) if (info, kind) == ("python", "text")]
    assert len(shown) == examples
    for code, text in shown:
        command = [sys.executable, "-c", f"import attioql\n{code}"]
        assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == text


@pytest.mark.parametrize("sent", ["name = 'x'", "nme = 'x'", "(" * 99, "name = 'x' or " * 999])
def test_the_python_about_strangers_runs(sent):
    code = "\n".join(text for info, text in _blocks(ROOT / "docs" / "untrusted.md") if info == "python")
    names = 'import attioql\npeople = attioql.Workspace.standard()["people"]\nnow = None\nanswer = print\n'
    command = [sys.executable, "-c", f"{names}text = {sent!r}\n{code}"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("422 ") == (sent != "name = 'x'")


@pytest.mark.parametrize("path", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(path):
    for link in re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8")):
        if not link.startswith("https:"):
            assert (path.parent / link).exists(), link


def test_generated_files_are_up_to_date():
    assert subprocess.run([sys.executable, "scripts/generate.py", "--check"], cwd=ROOT, check=False).returncode == 0
