"""The workspaces of the JSON tests: the standard objects with a list, and the same as custom objects of one's own."""

import json
import re
from typing import Any, NamedTuple

import pytest

from attioql.catalog.workspace import Workspace
from attioql.resources import read_resource

OWN_NAMES = {
    "people": "patients",
    "companies": "clinics",
    "deals": "treatments",
    "users": "nurses",
    "workspaces": "wards",
    "candidates": "waiting_list",
}
STAGE = {"title": "Stage", "type": "status", "id": "0f8a2d3e-8a2b-4f53-9a17-6c1f0a5c2b77"}


class World(NamedTuple):
    """A workspace, and what its objects are called there."""

    workspace: Workspace
    names: dict[str, str]

    def renamed(self, value: Any) -> Any:
        """Return a row with the names of this world in its paths, references and texts."""
        if isinstance(value, dict):
            return {key: self.renamed(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.renamed(inner) for inner in value]
        if not isinstance(value, str):
            return value
        in_text = re.sub(r"(?<=[(\[])\w+(?=[,\]])", lambda found: self.names.get(found[0], found[0]), value)
        return self.names.get(value, in_text)


def standard() -> World:
    data = json.loads(read_resource("schemas", "standard-objects.json"))
    data["objects"]["candidates"] = {
        "kind": "list",
        "parent": "people",
        "singular": "Candidate",
        "plural": "Candidates",
        "attributes": {
            "parent_record": {"title": "Record", "type": "record-reference", "objects": ["people"]},
            "stage": STAGE,
            "created_at": {"title": "Created at", "type": "timestamp"},
        },
    }
    return World(Workspace(data), {})


def own() -> World:
    objects = json.loads(read_resource("schemas", "standard-objects.json"))["objects"]
    for row in objects.values():
        for attribute in row["attributes"].values():
            if "objects" in attribute:
                attribute["objects"] = [OWN_NAMES[slug] for slug in attribute["objects"]]
    waiting = {"parents": ["patients"], "attributes": {"stage": STAGE, "created_at": {"type": "timestamp"}}}
    data = {"objects": {OWN_NAMES[slug]: row for slug, row in objects.items()}, "lists": {"waiting_list": waiting}}
    return World(Workspace.from_dict(data), OWN_NAMES)


@pytest.fixture(scope="session", params=[standard, own], ids=["standard objects", "custom objects"])
def world(request):
    return request.param()


@pytest.fixture(scope="session")
def workspace():
    return standard().workspace
