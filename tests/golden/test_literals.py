"""Literals of every notation that holds a filter, to the letter: where each character stands, and what edits of the value become.

`ATTIOQL_GOLDEN=write python -m pytest -n 0 tests/golden` writes `literals.txt` anew.
"""

import ast
import json
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from code_corpus import is_written
from ruamel.yaml import YAML

from attioql.diagnostics.build import apply_edits
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import JsonString
from attioql.documents.python_literals import PythonString
from attioql.documents.script_strings import ScriptString, script_text
from attioql.documents.yaml_scalars import YamlScalar
from attioql.text.source import Span

FILE = Path(__file__).with_name("literals.txt")
WRITTEN = ("", "x", "'", '"', "''", '""', "\\", "\n", "é\x07", " ", "#: ", "`${")
"""What is written over a span of the value."""

PYTHON = (
    *(
        '"a\'b"',
        "'a\"b'",
        '"""a"b"""',
        "''''a'''",
        "'''a''b'''",
        'r"a\\b"',
        "r'''a\nb'''",
        'b"ab"',
        "b'a\\x41'",
        '"a" "b"',
    ),
    *(
        '"a\\tb\\u00e9\\N{BULLET}"',
        '"a\\\nb"',
        "('a'  # x\n 'b')",
        'u"a"',
        '"""a\nb"""',
        "b\"a\" b'b'",
        '"a" r"\\b"',
        '""',
    ),
)
SCRIPT = (
    "'a\\'b'",
    '"a\\x62\\u{1F600}"',
    "`a\\`b`",
    "`a\nb`",
    "'\\ud83d\\ude00a'",
    '"a\\\nb\\q\\0"',
    "`a$b`",
    '"\\u00e9b"',
    "''",
    "`\\\\`",
)
JSON = ('"ab"', '"a\\"b"', '"\\ud83d\\ude00\\n"', '"\\u00e9\\/b"', '""')
YAML_TEXTS = {
    None: ("ab c", "a b\n  c", "a 'b'", "5x", "a#b"),
    "'": ("'ab'", "'a''b'", "'a\n\n  b c'", "'a\n  b'"),
    '"': ('"ab"', '"a\\"b"', '"a\\\n  b"', '"\\x41\\u00e9\\e\\_"', '"a\n  b"', '"\\ud83d\\ude00"'),
    "|": ("|\n  ab\n  c\n", "|-\n  ab\n\n  c\n", "|+\n  ab\n\n", "|2\n   ab\n  c\n", "|\n\n  ab\n"),
    ">": (">\n  ab\n  c\n", ">-\n  ab\n\n  c", ">\n  ab\n   c\n", ">+\n  a b\n\n"),
}


def _literals():
    """Yield the name of each notation, a literal, its value, what maps it, and a function that reads it."""
    for literal in PYTHON:
        value = ast.literal_eval(literal)
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        yield "python", literal, text, PythonString(literal, 0, text)
    for literal in SCRIPT:
        yield "script", literal, script_text(literal), ScriptString(literal, 0)
    for literal in JSON:
        yield "json", literal, json.loads(literal), JsonString(literal, 0)
    for style, literals in YAML_TEXTS.items():
        for literal in literals:
            value = YAML(typ="safe", pure=True).load(literal)
            yield "yaml", literal, value, YamlScalar(literal, 0, style, value)


LITERALS = list(_literals())


def _lines(literal, value, where):
    yield f"  value {value!r}"
    yield f"  offsets {' '.join(str(where.offset(at)) for at in range(-1, len(literal) + 2))}"
    for start, end in combinations_with_replacement(range(len(value) + 1), 2):
        span = Span(start, end)
        yield f"  {start}-{end} {tuple(where.span(span))}"
        if end - start < 2:
            written = [where.edits([Edit(span, each)]) for each in WRITTEN]
            yield f"    {' '.join(repr(apply_edits(literal, edits))[1:-1].replace(' ', '·') if edits else '-' for edits in written)}"
    ends = [Edit(Span(0, 0), "x"), Edit(Span(len(value), len(value)), "y")]
    yield f"  both {where.edits(ends)!r}"


def _written():
    found = FILE.read_text(encoding="utf-8").split("=== ")[1:] if FILE.exists() else []
    return {name: lines.splitlines() for name, _, lines in (part.partition("\n") for part in found)}


NAMES = [f"{notation} {literal!r}" for notation, literal, _, _ in LITERALS]


@pytest.mark.parametrize(("name", "given"), list(zip(NAMES, LITERALS, strict=True)), ids=NAMES)
def test_a_literal_is_mapped_and_edited_as_before(name, given):
    _, literal, value, where = given
    found = list(_lines(literal, value, where))
    if is_written():
        known = {**_written(), name: found}
        parts = ["\n".join([f"=== {each}", *known[each]]) for each in NAMES if each in known]
        FILE.write_text("\n".join([*parts, ""]), encoding="utf-8")
    assert found == _written()[name]
