"""The conformance tables as programs for type checkers: query text as Python, filter JSON as TypeScript."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from conformance_workspaces import FOLDER, workspace_of
from python_source import source_of

import attioql

BEYOND_TYPES = {"half-actor-reference"}
"""Diagnostics about several conditions at once, which the type of one does not have."""


class Row(NamedTuple):
    """A row of a table: its target, its text, and the diagnostic that refuses it, if any."""

    target: str
    text: str
    refused: str | None

    @property
    def is_wrong(self) -> bool:
        """Whether a type can say that it is refused."""
        return self.refused is not None and self.refused not in BEYOND_TYPES


def as_python(folder: Path) -> Mapping[int, Row]:
    """Write a program with a line for each row of `operators.json`, and return the rows by their lines."""
    module = attioql.generate_types(workspace_of("workspace.json"), "python")
    (folder / "attio_filters.py").write_text(module, encoding="utf-8")
    lines = [
        "from datetime import date, datetime, timezone",
        "from uuid import UUID",
        "",
        "import attioql",
        "from attio_filters import entries, things",
        "",
        "USED = (date, datetime, timezone, UUID)",
        "workspace = attioql.Workspace.standard()",
        "q_entries, q_things = entries(workspace), things(workspace)",
    ]
    rows = {}
    for row in _rows("operators.json"):
        made = Row(row["target"], row["text"], row.get("refused"))
        lines.append(f"attioql.build({source_of(made.text, f'q_{made.target}')})")
        rows[len(lines)] = made
    (folder / "program.py").write_text("\n".join([*lines, ""]), encoding="utf-8")
    return rows


def filters_of(workspace: str) -> Iterator[tuple[str, Any]]:
    """Yield every filter of the conformance tables about a workspace, with its target: canonical, shorthand, and as Attio documents it."""
    for name in ("documented.json", "language.json", "operators.json", "values.json"):
        for row in _rows(name):
            if row.get("workspace", "workspace.json") == workspace:
                keys = ("filter", "canonical", "shorthand", *(() if "mistake" in row else ("documented",)))
                yield from ((row["target"], row[key]) for key in keys if key in row)
                yield from ((row["target"], each["filter"]) for each in row.get("filters", ()) if "filter" in each)


def standard_filters() -> Iterator[tuple[str, Any]]:
    """Yield the filters of the tables that are about the standard objects alone."""
    queries = json.loads((FOLDER / "queries.json").read_text(encoding="utf-8"))
    yield from ((row["target"], row["body"]["filter"]) for row in queries if "filter" in row["body"])
    standard = attioql.Workspace.standard()
    for target, tree in filters_of("standard-and-custom.json"):
        if target in standard and not attioql.check(tree, standard[target]):
            yield target, tree


def as_typescript(filters: Iterator[tuple[str, Any]], module: str) -> str:
    """Return a program with a constant for each filter, on a line of its own behind the first."""
    constants = [
        f"export const f{number}: Filters[{json.dumps(target)}] = {json.dumps(tree)};"
        for number, (target, tree) in enumerate(filters)
    ]
    return "\n".join([f'import type {{ Filters }} from "./{module}";', *constants, ""])


def _rows(name: str) -> Iterator[dict[str, Any]]:
    for table in json.loads((FOLDER / name).read_text(encoding="utf-8"))["tables"]:
        shared = {key: table[key] for key in ("target", "workspace") if key in table}
        for kind in ("rows", "examples", "same", "different"):
            yield from ({**shared, **row} for row in table.get(kind, ()))
