"""Maps spans and edits of the JSON that a literal in code was respelled as to the code, and spells edits as the code is written."""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple, Protocol

from attioql.diagnostics.build import orphans_comment
from attioql.diagnostics.model import Edit
from attioql.documents.mapping import offset_among_tokens
from attioql.json_text.holes import MARK
from attioql.json_text.json_layout import laid_out, layout_of
from attioql.text.source import Span


class CodeOffset(NamedTuple):
    """An offset of the file, and the number of the literal that it is in: a name may stand for one elsewhere."""

    at: int
    literal: int


class CodeSpelling(Protocol):
    """Spells keys and values as a language does, in the manner of one literal."""

    def key(self, key: str, replaced: str) -> str:
        """Spell a key; in place of the one that is `replaced`, which is empty for a new one."""

    def text(self, text: str) -> str:
        """Spell a string."""

    def constant(self, constant: str) -> str:
        """Spell `true`, `false` or `null`."""


class KeptSpans:
    """Spans of a file that no edit may take in. They are sorted when an edit is first looked at, and again if there are more by then."""

    def __init__(self, spans: Sequence[Span]) -> None:
        """Keep the spans, of which there may be more later."""
        self._spans = spans
        self._starts: list[int] = []
        self._ends: list[int] = []

    def overlaps(self, span: Span) -> bool:
        """Tell whether a span has a character or a place inside of one of these."""
        if len(self._starts) != len(self._spans):
            ordered = sorted(self._spans)
            self._starts = [each.start for each in ordered]
            self._ends = list(accumulate([each.end for each in ordered], max))
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start


@dataclass(frozen=True, slots=True)
class CodePlaces:
    """The text is JSON for a literal of the file `code`; `offsets` maps the ends of its keys and values to the file.

    No edit takes in what is `kept`: holes, comments, and what stands around a value, such as `as const`; nor removes what a comment is behind.
    """

    code: str
    offsets: Mapping[int, CodeOffset]
    keys: Mapping[int, int]
    """Where each key of the text starts and ends."""
    whole: Span
    kept: Sequence[KeptSpans]
    spelling: CodeSpelling

    def span(self, span: Span) -> Span:
        """Return the span of the file for a key or value; that of the whole literal for any other span."""
        return self._span(span) or self.whole

    def edits(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Return edits of the file; none if the file cannot hold one of them."""
        found = [self._edit(edit) for edit in edits]
        return tuple([edit for edit in found if edit is not None]) if None not in found else ()

    def offset(self, at: int) -> int | None:
        """Return the offset of the JSON text; `None` outside of the literals that it was written of."""
        by_literal: dict[int, list[tuple[int, int]]] = {}
        for offset, place in sorted(self.offsets.items()):
            by_literal.setdefault(place.literal, []).append((offset, place.at))
        found = (offset_among_tokens(at, ends, self.code) for ends in by_literal.values())
        return next((each for each in found if each is not None), None)

    def _span(self, span: Span) -> Span | None:
        start, end = self.offsets.get(span.start), self.offsets.get(span.end)
        if start is None or end is None or start.literal != end.literal or end.at < start.at:
            return None
        return Span(start.at, end.at)

    def _edit(self, edit: Edit) -> Edit | None:
        span = self._span(edit.span)
        if span is None or MARK in edit.replacement or (span.start == span.end and not edit.replacement):
            return None
        if span.start != span.end and not _is_balanced(self.code[span.start : span.end]):
            return None
        if any(kept.overlaps(span) for kept in self.kept) or orphans_comment(Edit(span, edit.replacement), self.code):
            return None
        if self.keys.get(edit.span.start) == edit.span.end and edit.replacement.startswith('"'):
            replaced = self.code[span.start : span.end]
            return Edit(span, self.spelling.key(json.loads(edit.replacement), replaced))
        return Edit(span, respelled(laid_out(edit.replacement, layout_of(self.code, span)), self.spelling))


_TOKEN = re.compile(
    r'(?P<text>"[^"\\]*(?:\\.[^"\\]*)*")(?P<colon>\s*:)?|(?P<constant>\b(?:true|false|null)\b)', re.DOTALL
)


_STRING = re.compile(r"""(["'`])(?:[^"'`\\]|\\.|(?!\1)["'`])*\1""", re.DOTALL)
_PAIRS = {")": "(", "]": "[", "}": "{"}


def _is_balanced(code: str) -> bool:
    """Tell whether code closes the brackets that it opens, and no others: else an edit would leave half of them."""
    opened: list[str] = []
    for each in _STRING.sub("", code):
        if each in "([{":
            opened.append(each)
        elif each in _PAIRS and (not opened or opened.pop() != _PAIRS[each]):
            return False
    return not opened


def respelled(text: str, spelling: CodeSpelling) -> str:
    """Spell a piece of JSON text as code."""

    def spell(found: re.Match[str]) -> str:
        if found["constant"]:
            return spelling.constant(found["constant"])
        value = json.loads(found["text"])
        return spelling.text(value) if found["colon"] is None else spelling.key(value, "") + found["colon"]

    return _TOKEN.sub(spell, text)


def quoted(text: str, quote: str) -> str:
    """Write a text as JavaScript and Python both do, between these quotes."""
    inside = json.dumps(text, ensure_ascii=False)[1:-1]
    if quote == '"':
        return f'"{inside}"'
    return "'" + inside.replace('\\"', '"').replace("'", "\\'") + "'"
