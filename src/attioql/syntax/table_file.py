"""The format of the generated files of parse tables, and the digest that ties them to a grammar."""

from __future__ import annotations

from typing import TypeAlias, TypedDict
from zlib import crc32

START = "start"
STEP_TABLES = "syntax/step_tables.json"
FUSED_TABLES = "syntax/fused_tables.json"

ENDING = "ending"
ENDING_TABLES = "syntax/ending_tables.json"

SIMPLE_CONDITION = "SIMPLE_CONDITION"
"""The terminal of the fused tables that is a whole condition: a name, an operator and a literal."""

ANY = ""
"""The key of the rule that a state of the fused tables reduces by where none of its terminals comes next."""


RuleData: TypeAlias = tuple[str, int, "str | None"]


class TableData(TypedDict):
    """The content of a generated file.

    A rule is its nonterminal, its length and the name of its action (or none). A state's `gotos` map a nonterminal to a state.
    In the step tables, which are Lark's, its `actions` map a terminal to a state to shift to (0 or more) or to the complement of a
    rule to reduce by. In the fused tables, `ANY` alone reduces before it shifts; the complement of a rule under a terminal or a
    nonterminal means that the rule ends with this symbol, so that there is no state after it.
    """

    digest: str
    terminals: list[tuple[str, str]]
    keywords: dict[str, str]
    ignored: list[tuple[str, str]]
    rules: list[RuleData]
    states: list[tuple[dict[str, int], dict[str, int]]]


def digest(grammar: str) -> str:
    """Return a checksum of the text of a grammar. It need not resist forgery: the files are part of the package."""
    return f"{crc32(grammar.encode()):08x}"
