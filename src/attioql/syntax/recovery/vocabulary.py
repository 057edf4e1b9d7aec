"""What the words and signs of the language are to recovery: kinds of token, and operators by the table of operators."""

from __future__ import annotations

from attioql.operators import TEXT_ROLES, load_operators
from attioql.syntax.machine import NAME, load_tables
from attioql.syntax.spelling import RESERVED_WORDS

CLOSING = {"(": ")", "[": "]", "{": "}"}
LITERALS = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "MONTH", "DURATION", "PARAMETER"})
_TABLES = load_tables()
_SHIFTS_AFTER_PATH = {name for name, step in _TABLES.actions[_TABLES.gotos[0]["path"]].items() if step >= 0}
OPERATORS = frozenset(_SHIFTS_AFTER_PATH - {"LBRACE", "NOT", "STARTS", "ENDS", "STARTS_WITH", "ENDS_WITH"})
"""Terminals that begin an operator and nothing else; `starts` may be a name as well."""

RESERVED_OPERATORS = OPERATORS & {word.upper() for word in RESERVED_WORDS}
"""Those that are words which no name may be."""

NAMES = frozenset({NAME, "QUOTED_NAME"})
CONNECTIVES = frozenset({"and", "or", "&&", "||"})
_ROWS = load_operators().rows
_SPELLINGS = [
    (each, row, text) for row in _ROWS.values() for each in row.spellings for text in (each.text, *each.others)
]
_LISTS = {bool(each.negates): text for each, _, text in _SPELLINGS if each.takes == "list"}
EQUALITIES = {
    text: _LISTS[bool(each.negates)] for each, row, text in _SPELLINGS if row.is_equality and each.takes == "value"
}
"""Operators that compare with one value, and what compares with a list."""

_BOUNDS = {(str(row.role), row.closed): row.spellings[0].text for row in _ROWS.values() if row.opposite}
_OTHER_SIDE = {"above": "below", "below": "above"}
MIRRORED = {
    text: _BOUNDS[_OTHER_SIDE[row.role], row.closed] if row.opposite else each.text
    for each, row, text in _SPELLINGS
    if row.opposite or text in EQUALITIES
}
"""What a comparison is when it is read from right to left."""

OPERAND_END = r"(?=\s*(?:\Z|[)\],}#;]|(?:and|or)\b|&|\|))"
"""A pattern of what may follow an operand."""

OPERATOR_WORDS = frozenset({text.split()[0] for text in load_operators().written if text[0].isalpha()})
"""First words of operators."""

TEXTUAL = frozenset({text.split()[-1] for _, row, text in _SPELLINGS if row.role in TEXT_ROLES})
"""Last words of operators that go with text alone."""

ORDERED = frozenset({text for _, row, text in _SPELLINGS if row.opposite} | {"between", "and"})
"""Operators that compare by size, which text does not take."""


def quoted(text: str) -> str:
    """Write text as a string, in the quotes that need no escapes if there are such."""
    mark = "'" if '"' in text and "'" not in text else '"'
    return mark + text.replace("\\", "\\\\").replace(mark, f"\\{mark}") + mark
