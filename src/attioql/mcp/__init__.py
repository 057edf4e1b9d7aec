"""The MCP server (extra `mcp`): tools with which a language model writes, checks and explains filters. The SDK lives here alone."""
