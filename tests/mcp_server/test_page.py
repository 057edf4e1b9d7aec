"""The page about the MCP server: the session in it is what the real client gets over stdio, and its figures are measured.

With `ATTIOQL_GOLDEN=write` in the environment both are written afresh; read the difference.
"""

import json
import os
import re
import sys
from pathlib import Path

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import Client, StdioServerParameters, stdio_client

import attioql

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "mcp.md"
EXAMPLE = ROOT / "examples" / "mended_filters"
RECORD = "b4a7d1c9-6e2f-4d38-9c15-0f8e7a6b5c4d"
CALLS = [
    ("describe_target", {"target": "deals"}),
    ("compile_filter", {"query": 'name contains "Labs" and categories = "SaaS"', "target": "companies"}),
    ("compile_filter", {"query": 'job_titel = "CTO"', "target": "people"}),
    ("compile_filter", {"query": 'job_titel = "CTO"', "target": "people", "fix": "likely"}),
    (
        "check_filter",
        {"filter_or_query": {"stage": {"$nin": ["Won", "Lost"]}, "company": RECORD}, "target": "deals"},
    ),
    (
        "check_filter",
        {"filter_or_query": 'Here you go:\n\n```\nstage is "lead"\n```\n\nIt finds new deals.', "target": "deals"},
    ),
    ("explain_filter", {"filter_or_query": 'stage = "Lead" and not value < 1000', "target": "deals"}),
    ("compare_filters", {"first": "value >= 1000", "second": "not value < 1000", "target": "deals"}),
]


def client():
    arguments = ["-m", "attioql.cli", "mcp", "--workspace", str(EXAMPLE / "workspace.json")]
    return Client(stdio_client(StdioServerParameters(command=sys.executable, args=arguments, env=dict(os.environ))))


def answers_to(calls):
    async def session():
        async with client() as connected:
            return [await connected.call_tool(name, arguments) for name, arguments in calls]

    return anyio.run(session)


def part(name):
    return re.compile(
        rf"(?<=<!-- {name}, written by tests/mcp_server/test_page\.py -->\n).*?(?=<!-- end of {name} -->)", re.DOTALL
    )


def held_to_page(name, text):
    """Compare a part of the page with what it should be, or write it."""
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("ATTIOQL_GOLDEN") == "write":
        PAGE.write_text(part(name).sub(lambda _: text, page), encoding="utf-8", newline="")
        page = PAGE.read_text(encoding="utf-8")
    [found] = part(name).findall(page)
    assert found == text


def test_the_page_names_the_workspace_of_its_session():
    page = PAGE.read_text(encoding="utf-8")
    assert f"`attioql mcp --workspace {(EXAMPLE / 'workspace.json').relative_to(ROOT).as_posix()}`" in page


def test_the_session_of_the_page_is_what_the_real_client_gets():
    blocks = []
    for (name, arguments), answer in zip(CALLS, answers_to(CALLS), strict=True):
        [content] = answer.content
        call = f"{name} {json.dumps(arguments, ensure_ascii=False)}"
        blocks.append(f"```text\n{call}\n\n{content.text}\n```\n\n")
    held_to_page("session", "\n" + "".join(blocks))


def share_of(name):
    """Return how many filters of a file are mended to their intent by one call, and how many there are."""
    workspace = attioql.Workspace.load(EXAMPLE / "workspace.json")
    rows = json.loads((EXAMPLE / name).read_text(encoding="utf-8"))
    calls = [("check_filter", {"filter_or_query": row["wrong"], "target": row["target"]}) for row in rows]
    mended = 0
    for row, answer in zip(rows, answers_to(calls), strict=True):
        found, target = answer.structured_content.get("mended"), workspace[row["target"]]
        intent = attioql.compile(row["intent"], target)
        mended += found is not None and attioql.load(found["filter"], target).equivalent(intent) is True
    return mended, len(rows)


def test_the_figures_of_the_page_are_measured():
    lines = ["", "| filters | mended in one step |", "|---|---|"]
    for name, words in (
        ("wrong_filters.json", "whose misses were looked at, and fixes written for their kinds"),
        ("held_out_filters.json", "that were measured once, when the fixes were done"),
    ):
        mended, total = share_of(name)
        assert mended >= 0.9 * total or name != "wrong_filters.json"
        lines.append(f"| {total} {words} | {mended}: {mended / total:.0%} |")
    held_to_page("figures", "\n".join([*lines, "", ""]))
