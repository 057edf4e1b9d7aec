"""Rules that every dialect of grammars can write: texts, patterns, references to rules, and bounded repetitions of these."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias, get_args

Dialect: TypeAlias = Literal["lark", "gbnf"]

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)


class Text(NamedTuple):
    """A text as it stands."""

    text: str


class Pattern(NamedTuple):
    """A regular expression, of what `attioql.values.source_patterns` allows."""

    regex: str


class Ref(NamedTuple):
    """What the rule of a name matches."""

    rule: str


class Repeated(NamedTuple):
    """Some items in a row, up to so many times."""

    items: tuple[Text | Pattern | Ref, ...]
    most: int


Item: TypeAlias = Text | Pattern | Ref | Repeated
Sequence: TypeAlias = tuple[Item, ...]


class Production(NamedTuple):
    """What a name stands for: one of several sequences.

    A `lexeme` is regular: it refers to lexemes alone. Decoders read the longest text that a lexeme matches and do not go back, so
    that no text of a lexeme may be the beginning of another text that could follow it.
    """

    name: str
    alternatives: tuple[Sequence, ...]
    lexeme: bool = False
