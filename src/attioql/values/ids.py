"""UUIDs, and workspace members, who go by theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, count

from attioql.values import source_patterns
from attioql.values.model import (
    CodeType,
    FastPath,
    MalformedError,
    OneOf,
    Rejection,
    Scalar,
    SourceForms,
    TextForm,
    Texts,
    ValueKind,
)
from attioql.values.patterns import whole
from attioql.values.use import AttributeFacts, Use, ValueRule, WorkspaceFacts

_HEX = "[0-9A-Fa-f]"
UUID_PATTERN = f"{_HEX}{{8}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{4}}-{_HEX}{{12}}"
UUID = re.compile(rf"{UUID_PATTERN}\Z")
UUID_SAMPLES = tuple([f"50cf242c-7fa3-4cad-87d0-75b1af71c5{number:02x}" for number in range(3)])


def example_ids(group: int = 0) -> Iterator[str]:
    """Yield UUIDs that people see to be examples, of version 4; each group has others."""
    return (f"{group:08}-0000-4000-8000-{number:012}" for number in count(1))


UUID_FORM = TextForm(
    tuple(["-" if each == "-" else "0123456789abcdef" for each in next(example_ids())]), next(example_ids())
)
"""How UUIDs are written in lower case."""


def held_text(value: object) -> str:
    """Return the text of a record."""
    if isinstance(value, str):
        return value
    message = "a string"
    raise MalformedError(message)


def held_id(value: object) -> str:
    """Return the text of a record, a UUID in lower case."""
    return lower_id(held_text(value))


def lower_id(text: str) -> str:
    """Return a UUID as Attio is sent it; other text as it is."""
    return text.lower() if UUID.match(text) else text


def _read_uuid(_form: str, text: str, _use: Use) -> Scalar | Rejection:
    return text.lower() if UUID.match(text) else Rejection.NO_UUID


def _example_members(
    _rule: ValueRule, _attribute: AttributeFacts, workspace: WorkspaceFacts, _text: str
) -> Iterator[str]:
    return chain([member.id for member in workspace.members or ()], example_ids())


def _member_path(use: Use) -> FastPath | None:
    members = use.workspace.members
    return None if members is None else OneOf(frozenset([each.id for each in members if each.id.islower()]))


IDENTITY = ValueKind(
    name="uuid",
    words="a UUID",
    literal="a UUID",
    json_words="a UUID",
    literals=frozenset({"uuid", "string"}),
    read=_read_uuid,
    schema=lambda *_: whole(UUID_PATTERN),
    samples=lambda *_: UUID_SAMPLES,
    source=lambda _: SourceForms(pattern=source_patterns.ANY_UUID),
    domain=Texts(),
    examples=lambda *_: example_ids(),
    held_key=lambda *_: held_id,
    json_mismatch=Rejection.NO_UUID,
    is_atom=True,
    python_type=lambda *_: CodeType(("str", "UUID")),
    typescript_type=lambda *_: CodeType(("Uuid",)),
    fast_path=lambda use: _member_path(use) if use.attribute.is_actor else None,
)


def member_of(text: str, workspace: WorkspaceFacts) -> str | Rejection:
    """Return the UUID of the member with an ID, an e-mail address or a full name; one of several is none."""
    if UUID.match(text):
        return text.lower()
    found = workspace.find_members(text)
    return found[0].id if len(found) == 1 else Rejection.UNKNOWN_MEMBER


def _read_member(form: str, text: str, use: Use) -> Scalar | Rejection:
    """Query text may name a member where the workspace lists its members."""
    if form == "string" and use.clock is not None and use.workspace.members is not None:
        return member_of(text, use.workspace)
    return _read_uuid(form, text, use)


def _member_source(use: Use) -> SourceForms:
    members = use.workspace.members
    return (
        SourceForms(pattern=source_patterns.ANY_UUID)
        if members is None
        else SourceForms(tuple([each.id for each in members]))
    )


MEMBER = replace(
    IDENTITY,
    name="member",
    words="the UUID of a workspace member",
    literal="a workspace member: their UUID, or `member(…)`",
    json_words="a workspace member's UUID",
    read=_read_member,
    source=_member_source,
    examples=_example_members,
    names="member",
    python_type=lambda *_: CodeType(("str", "UUID", "ActorReference")),
    fast_path=_member_path,
)
