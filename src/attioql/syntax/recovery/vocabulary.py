"""What the words and signs of the language are to recovery: kinds of token, and operators by the table of operators."""

from __future__ import annotations

from attioql.operators import TEXT_ROLES, is_negated, load_operators, written_as, written_taking
from attioql.syntax.machine import NAME, load_tables
from attioql.syntax.spelling import reserved_words

CLOSING = {"(": ")", "[": "]", "{": "}"}
LITERALS = frozenset({"STRING", "NUMBER", "DATE", "TIMESTAMP", "UUID", "MONTH", "DURATION", "PARAMETER"})
_TABLES = load_tables()
_SHIFTS_AFTER_PATH = {name for name, step in _TABLES.actions[_TABLES.gotos[0]["path"]].items() if step >= 0}
OPERATORS = frozenset(_SHIFTS_AFTER_PATH - {"LBRACE", "NOT", "STARTS", "ENDS", "STARTS_WITH", "ENDS_WITH"})
"""Terminals that begin an operator and nothing else; `starts` may be a name as well."""

RESERVED_OPERATORS = OPERATORS & {word.upper() for word in reserved_words()}
"""Those that are words which no name may be."""

NAMES = frozenset({NAME, "QUOTED_NAME"})
CONNECTIVES = frozenset({"and", "or", "&&", "||"})
EQUAL = written_as("equal")
ONE_OF, NONE_OF = written_as("equal", takes="list"), written_as("equal", takes="list", negated=True)
CONTAINS = written_as("part")
IS_EMPTY = written_as("presence", negated=True)
BETWEEN, DURING = written_taking("range"), written_taking("period")
_ROWS = load_operators().rows
_SPELLINGS = [
    (each, row, text) for row in _ROWS.values() for each in row.spellings for text in (each.text, *each.others)
]
_LISTS = {bool(each.negates): text for each, _, text in _SPELLINGS if each.takes == "list"}
EQUALITIES = {
    text: _LISTS[bool(each.negates)] for each, row, text in _SPELLINGS if row.is_equality and each.takes == "value"
}
"""Operators that compare with one value, and what compares with a list."""

EQUAL_SIGNS = frozenset({text for each, _, text in _SPELLINGS if each.text == EQUAL})
"""The ways to write the operator that compares with one value."""

_BOUNDS = {(str(row.role), row.closed): row.spellings[0].text for row in _ROWS.values() if row.opposite}
_OTHER_SIDE = {"above": "below", "below": "above"}
MIRRORED = {
    text: _BOUNDS[_OTHER_SIDE[row.role], row.closed] if row.opposite else each.text
    for each, row, text in _SPELLINGS
    if row.opposite or text in EQUALITIES
}
"""What a comparison is when it is read from right to left."""

SIDES = {text: row.role for _, row, text in _SPELLINGS if row.opposite}
"""The bounds, and on which side of it they look."""

OPERAND_END = r"(?=\s*(?:\Z|[)\],}#;]|(?:and|or)\b|&|\|))"
"""A pattern of what may follow an operand."""

OPERATOR_WORDS = frozenset({text.split()[0] for text in load_operators().written if text[0].isalpha()})
"""First words of operators."""

WHOLE = {text.split()[0]: text for text in load_operators().spellings if " " in text and not is_negated(text)}
"""Operators of several words, by the first of them."""

SIGN_STARTS = frozenset({text[0] for text in load_operators().written if not text[0].isalpha()})
"""First characters of operators that are signs."""

TEXTUAL = frozenset({text.split()[-1] for _, row, text in _SPELLINGS if row.role in TEXT_ROLES})
"""Last words of operators that go with text alone."""

ORDERED = frozenset({text for _, row, text in _SPELLINGS if row.opposite} | {BETWEEN, "and"})
"""Operators that compare by size, which text does not take."""


def quoted(text: str) -> str:
    """Write text as a string, in the quotes that need no escapes if there are such."""
    mark = "'" if '"' in text and "'" not in text else '"'
    return mark + text.replace("\\", "\\\\").replace(mark, f"\\{mark}") + mark
