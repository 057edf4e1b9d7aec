"""Generated Python: what it looks like, what it does at run time, and what mypy sees in it."""

import ast
import importlib
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, category

import pytest
from hostile_workspaces import TURNING, workspaces
from hypothesis import given
from type_checkers import expected, mypy

import attioql

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
GENERATED = {"python": PROGRAMS / "attio_filters.py", "typescript": PROGRAMS / "attio-filters.ts"}


@pytest.fixture(scope="module")
def workspace():
    return attioql.Workspace.load(HERE / "workspace.json")


@pytest.fixture(scope="module")
def accepted():
    """The program that type checkers accept."""
    sys.path.insert(0, str(PROGRAMS))
    yield importlib.import_module("accepted")
    sys.path.remove(str(PROGRAMS))


@pytest.mark.parametrize("language", GENERATED)
def test_the_generated_file_is_the_one_that_is_kept(workspace, language):
    """ATTIOQL_GOLDEN=write writes the files afresh."""
    text = attioql.generate_types(workspace, language)
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        GENERATED[language].write_text(text, encoding="utf-8", newline="")
    assert GENERATED[language].read_bytes().decode() == text


@pytest.mark.parametrize("language", GENERATED)
def test_hashes_do_not_change_a_byte(language):
    script = (
        "import attioql, sys\n"
        f"workspace = attioql.Workspace.load({str(HERE / 'workspace.json')!r})\n"
        f"sys.stdout.buffer.write(attioql.generate_types(workspace, {language!r}).encode())"
    )
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, check=True)
        assert done.stdout == GENERATED[language].read_bytes()


def test_expressions_of_the_types_are_built_as_they_are(workspace, accepted):
    for expression in accepted.expressions(workspace):
        assert isinstance(expression, attioql.FilterExpression)
        assert attioql.build(expression, now=accepted.NOW).dumps()


def test_the_functions_return_the_fields_of_their_targets(workspace, accepted):
    module = sys.modules[accepted.people.__module__]
    assert module.people(workspace) == attioql.fields(workspace["people"])
    assert module.lists_people(workspace) == attioql.fields(workspace["lists/people"])
    with pytest.raises(KeyError, match="no object, list or activity 'people'"):
        module.people(attioql.Workspace.from_dict({"objects": {}}))


def test_mypy_refuses_what_is_wrong_and_nothing_else(tmp_path):
    for path in PROGRAMS.glob("*.py"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert mypy(tmp_path) == expected(PROGRAMS / "refused.py", "mypy")


def test_the_first_use_of_the_page_prints_what_it_shows(tmp_path):
    page = (HERE.parents[1] / "docs" / "codegen.md").read_text(encoding="utf-8")
    code, shown = re.search(r"```python with=attio_filters\n(.*?)```\n\n```text\n(.*?)```", page, re.DOTALL).groups()
    module = attioql.generate_types(attioql.Workspace.standard(), "python")
    (tmp_path / "attio_filters.py").write_text(module, encoding="utf-8")
    (tmp_path / "first.py").write_text(code, encoding="utf-8")
    done = subprocess.run([sys.executable, tmp_path / "first.py"], capture_output=True, text=True, check=True)
    assert done.stdout == shown


def test_another_language_is_refused(workspace):
    wrong: Any = "cobol"
    nothing: Any = {}
    with pytest.raises(ValueError, match="code is generated in python and typescript, not in 'cobol'"):
        attioql.generate_types(workspace, wrong)
    with pytest.raises(TypeError, match=r"workspace must be a Workspace, not \{\}"):
        attioql.generate_types(nothing, "python")


@given(workspaces())
def test_names_of_any_kind_stay_in_literals(workspace):
    text = attioql.generate_types(workspace, "python")
    assert not {each for each in text if category(each) in {"Cc", "Cs", "Zl", "Zp"}} - {"\n"}
    assert not {each for each in text if bidirectional(each) in TURNING}
    tree = ast.parse(text)
    written = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    for target in workspace.values():
        assert target.slug in written
        for attribute in target.attributes.values():
            assert {option.title for option in attribute.options or ()} <= written
    names = [node.name for node in tree.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))]
    assert len(names) == len({*names})
    found: dict[str, Any] = {}
    exec(compile(tree, "attio_filters.py", "exec"), found)  # noqa: S102 - generated code runs
    functions = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert [found[name](workspace) for name in functions] == [*map(attioql.fields, workspace.values())]
