"""Changes of parts as edits of filter JSON: the text around them stays as it was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import NamedTuple

from attioql.attio.writer import as_text, to_json
from attioql.diagnostics.model import Edit, Fix
from attioql.filters.canonical import canonical
from attioql.filters.model import Node
from attioql.json_text.places import Place, Position, pointer
from attioql.linter.rule import Change, Member, Replacement, Rewrite
from attioql.linter.tree import Numbers, Part
from attioql.text.source import Source, Span


def places_of(change: Change, numbers: Numbers) -> set[str]:
    """Return the pointers of everything whose position the edits of a change need."""
    places = {pointer(place) for each in change.replacements for place in _places(each, numbers)}
    places.update(pointer((None, key)) for each in change.members for key in (each.key, each.beside))
    return places.union(pointer(each.value.place) for each in change.rewrites)


def json_fix(change: Change, positions: Mapping[str, Position], source: Source | None, numbers: Numbers) -> Fix:
    """Return a change as a fix of JSON text; without edits where the JSON came parsed, or leaves no room for it."""
    if source is None:
        return Fix(change.message, change.applicability, ())
    found = [_edit(each, positions, source, numbers) for each in change.replacements]
    edits = [edit for edit in found if edit is not None]
    complete = len(edits) == len(found) and not change.edits
    edits += [edit for each in change.rewrites for edit in _value_edits(each, positions)]
    edits += [_member_edit(each, positions, source.text) for each in change.members]
    return Fix(change.message, change.applicability, tuple(edits) if complete else ())


def _value_edits(rewrite: Rewrite, positions: Mapping[str, Position]) -> list[Edit]:
    value, by, operator = rewrite
    position = positions[pointer(value.place)]
    edits = [Edit(position.value, json.dumps(by, ensure_ascii=False))]
    return [Edit(position.key, json.dumps(operator)), *edits] if operator else edits


def _member_edit(member: Member, positions: Mapping[str, Position], text: str) -> Edit:
    """Put a key and its value in a body, as far from the next key as that is from what is before it."""
    there = positions.get(pointer((None, member.key)))
    if there is not None:
        return Edit(there.value, member.text)
    at = positions[pointer((None, member.beside))].key.start
    before = text[:at].rstrip()
    return Edit(Span(at, at), f"{json.dumps(member.key)}: {member.text},{text[len(before) : at] or ' '}")


def _places(replacement: Replacement, numbers: Numbers) -> list[Place]:
    part, by, parent = replacement
    needed = [part]
    if by is None and parent is not None and len(parent.parts) > 1:
        needed.append(numbers.beside(part, parent)[0])
    elif isinstance(by, Part):
        needed.append(by)
    return [_member_place(each) for each in needed]


def _member_place(part: Part) -> Place:
    """Return the place of a part as a member of its group: of its object in an array, or of its key in an object."""
    return part.whole if part.is_whole else part.place


def _edit(replacement: Replacement, positions: Mapping[str, Position], source: Source, numbers: Numbers) -> Edit | None:
    part, by, parent = replacement
    if by is None:
        return _removal(part, parent, positions, numbers)
    position = positions.get(pointer(_member_place(part)))
    written = _as_written(by, positions, source) if isinstance(by, Part) else _spelled(by)
    if position is None or written is None:
        return None
    if part.is_whole:
        return Edit(position.value, written.as_object())
    taken = {_key(each) for each in (parent.parts if parent is not None else ()) if each is not part}
    if written.entry_key in taken:
        return None
    return Edit(Span(position.key.start, position.value.end), written.as_entry())


class _Written(NamedTuple):
    """A filter as one key and its value, the value as JSON text; without a key, as the text of a whole object."""

    key: str
    text: str

    @property
    def entry_key(self) -> str:
        """The key that `as_entry` writes: a whole object stands in a group of its own there."""
        return self.key or "$and"

    def as_object(self) -> str:
        return f"{{{self.as_entry()}}}" if self.key else self.text

    def as_entry(self) -> str:
        value = self.text if self.key else f"[{self.text}]"
        return f"{json.dumps(self.entry_key, ensure_ascii=False)}: {value}"


def _spelled(meaning: Node) -> _Written:
    written = to_json(canonical(meaning))
    if len(written) != 1:
        return _Written("", as_text(written))
    [(key, value)] = written.items()
    return _Written(key, as_text(value))


def _as_written(part: Part, positions: Mapping[str, Position], source: Source) -> _Written | None:
    position = positions.get(pointer(_member_place(part)))
    if position is None:
        return None
    text = source.text[position.value.start : position.value.end]
    return _Written("", text) if part.is_whole else _Written(_key(part), text)


def _key(part: Part) -> str:
    return "" if part.place is None else str(part.place[1])


def _removal(part: Part, parent: Part | None, positions: Mapping[str, Position], numbers: Numbers) -> Edit | None:
    """Take a member out, with the comma before it, or the one after the first."""
    if parent is None or len(parent.parts) < 2:
        return None
    member, is_before = numbers.beside(part, parent)
    here, beside = positions.get(pointer(_member_place(part))), positions.get(pointer(_member_place(member)))
    if here is None or beside is None:
        return None
    return Edit(Span(beside.value.end, here.value.end) if is_before else Span(here.key.start, beside.key.start), "")
