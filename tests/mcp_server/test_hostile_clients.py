"""What hostile clients and confused models send: every answer is short, whole in each of its parts, and in plain words."""

import json
import re
from typing import Any

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import Client, MCPError
from mcp_sessions import answers_of, in_memory, over_stdio, text_of

CALLS: list[tuple[str, dict[str, Any]]] = [
    ("compile_filter", {"query": "name = :x", "target": "people"}),
    ("compile_filter", {"query": "name = 'x' limit 5", "target": "people"}),
    ("compile_filter", {"query": "name = 'x' order by name", "target": "people"}),
    ("compile_filter", {"query": "SELECT * FROM people WHERE name = 'x'", "target": "people"}),
    (
        "compile_filter",
        {
            "query": {
                "filter": {"name": "x"},
                "sorts": [{"attribute": "name", "direction": "asc", "field": "first_name"}],
                "limit": 5,
            },
            "target": "people",
        },
    ),
    ("compile_filter", {"query": "{'name': 'Ada'}", "target": "people"}),
    ("compile_filter", {"query": "{name: 'Ada'}", "target": "people"}),
    ("compile_filter", {"query": '{"name": "Ada"', "target": "people"}),
    ("compile_filter", {"query": '"{\\"name\\": \\"Ada\\"}"', "target": "people"}),
    ("compile_filter", {"query": "", "target": "people"}),
    ("compile_filter", {"query": "   ", "target": "people"}),
    ("compile_filter", {"query": {}, "target": "people"}),
    ("compile_filter", {"query": "name = 'x'", "target": ""}),
    ("compile_filter", {"query": "name = 'x'", "target": "person"}),
    ("compile_filter", {"query": "name = 'x'", "target": "People"}),
    ("compile_filter", {"query": "name = 'x'", "target": "contacts"}),
    ("compile_filter", {"query": "name = 'x'\n" * 300, "target": "people"}),
    ("compile_filter", {"query": "name = 'x' and " * 300, "target": "people"}),
    ("compile_filter", {"query": {"name": {"$eq": None}}, "target": "people"}),
    ("compile_filter", {"query": {"name": {"$eq": [1, 2, 3]}}, "target": "people"}),
    ("compile_filter", {"query": {"value": {"$gt": float("inf")}}, "target": "deals"}),
    ("compile_filter", {"query": {"value": {"$gt": 10**400}}, "target": "deals"}),
    ("compile_filter", {"query": {"value": {"$gt": float("nan")}}, "target": "deals"}),
    ("compile_filter", {"query": '```json\n{"name": "Ada"}\n```', "target": "people"}),
    ("compile_filter", {"query": '```attioql\nname contains "Ada"\n```', "target": "people", "fix": "likely"}),
    ("compile_filter", {"query": "<filter>name = 'x'</filter>", "target": "people"}),
    ("compile_filter", {"query": "people.name = 'x'", "target": "people", "fix": "safe"}),
    ("compile_filter", {"query": "name == 'x' && job_title != \"y\"", "target": "people", "fix": "likely"}),
    ("compile_filter", {"query": "created_at > '2024-01-01'", "target": "people"}),
    ("compile_filter", {"query": "created_at > yesterday", "target": "people", "fix": "likely"}),
    ("check_filter", {"filter_or_query": "name = :x", "target": "people"}),
    ("check_filter", {"filter_or_query": "company = 'Acme'", "target": "people"}),
    ("check_filter", {"filter_or_query": {"$or": [{"a": 1}] * 60}, "target": "people"}),
    ("check_filter", {"filter_or_query": "x" * 100000, "target": "people"}),
    ("check_filter", {"filter_or_query": {"and": [{"name": "x"}]}, "target": "people"}),
    ("check_filter", {"filter_or_query": ["name", "=", "x"], "target": "people"}),
    ("check_filter", {"filter_or_query": "null", "target": "people"}),
    ("check_filter", {"filter_or_query": "not valid at all, sorry", "target": "people"}),
    ("check_filter", {"filter_or_query": {"filter_view_id": "x"}, "target": "people"}),
    ("explain_filter", {"filter_or_query": "", "target": "people"}),
    (
        "explain_filter",
        {"filter_or_query": " or ".join(f"name = '{'y' * 180}{i}'" for i in range(40)), "target": "people"},
    ),
    ("explain_filter", {"filter_or_query": {"$not": {}}, "target": "people"}),
    (
        "explain_filter",
        {
            "filter_or_query": "company.name = 'x' and company.team.name = 'y' and associated_deals.value > 5",
            "target": "people",
        },
    ),
    ("explain_filter", {"filter_or_query": "name = '\x1b[31m\u202e<script>'", "target": "people"}),
    ("compare_filters", {"first": "", "second": "name = 'x'", "target": "people"}),
    ("compare_filters", {"first": "nam = 1", "second": "name = 'x'", "target": "people"}),
    ("compare_filters", {"first": "name = 'x'", "second": "nam = 'x'", "target": "people"}),
    ("compare_filters", {"first": "name = 'x'", "second": {"name": "x"}, "target": "deals"}),
    ("describe_target", {"target": "peopl"}),
    ("describe_target", {"target": "people", "search": "\x00\ud83d"}),
    ("describe_target", {"target": "people", "search": "zzzz"}),
    ("describe", {"target": "people"}),
    ("compile", {"query": "x"}),
    ("compile_filter", {"query": "name = 'x'", "target": "people", "fix": "all"}),
    ("compile_filter", {"query": "name = 'x'", "target": "people", "fix": ""}),
    ("compile_filter", {"query": "nam = 'x' and jobtitle = 'y'", "target": "people", "fix": "safe"}),
    ("compile_filter", {"query": "name contains 'x' and company contains 'Acme'", "target": "people", "fix": "likely"}),
]

