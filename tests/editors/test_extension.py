"""The extension for VS Code: what it lists is there, has one home, and is what the package holds."""

import json
import re
import shutil
import subprocess
from zipfile import ZipFile

import build_extension
import jsonschema
import pytest
from extension_packages import EXTENSION, installed

import attioql
from attioql.documents.read import SUFFIXES
from attioql.resources import read_resource

ROOT = EXTENSION.parents[1]
MANIFEST = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
CONTRIBUTED = MANIFEST["contributes"]
LOCK = json.loads((EXTENSION / "package-lock.json").read_text(encoding="utf-8"))


@pytest.fixture
def modules():
    if shutil.which("npm") is None:
        pytest.skip("npm installs what packages the extension")
    return installed()


def version_of(text):
    return tuple(map(int, re.findall(r"\d+", text)))


def test_every_generated_grammar_is_contributed_once():
    files = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (EXTENSION / "syntaxes").iterdir()}
    listed = {each["path"].removeprefix("./syntaxes/"): each for each in CONTRIBUTED["grammars"]}
    assert len(listed) == len(CONTRIBUTED["grammars"])
    assert {name: each["scopeName"] for name, each in listed.items()} == {
        name: each["scopeName"] for name, each in files.items()
    }
    for name, grammar in files.items():
        assert listed[name].get("injectTo") is not None or grammar["scopeName"] == "source.attioql"


def test_the_schemas_are_those_of_the_library_and_stand_nowhere_else():
    urls = [each["url"] for kind in ("jsonValidation", "yamlValidation") for each in CONTRIBUTED[kind]]
    assert {url.removeprefix("./schemas/") for url in urls} == set(build_extension.SCHEMAS)
    for name in build_extension.SCHEMAS:
        jsonschema.Draft202012Validator.check_schema(json.loads(read_resource("schemas", name)))
    assert not (EXTENSION / "schemas").exists()


def test_the_version_has_one_home_and_the_licence_too():
    assert MANIFEST["version"] == LOCK["version"] == "0.0.0"
    assert not (EXTENSION / "LICENSE").exists()


def test_the_oldest_editor_has_the_api_that_the_types_describe():
    assert version_of(MANIFEST["engines"]["vscode"]) >= version_of(MANIFEST["devDependencies"]["@types/vscode"])


def test_the_lock_file_names_no_registry_and_pins_every_package():
    packages = {name: each for name, each in LOCK["packages"].items() if name}
    assert all("integrity" in each for each in packages.values())
    assert {each["resolved"].split("/")[2] for each in packages.values() if "resolved" in each} <= {
        "registry.npmjs.org"
    }
    wanted = {**MANIFEST["dependencies"], **MANIFEST["devDependencies"]}
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_the_readme_lists_the_settings_and_commands():
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(attioql\.[\w.]+)` \|", readme, re.MULTILINE) == [
        *CONTRIBUTED["configuration"]["properties"]
    ]
    titles = [f"**{each['category']}: {each['title']}**" for each in CONTRIBUTED["commands"]]
    assert [title for title in titles if title not in readme] == []


def test_the_languages_are_those_of_the_files_that_are_read():
    languages = CONTRIBUTED["configuration"]["properties"]["attioql.languages"]
    assert languages["items"]["enum"] == languages["default"]
    by_suffix = {
        ".attioql": "attioql", ".json": "json", ".jsonc": "jsonc", ".yaml": "yaml", ".yml": "yaml", ".py": "python", ".ipynb": "python",
        ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript", ".jsx": "javascriptreact",
        ".ts": "typescript", ".mts": "typescript", ".cts": "typescript", ".tsx": "typescriptreact",
    }  # fmt: skip
    assert {by_suffix[suffix] for suffix in SUFFIXES} == set(languages["default"])
    assert CONTRIBUTED["languages"][0]["extensions"] == [".attioql"]


@pytest.mark.generated
def test_the_grammar_tests_pass(modules):
    folder = EXTENSION / "tests"
    hosts = [f"node_modules/tm-grammars/grammars/{name}.json" for name in ("python", "yaml", "markdown")]
    files = sorted(str(path) for path in folder.glob("*.test.*"))
    assert len(files) == 4
    command = ["node_modules/.bin/vscode-tmgrammar-test", "-c", "--config", str(EXTENSION / "package.json")]
    command += [part for host in hosts for part in ("-g", host)]
    done = subprocess.run([*command, *files], cwd=modules, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert done.stdout.count("run successfuly") == len(files), done.stdout


@pytest.mark.generated
def test_the_package_has_the_version_and_the_schemas_of_the_library(modules, tmp_path):
    made = build_extension.package(tmp_path, modules / "node_modules")
    with ZipFile(made) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("extension/package.json"))
        schemas = {name: archive.read(f"extension/schemas/{name}").decode() for name in build_extension.SCHEMAS}
    assert made.name == f"attioql-{attioql.__version__}.vsix"
    assert manifest["version"] == attioql.__version__
    assert schemas == {name: read_resource("schemas", name) for name in build_extension.SCHEMAS}
    paths = [each["path"] for each in CONTRIBUTED["grammars"]] + [CONTRIBUTED["languages"][0]["configuration"]]
    wanted = {f"extension/{path.removeprefix('./')}" for path in [*paths, MANIFEST["main"]]}
    assert wanted <= names
    assert not [name for name in names if "node_modules" in name or "/src/" in name or "/tests/" in name]
    assert made.stat().st_size < 300_000
