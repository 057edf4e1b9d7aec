"""`attioql mcp`: runs the MCP server on the standard input and output."""

from __future__ import annotations

from importlib import import_module

import click

from attioql.cli import inputs
from attioql.cli.workspaces import current_workspace, workspace_option


@click.command(short_help="Run the MCP server, for language models and agents.")
@workspace_option
@click.option("--tz", type=inputs.zone, default="UTC", help="Time zone that days start in.", show_default=True)
def mcp(tz: str) -> None:
    """Run the MCP server on the standard input and output, for language models and agents.

    A client starts it. Its tools describe targets, and compile, check, explain and compare filters. It reads no records and asks
    Attio nothing.
    """
    workspace = current_workspace()
    try:
        server = import_module("attioql.mcp.server")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("attioql"):
            raise
        message = "the MCP server needs the package mcp: pip install 'mcp>=2.3,<3'"
        raise click.UsageError(message) from None
    server.serve(workspace, tz)
