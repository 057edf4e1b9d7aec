"""One name, one thing: no class and no module of the package shares its name with another, except for a reason that stands here."""

import ast
from collections import defaultdict
from pathlib import Path

import pytest

import attioql

PACKAGE = Path(attioql.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

_CONNECTIVE = "a connective, as a node of query text and in the model; whoever needs both imports the modules"
_COMMAND = "a module in `cli` has the name of its command"
_ROOM = "the main module of a room has the name of the room"
_PER_ROOM = "every room that has one calls it so, and nothing imports two of them"

CLASSES = {
    "And": _CONNECTIVE,
    "Or": _CONNECTIVE,
    "Not": _CONNECTIVE,
    "Group": "open: owner json",
    "Literal": "open: owner logic, linter",
    "Member": "open: owner linter",
    "Place": "open: owner logic, recovery",
    "Position": "open: owner json",
    "Reason": "open: owner logic",
    "Subject": "open: owner json, linter",
    "_Budget": "open: owner json, words",
    "_Conditions": "open: owner linter, words",
    "_Group": "open: owner json, logic",
    "_Join": "open: owner json, text",
    "_Negate": "open: owner json, text",
    "_Open": "open: owner json",
    "_Part": "open: owner json, logic",
    "_Reader": "open: owner json",
    "_Search": "open: owner json, words",
    "_Step": "open: owner json, words",
}
MODULE_NAMES = {
    "attributes": _COMMAND,
    "decompile": _COMMAND,
    "explain": _COMMAND,
    "lint": _COMMAND,
    "schema": _COMMAND,
    "types": _COMMAND,
    "workspace": _COMMAND,
    "checker": _ROOM,
    "messages": _PER_ROOM,
    "model": _PER_ROOM,
    "filters": "`attioql.testing.filters` makes filters, and is published",
    "records": "`attioql.testing.records` makes records, and is published",
    "conditions": "open: owner json, text",
    "members": "open: owner json, text",
    "names": "open: owner words, text",
    "numbers": "open: owner json",
    "offers": "open: owner json, words",
    "operands": "open: owner text, recovery",
    "operators": "open: owner words, recovery",
    "pages": "open: owner words",
    "phrases": "open: owner words, recovery",
    "plain": "open: owner text, json",
    "source": "open: owner json",
    "values": "open: owner text, logic, words",
}


def _classes():
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                yield node.name, path


def _modules():
    for path in MODULES:
        if path.stem == "__init__":
            yield path.parent.name, path
        elif path.stem != "__main__":
            yield path.stem, path


@pytest.mark.parametrize(("named", "allowed"), [(_classes, CLASSES), (_modules, MODULE_NAMES)])
def test_names_mean_one_thing(named, allowed):
    homes = defaultdict(list)
    for name, path in named():
        homes[name].append(path.relative_to(PACKAGE).as_posix())
    shared = {name: where for name, where in sorted(homes.items()) if len(where) > 1 and name not in allowed}
    assert not shared
