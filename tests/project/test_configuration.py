"""The configuration file: which one is found, what it says, and what is refused."""

import json
import os
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner

from attioql.cli.app import app
from attioql.project.configuration import Configuration, ConfigurationError, find_configuration, read_configuration

WHOLE = """
workspace = "data/workspace.json"
target = "people"

[lint]
select = ["contradiction"]
extend-select = ["always-true"]
ignore = ["duplicate-condition"]
exclude = ["vendor/**"]

[lint.per-file-ignores]
"legacy/*" = ["all"]

[lint.severity]
empty-filter = "note"

[lint.targets]
"deals/*.attioql" = "deals"
"""


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_everything_in_a_file_is_read(tmp_path):
    path = written(tmp_path / "attioql.toml", WHOLE)
    found = find_configuration(tmp_path)
    assert found.path == path
    assert found.folder == tmp_path
    assert found.workspace == tmp_path / "data/workspace.json"
    assert found.target == "people"
    assert found.lint.select == ("contradiction",)
    assert found.lint.extend_select == ("always-true",)
    assert found.lint.ignore == ("duplicate-condition",)
    assert found.lint.exclude == ("vendor/**",)
    assert found.lint.per_file_ignores == {"legacy/*": ("all",)}
    assert found.lint.severity == {"empty-filter": "note"}
    assert found.lint.targets == {"deals/*.attioql": "deals"}


def test_the_nearest_file_upwards_counts(tmp_path):
    written(tmp_path / "attioql.toml", 'target = "people"')
    written(tmp_path / "a/pyproject.toml", '[tool.attioql]\ntarget = "deals"')
    written(tmp_path / "a/b/pyproject.toml", "[tool.ruff]\nline-length = 88")
    (tmp_path / "a/b/c").mkdir()
    assert find_configuration(tmp_path / "a/b/c").target == "deals"
    assert find_configuration(tmp_path).target == "people"


def test_a_file_of_its_own_comes_before_the_project(tmp_path):
    written(tmp_path / "attioql.toml", 'target = "people"')
    written(tmp_path / "pyproject.toml", '[tool.attioql]\ntarget = "deals"')
    assert find_configuration(tmp_path).target == "people"


def test_a_named_file_is_read_by_its_kind(tmp_path):
    project = written(tmp_path / "pyproject.toml", '[tool.attioql]\ntarget = "deals"')
    own = written(tmp_path / "other.toml", 'target = "users"')
    assert read_configuration(project).target == "deals"
    assert read_configuration(own).target == "users"


def test_without_a_file_there_is_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(os.path, "isfile", lambda _: False)
    assert find_configuration(tmp_path) == Configuration()
    assert find_configuration(tmp_path / ("x" * 5_000)) == Configuration(), "a path that is too long has none"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("target = 5", "target: expected a non-empty string"),
        ('taget = "x"', "taget: unknown key; did you mean `target`?"),
        ("lint = 1", "lint: expected a table"),
        ("[lint]\nselct = []", "lint.selct: unknown key; did you mean `select`?"),
        ("[lint]\nselect = 'all'", "lint.select: expected an array of strings"),
        ("[lint]\nignore = [1]", "lint.ignore: expected an array of strings"),
        ("[lint.per-file-ignores]\n'a*' = 'x'", 'lint.per-file-ignores."a*": expected an array of strings'),
        ("[lint.severity]\nx = 'fatal'", "lint.severity.x: expected error, warning or note, not `fatal`"),
        ("[lint.targets]\nx = 1", "lint.targets.x: expected a non-empty string"),
        (r'workspace = "a\u0000b"', "workspace: expected a path, which has no NUL character"),
        ("[lint]\n" + r'exclude = ["a", "\u0000"]', "lint.exclude: expected a path, which has no NUL character"),
        ("[lint]\n" + r'include = ["\u0000"]', "lint.include: expected a path, which has no NUL character"),
        ("[lint.targets]\n" + r'"\u0000" = "deals"', "lint.targets: expected a path, which has no NUL character"),
        (
            "[lint.per-file-ignores]\n" + r'"\u0000" = []',
            "lint.per-file-ignores: expected a path, which has no NUL character",
        ),
        ("a = ", "not TOML"),
    ],
)
def test_a_mistake_names_the_file_and_the_key(tmp_path, text, says):
    path = written(tmp_path / "attioql.toml", text)
    with pytest.raises(ConfigurationError) as raised:
        find_configuration(tmp_path)
    assert str(path) in str(raised.value)
    assert says in str(raised.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("target = people", 'target = "people"'),
        ("# a\r\ntarget = people # b\r\nworkspace = own.json\r\n", 'target = "people"'),
        ("workspace = own file.json", 'workspace = "own file.json"'),
        ("[lint]\nselect = [contradiction, no-op]", 'select = ["contradiction", "no-op"]'),
        ("[lint.targets]\n'a*' = people", "'a*' = \"people\""),
        ("target = people = 1", None),
        ("target = people's", None),
        ("target = C:\\own", None),
        ("target people", None),
        ("target = ", None),
        ("target = {people}", None),
        ("x = 1\nx = people", None),
    ],
)
def test_a_value_without_quotes_is_shown_with_them_if_it_is_toml_then(tmp_path, text, line):
    path = written(tmp_path / "attioql.toml", text)
    with pytest.raises(ConfigurationError, match="not TOML") as raised:
        read_configuration(path)
    _, _, advice = str(raised.value).partition("; a text needs quotes: write ")
    assert advice == (f"`{line}`" if line else "")


