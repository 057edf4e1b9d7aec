"""Workspace members by e-mail address or name: `member("tom@acme.com")` is the member with that address."""

from __future__ import annotations

from attioql.catalog.workspace import Workspace
from attioql.checker import messages
from attioql.diagnostics.model import Diagnostic
from attioql.syntax.nodes import Call, Literal
from attioql.text.source import Source
from attioql.values.ids import member_of
from attioql.values.model import Rejection


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
    found = member_of(written.text, workspace)
    return no_member(written, workspace, source) if isinstance(found, Rejection) else found


def no_member(written: Literal, workspace: Workspace, source: Source) -> Diagnostic:
    """Say why a text names no member: nobody is listed, nobody goes by it, or several do."""
    members = workspace.members
    if members is None:
        if "@" in written.text:
            name = messages.short(written.text)
            return messages.diagnose(Rejection.UNKNOWN_MEMBER.value, source, written.span, name=name)
        return messages.not_taken(Rejection.NO_UUID, source, written, "`member`")
    found = workspace.find_members(written.text)
    return (
        messages.ambiguous_member(source, written, found)
        if found
        else messages.no_such_member(source, written, members)
    )
