"""What a client reads by address: grammars and schemas of a target, for models whose output is constrained."""

from __future__ import annotations

import json
from typing import Any

from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError

from attioql.api import json_schema
from attioql.catalog.workspace import Target, Workspace
from attioql.constraining import grammar

GRAMMAR = "attioql://grammar/{target}"
SCHEMA = "attioql://schema/{target}"


def add_resources(server: MCPServer[Any], workspace: Workspace) -> None:
    """Add the resources of the targets of a workspace to a server."""

    @server.resource(
        GRAMMAR,
        name="grammar",
        description="Lark grammar (llguidance) that allows only valid query text of a target",
        mime_type="text/plain",
    )
    def grammar_of(target: str) -> str:
        found = _target(workspace, target)
        try:
            return grammar(found)
        except ValueError as error:
            raise ResourceError(str(error)) from None

    @server.resource(
        SCHEMA,
        name="schema",
        description="JSON Schema of rows of a target, for the strict modes of model APIs",
        mime_type="application/schema+json",
    )
    def schema_of(target: str) -> str:
        found = _target(workspace, target)
        try:
            return json.dumps(json_schema(found, profile="strict"), ensure_ascii=False)
        except ValueError as error:
            raise ResourceError(str(error)) from None


def _target(workspace: Workspace, name: str) -> Target:
    """Return the target with a slug or ID. Raises `ResourceNotFoundError`, which names the nearest one."""
    try:
        return workspace[name]
    except KeyError as error:
        raise ResourceNotFoundError(str(error.args[0])) from None
