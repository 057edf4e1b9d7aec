"""`attioql mcp`: runs the MCP server on the standard input and output."""

from __future__ import annotations

from importlib import import_module

import click

from attioql.cli import inputs
from attioql.cli.workspaces import current_workspace, workspace_option


@click.command(short_help="Run the MCP server, for language models and agents.")
@workspace_option
@click.option(
    "--tz",
    type=inputs.zone,
    default="UTC",
    help="Time zone of days and dates, such as Europe/Berlin.",
    show_default=True,
)
def mcp(tz: str) -> None:
    """Run the MCP server on the standard input and output, for language models and agents.

    An MCP client starts this command. The server has tools that describe targets, and that compile, check, explain and compare
    filters. It reads no records and sends nothing to Attio.
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
