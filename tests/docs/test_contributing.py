"""The pages and files for contributors: what they name is there, and their commands are what CI runs."""

import os
import re
import runpy
from importlib.util import find_spec
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
HOOKS = YAML(typ="safe").load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
PROJECT = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
RELEASE = YAML(typ="safe").load((ROOT / ".github" / "workflows" / "release.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "SECURITY.md", ".github/pull_request_template.md"])
def test_files_that_a_page_names_are_there(page):
    text = (ROOT / page).read_text(encoding="utf-8")
    invented = set()
    for patch in (ROOT / "tests" / "walks").glob("*.patch"):
        added = re.findall(
            r"^--- /dev/null\n\+\+\+ b/(\S+)$", patch.read_text(encoding="utf-8", errors="replace"), re.MULTILINE
        )
        invented.update(added)
    paths = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    assert [path for path in paths if path not in invented and not (ROOT / path).exists()] == []


def test_one_command_writes_and_checks_what_the_generators_make():
    generators = runpy.run_path(str(ROOT / "scripts" / "generate.py"))["GENERATORS"]
    modules = {
        f"attioql.{'.'.join(path.relative_to(ROOT / 'src' / 'attioql').with_suffix('').parts)}"
        for path in (ROOT / "src").rglob("*.py")
        if re.search(r"^from attioql\.generated import write_or_check$", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert {command[-1] for command in generators} == modules | {"docs/generate.py", "editors/grammar_files.py"}


def test_ci_runs_the_command_that_contributors_run():
    assert "python scripts/check.py --static\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python scripts/check.py\n" in CONTRIBUTING


def test_hooks_are_local_and_run_what_is_installed():
    [repository] = HOOKS["repos"]
    assert repository["repo"] == "local"
    assert {hook["language"] for hook in repository["hooks"]} == {"system"}
    assert {hook["entry"].split()[0] for hook in repository["hooks"]} == {"ruff", "mypy", "python"}


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda path: path.name
)
def test_issue_forms_have_what_the_host_asks_for(path):
    form = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
    if path.name == "config.yml":
        return
    assert {"name", "description", "body"} <= set(form)
    inputs = [field for field in form["body"] if field["type"] != "markdown"]
    assert all(field["attributes"]["label"] for field in inputs)
    assert len({field["id"] for field in inputs}) == len(inputs)


def test_the_release_runs_commands_and_publishes_nothing():
    steps = [step for job in RELEASE["jobs"].values() for step in job["steps"]]
    used = {step["uses"].partition("@")[0] for step in steps if "uses" in step}
    assert used == {"actions/checkout", "actions/upload-artifact"}
    assert RELEASE["permissions"] == {"contents": "read"}
    assert not any("permissions" in job or "secrets" in str(job) for job in RELEASE["jobs"].values())
    assert not re.search(r"upload(?!-artifact)|publish|twine|gh release", "\n".join(_release_commands()))


def test_the_release_builds_every_file_after_all_checks():
    assert list(RELEASE["jobs"]) == ["check", "build"]
    assert RELEASE["jobs"]["build"]["needs"] == "check"
    assert [step["run"] for step in RELEASE["jobs"]["check"]["steps"] if "run" in step] == [".ci/run"]
    commands = "\n".join(_release_commands())
    for made in ("-m build", "build_pyz.py", "build_extension.py", "build_site.py", "-m pytest -m package"):
        assert made in commands, made


def test_the_commands_of_the_release_exist():
    extras = set()
    for command in _release_commands():
        words = command.replace(".venv/bin/python", "python").split()
        extras.update(*(found.split(",") for found in re.findall(r"'\.\[([\w,]+)\]'", command)))
        match words:
            case ["python", "-m", module, *_]:
                assert find_spec(module), command
            case ["python", script, *options]:
                text = (ROOT / script).read_text(encoding="utf-8")
                assert [word for word in options if word.startswith("--") and f'"{word}"' not in text] == [], command
            case [program, *_] if "/" in program:
                assert os.access(ROOT / program, os.X_OK), command
            case [program, *_]:
                assert program in {"python3", "test", "tar", "cd"}, command
    assert extras
    assert extras <= set(
        re.findall(r"^(\w+) = \[", PROJECT.partition("[project.optional-dependencies]")[2], re.MULTILINE)
    )


def _release_commands():
    """Return every line that a job of the release runs."""
    steps = [step for job in RELEASE["jobs"].values() for step in job["steps"]]
    return [line.strip() for step in steps for line in step.get("run", "").splitlines()]
