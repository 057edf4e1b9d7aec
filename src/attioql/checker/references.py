"""Actors and records: what `owner = member("…")` and `company = "…"` test."""

from __future__ import annotations

from attioql.catalog.types import AttributeType
from attioql.catalog.workspace import Attribute, Workspace
from attioql.checker import messages
from attioql.checker.literal_values import Written
from attioql.checker.member_ids import member_id, member_named
from attioql.diagnostics.model import Diagnostic
from attioql.filters.model import Test
from attioql.operators import operator_of
from attioql.syntax.nodes import Call, Comparison, Literal, Moment, Value
from attioql.text.source import Source
from attioql.values.ids import UUID
from attioql.values.model import Rejection

ACTORS = {"member": "workspace-member", "token": "api-token", "app": "app", "system": "system"}
_EXAMPLE = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"


def actor_tests(
    written: Written, node: Comparison, attribute: Attribute, source: Source, workspace: Workspace
) -> tuple[Test, ...] | Diagnostic:
    """Return the tests for an actor: its type and its ID; the system has no ID."""
    kind = attribute.type
    match written:
        case Literal("string" | "uuid", text):
            if not UUID.match(text) and (workspace.members is None or text.lower() == "system"):
                return messages.invalid_actor(source, written.span, node, f"`{text[:40]}`", attribute)
            identity = member_named(written, workspace, source)
            return identity if isinstance(identity, Diagnostic) else _actor(kind, ACTORS["member"], identity)
        case Call(function, arguments) if function.lower() in ACTORS:
            name = function.lower()
            if name == "system":
                return (
                    messages.wrong_arguments(source, written, "nothing", "system()")
                    if arguments
                    else _actor(kind, "system")
                )
            identity = member_id(written, workspace, source) if name == "member" else _uuid_argument(written, source)
            return identity if isinstance(identity, Diagnostic) else _actor(kind, ACTORS[name], identity)
        case Call():
            return messages.unknown_function(source, written, tuple(ACTORS))
    return messages.invalid_actor(source, written.span, node, _given(written), attribute)


def record_tests(
    written: Written, node: Comparison, attribute: Attribute, source: Source, workspace: Workspace
) -> tuple[Test, ...] | Diagnostic:
    """Return the tests for a record: its object and its ID."""
    kind = attribute.type
    match written:
        case Literal("string" | "uuid", text):
            if not UUID.match(text):
                return messages.invalid_record(source, written.span, node, attribute, f"`{text[:40]}`")
            if len(attribute.objects) != 1:
                return messages.record_needs_object(source, written, node, attribute)
            return _record(kind, attribute.objects[0], text.lower())
        case Call(function, arguments) if function.lower() == "record":
            match arguments:
                case (Literal("word" | "string", slug) as object_name, Literal("string" | "uuid", text) as identity):
                    slug = workspace.slug_of(slug)
                    if slug not in attribute.objects:
                        why, known = Rejection.UNKNOWN_OBJECT, attribute.objects
                        return messages.unknown_value(why, source, object_name, attribute.slug, known, workspace)
                    if not UUID.match(text):
                        return messages.not_taken(Rejection.NO_UUID, source, identity, "`record`")
                    return _record(kind, slug, text.lower())
            return messages.wrong_arguments(source, written, "an object and a UUID", f'record(companies, "{_EXAMPLE}")')
        case Call():
            return messages.unknown_function(source, written, ("record",))
    return messages.invalid_record(source, written.span, node, attribute, _given(written))


def _uuid_argument(call: Call, source: Source) -> str | Diagnostic:
    match call.arguments:
        case (Literal("string" | "uuid", text),) if UUID.match(text):
            return text.lower()
    return messages.wrong_arguments(source, call, "a UUID", f'{call.function}("{_EXAMPLE}")')


def _actor(kind: AttributeType, actor_type: str, identity: str | None = None) -> tuple[Test, ...]:
    tests = (Test(kind.properties["referenced_actor_type"].operators[operator_of("equal")], actor_type),)
    if identity is None:
        return tests
    return (*tests, Test(kind.properties["referenced_actor_id"].operators[operator_of("equal")], identity))


def _record(kind: AttributeType, object_slug: str, identity: str) -> tuple[Test, ...]:
    properties = kind.properties
    return (
        Test(properties["target_object"].operators[operator_of("equal")], object_slug),
        Test(properties["target_record_id"].operators[operator_of("equal")], identity),
    )


def _given(written: Written | Value) -> str:
    match written:
        case Moment():
            return "a moment"
        case Literal(kind, text):
            return f"`{text[:40]}`" if kind != "null" else "null"
    return "this"
