"""The server class: the SDK's, which answers for wrong arguments, unknown tools and faulty lines in plain words."""

from __future__ import annotations

from typing import Any

from mcp import MCPError
from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError, UnexpectedToolError
from mcp.server.stdio import stdio_server
from mcp_types import INVALID_PARAMS, CallToolResult, GetPromptResult, InputRequiredResult

from attioql.diagnostics import suggest
from attioql.diagnostics.phrases import listed, short
from attioql.mcp.tool_arguments import fitted
from attioql.mcp.wire import AnsweredLines, writable_text
from attioql.text.width import escaped


class FilterServer(MCPServer[Any]):
    """An MCP server whose errors say what to write."""

    async def call_tool(
        self, name: str, arguments: dict[str, Any], context: Context[Any, Any] | None = None
    ) -> CallToolResult | InputRequiredResult:
        """Call a tool. Raises `ToolError` without what the SDK writes before the text of one."""
        tools = {each.name: each for each in await self.list_tools()}
        if name not in tools:
            near = suggest.nearest(name, tools)
            advice = f"did you mean `{near}`?" if near else f"the tools are {listed(tools)}"
            message = f"there is no tool `{escaped(short(name))}`; {advice}"
            raise ToolError(message)
        wanted = fitted(tools[name], arguments)
        try:
            return await super().call_tool(name, wanted, context)
        except UnexpectedToolError as error:
            message = f"{name} failed: this is a bug in attioql, and not in what you sent"
            raise UnexpectedToolError(message) from error.__cause__
        except ToolError as error:
            raise ToolError(writable_text(str(error.__cause__ or error))) from error.__cause__

    async def get_prompt(
        self, name: str, arguments: dict[str, Any] | None = None, context: Context[Any, Any] | None = None
    ) -> GetPromptResult | InputRequiredResult:
        """Return a prompt. Raises `MCPError` for one that is not there, where the SDK writes a traceback."""
        names = [each.name for each in await self.list_prompts()]
        if name not in names:
            known = f"the prompts are {listed(names)}" if names else "this server has tools and resources"
            raise MCPError(INVALID_PARAMS, f"there is no prompt `{escaped(short(name))}`; {known}")
        return await super().get_prompt(name, arguments, context)

    async def run_stdio_async(self) -> None:
        """Serve the standard streams until the client closes them. Lines that are no message are answered as well."""
        server = self._lowlevel_server
        async with stdio_server() as (lines, answers):
            await server.run(AnsweredLines(lines, answers), answers, server.create_initialization_options())
