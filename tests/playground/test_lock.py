"""The npm packages of the page are pinned, and their lock file names no registry but npm's own."""

import json
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "playground"
MANIFEST = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))
LOCK = json.loads((FOLDER / "package-lock.json").read_text(encoding="utf-8"))


def test_the_lock_file_names_no_registry_and_pins_every_package():
    packages = {name: each for name, each in LOCK["packages"].items() if name}
    assert all("integrity" in each for each in packages.values())
    assert {each["resolved"].split("/")[2] for each in packages.values() if "resolved" in each} <= {
        "registry.npmjs.org"
    }
    wanted = MANIFEST["devDependencies"]
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted


def test_every_python_package_is_pinned():
    lines = (FOLDER / "requirements.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition("==") for line in lines if not line.startswith("#")]
    assert all(sign == "==" and version for _, sign, version in names)
    assert {"lark", "tzdata", "jsonschema"} <= {name for name, _, _ in names}
