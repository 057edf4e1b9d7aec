"""How long a workspace of 200 objects with 100 attributes each takes to load. Not a test: `pytest benchmarks --benchmark-only`."""

import json
from uuid import UUID

import pytest

import attioql
from attioql.catalog.types import load_types

TYPES = list(load_types().types)


def identity(number):
    return str(UUID(int=number))


def attribute(owner, number):
    kind = TYPES[number % len(TYPES)]
    row = {"id": identity(owner * 1_000 + number), "title": f"Attribute {number}", "type": kind}
    if kind == "record-reference":
        row["objects"] = [f"object_{(owner + 1) % 200}"]
    if kind in {"select", "status"}:
        first = 10**9 + owner * 10_000 + number * 10
        row["options"] = [{"id": identity(first + index), "title": f"Option {index}"} for index in range(5)]
    return row


def row(owner):
    attributes = {f"attribute_{number}": attribute(owner, number) for number in range(100)}
    return {"id": identity(10**12 + owner), "singular": "Thing", "plural": "Things", "attributes": attributes}


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("workspace") / "workspace.json"
    found.write_text(json.dumps({"objects": {f"object_{owner}": row(owner) for owner in range(200)}}), encoding="utf-8")
    return found


def test_load(benchmark, path):
    benchmark(lambda: attioql.Workspace.load(path))


def test_load_and_ask_for_every_object(benchmark, path):
    benchmark(lambda: list(attioql.Workspace.load(path).values()))


def test_load_and_compile(benchmark, path):
    benchmark(lambda: attioql.compile("attribute_7 = 'Option 1'", attioql.Workspace.load(path)["object_7"]))


def test_standard_library_json_as_a_yardstick(benchmark, path):
    benchmark(lambda: json.loads(path.read_bytes()))
