"""Sessions of the official client with the MCP server, in memory and over stdio."""

import os
import sys
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import anyio
from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent

import attioql
from attioql.mcp.filter_server import FilterServer
from attioql.mcp.reading import ServerSettings
from attioql.mcp.server import make_server

WORKSPACE = Path(__file__).parents[2] / "examples" / "mended_filters" / "workspace.json"
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=timezone.utc)


def in_memory() -> FilterServer:
    """Return a server whose clock stands still."""
    workspace = attioql.Workspace.load(WORKSPACE)
    return make_server(ServerSettings(workspace, "Europe/Berlin", lambda: NOW))


def over_stdio() -> Any:
    """Return the connection to a server that is a process of its own."""
    arguments = ["-m", "attioql", "mcp", "--workspace", str(WORKSPACE), "--tz", "Europe/Berlin"]
    return stdio_client(StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ)))


def answers_of(
    *calls: tuple[str, dict[str, Any]], server: Callable[[], Any] = in_memory, mode: Any = "auto"
) -> list[CallToolResult]:
    """Return the results of calls, each a name of a tool and its arguments, of one session."""

    async def session() -> list[CallToolResult]:
        async with Client(server(), mode=mode) as client:
            return [await client.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(session)


def answer_of(name: str, **arguments: Any) -> CallToolResult:
    """Return the result of one call."""
    [answer] = answers_of((name, arguments))
    return answer


def text_of(answer: CallToolResult) -> str:
    """Return the one text of a result."""
    [content] = answer.content
    assert isinstance(content, TextContent)
    return content.text
