"""Findings in filter JSON that came parsed: their fixes as edits of the value."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from attioql.attio.entry_edits import renamed_key, set_value
from attioql.attio.writer import to_json
from attioql.diagnostics.model import Diagnostic, Edit, Fix, JsonEdit
from attioql.filters.canonical import canonical
from attioql.filters.model import Node
from attioql.json_text.patching import at
from attioql.json_text.paths import pointer, tokens_of
from attioql.linter.json_edits import key_of, member_place, where_of
from attioql.linter.rule import BodyKey, Finding, FixDraft, FixStep, Remove, RemoveOperator, Replace, Respell
from attioql.linter.runner import RuleFinding
from attioql.linter.tree import Part
from attioql.linter.writers import diagnostic


def value_diagnostics(findings: Sequence[RuleFinding], document: object) -> list[Diagnostic]:
    """Return what rules find in a filter or a request body that came parsed as diagnostics."""
    writer = ValueWriter(document)
    return [diagnostic(found, writer) for found in findings]


class ValueWriter:
    """Writes the findings in one filter of a parsed value, which have no place in a text."""

    __slots__ = ("_document", "source")

    def __init__(self, document: object) -> None:
        """Keep the value that all places lead into."""
        self.source = None
        self._document = document

    def span(self, _: Finding) -> None:
        """Return nothing: there is no text."""

    def pointer(self, finding: Finding) -> str:
        """Return the JSON pointer of a finding."""
        return pointer(where_of(finding))

    def label(self, _: Part) -> None:
        """Return nothing: there is no text."""

    def edits(self, step: FixStep) -> Sequence[JsonEdit] | None:
        """Return the edits of one step of a draft; `None` where the value leaves no room for them."""
        match step:
            case Replace():
                return self._replaced(step)
            case Remove(part, _):
                return [JsonEdit("remove", pointer(member_place(part)))]
            case RemoveOperator(where, _, _):
                return [JsonEdit("remove", pointer(where))]
            case Respell(value, text, operator):
                written = set_value(value.where, text)
                return written if written is None or not operator else (*written, *renamed_key(value.where, operator))
            case BodyKey(key, text, _):
                return set_value((None, key), json.loads(text))
            case Edit():
                return None

    def fix(self, draft: FixDraft, edits: tuple[JsonEdit, ...], _: Part) -> Fix:
        """Return a draft as a fix."""
        return Fix(draft.message, draft.applicability, (), edits)

    def _replaced(self, step: Replace) -> Sequence[JsonEdit] | None:
        part, by, group = step
        place = member_place(part)
        entry = self._as_written(by) if isinstance(by, Part) else _spelled(by)
        if part.is_whole:
            return set_value(place, entry.as_object())
        key, value = entry.as_entry()
        if key in {key_of(each) for each in (group.parts if group is not None else ()) if each is not part}:
            return None
        written = set_value(place, value)
        return None if written is None else (*written, *renamed_key(place, key))

    def _as_written(self, part: Part) -> _FilterEntry:
        value = at(self._document, tokens_of(member_place(part)))
        return _FilterEntry("" if part.is_whole else key_of(part), value)


class _FilterEntry(NamedTuple):
    """A filter as one key and its value; without a key, as a whole object."""

    key: str
    value: object

    def as_object(self) -> object:
        return {self.key: self.value} if self.key else self.value

    def as_entry(self) -> tuple[str, object]:
        return (self.key, self.value) if self.key else ("$and", [self.value])


def _spelled(meaning: Node) -> _FilterEntry:
    written: Mapping[str, object] = to_json(canonical(meaning))
    return _FilterEntry(*next(iter(written.items()))) if len(written) == 1 else _FilterEntry("", written)
