"""The page about the MCP server: the session in it is what the real client gets over stdio, and its figures are measured.

With `ATTIOQL_GOLDEN=write` in the environment both are written afresh; read the difference.
"""

import json
import os
import re
import shlex
import sys
from itertools import pairwise
from pathlib import Path

import pytest

pytest.importorskip("mcp")

import anyio
from doc_blocks import Folder, blocks
from mcp import Client, StdioServerParameters, stdio_client

import attioql

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

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
    arguments = ["-m", "attioql", "mcp", "--workspace", str(EXAMPLE / "workspace.json")]
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
    lines = ["", "| filters | fixed in one call |", "|---|---|"]
    for name, words in (
        ("wrong_filters.json", "with which the fixes were developed"),
        ("held_out_filters.json", "that were measured once, after the fixes were finished"),
    ):
        mended, total = share_of(name)
        assert mended >= 0.9 * total or name != "wrong_filters.json"
        lines.append(f"| {total} {words} | {mended}: {mended / total:.0%} |")
    held_to_page("figures", "\n".join([*lines, "", ""]))


def configured(block):
    """Return the command that a client of the page starts, and its arguments."""
    if block.language == "shell":
        words = shlex.split(block.text)
        command, *arguments = words[words.index("--") + 1 :]
        return command, arguments
    read = tomllib.loads if block.language == "toml" else json.loads
    [servers] = read(block.text).values()
    return servers["attioql"]["command"], servers["attioql"]["args"]


@pytest.mark.parametrize(
    "block",
    [each for each in blocks(PAGE) if each.language in {"json", "toml", "shell"}],
    ids=lambda block: f"{block.language}-{block.text.split()[1].strip(':[]')}",
)
def test_the_configuration_of_a_client_starts_the_server(block):
    command, arguments = configured(block)
    assert re.fullmatch(r"(~|/home/you)/\.attioql/bin/attioql", command)
    assert re.fullmatch(r"(~|/home/you)/attio/workspace\.json", arguments[-1])
    started = ["-m", "attioql", *arguments[:-1], str(EXAMPLE / "workspace.json")]

    async def session():
        server = StdioServerParameters(command=sys.executable, args=started, env=dict(os.environ))
        async with Client(stdio_client(server)) as connected:
            return await connected.list_tools()

    shown = re.findall(
        r"^\| `(\w+)` \| `(?:target|query|filter_or_query|first)`", PAGE.read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {tool.name for tool in anyio.run(session).tools} == set(shown)


def test_the_program_of_the_page_prints_what_it_shows(tmp_path):
    folder = Folder(tmp_path)
    programs = [pair for pair in pairwise(blocks(PAGE)) if pair[0].language == "python"]
    for program, shown in programs:
        folder.run(program, program, shown)
    assert len(programs) == 1