def test_a_file_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "attioql.toml").write_bytes(b'target = "\xff"')
    with pytest.raises(ConfigurationError, match=r"not UTF-8 \(byte 10\)"):
        find_configuration(tmp_path)


@pytest.mark.parametrize("value", ["[" * 100_000, "{a=" * 5_000, "[" * 5_000 + "]" * 5_000, "9" * 5_000])
def test_toml_that_python_cannot_take_is_wrong_use(tmp_path, value):
    path = tmp_path / "attioql.toml"
    path.write_text(f"target = {value}\n", encoding="utf-8")
    with pytest.raises(ConfigurationError, match="not TOML"):
        read_configuration(path)


@pytest.mark.parametrize(
    "text",
    [
        b"[tool.ruff]\nselect = [",
        b"x = 1\nx = 2",
        b"\xff",
        b'[project]\ndependencies = ["attioql"',
        b"[" * 5000,
        b'[tool.poetry.dependencies]\nattioql = "^1"\n[broken\n',
        b'[tool.uv.sources]\nattioql = {path = "x"}\nx\n',
        b'[project.scripts]\nattioql.x = "a:b"\nx\n',
        b"[dependency-groups]\nattioql = [\n",
        b"# [tool.attioql]\nx\n",
    ],
    ids=range(10),
)
def test_a_broken_project_file_without_a_section_of_ours_is_ignored_with_one_warning(tmp_path, monkeypatch, text):
    written(tmp_path / "pyproject.toml", '[tool.attioql]\ntarget = "deals"')
    path = tmp_path / "a/pyproject.toml"
    path.parent.mkdir()
    path.write_bytes(text)
    written(tmp_path / "a/x.attioql", "value > 5")
    monkeypatch.chdir(tmp_path / "a")
    done = CliRunner().invoke(app, ["lint", "x.attioql"])
    assert done.exit_code == 0, done.output
    assert done.stderr.count(f"warning: {path}: not ") == 1
    assert CliRunner().invoke(app, ["compile", "deals", "value > 5"]).exit_code == 0
    with pytest.raises(ConfigurationError, match="not "):
        read_configuration(path)


@pytest.mark.parametrize(
    "section",
    [
        "[tool.attioql]",
        "[ tool . 'attioql' ]",
        "[tool.attioql.lint]",
        '[tool]\nattioql.target = "x"',
        "tool.attioql = {}",
        "tool = {attioql = {}}",
        '[tool]\nblack = {}\n"attioql" = {}',
        "[[tool.attioql]]",
        "[tool.attioql",
        "\ufeff[tool.attioql]",
    ],
)
def test_a_broken_project_file_with_a_section_of_ours_is_an_error_with_its_place(tmp_path, section):
    path = written(tmp_path / "pyproject.toml", f"{section}\n\nx = = 1\n")
    with pytest.raises(ConfigurationError, match=f"{path}: not TOML: .*line"):
        find_configuration(tmp_path)


@pytest.mark.parametrize("command", [["lint"], ["check", "people", 'name = "x"'], ["mcp"]])
def test_a_nul_character_in_the_path_of_the_workspace_is_a_usage_error(tmp_path, monkeypatch, command):
    written(tmp_path / "attioql.toml", r'workspace = "\u0000"')
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "attioql.toml: workspace: expected a path, which has no NUL character" in " ".join(done.stderr.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("command", [["lint"], ["check", "people", 'name = "x"'], ["mcp"]])
def test_a_workspace_that_a_configuration_names_is_no_pipe(tmp_path, monkeypatch, command):
    os.mkfifo(tmp_path / "pipe")
    written(tmp_path / "attioql.toml", 'workspace = "pipe"')
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 2
    assert "pipe: it is not a regular file" in " ".join(done.stderr.split())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_workspace_that_the_user_names_may_be_a_pipe(tmp_path, monkeypatch):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    monkeypatch.chdir(tmp_path)
    people = {"people": {"singular": "P", "plural": "P", "attributes": {"boat": {"title": "Boat", "type": "text"}}}}
    writer = Thread(target=pipe.write_text, args=(json.dumps({"objects": people}), "utf-8"), daemon=True)
    writer.start()
    done = CliRunner().invoke(app, ["check", "people", 'boat = "x"', "--workspace", "pipe"])
    writer.join(60)
    assert (done.exit_code, done.stderr) == (0, "")
