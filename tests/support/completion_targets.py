"""The workspace that completion is tested on."""

import json
from pathlib import Path

from attioql import Workspace

HARBOUR = Workspace.from_dict(
    {
        key: value
        for key, value in json.loads((Path(__file__).parents[1] / "golden" / "harbour.json").read_text("utf-8")).items()
        if key != "about"
    }
)
BOATS = HARBOUR["boats"]
