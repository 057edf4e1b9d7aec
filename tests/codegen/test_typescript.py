"""Generated TypeScript: `tsc --strict` takes every filter that Attio takes, and refuses wrong ones; names of any kind stay in literals."""

import json
import re
import shutil
from pathlib import Path
from unicodedata import bidirectional, category

import pytest
from conformance_programs import as_typescript, filters_of, standard_filters
from conformance_workspaces import workspace_of
from hostile_workspaces import TURNING, workspaces
from hypothesis import given
from tsc import tsc

import attioql

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
WRONG = json.loads((HERE / "wrong_filters.json").read_text(encoding="utf-8"))["filters"]
LEXED = re.compile(r'/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.DOTALL)
CODE = re.compile(r"[A-Za-z0-9_$<>{}()\[\]|&=:;,.?\- \n`]*\Z")
"""What stands in the file besides comments and literals."""


@pytest.fixture
def with_tsc():
    if shutil.which("npm") is None:
        pytest.skip("npm installs TypeScript")


@pytest.mark.generated
@pytest.mark.usefixtures("with_tsc")
def test_every_filter_of_the_conformance_tables_is_taken(tmp_path):
    programs = {
        "standard": (attioql.Workspace.standard(), [*standard_filters()]),
        "tables": (workspace_of("workspace.json"), [*filters_of("workspace.json")]),
        "custom": (workspace_of("standard-and-custom.json"), [*filters_of("standard-and-custom.json")]),
    }
    for name, (workspace, filters) in programs.items():
        (tmp_path / f"{name}.ts").write_text(attioql.generate_types(workspace, "typescript"), encoding="utf-8")
        (tmp_path / f"{name}-filters.ts").write_text(as_typescript(iter(filters), name), encoding="utf-8")
    assert [len(filters) > 50 for _, filters in programs.values()] == [True, True, True]
    assert tsc(tmp_path, *[f"{name}-filters.ts" for name in programs]) == set()


@pytest.mark.generated
@pytest.mark.usefixtures("with_tsc")
def test_every_wrong_filter_is_refused(tmp_path):
    shutil.copy(PROGRAMS / "attio-filters.ts", tmp_path)
    shutil.copy(PROGRAMS / "accepted.ts", tmp_path)
    program = as_typescript(((row["target"], row["filter"]) for row in WRONG), "attio-filters")
    (tmp_path / "refused.ts").write_text(program, encoding="utf-8")
    assert tsc(tmp_path, "refused.ts", "accepted.ts") == {("refused.ts", line) for line in range(2, len(WRONG) + 2)}


def test_the_wrong_filters_are_wrong():
    workspace = attioql.Workspace.load(HERE / "workspace.json")
    assert len(WRONG) > 40
    for row in WRONG:
        problems = attioql.check(row["filter"], workspace[row["target"]])
        assert any(problem.severity is attioql.Severity.ERROR for problem in problems), row
        assert row["reason"]


@given(workspaces())
def test_names_of_any_kind_stay_in_literals_and_comments(workspace):
    text = attioql.generate_types(workspace, "typescript")
    assert not {each for each in text if category(each) in {"Cc", "Cs", "Zl", "Zp"}} - {"\n"}
    assert not {each for each in text if bidirectional(each) in TURNING}
    assert CODE.match(LEXED.sub("", text))
    literals = {json.loads(found) for found in LEXED.findall(text) if found.startswith('"') and "\\u{" not in found}
    for target in workspace.values():
        for attribute in target.attributes.values():
            written = {attribute.slug, *(option.title for option in attribute.options or ())}
            assert {each for each in written if max(map(ord, each)) < 0xE0000} <= literals | set(
                re.findall(r"\w+", text)
            )
