"""What the golden cases and the examples of the pages share: how a text is checked, and how fixes are applied."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import attioql
from attioql.catalog.listing_files import workspace_of_answers
from attioql.catalog.workspace import Workspace
from attioql.catalog.workspace_file import parse_workspace
from attioql.documents.read import read_document
from attioql.linter.entries import Settings, lint_document
from attioql.resources import read_resource

HERE = Path(__file__).parent
TYPED: dict[str, Callable[[Any], object]] = {
    "float": float,
    "Decimal": Decimal,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
}


@lru_cache
def workspace(name: str) -> Workspace:
    if name == "standard":
        return Workspace.standard()
    if name in {"own", "harbour", "calls"}:
        return Workspace.load(HERE / f"{name}.json")
    objects = json.loads(read_resource("schemas", "standard-objects.json"))["objects"]
    for slug, attributes in json.loads((HERE / "workspace.json").read_text(encoding="utf-8"))["added"].items():
        objects[slug]["attributes"].update(attributes)
    return Workspace({"objects": objects})


def repeated(text: str, times: int | None) -> str:
    """Write what stands between `«` and `»` as many times as asked."""
    if times is None:
        return text
    parts = text.split("«")
    found = [parts[0]]
    for part in parts[1:]:
        inside, _, after = part.partition("»")
        found += [inside * times, after]
    return "".join(found)


def arguments(options: Mapping[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of a check that the options of a case ask for."""
    found = {"tz": options["tz"]} if "tz" in options else {}
    if "now" in options:
        found["now"] = datetime.fromisoformat(options["now"].replace("Z", "+00:00"))
    if "params" in options:
        found["params"] = {
            name: TYPED[value["type"]](value["value"]) if isinstance(value, dict) else value
            for name, value in options["params"].items()
        }
    if "limits" in options:
        found["limits"] = attioql.Limits(**options["limits"])
    return found


def checked(text: str, options: Mapping[str, Any]) -> tuple[attioql.Diagnostic, ...]:
    """Check a filter, lint a whole file of filters, read a workspace file, or read answers of the API by their names."""
    if options.get("reads") == "workspace":
        return parse_workspace(attioql.Source(text, "workspace.json"))[1]
    if options.get("reads") == "listings":
        return workspace_of_answers(json.loads(text))[1]
    if options.get("reads") == "file":
        settings = Settings(workspace(options.get("workspace", "standard")), options.get("target"))
        return lint_document(read_document(attioql.Source(text, options["file"])), settings).problems
    target = workspace(options.get("workspace", "standard"))[options["target"]]
    if options.get("reads") in {"rows", "to-rows"}:
        return rows_checked(text, target, options)
    if options.get("reads") in {"load", "query"}:
        return loaded(text, target, options)
    return attioql.check(text, target, **arguments(options))


def loaded(text: str, target: attioql.Target, options: Mapping[str, Any]) -> tuple[attioql.Diagnostic, ...]:
    """Load a filter, or read a whole request."""
    if options["reads"] == "query":
        return attioql.check_query(text, target, **arguments(options))
    try:
        return attioql.load(text, target).diagnostics
    except attioql.FilterError as error:
        return error.diagnostics


def rows_checked(text: str, target: attioql.Target, options: Mapping[str, Any]) -> tuple[attioql.Diagnostic, ...]:
    """Read rows of a form, or make rows of a filter."""
    try:
        if options["reads"] == "rows":
            return attioql.from_rows(text, target, **arguments(options)).diagnostics
        attioql.compile(text, target, **arguments(options)).rows()
    except attioql.FilterError as error:
        return error.diagnostics
    return ()


def applied(text: str, edits: list[tuple[int, int, str]]) -> str:
    for start, end, replacement in sorted(edits, reverse=True):
        text = text[:start] + replacement + text[end:]
    return text


@pytest.fixture(scope="session")
def golden() -> SimpleNamespace:
    """Give the tests of this folder the functions above."""
    return SimpleNamespace(applied=applied, checked=checked, repeated=repeated)
