"""What completion and hover answer with: items to insert, the span that they replace, and documentation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from attioql.text.source import Span

CompletionKind: TypeAlias = Literal[
    "attribute",
    "property",
    "object",
    "operator",
    "option",
    "member",
    "value",
    "moment",
    "duration",
    "period",
    "keyword",
    "punctuation",
]
"""What an item is: `option` is an option or a status, `value` one of the few values that a property takes."""


@dataclass(frozen=True, slots=True)
class Completion:
    """An item to insert. `label` is the text for a list of items, and `documentation` is Markdown, or empty."""

    label: str
    insert_text: str
    kind: CompletionKind
    documentation: str = ""


@dataclass(frozen=True, slots=True)
class Completions:
    """The items that can follow at an offset, best first, and the span of text (in code points) that each replaces."""

    items: tuple[Completion, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Hover:
    """The `documentation` (Markdown) of what is at an offset, and its span of text (in code points)."""

    documentation: str
    span: Span
