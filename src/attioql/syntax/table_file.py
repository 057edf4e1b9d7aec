"""The format of the generated file of parse tables, and the digest that ties it to a grammar."""

from __future__ import annotations

from typing import TypedDict
from zlib import crc32

START = "start"
GENERATED = "syntax/tables.json"


class TableData(TypedDict):
    """The content of the generated file.

    A rule is its nonterminal, its length and the name of its action (or none). A state's `actions` map a terminal to a
    state to shift to (0 or more) or to the complement of a rule to reduce by (negative); its `gotos` map a nonterminal
    to a state.
    """

    digest: str
    terminals: list[tuple[str, str]]
    keywords: dict[str, str]
    ignored: list[tuple[str, str]]
    rules: list[tuple[str, int, str | None]]
    states: list[tuple[dict[str, int], dict[str, int]]]


def digest(grammar: str) -> str:
    """Return a checksum of the text of a grammar. It need not resist forgery: the file is part of the package."""
    return f"{crc32(grammar.encode()):08x}"
