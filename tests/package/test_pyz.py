"""The single file `attioql.pyz`, on every Python that is there, in a folder with nothing but the filters of the test."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from email.parser import HeaderParser
from pathlib import Path

import pytest
from installed import ROOT, run
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

pytestmark = pytest.mark.package
MINORS = (10, 11, 12, 13, 14)
STAND_INS = {"rpds-py"}
EXTRAS = ("cli", "lsp")


def _python_of(minor):
    """Return a Python of this minor version that runs, or `None`."""
    of_pyenv = sorted((Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python"))
    on_path = shutil.which(f"python3.{minor}")
    for candidate in (*map(str, reversed(of_pyenv)), *([on_path] if on_path else [])):
        code = f"import sys; sys.exit(sys.version_info[:2] != (3, {minor}))"
        if subprocess.run([candidate, "-c", code], capture_output=True, check=False).returncode == 0:
            return candidate
    return None


PYTHONS = {f"3.{minor}": found for minor in MINORS if (found := _python_of(minor))} or {"this": sys.executable}


def _build(folder, wheel, mask):
    """Build the file as a person would whose new files have other modes."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, "scripts/build_pyz.py", "--output", folder, "--wheel", wheel]
    done = run(*command, cwd=ROOT, env=environment, umask=mask)
    assert done.returncode == 0, done.stderr
    [made] = folder.glob("*.pyz")
    return made


@pytest.fixture(scope="module")
def pyz(built, tmp_path_factory):
    return _build(tmp_path_factory.mktemp("pyz"), built.wheel, 0o022)


@pytest.fixture(scope="module", params=[*PYTHONS.values()], ids=[*PYTHONS])
def attioql(request, pyz, tmp_path_factory):
    """Return what runs the file with one Python; it unpacks itself into a folder of its own."""
    root = tmp_path_factory.mktemp("unpacked")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}

    def call(folder, *arguments, **options):
        environment = {**variables, "SHIV_ROOT": str(root)}
        return run(request.param, "-s", pyz, *arguments, cwd=folder, env=environment, **options)

    return call


def test_the_file_compiles_checks_and_explains(attioql, tmp_path):
    done = attioql(tmp_path, "compile", "companies", 'name contains "Ltd"')
    assert json.loads(done.stdout) == {"name": {"$contains": "Ltd"}}, done.stderr
    done = attioql(tmp_path, "check", "people", "nam = 1")
    assert (done.returncode, "AQ201" in done.stdout) == (1, True), done.stderr
    assert "unknown-attribute" in attioql(tmp_path, "explain", "AQ201").stdout
    assert attioql(tmp_path, "--version").stdout.startswith("attioql, version ")
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("form", ["human", "json", "sarif", "github", "junit"])
def test_the_file_lints_in_each_format(attioql, tmp_path, form):
    (tmp_path / "deals.attioql").write_text("value > 5 and value < 3\n", encoding="utf-8")
    (tmp_path / "attioql.toml").write_text('target = "deals"\n', encoding="utf-8")
    done = attioql(tmp_path, "lint", "--format", form, "--jobs", "2", ".")
    assert (done.returncode, "contradiction" in done.stdout) == (1, True), done.stderr


def test_the_file_lints_yaml_and_explains_a_faulty_workspace_file(attioql, tmp_path):
    (tmp_path / "saved.yaml").write_text(
        "version: 1\nfilters: {late: {target: deals, query: 'valu > 5'}}\n", encoding="utf-8"
    )
    done = attioql(tmp_path, "lint", "saved.yaml")
    assert "AQ201" in done.stdout, done.stderr
    (tmp_path / "workspace.json").write_text('{"object": {}}', encoding="utf-8")
    done = attioql(tmp_path, "check", "--workspace", "workspace.json", "people", "name = 1")
    assert "there is no key `object` here" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_the_language_server_starts_from_the_file(attioql, tmp_path):
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        {"method": "initialized", "params": {}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    for message in messages:
        message["jsonrpc"] = "2.0"
    bodies = [json.dumps(message) for message in messages]
    sent = "".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies)
    done = attioql(tmp_path, "lsp", input=sent)
    assert '"completionProvider"' in done.stdout, done.stderr


def test_what_needs_a_compiled_package_says_what_to_install(attioql, tmp_path):
    (tmp_path / "filters.ts").write_text("const query = {filter: {name: 1}}\n", encoding="utf-8")
    assert "pip install --upgrade tree-sitter" in attioql(tmp_path, "lint", "filters.ts").stdout
    done = attioql(tmp_path, "mcp")
    assert (done.returncode, "pip install 'mcp" in done.stderr) == (2, True), done.stderr


def test_two_builds_are_the_same_bytes(built, pyz, tmp_path):
    assert _build(tmp_path, built.wheel, 0o077).read_bytes() == pyz.read_bytes()


def test_the_file_is_plain_python_and_small(pyz):
    names = zipfile.ZipFile(pyz).namelist()
    assert [name for name in names if name.endswith((".so", ".pyd", ".dll", ".dylib", ".pyc"))] == []
    assert pyz.stat().st_size < 4_000_000


def _distributions(pyz):
    """Return the versions of the packages in the file, and the requirements of each."""
    with zipfile.ZipFile(pyz) as archive:
        texts = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
    parsed = [HeaderParser().parsestr(text) for text in texts]
    return {
        canonicalize_name(each["Name"]): (each["Version"], [*map(Requirement, each.get_all("Requires-Dist", []))])
        for each in parsed
    }


@pytest.mark.parametrize("minor", MINORS)
def test_every_requirement_is_in_the_file(pyz, minor):
    found = _distributions(pyz)
    missing = []
    for name, (_, requirements) in found.items():
        extras = EXTRAS if name == "attioql" else ("",)
        for requirement in requirements:
            environments = ({"python_version": f"3.{minor}", "extra": extra} for extra in extras)
            if requirement.marker and not any(map(requirement.marker.evaluate, environments)):
                continue
            needed = canonicalize_name(requirement.name)
            if needed in STAND_INS:
                continue
            if needed not in found or not requirement.specifier.contains(found[needed][0]):
                missing.append(f"{name} needs {requirement}")
    assert missing == []
