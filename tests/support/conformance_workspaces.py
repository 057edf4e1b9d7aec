"""The workspaces of the conformance tables."""

import json
from functools import lru_cache
from pathlib import Path

from attioql.catalog.workspace import Workspace
from attioql.resources import read_resource

FOLDER = Path(__file__).parents[1] / "conformance"


@lru_cache
def workspace_of(name: str) -> Workspace:
    """Return the workspace of a data file: its own objects, or the standard ones with attributes and objects added."""
    data = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    if "added" not in data:
        return Workspace(data)
    objects = json.loads(read_resource("schemas", "standard-objects.json"))["objects"]
    for slug, added in data["added"].items():
        if slug in objects:
            objects[slug]["attributes"].update(added["attributes"])
        else:
            objects[slug] = added
    return Workspace({"objects": objects})
