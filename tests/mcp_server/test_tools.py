"""The MCP server as its clients meet it: driven by the official client, in memory and over stdio, in both modes of the protocol."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("mcp")

import anyio
from mcp import Client
from mcp.shared.exceptions import MCPError
from mcp_sessions import WORKSPACE, answer_of, answers_of, in_memory, over_stdio, text_of

import attioql
from attioql.limits import LIMITS

TOOLS = {"describe_target", "compile_filter", "check_filter", "explain_filter", "compare_filters"}


@pytest.fixture
def people():
    return attioql.Workspace.load(WORKSPACE)["people"]


@pytest.mark.parametrize("server", [in_memory, over_stdio])
@pytest.mark.parametrize("mode", ["legacy", "auto"])
def test_a_filter_is_compiled_in_every_way_of_reaching_the_server(server, mode):
    calls: list[tuple[str, dict[str, Any]]] = [
        ("compile_filter", {"query": 'name contains "Ada"', "target": "people"}),
        ("check_filter", {"filter_or_query": {"email": "ada@x.example"}, "target": "people"}),
        ("compile_filter", {"query": 'nam = "x"', "target": "peopel"}),
    ]
    compiled, checked, refused = answers_of(*calls, server=server, mode=mode)
    assert compiled.structured_content == {"filter": {"name": {"full_name": {"$contains": "Ada"}}}}
    assert json.loads(text_of(compiled)) == compiled.structured_content["filter"]
    assert checked.structured_content["mended"]["filter"] == {
        "email_addresses": {"email_address": {"$eq": "ada@x.example"}}
    }
    assert refused.is_error
    assert "did you mean 'people'?" in text_of(refused)


def test_the_tools_only_read_and_are_at_most_five():
    async def session():
        async with Client(in_memory()) as client:
            return (await client.list_tools()).tools

    tools = anyio.run(session)
    assert {tool.name for tool in tools} == TOOLS
    assert len(tools) <= 5
    listed = json.dumps([each.model_dump(mode="json", by_alias=True, exclude_none=True) for each in tools])
    page = (Path(__file__).parents[2] / "docs" / "mcp.md").read_text(encoding="utf-8")
    [(tokens, length)] = re.findall(r"^\| `tools/list` \| ([\d,]+) \| ([\d,]+) \|$", page, re.MULTILINE)
    assert f"{len(listed.encode()):,}" == length, "run scripts/count_tokens.py --write"
    assert int(tokens.replace(",", "")) <= 1_200
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools)


@pytest.mark.parametrize(
    ("given", "level", "expected"),
    [
        ('```\nname contains "Ada"\n```', "none", {"name": {"full_name": {"$contains": "Ada"}}}),
        ('Here is it:\n\n{"name": "Ada"} \n\nHope this helps!', "none", {"name": {"full_name": {"$eq": "Ada"}}}),
        ('{"name": "Ada", // her name\n}', "none", {"name": {"full_name": {"$eq": "Ada"}}}),
        ({"filter": {"name": "Ada"}}, "none", {"name": {"full_name": {"$eq": "Ada"}}}),
        ("name contains \u201cAda\u201d", "safe", {"name": {"full_name": {"$contains": "Ada"}}}),
        ('name like "%Ada%"', "likely", {"name": {"full_name": {"$contains": "Ada"}}}),
        ({"name": {"$ne": "Ada"}}, "likely", {"$not": {"name": {"full_name": {"$eq": "Ada"}}}}),
    ],
)
def test_what_models_paste_is_read_with_a_note(given, level, expected):
    answer = answer_of("compile_filter", query=given, target="people", fix=level)
    assert not answer.is_error
    assert answer.structured_content["filter"] == expected
    if given != {"filter": {"name": "Ada"}}:
        assert any(
            note.startswith(("applied a fix: ", "applied a likely fix")) for note in answer.structured_content["notes"]
        )
        assert "\nnote: applied a " in text_of(answer)


def test_several_filters_in_one_text_are_not_guessed_at():
    text = '```\nname = "a"\n```\n\nor\n\n```\nname = "b"\n```'
    compiled, checked = answers_of(
        ("compile_filter", {"query": text, "target": "people", "fix": "likely"}),
        ("check_filter", {"filter_or_query": text, "target": "people"}),
    )
    assert compiled.is_error
    assert "this text has 2 filters; which one is meant?" in text_of(compiled)
    assert "mended" not in checked.structured_content


def test_without_fix_a_wrong_filter_is_an_error_that_names_the_attribute():
    answer = answer_of("compile_filter", query='email = "a@x.example"', target="people")
    assert answer.is_error
    assert "people has no attribute `email`; it is called `email_addresses`" in text_of(answer)
    assert "Traceback" not in text_of(answer)


def test_a_target_is_described(people):
    whole, found, refused = answers_of(
        ("describe_target", {"target": "people"}),
        ("describe_target", {"target": "people", "search": "mail"}),
        ("describe_target", {"target": "people", "search": "x" * 300}),
    )
    assert text_of(whole) == whole.structured_content["guide"] == attioql.describe(people)
    assert text_of(found) == attioql.describe(people, search="mail")
    assert refused.is_error
    assert "search must have at most 200 characters" in text_of(refused)


def test_a_filter_is_explained_with_words_rows_and_a_record(people):
    text = 'name contains "Ada" and company.name = "Northwind"'
    answer = answer_of("explain_filter", filter_or_query=f"```\n{text}\n```", target="people")
    found, data = attioql.compile(text, people), answer.structured_content
    assert data["means"] == found.describe()
    assert data["filter"] == found.json()
    assert attioql.from_rows(data["rows"], people).equivalent(found)
    related = {
        (each["object"], each["record"]["id"]["record_id"]): each["record"] for each in data["example"]["related"]
    }
    assert found.matches(data["example"]["record"], related=related)
    assert data["notes"] == ["applied a fix: take the content of the block"]
    for part in (found.describe(), found.dumps(), json.dumps(data["rows"], ensure_ascii=False), str(found.example())):
        assert part in text_of(answer)


def test_a_number_that_no_float_is_is_explained_exactly_in_the_text():
    answer = answer_of("explain_filter", filter_or_query="value = 1234567890123456.5678", target="deals")
    [row] = answer.structured_content["rows"]["any_of"][0]["all_of"]
    assert row["values"] == ["1234567890123456.5678"]
    assert answer.structured_content["example"]["record"]["values"]["value"][0]["currency_value"] == float(
        row["values"][0]
    )
    assert "value: 1234567890123456.5678" in text_of(answer)


def test_a_filter_without_rows_or_records_says_so():
    rowless = "not (name = 'a' or job_title = 'b' and newsletter) and (tags = 'VIP' or job_title = 'c')"
    several, impossible, wrong = answers_of(
        ("explain_filter", {"filter_or_query": rowless, "target": "people"}),
        ("explain_filter", {"filter_or_query": "value > 5 and value < 3", "target": "deals"}),
        ("explain_filter", {"filter_or_query": "valeu > 5", "target": "deals"}),
    )
    assert several.structured_content["rows"] is None
    assert "rows: none, as the filter has another form" in text_of(several)
    assert impossible.structured_content["example"] is None
    assert "no record can match" in text_of(impossible)
    assert wrong.is_error
    assert "did you mean `value`?" in text_of(wrong)


@pytest.mark.parametrize(
    ("first", "second", "relation"),
    [
        ("value > 5", {"value": {"$gt": 5}}, "equivalent"),
        ("value > 5", "value >= 5", "implies"),
        ("value >= 5", "value > 5", "implied"),
        ("value > 5", "stage = Lead", "neither"),
    ],
)
def test_two_filters_are_compared_with_records_that_show_the_difference(first, second, relation):
    answer = answer_of("compare_filters", first=first, second=second, target="deals")
    target = attioql.Workspace.load(WORKSPACE)["deals"]
    one, other = (
        attioql.load(each, target) if isinstance(each, dict) else attioql.compile(each, target)
        for each in (first, second)
    )
    data = answer.structured_content
    assert data["relation"] == relation
    assert text_of(answer) == str(one.difference(other))
    for name, matching, not_matching in (("only_first", one, other), ("only_second", other, one)):
        if name in data:
            assert matching.matches(data[name]["record"])
            assert not not_matching.matches(data[name]["record"])
    assert {"only_first", "only_second"} & data.keys() == {
        "equivalent": set(),
        "implies": {"only_second"},
        "implied": {"only_first"},
        "neither": {"only_first", "only_second"},
    }[relation]


def test_relative_dates_come_with_the_moment_and_the_time_zone():
    answer = answer_of("compile_filter", query="created_at >= today", target="people")
    assert answer.structured_content["filter"] == {"created_at": {"$gte": "2026-05-03T22:00:00Z"}}
    note = "relative dates count from 2026-05-04T09:30:00Z; days start in Europe/Berlin"
    assert answer.structured_content["notes"] == [note]
    assert f"note: {note}" in text_of(answer)


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("created_at >= 2026-05-01", ["days start in Europe/Berlin"]),
        ("created_at during 2026", ["days start in Europe/Berlin"]),
        ("created_at >= 2026-05-01T00:00Z", None),
        ("name = 'x'", None),
        ({"created_at": {"$gte": "2026-05-01T00:00:00Z"}}, None),
    ],
)
def test_a_day_comes_with_the_time_zone_that_it_starts_in(query, notes):
    assert answer_of("compile_filter", query=query, target="people").structured_content.get("notes") == notes


@pytest.mark.parametrize("given", ["", "  ", "# nothing", {}, {"filter": {}}, "```\n```"])
def test_a_filter_without_conditions_says_that_every_record_matches(given):
    compiled, *others = answers_of(
        ("compile_filter", {"query": given, "target": "people"}),
        ("explain_filter", {"filter_or_query": given, "target": "people"}),
        ("check_filter", {"filter_or_query": given, "target": "people"}),
    )
    for answer in (compiled, *others):
        if answer.is_error or answer.structured_content.get("valid") is False:
            continue
        assert "warning: the filter has no conditions, so every record matches" in text_of(answer)
        assert any("no conditions" in each for each in answer.structured_content["notes"])
    assert not compiled.is_error or "```" in str(given)


@pytest.mark.parametrize(
    "given", ["value > 5 and value < 3", {"value": {"$gt": 5, "$lt": 3}}, 'record_id contains "z"']
)
def test_a_filter_that_no_record_can_match_says_so_once(given):
    answers = answers_of(
        ("compile_filter", {"query": given, "target": "deals"}),
        ("explain_filter", {"filter_or_query": given, "target": "deals"}),
        ("check_filter", {"filter_or_query": given, "target": "deals"}),
    )
    for answer in answers:
        assert text_of(answer).count("no record can match") == 1
        assert [each for each in answer.structured_content["notes"] if each.startswith("warning: no record can match")]
    fine = answer_of("check_filter", filter_or_query="value > 5 and value < 8", target="deals")
    assert (text_of(fine), fine.structured_content) == ("valid", {"valid": True, "problems": []})


def test_an_error_says_which_of_two_filters_is_wrong():
    calls = [
        ("compare_filters", {"first": first, "second": second, "target": "people"})
        for first, second in (("nam = 1", "name = 'x'"), ("name = 'x'", "nam = 1"))
    ]
    one, other = answers_of(*calls)
    assert text_of(one).startswith("first: 1:1: error[unknown-attribute]: people has no attribute `nam`")
    assert text_of(other).startswith("second: 1:1: error[unknown-attribute]: people has no attribute `nam`")


def test_a_note_is_said_once():
    answer = answer_of("check_filter", filter_or_query={"$or": [{"zzz": 1}, {"qqq": 2}]}, target="people")
    assert text_of(answer).count("; it has: ") == 1
    assert [len(each.get("notes", ())) for each in answer.structured_content["problems"]][:2] == [2, 1]


def test_a_note_among_the_diagnostics_has_its_severity_once():
    body = {"filter": {"name": "x"}, "limit": 5}
    answer = answer_of("compile_filter", query=body, target="people")
    assert "\nnote: this is a request body" in text_of(answer)
    assert answer.structured_content["notes"] == ["this is a request body; only its filter is read, without `limit`"]


def test_a_warning_has_its_severity_once():
    answer = answer_of("explain_filter", filter_or_query="", target="people")
    assert re.search(r"^warning: ", text_of(answer), re.MULTILINE)
    assert not re.search(r"note: (note|warning)", text_of(answer))
    assert any(each.startswith("warning: ") for each in answer.structured_content["notes"])


def test_check_says_what_is_wrong_and_mends_what_it_can(people):
    answer = answer_of("check_filter", filter_or_query='email like "%northwind%"', target="people")
    found = answer.structured_content
    assert not found["valid"]
    assert {problem["name"] for problem in found["problems"]} == {"unknown-operator"} | {
        problem["name"] for problem in found["problems"]
    }
    assert attioql.compile(found["mended"]["query"], people).json() == found["mended"]["filter"]
    assert found["mended"]["query"] in text_of(answer)
    assert json.dumps(found["mended"]["filter"]) in text_of(answer)


def test_a_valid_filter_is_valid_and_not_mended():
    answer = answer_of("check_filter", filter_or_query={"name": "Ada"}, target="people")
    assert answer.structured_content == {"valid": True, "problems": []}
    assert text_of(answer) == "valid"


def test_what_cannot_be_mended_says_so():
    answer = answer_of("check_filter", filter_or_query="zzzzzz = 5", target="people")
    assert not answer.structured_content["valid"]
    assert "no checked fix makes it valid" in text_of(answer)


@pytest.mark.parametrize(
    "arguments",
    [
        {"query": "x" * (LIMITS.untrusted_characters + 1), "target": "people"},
        {"query": "(" * 3000, "target": "people"},
        {"query": {"$and": [{"name": "x"}] * 200}, "target": "people"},
        {"query": "name = 1\x00\ud83d", "target": "people"},
        {"query": 5, "target": "people"},
        {"query": "name = 'x'", "target": "x" * 100_000},
        {"query": "name = 'x'", "target": None},
        {"target": "people"},
        {},
    ],
)
def test_hostile_arguments_are_errors_without_a_traceback(arguments):
    answer = answers_of(("compile_filter", arguments))[0]
    assert answer.is_error
    text = text_of(answer)
    assert "Traceback" not in text
    assert 'File "' not in text
    assert len(text) < 6_000


def test_deep_nesting_is_an_error():
    nested = {}
    for _ in range(100):
        nested = {"$not": nested}
    answer = answers_of(("compile_filter", {"query": nested, "target": "people"}))[0]
    assert answer.is_error
    assert "Traceback" not in text_of(answer)


def read_resource(address):
    """Return the text of a resource, or the message of the error that reading it raises."""

    async def session():
        async with Client(in_memory()) as client:
            try:
                [content] = (await client.read_resource(address)).contents
            except MCPError as error:
                return error.error.message
            return getattr(content, "text", None)

    return anyio.run(session)


def test_grammars_are_resources(people):
    assert read_resource("attioql://grammar/people") == attioql.grammar(people)


def test_strict_schemas_are_resources(people):
    assert json.loads(read_resource("attioql://schema/people")) == attioql.json_schema(people, profile="strict")
    assert "did you mean 'people'?" in read_resource("attioql://schema/peopel")


def test_a_resource_of_a_target_that_does_not_exist_names_the_nearest():
    assert "did you mean 'people'?" in read_resource("attioql://grammar/peopel")
