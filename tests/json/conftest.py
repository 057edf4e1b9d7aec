"""The workspace of the JSON tests: the standard objects, and a list whose parent object is people."""

import json

import pytest

from attioql.catalog.workspace import Workspace
from attioql.resources import read_resource


@pytest.fixture(scope="session")
def workspace():
    data = json.loads(read_resource("schemas", "standard-objects.json"))
    data["objects"]["candidates"] = {
        "kind": "list",
        "parent": "people",
        "singular": "Candidate",
        "plural": "Candidates",
        "attributes": {
            "parent_record": {"title": "Record", "type": "record-reference", "objects": ["people"]},
            "stage": {"title": "Stage", "type": "status", "id": "0f8a2d3e-8a2b-4f53-9a17-6c1f0a5c2b77"},
            "created_at": {"title": "Created at", "type": "timestamp"},
        },
    }
    return Workspace(data)
