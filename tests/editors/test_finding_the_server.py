"""Where the extension for VS Code looks for the server, and what it says if there is none that starts."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from extension_packages import EXTENSION, installed

import attioql

pytestmark = pytest.mark.generated
HELP = "Install AttioQL with its extra `lsp` in the Python environment of this workspace, or set `attioql.command`."


@pytest.fixture(scope="module")
def find():
    if shutil.which("npm") is None or sys.platform == "win32":
        pytest.skip("npm installs what compiles the extension, and the programs of this test are shell scripts")
    modules = installed()

    def found(*, configured=(), python=None, folders=(), path=()):
        places = {"configured": configured, "folders": list(map(str, folders)), "path": os.pathsep.join(map(str, path))}
        if python is not None:
            places["python"] = str(python)
        command = ["node", str(EXTENSION / "tests" / "find_command.mjs"), str(modules)]
        done = subprocess.run(command, input=json.dumps(places), capture_output=True, text=True, check=True)
        answer = json.loads(done.stdout)
        return answer.get("command"), answer.get("fault")

    return found


def program(folder, text="exit 0"):
    """Write a program that stands in for `attioql`."""
    folder.mkdir(parents=True)
    path = folder / "attioql"
    path.write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_selected_environment_comes_before_the_workspace_and_that_before_the_path(find, tmp_path):
    selected, own, other = tmp_path / "selected", tmp_path / "project", tmp_path / "tools"
    places = {"python": selected / "bin" / "python", "folders": [own], "path": [tmp_path / "none", other]}
    assert find(**places) == (None, f"`attioql` is neither in the selected Python environment nor on PATH. {HELP}")
    last = program(other)
    assert find(**places) == ({"program": str(last), "before": [], "foundIn": "PATH"}, None)
    second = program(own / ".venv" / "bin")
    assert find(**places)[0] == {"program": str(second), "before": [], "foundIn": "`.venv` of the workspace"}
    first = program(selected / "bin")
    wanted = {"program": str(first), "before": [], "foundIn": "the selected Python environment"}
    assert find(**places)[0] == wanted
    assert find(**{**places, "python": selected})[0] == wanted


def test_a_command_of_the_settings_is_taken_as_it_is(find, tmp_path):
    other = program(tmp_path / "tools")
    uv = program(tmp_path / "uv", 'test "$*" = "run attioql lsp --check"')
    command, fault = find(configured=[str(uv), "run", "attioql"], path=[other.parent])
    assert command["program"] == str(uv)
    assert command["before"] == ["run", "attioql"]
    assert fault is None


def test_a_program_that_fails_is_quoted(find, tmp_path):
    old = program(tmp_path / "old", "echo \"Error: No such command 'lsp'.\" >&2; exit 2")
    assert find(path=[old.parent])[1] == (f"`{old}`, from PATH, cannot start the server: No such command 'lsp'. {HELP}")


def test_a_missing_extra_is_said_with_what_to_install(find, tmp_path):
    source = Path(attioql.__file__).parents[1]
    without = "import sys; sys.modules['pygls'] = None; from attioql.cli import main; main()"
    own = program(tmp_path / "own", f'PYTHONPATH="{source}" exec "{sys.executable}" -c "{without}" "$@"')
    _, fault = find(path=[own.parent])
    assert fault.startswith(f"`{own}`, from PATH, cannot start the server: ")
    assert (
        "the language server needs the packages pygls and lsprotocol: pip install 'pygls>=2.1,<3' lsprotocol" in fault
    )
    assert fault.endswith(HELP)


def test_a_program_that_does_not_exist_is_named(find, tmp_path):
    missing = str(tmp_path / "missing")
    _, fault = find(configured=[missing, "-m", "x"])
    assert fault == (
        f"`{missing} -m x`, from the setting `attioql.command`, cannot start the server: spawn {missing} ENOENT. {HELP}"
    )
