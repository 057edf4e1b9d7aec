# /// script
# requires-python = ">=3.10"
# dependencies = ["click>=8.1", "mcp>=2.3,<3", "rich>=13.7"]  # and AttioQL, which is not on PyPI: see README.md
# ///
"""Sends wrong filters to `check_filter` of the MCP server, and prints how many come back as what was meant.

`python measure.py` measures wrong_filters.json, `python measure.py held_out_filters.json` those that nobody looked at while the fixes
were written. Each row has a filter as people and models write it, and its intent: the query text that is right.
"""

import json
import os
import sys
from collections import Counter
from pathlib import Path

import anyio
from mcp import Client, StdioServerParameters, stdio_client

import attioql

HERE = Path(__file__).parent
WORKSPACE = attioql.Workspace.load(HERE / "workspace.json")
SERVER = StdioServerParameters(
    command=sys.executable,
    args=["-m", "attioql", "mcp", "--workspace", str(HERE / "workspace.json")],
    env=dict(os.environ),
)


async def mended(client: Client, row: dict[str, str]) -> bool:
    """Tell whether one call mends a wrong filter to one that matches the same records as its intent."""
    answer = await client.call_tool("check_filter", {"filter_or_query": row["wrong"], "target": row["target"]})
    found = (answer.structured_content or {}).get("mended")
    target = WORKSPACE[row["target"]]
    return (
        found is not None
        and attioql.load(found["filter"], target).equivalent(attioql.compile(row["intent"], target)) is True
    )


async def measure(name: str) -> None:
    """Print the share of the filters in a file that were mended, by kind of mistake."""
    rows = json.loads((HERE / name).read_text(encoding="utf-8"))
    async with Client(stdio_client(SERVER)) as client:
        right = [row["kind"] for row in rows if await mended(client, row)]
    by_kind = Counter(right)
    for kind, total in Counter(row["kind"] for row in rows).items():
        print(f"{by_kind[kind]:>3} of {total:<3} {kind}")
    print(f"{len(right):>3} of {len(rows):<3} mended in one step: {len(right) / len(rows):.0%}")


if __name__ == "__main__":
    anyio.run(measure, sys.argv[1] if len(sys.argv) > 1 else "wrong_filters.json")
