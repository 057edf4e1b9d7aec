"""The package as a user gets it: the wheel that is built from the sdist, in clean environments outside the checkout."""

import json
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.package
ROOT = Path(__file__).resolve().parents[2]
QUERY = "last_calendar_interaction.interacted_at >= 2023-11-01"
ANSWER = {"last_calendar_interaction": {"interacted_at": {"$gte": "2023-11-01"}}}


def run(*command, cwd, **options):
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, **options
    )


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    out = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--sdist", "--outdir", out, ROOT, cwd=out)
    assert done.returncode == 0, done.stderr
    [sdist] = out.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        archive.extractall(out / "unpacked", filter="data")
    [source] = (out / "unpacked").iterdir()
    done = run(sys.executable, "-m", "build", "--wheel", "--outdir", out, source, cwd=out)
    assert done.returncode == 0, done.stderr
    [wheel] = out.glob("*.whl")
    return sdist, wheel


def environment(tmp_path, requirement):
    done = run(sys.executable, "-m", "venv", tmp_path / "venv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    python = tmp_path / "venv" / "bin" / "python"
    done = run(python, "-m", "pip", "install", "--quiet", requirement, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    return python


def test_the_wheel_holds_the_data(built):
    _, wheel = built
    names = set(zipfile.ZipFile(wheel).namelist())
    for name in (
        "grammar/attioql.lark",
        "schemas/aliases.json",
        "schemas/attribute-types.json",
        "schemas/foreign-grammars.json",
        "schemas/standard-objects.json",
        "schemas/diagnostics.schema.json",
        "schemas/filter.schema.json",
        "schemas/rows.schema.json",
        "syntax/fused_tables.json",
        "syntax/step_tables.json",
        "syntax/recovery/sentences.json",
        "diagnostics/pages.md",
        "py.typed",
    ):
        assert f"attioql/{name}" in names
    assert not any(name.startswith("tests") for name in names)


def test_the_sdist_holds_the_tests(built):
    sdist, _ = built
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {
        "grammar/attioql.lark",
        "schemas/attribute-types.json",
        "schemas/foreign-grammars.json",
        "tests/conftest.py",
        "README.md",
        "LICENSE",
    } <= names


def test_the_library_alone_compiles(built, tmp_path):
    python = environment(tmp_path, built[1])
    code = (
        "import attioql, sys; w = attioql.Workspace.standard()['companies'];"
        f"print(attioql.compile({QUERY!r}, w).dumps()); assert 'lark' not in sys.modules;"
        "assert attioql.check('name ~ 1', w)"
    )
    done = run(python, "-I", "-c", code, cwd=tmp_path)
    assert json.loads(done.stdout) == ANSWER, done.stderr
    done = run(python, "-I", "-c", "import attioql.pydantic", cwd=tmp_path)
    assert "ImportError: attioql.pydantic needs pydantic 2.7 or newer" in done.stderr
    done = run(tmp_path / "venv" / "bin" / "attioql", "compile", "companies", QUERY, cwd=tmp_path)
    assert done.returncode == 2
    assert "pip install click rich" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_command_line_compiles_checks_and_explains(built, tmp_path):
    environment(tmp_path, f"attioql[cli] @ {built[1].as_uri()}")
    attioql = tmp_path / "venv" / "bin" / "attioql"
    done = run(attioql, "compile", "companies", QUERY, cwd=tmp_path)
    assert json.loads(done.stdout) == ANSWER
    assert run(attioql, "check", "companies", "nam = 1", cwd=tmp_path).returncode == 1
    assert "AQ201" in run(attioql, "explain", "unknown-attribute", cwd=tmp_path).stdout
    assert run(attioql, "schema", "users", cwd=tmp_path).returncode == 0
