"""The server: its tools, its resources, and how it is run over the standard streams."""

from __future__ import annotations

from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field, WithJsonSchema

from attioql.catalog.workspace import Workspace
from attioql.describing import describe
from attioql.mcp import answers
from attioql.mcp.filter_server import FilterServer
from attioql.mcp.reading import LEVELS, FixLevel, ServerSettings, reader_for, target_of
from attioql.mcp.target_resources import add_resources
from attioql.mcp.wire import writable, writable_text
from attioql.version import __version__

_INSTRUCTIONS = (
    "Filters for the Attio CRM. Call describe_target before you write a filter for a target. Write query text, then call "
    "compile_filter and send its JSON to Attio as `filter`. With a filter that Attio refused, call check_filter."
)
_READS_ONLY = ToolAnnotations(read_only_hint=True, open_world_hint=False)


FilterText = Annotated[str, WithJsonSchema({"type": ["string", "object"], "description": "Query text or filter JSON"})]
"""A filter as a tool takes it. Some models give JSON as an object, others as text; the server makes text of both."""

SearchWords = Annotated[
    str, WithJsonSchema({"type": "string", "description": "Words for attributes; for targets with many"})
]
TargetName = Annotated[str, Field(description="Object, list or activity, such as people")]


def make_server(settings: ServerSettings) -> FilterServer:
    """Return a server for the targets of a workspace."""
    tools = _Tools(settings)
    server = FilterServer("attioql", version=__version__, instructions=_INSTRUCTIONS, log_level="ERROR")
    for tool in (
        tools.describe_target,
        tools.compile_filter,
        tools.check_filter,
        tools.explain_filter,
        tools.compare_filters,
    ):
        server.add_tool(tool, annotations=_READS_ONLY)
    add_resources(server, settings.workspace)
    return server


def serve(workspace: Workspace, zone: str) -> None:
    """Run the server on the standard input and output until the client closes them."""
    make_server(ServerSettings(workspace, zone)).run("stdio")


class _Tools:
    """The tools; the docstring of each is what a model reads about it."""

    def __init__(self, settings: ServerSettings) -> None:
        self._settings = settings

    def describe_target(self, target: TargetName, search: SearchWords = "") -> CallToolResult:
        """Tell how to write query text for a target: attributes, operators, options, examples. Call it before the first filter."""
        found = target_of(self._settings, target)
        try:
            guide = describe(found, search=search or None)
        except ValueError as error:
            raise ToolError(str(error)) from None
        return _result(answers.ToolAnswer(guide, {"guide": guide}))

    def compile_filter(self, query: FilterText, target: TargetName, fix: FixLevel = "none") -> CallToolResult:
        """Compile a filter to Attio's filter JSON. `fix` applies safe fixes, or also likely ones, first."""
        return _result(answers.compiled(reader_for(self._settings, target).read(query, LEVELS[fix])))

    def check_filter(self, filter_or_query: FilterText, target: TargetName) -> CallToolResult:
        """Say what is wrong with a filter, and return it mended if checked fixes make it valid."""
        reader = reader_for(self._settings, target)
        problems = reader.check(filter_or_query)
        mended = reader.mended(filter_or_query, LEVELS["likely"]) if problems else ()
        found = mended if isinstance(mended, answers.ReadFilter) and mended.applied else None
        remarks = [] if found is not None else reader.remarks_on_valid(filter_or_query, problems)
        is_json = reader.is_json(filter_or_query if found is None else found.text)
        return _result(answers.checked(problems, found, remarks, is_json=is_json))

    def explain_filter(self, filter_or_query: FilterText, target: TargetName) -> CallToolResult:
        """Say what a filter means in plain English, for a person to confirm, with its rows and a record that matches."""
        return _result(answers.explained(reader_for(self._settings, target).read(filter_or_query, None)))

    def compare_filters(self, first: FilterText, second: FilterText, target: TargetName) -> CallToolResult:
        """Say whether two filters match the same records, or one implies the other, with records that show the difference."""
        reader = reader_for(self._settings, target)
        return _result(answers.compared(reader.read(first, None, "first"), reader.read(second, None, "second")))


def _result(answer: answers.ToolAnswer) -> CallToolResult:
    content = TextContent(type="text", text=writable_text(answer.text))
    return CallToolResult(
        content=[content], structured_content={name: writable(value) for name, value in answer.data.items()}
    )
