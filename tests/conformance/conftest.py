"""What the conformance tests share: reading the tables, the workspaces they are about, and comparing JSON exactly."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from conformance_workspaces import workspace_of

import attioql
from attioql.catalog.workspace import Target

HERE = Path(__file__).parent

TYPED: dict[str, Callable[[Any], object]] = {
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "UUID": UUID,
    "timedelta": lambda seconds: timedelta(seconds=seconds),
    "float": float,
    "bytes": lambda text: text.encode(),
    "bytearray": lambda text: bytearray(text.encode()),
    "complex": complex,
    "tuple": lambda values: tuple(map(bound, values)),
    "set": lambda values: set(map(bound, values)),
    "generator": lambda values: (bound(value) for value in values),
    "dict": lambda values: values,
    "object": lambda _: object(),
    "power of ten": lambda exponent: 10**exponent,
}
"""The types of parameters that JSON has no values for: a table writes `{"type": …, "value": …}`."""


def bound(value: Any) -> Any:
    """Return the parameter value that a table writes as JSON."""
    if isinstance(value, list):
        return [bound(item) for item in value]
    if isinstance(value, dict):
        return TYPED[value["type"]](value["value"])
    return value


def exact(value: Any) -> Any:
    """Return JSON as something that is equal only for the same types, digits and order of keys."""
    if isinstance(value, dict):
        return ("object", *((key, exact(member)) for key, member in value.items()))
    if isinstance(value, list):
        return ("array", *map(exact, value))
    if isinstance(value, float):
        return exact(Decimal(repr(value)))
    return (type(value).__name__, str(value))


def loads(text: str) -> Any:
    return json.loads(text, parse_float=Decimal)


def read(name: str) -> Any:
    return loads((HERE / name).read_text(encoding="utf-8"))


def rows_of(name: str, kind: str = "rows") -> Iterator[dict[str, Any]]:
    """Yield the rows of a file's tables, each with what its table says for all of its rows."""
    for table in read(name)["tables"]:
        shared = {key: table[key] for key in ("target", "now", "tz", "params", "workspace") if key in table}
        for row in table.get(kind, ()):
            yield {"table": table["name"], "workspace": "workspace.json", **shared, **row}


def arguments(row: dict[str, Any]) -> dict[str, Any]:
    """Return the keyword arguments of a compile that a row asks for."""
    found = {"tz": row["tz"]} if "tz" in row else {}
    if row.get("now"):
        found["now"] = datetime.fromisoformat(row["now"].replace("Z", "+00:00"))
    if "params" in row:
        found["params"] = {name: bound(value) for name, value in row["params"].items()}
    return found


def target_of(row: dict[str, Any]) -> Target:
    return workspace_of(row["workspace"])[row["target"]]


def compiled(row: dict[str, Any], text: str | None = None) -> attioql.Filter:
    return attioql.compile(row["text"] if text is None else text, target_of(row), **arguments(row))


def assert_row(row: dict[str, Any]) -> None:
    """Hold one row against the compiler: its JSON in both styles and its warnings, or the diagnostics that refuse it."""
    problems = attioql.check(row["text"], target_of(row), **arguments(row))
    if "refused" in row:
        refused = row["refused"]
        assert [problem.name for problem in problems] == (refused if isinstance(refused, list) else [refused])
        return
    assert [problem.name for problem in problems] == row.get("warnings", [])
    found = compiled(row)
    assert exact(loads(found.dumps())) == exact(row["filter"])
    assert exact(found.json()) == exact(row["filter"])
    if "shorthand" in row:
        assert exact(found.json("shorthand")) == exact(row["shorthand"])
        assert exact(loads(found.dumps("shorthand"))) == exact(row["shorthand"])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that takes a `row` every row its module's `ROWS` names: a file, and the key of the rows in its tables."""
    if "row" in metafunc.fixturenames:
        rows = list(rows_of(*metafunc.module.ROWS[metafunc.function.__name__]))
        metafunc.parametrize("row", rows, ids=[f"{row['table']}-{number}" for number, row in enumerate(rows)])


@pytest.fixture(scope="session")
def conformance() -> SimpleNamespace:
    """Give the tests of this folder the functions above: with importlib mode, test modules cannot import a conftest."""
    return SimpleNamespace(
        arguments=arguments,
        assert_row=assert_row,
        compiled=compiled,
        exact=exact,
        read=read,
        rows_of=rows_of,
        target_of=target_of,
    )
