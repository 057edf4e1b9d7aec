"""One name, one thing: no class, type alias or module of the package shares its name with another, except for a reason that stands here."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import attioql

PACKAGE = Path(attioql.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

_CONNECTIVE = "a connective, as a node of query text and in the model; whoever needs both imports the modules"
_COMMAND = "a module in `cli` has the name of its command"
_WALK = "private, and one thing: a mark on the stack of a walk"
_MESSAGES = "a module in `checker/messages` is named after what its messages are about"
_ROOM = "the main module of a room has the name of the room"
_PER_ROOM = "every room that has one calls it so, and nothing imports two of them"

TYPES = {
    "And": _CONNECTIVE,
    "Or": _CONNECTIVE,
    "Not": _CONNECTIVE,
    "Field": "in Python expressions, published as `attioql.Field`, and in `documents` that of a file; nothing imports both",
    "Where": "published as `attioql.pydantic.Where`, and where a recovery rule applies; nothing imports both",
    "_Join": _WALK,
    "_Open": _WALK,
}
MODULE_NAMES = {
    "attributes": _COMMAND,
    "codegen": _COMMAND,
    "decompile": _COMMAND,
    "explain": _COMMAND,
    "lint": _COMMAND,
    "lsp": _COMMAND,
    "mcp": _COMMAND,
    "schema": _COMMAND,
    "types": _COMMAND,
    "workspace": _COMMAND,
    "checker": _ROOM,
    "messages": _PER_ROOM,
    "model": _PER_ROOM,
    "filters": "`attioql.testing.filters` makes filters, and is published",
    "records": "`attioql.testing.records` makes records, and is published",
    "names": _MESSAGES,
    "operators": _MESSAGES,
    "values": _MESSAGES,
}


def _types():
    """Yield the names of classes and of type aliases."""
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.ClassDef(name=name):
                    yield name, path
                case ast.AnnAssign(target=ast.Name(id=name), annotation=ast.Name(id="TypeAlias")):
                    yield name, path


def _modules():
    for path in MODULES:
        if path.stem == "__init__":
            yield path.parent.name, path
        elif path.stem != "__main__":
            yield path.stem, path


@pytest.mark.parametrize(("named", "allowed"), [(_types, TYPES), (_modules, MODULE_NAMES)])
def test_names_mean_one_thing(named, allowed):
    homes = defaultdict(list)
    for name, path in named():
        homes[name].append(path.relative_to(PACKAGE).as_posix())
    shared = {name: where for name, where in sorted(homes.items()) if len(where) > 1}
    assert {name: where for name, where in shared.items() if name not in allowed} == {}
    assert sorted(allowed.keys() - shared) == [], "these stand for one thing now"
