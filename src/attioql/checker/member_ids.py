"""Workspace members by e-mail address or name: `member("tom@acme.com")` is the member with that address."""

from __future__ import annotations

from attioql.catalog.types import UUID
from attioql.catalog.workspace import Workspace
from attioql.checker import messages
from attioql.diagnostics.model import Diagnostic
from attioql.syntax.nodes import Call, Literal
from attioql.text.source import Source


def member_id(call: Call, workspace: Workspace, source: Source) -> str | Diagnostic:
    """Return the UUID of the member that `member(…)` names, or what is wrong with it."""
    match call.arguments:
        case (Literal("string" | "uuid") as argument,):
            return member_named(argument, workspace, source)
    return messages.wrong_arguments(
        source, call, "a workspace member's UUID", 'member("50cf242c-7fa3-4cad-87d0-75b1af71c57b")'
    )


def member_named(written: Literal, workspace: Workspace, source: Source) -> str | Diagnostic:
    """Return the UUID of the member with an ID, an e-mail address or a full name; one of several is none."""
    text = written.text
    if UUID.match(text):
        return text.lower()
    members = workspace.members
    if members is None:
        if "@" in text:
            return messages.unknown_member(source, written)
        return messages.invalid_uuid(source, written, "`member`")
    found = workspace.find_members(text)
    if not found:
        return messages.no_such_member(source, written, members)
    return found[0].id if len(found) == 1 else messages.ambiguous_member(source, written, found)
