"""`attioql mcp`: runs the MCP server on the standard input and output."""

from __future__ import annotations

from importlib import import_module

import click

from attioql.cli.options import zone_option
from attioql.cli.servers import installed
from attioql.cli.workspaces import current_workspace, workspace_option


@click.command(short_help="Run the MCP server, for language models and agents.")
@workspace_option
@zone_option
def mcp(tz: str) -> None:
    """Run the MCP server on the standard input and output, for language models and agents.

    An MCP client starts this command. The server has tools that describe targets, and that compile, check, explain and compare
    filters. It reads no records and sends nothing to Attio.
    """
    workspace = current_workspace()
    with installed("the MCP server needs the package mcp: pip install 'mcp>=2.3,<3'"):
        server = import_module("attioql.mcp.server")
    server.serve(workspace, tz)