OF_LIBRARIES = r"pydantic|validation error|Error executing|Traceback|File \"|KeyError|ValueError"
OF_PROGRAMS = r"`(compile|load|check|decompile|compile_query|load_query)`|params=|`--[a-z]|`-p |json\.dumps|\bPython\b"


@pytest.fixture(scope="module")
def answers():
    return answers_of(*CALLS)


def test_every_answer_is_short_and_in_words_that_a_model_can_use(answers):
    for (name, arguments), answer in zip(CALLS, answers, strict=True):
        text = text_of(answer).removeprefix(f"there is no tool `{name}`")
        assert 0 < len(text) < 4_000, (name, arguments)
        assert not re.search(f"{OF_LIBRARIES}|{OF_PROGRAMS}", text), text
        assert not re.search(r"(note|warning|error): (note|warning|error)\b", text), text


def test_every_answer_has_data_and_every_error_is_text_alone(answers):
    for (name, arguments), answer in zip(CALLS, answers, strict=True):
        assert (answer.structured_content is None) is bool(answer.is_error), (name, arguments)
        if not answer.is_error:
            assert len(json.dumps(answer.structured_content)) < 5_000, (name, arguments)


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_many_calls_at_once_get_the_answers_that_they_get_one_by_one(mode, answers):
    chosen = [index for index, (name, _) in enumerate(CALLS) if name != "describe_target"][::4]
    found = {}

    async def session():
        async with Client(over_stdio(), mode=mode) as client:

            async def call(index):
                name, arguments = CALLS[index]
                found[index] = await client.call_tool(name, arguments)

            async with anyio.create_task_group() as group:
                for index in chosen:
                    group.start_soon(call, index)

    anyio.run(session)
    for index in chosen:
        assert found[index].is_error == answers[index].is_error
        if not re.search(r"dates count|yesterday|9{20}|1{20}|Infinity|NaN", f"{text_of(answers[index])}{CALLS[index]}"):
            assert text_of(found[index]) == text_of(answers[index])


@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_calls_that_are_cancelled_leave_the_server_as_it_was(mode):
    slow = ("explain_filter", {"filter_or_query": " or ".join(f"name = 'a{n}'" for n in range(40)), "target": "people"})

    async def session():
        async with Client(in_memory(), mode=mode) as client:
            for _ in range(5):
                with anyio.move_on_after(0.001):
                    await client.call_tool(*slow)
            return await client.call_tool("compile_filter", {"query": "name = 'x'", "target": "people"})

    assert anyio.run(session).structured_content == {"filter": {"name": {"full_name": {"$eq": "x"}}}}


@pytest.mark.parametrize("name", ["", "summary", "\x1b[31m" + "x" * 100_000])
def test_a_prompt_that_is_asked_for_is_refused_in_words(name, capfd):
    async def session():
        async with Client(over_stdio()) as client:
            with pytest.raises(
                MCPError, match=r"there is no prompt `.{0,120}`; this server has tools and resources$"
            ) as error:
                await client.get_prompt(name)
            assert error.value.code == -32602
            assert (await client.list_prompts()).prompts == []

    anyio.run(session)
    assert "Traceback" not in capfd.readouterr().err
