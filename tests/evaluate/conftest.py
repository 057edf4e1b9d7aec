"""Records in the shape of the API's answers, from the short form of the data files."""

import json
from pathlib import Path

import pytest

SEMANTICS = json.loads((Path(__file__).parent / "semantics.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def semantics():
    return SEMANTICS


def pytest_generate_tests(metafunc):
    for name in ("case", "fault"):
        if name in metafunc.fixturenames:
            rows = SEMANTICS["cases" if name == "case" else "malformed"]
            ids = [row.get("about") or f"{row['pointer']} {row['says'][:40]}" for row in rows]
            metafunc.parametrize(name, rows, ids=ids)
