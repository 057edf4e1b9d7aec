"""A sentence is named in one module, and its name is the code of its diagnostic: no other module needs to know the code."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

import attioql
from attioql.diagnostics.codes import CODES
from attioql.diagnostics.templates import templates
from attioql.syntax.recovery.sentences import load_templates

PACKAGE = Path(attioql.__file__).parent
TABLE = PACKAGE / "diagnostics" / "codes.py"
NAMES = (CODES.keys() | templates().keys()) - {"phrases"}
IN_SEVERAL = {
    "empty-list": "query text names its operator and whether it negates; filter JSON has `$in` alone",
    "filter-too-large": "the reader counts one filter in filter JSON, combining adds up several that have no text",
    "lone-surrogate": "found in a whole text by its syntax, and in a single value of filter JSON",
    "missing-target": "the linter reports it once for a file",
    "nesting-too-deep.groups": "the canonical form of a text, and of several filters that have none",
    "operator-not-supported": "the labels and the fix of query text, the advice of filter JSON",
    "path-too-long": "three walks count steps: the parser names of any kind, the checker and the JSON reader attributes",
    "too-many-problems": "the parser stops at its limit, and a report at one that a caller gives",
    "unknown-function": "query text names functions, rows the kinds of reference",
    "property-needed": "query text offers the property that fits, filter JSON quotes Attio's answer",
}
"""Sentences that several modules name, each with the reason."""

ROOMS = ("attio", "catalog", "checker", "diagnostics", "documents", "json_text", "syntax")
"""Rooms whose sentences are data. A lint rule has its own, and what raises is not a diagnostic."""


def modules_that_name():
    found = defaultdict(set)
    for path in PACKAGE.rglob("*.py"):
        if path == TABLE:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in NAMES:
                found[node.value].add(path.relative_to(PACKAGE).as_posix())
    return found


def test_a_sentence_is_named_in_one_module():
    several = {name: sorted(paths) for name, paths in modules_that_name().items() if len(paths) > 1}
    assert several.keys() == IN_SEVERAL.keys(), several


def test_no_module_names_a_code_that_is_no_sentence():
    assert modules_that_name().keys() - templates().keys() - load_templates().keys() == set()


def test_every_code_has_a_sentence():
    of_recovery = {row["code"] for row in load_templates().values()}
    assert CODES.keys() == {name.partition(".")[0] for name in NAMES & templates().keys()} | of_recovery


def titles_in(text):
    """Return the titles of fixes that a module writes out."""
    texts = [node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)]
    return [text for text in texts if isinstance(text, str) and text.startswith("write ")]


def test_a_title_is_found_where_one_stands():
    assert titles_in("Change(f'write `{name}`', place, name)") == ["write `"]


def test_titles_of_fixes_are_data():
    modules = [path for room in ROOMS for path in (PACKAGE / room).rglob("*.py")]
    assert {path.name: found for path in modules if (found := titles_in(path.read_text(encoding="utf-8")))} == {}
