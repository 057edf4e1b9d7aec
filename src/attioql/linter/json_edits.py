"""Findings in JSON text: where they stand, and their fixes as edits. The text around them stays as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attioql.attio.writer import as_text, to_json
from attioql.diagnostics.model import Diagnostic, Edit, Fix
from attioql.filters.canonical import canonical
from attioql.filters.model import Node
from attioql.json_text.json_layout import CLOSING, Layout, indentation, laid_out, layout_of, moved
from attioql.json_text.paths import JsonPath, JsonSpans, pointer
from attioql.json_text.positions import find_positions
from attioql.linter.rule import BodyKey, Finding, FixDraft, FixStep, Remove, RemoveOperator, Replace, Respell
from attioql.linter.runner import RuleFinding
from attioql.linter.tree import Part
from attioql.linter.writers import Numbers, diagnostic
from attioql.text.source import Source, Span


def json_diagnostics(findings: Sequence[RuleFinding], source: Source) -> list[Diagnostic]:
    """Return what rules find in JSON text as diagnostics. Positions are looked up once it is known which are needed."""
    asking = JsonWriter(source, {})
    for found in findings:
        diagnostic(found, asking)
    writer = JsonWriter(source, find_positions(source, asking.asked))
    return [diagnostic(found, writer) for found in findings]


class JsonWriter:
    """Writes the findings in one filter of JSON. `asked` are the pointers of everything whose position was asked for."""

    __slots__ = ("_numbers", "_positions", "asked", "source")

    def __init__(self, source: Source, positions: Mapping[str, JsonSpans]) -> None:
        """Start with what positions are known."""
        self.source = source
        self.asked: set[str] = set()
        self._positions = positions
        self._numbers = Numbers()

    def span(self, finding: Finding) -> Span | None:
        """Return where a finding stands in the text: at a key where the place is one of an object."""
        where = where_of(finding)
        position = self._at(where)
        at_key = finding.at_key if finding.where is not None else where is not None and isinstance(where[1], str)
        return None if position is None else position.key if at_key else position.value

    def pointer(self, finding: Finding) -> str:
        """Return the JSON pointer of a finding."""
        return pointer(where_of(finding))

    def label(self, part: Part) -> Span | None:
        """Return where a part stands in the text."""
        position = self._at(part.json_path)
        return None if position is None else position.key

    def edits(self, step: FixStep) -> Sequence[Edit] | None:
        """Return the edits of one step of a draft; `None` where the text leaves no room for them."""
        match step:
            case Replace():
                edit = self._replaced(step)
                return None if edit is None else [edit]
            case Remove(part, group):
                return self._removed(part, group)
            case Respell(value, text, operator):
                return self._respelled(value.where, text, operator)
            case RemoveOperator(where, beside, is_before):
                return self._taken_out(where, beside, is_before=is_before)
            case BodyKey():
                return self._set(step)
            case Edit():
                return None

    def fix(self, draft: FixDraft, edits: tuple[Edit, ...], _: Part) -> Fix:
        """Return a draft as a fix."""
        return Fix(draft.message, draft.applicability, edits)

    def _at(self, json_path: JsonPath) -> JsonSpans | None:
        where = pointer(json_path)
        self.asked.add(where)
        return self._positions.get(where)

    def _respelled(self, where: JsonPath, text: str, operator: str) -> list[Edit] | None:
        position = self._at(where)
        if position is None:
            return None
        edit = Edit(position.value, json.dumps(text, ensure_ascii=False))
        return [Edit(position.key, json.dumps(operator)), edit] if operator else [edit]

    def _set(self, member: BodyKey) -> list[Edit] | None:
        """Put a key and its value in a body, as far from the next key as that is from what is before it."""
        there, beside = self._at((None, member.key)), self._at((None, member.beside))
        if there is not None:
            return [Edit(there.value, member.text)]
        if beside is None:
            return None
        at = beside.key.start
        before = self.source.text[:at].rstrip()
        blanks = self.source.text[len(before) : at] or " "
        return [Edit(Span(at, at), f"{json.dumps(member.key)}: {member.text},{blanks}")]

    def _removed(self, part: Part, group: Part) -> list[Edit] | None:
        """Take a member out, with the comma before it, or the one after the first."""
        member, is_before = self._numbers.beside(part, group)
        return self._taken_out(member_place(part), member_place(member), is_before=is_before)

    def _taken_out(self, json_path: JsonPath, beside_it: JsonPath, *, is_before: bool) -> list[Edit] | None:
        here, beside = self._at(json_path), self._at(beside_it)
        if here is None or beside is None:
            return None
        span = Span(beside.value.end, here.value.end) if is_before else Span(here.key.start, beside.key.start)
        return [Edit(span, "")]

    def _replaced(self, step: Replace) -> Edit | None:
        part, by, group = step
        position = self._at(member_place(part))
        if position is None:
            return None
        layout = layout_of(self.source.text, position.value)
        written = self._moved(by, layout) if isinstance(by, Part) else _spelled(by, layout)
        if written is None:
            return None
        if part.is_whole:
            return Edit(position.value, written.as_object())
        taken = {key_of(each) for each in (group.parts if group is not None else ()) if each is not part}
        if written.entry_key in taken:
            return None
        return Edit(Span(position.key.start, position.value.end), written.as_entry())

    def _moved(self, part: Part, layout: Layout | None) -> _Written | None:
        """Take a part as it is written, indented like the place that it moves to."""
        position = self._at(member_place(part))
        if position is None:
            return None
        text, span = self.source.text, position.value
        piece = text[span.start : span.end]
        if layout is not None:
            piece = moved(piece, indentation(text, span.start), layout)
        return _Written("" if part.is_whole else key_of(part), piece, layout)


def _spelled(meaning: Node, layout: Layout | None) -> _Written:
    """Write a filter on one line or, in place of what stands on several, laid out like it."""
    written = to_json(canonical(meaning))
    if len(written) != 1:
        return _Written("", laid_out(as_text(written), layout), layout)
    [(key, value)] = written.items()
    return _Written(key, laid_out(as_text(value), layout), layout)


class _Written(NamedTuple):
    """A filter as one key and its value, the value as JSON text; without a key, as the text of a whole object."""

    key: str
    text: str
    layout: Layout | None

    @property
    def entry_key(self) -> str:
        """The key that `as_entry` writes: a whole object stands in a group of its own there."""
        return self.key or "$and"

    def as_object(self) -> str:
        if self.key:
            return self._inside("{", self.as_entry())
        return self.text if self.layout is None else self.layout.opened(self.text)

    def as_entry(self) -> str:
        value = self.text if self.key else self._inside("[", self.text)
        return f"{json.dumps(self.entry_key, ensure_ascii=False)}: {value}"

    def _inside(self, opening: str, body: str) -> str:
        """Put a piece into an object or an array: on the same line, or on lines of its own where there are several."""
        if self.layout is None:
            return f"{opening}{body}{CLOSING[opening]}"
        return self.layout.inside(opening, body.replace("\n", f"\n{self.layout.unit}"))


def where_of(finding: Finding) -> JsonPath:
    """Return the place of a finding."""
    return finding.part.json_path if finding.where is None else finding.where


def member_place(part: Part) -> JsonPath:
    """Return the place of a part as a member of its group: of its object in an array, or of its key in an object."""
    return part.whole if part.is_whole else part.json_path


def key_of(part: Part) -> str:
    """Return the key of a part as a member of an object."""
    return "" if part.json_path is None else str(part.json_path[1])
