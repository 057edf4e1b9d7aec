"""What the server answers to arguments that do not fit, tools that do not exist, and lines that are no message."""

import json
import os
import re
import select
import subprocess
import sys

import pytest

pytest.importorskip("mcp")

from mcp_sessions import WORKSPACE, answer_of, answers_of, text_of
from mcp_types import INVALID_PARAMS, INVALID_REQUEST, PARSE_ERROR

WORDS_OF_LIBRARIES = re.compile(
    r"pydantic|validation error|input_value|input_type|type=|Field required|Error executing|Traceback"
)


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        ("compile_filter", {}, ["compile_filter needs `query`: Query text or filter JSON", "needs `target`: Object, list"]),
        ("compile_filter", {"query": "name = 'x'"}, ["compile_filter needs `target`"]),
        ("compile_filter", {"query": 5, "target": "people"}, ["`query` takes a text or a JSON object, not a number"]),
        ("compile_filter", {"query": None, "target": "people"}, ["`query` takes a text or a JSON object, not null"]),
        ("compile_filter", {"query": True, "target": 1.5}, ["`query` takes a text or a JSON object, not true", "`target` takes a text, not a number"]),
        ("compile_filter", {"query": "x", "target": {"slug": "people"}}, ["`target` takes a text, not an object"]),
        ("compile_filter", {"query": "x", "target": ["people"]}, ["`target` takes a text, not an array"]),
        ("compile_filter", {"query": "x", "target": "people", "fix": "saef"}, ['`fix` takes "none", "safe" or "likely", not "saef"; did you mean "safe"?']),
        ("compile_filter", {"query": "x", "target": "people", "fix": True}, ['`fix` takes "none", "safe" or "likely", not true']),
        ("compile_filter", {"query": "x", "target": "people", "querry": "y"}, ["compile_filter has no argument `querry`; it takes `query`, `target`, `fix`"]),
        ("compile_filter", {"querry": "x", "target": "people"}, ["compile_filter has no argument `querry`; did you mean `query`?"]),
        ("compile_filter", {"filter": {"name": "x"}, "target": "people"}, ["compile_filter has no argument `filter`; did you mean `query`?"]),
        ("check_filter", {"query": "x", "target": "people"}, ["check_filter has no argument `query`; did you mean `filter_or_query`?"]),
        ("compare_filters", {"a": "x", "b": "y", "target": "people"}, ["has no argument `a`; it takes `first`, `second`, `target`", "compare_filters needs `second`"]),
        ("describe_target", {"target": "people", "search": 5}, ["`search` takes a text, not a number"]),
        ("describe_target", {"target": "people", "budget": 5}, ["describe_target has no argument `budget`; it takes `target`, `search`"]),
        ("describe_target", {"target": "pe\ud83dople"}, ["`target` has half a surrogate pair, which is not a character"]),
    ],
)  # fmt: skip
def test_an_argument_that_does_not_fit_is_named_with_what_to_write(tool, arguments, said):
    [answer] = answers_of((tool, arguments))
    assert answer.is_error
    assert answer.structured_content is None
    for each in said:
        assert each in text_of(answer)
    assert not WORDS_OF_LIBRARIES.search(text_of(answer))


def test_an_argument_whose_meant_name_is_known_is_not_also_missing():
    text = text_of(answer_of("compile_filter", filter="name = 'x'", target="people"))
    assert text == "compile_filter has no argument `filter`; did you mean `query`?"


def test_null_for_what_may_be_left_out_leaves_it_out():
    compiled, described = answers_of(
        ("compile_filter", {"query": "name = 'x'", "target": "people", "fix": None}),
        ("describe_target", {"target": "people", "search": None}),
    )
    assert not compiled.is_error
    assert not described.is_error


@pytest.mark.parametrize("search", ["[]", "{}", "null", "5", "true", '["a"]', '"x"'])
def test_words_that_read_as_json_are_words(search):
    assert not answer_of("describe_target", target="people", search=search).is_error


def test_many_and_long_unknown_names_are_cut():
    arguments = {f"{number}{'x' * 10_000}\x1b[31m": 1 for number in range(500)}
    text = text_of(answers_of(("compile_filter", arguments))[0])
    assert len(text) < 1_500
    assert "\x1b" not in text


def test_an_array_is_read_as_a_filter_that_says_what_it_should_be():
    answer = answer_of("check_filter", filter_or_query=[{"name": "Ada"}], target="people")
    assert "a filter is a JSON object, not an array" in text_of(answer)
    assert answer.structured_content["mended"]["filter"] == {"name": {"full_name": {"$eq": "Ada"}}}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("compil_filter", "there is no tool `compil_filter`; did you mean `compile_filter`?"),
        ("search", "there is no tool `search`; the tools are `describe_target`, `compile_filter`, "),
        ("", "there is no tool ``; the tools are "),
        ("x" * 5_000, "there is no tool `xxx"),
    ],
)
def test_a_tool_that_does_not_exist_is_an_error_that_names_the_nearest(name, said):
    [answer] = answers_of((name, {}))
    assert answer.is_error
    assert said in text_of(answer)
    assert len(text_of(answer)) < 300


def test_a_bug_is_owned_without_its_traceback(monkeypatch):
    def fails(*_arguments, **_named):
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("attioql.mcp.server.describe", fails)
    text = text_of(answer_of("describe_target", target="people"))
    assert text == "describe_target failed: this is a bug in attioql, and not in what you sent"


SECONDS = 60
"""What a line waits for its answer at most: a test that fails does not hang."""


def request(identity, method, **params):
    return {"jsonrpc": "2.0", "id": identity, "method": method, "params": params}


HELLO = request(
    0, "initialize", protocolVersion="2025-06-18", capabilities={}, clientInfo={"name": "test", "version": "1"}
)
CALL = request(7, "tools/call", name="compile_filter", arguments={"query": "name = 'MARK'", "target": "people"})
HALF_A_PAIR = json.dumps(CALL).replace("MARK", "\\ud83d")


@pytest.fixture(scope="module")
def server():
    """A server that was greeted; it is sent lines and answers each."""
    command = [sys.executable, "-m", "attioql", "mcp", "--workspace", str(WORKSPACE)]
    with subprocess.Popen(
        command, bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(os.environ)
    ) as process:

        def send(line):
            process.stdin.write(line + b"\n")
            if not select.select([process.stdout], [], [], SECONDS)[0]:
                process.kill()
                pytest.fail("no answer")
            return json.loads(process.stdout.readline())

        assert send(json.dumps(HELLO).encode())["id"] == 0
        yield send
        process.stdin.close()


@pytest.mark.parametrize(
    ("line", "identity", "code"),
    [
        (b"{not JSON", None, PARSE_ERROR),
        (b'{"jsonrpc": "2.0", "id": 1, "method": "ping"', None, PARSE_ERROR),
        (b"\xff\xfe\x00", None, PARSE_ERROR),
        (b"[" * 10_000, None, PARSE_ERROR),
        (HALF_A_PAIR.encode(), 7, PARSE_ERROR),
        (HALF_A_PAIR.replace('"id": 7', '"id": "seven"').encode(), "seven", PARSE_ERROR),
        (HALF_A_PAIR.replace('"id": 7', '"id": "\\ud800"').encode(), None, PARSE_ERROR),
        (HALF_A_PAIR.replace("tools/call", "\\ud800").encode(), 7, PARSE_ERROR),
        (HALF_A_PAIR.replace("compile_filter", "\\ud800").encode(), 7, PARSE_ERROR),
        (b'"\\ud83d"', None, PARSE_ERROR),
        (b"null", None, INVALID_REQUEST),
        (b"[1, 2]", None, INVALID_REQUEST),
        (b"{}", None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 12, "method": 5}', 12, INVALID_REQUEST),
        (b'{"id": 12, "method": "ping"}', 12, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": [1], "method": "ping"}', None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": {"a": 1}, "method": "tools/call", "params": {}}', None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": null, "method": "ping"}', None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": 1.5, "method": "ping"}', None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "id": true, "method": "ping"}', None, INVALID_REQUEST),
        (b'{"jsonrpc": "2.0", "method": "tools/list"}', None, INVALID_REQUEST),
    ],
)
def test_a_line_that_is_no_message_is_answered_and_the_next_one_read(server, line, identity, code):
    answer = server(line)
    assert (answer["id"], answer["error"]["code"]) == (identity, code)
    assert server(json.dumps(request(99, "ping")).encode())["id"] == 99


TOO_DEEP = "Parse error: the JSON is nested too deeply"
TOO_LONG = "Parse error: a number has too many digits"
NOT_JSON = "Parse error: the line is not JSON"


@pytest.mark.parametrize(
    ("argument", "identity", "said"),
    [
        ("[" * 250 + "]" * 250, 7, TOO_DEEP),
        ("[" * 5_000 + "]" * 5_000, 7, TOO_DEEP),
        ('{"a": ["}", "\\"]", 1, ' * 5_000 + "1" + "]}" * 5_000, 7, TOO_DEEP),
        ("[" * 5_000, None, TOO_DEEP),
        ("1" * 5_000, 7, TOO_LONG),
        ("-" + "1" * 5_000, 7, TOO_LONG),
        ("tru", None, NOT_JSON),
        (r'"\u12"', None, NOT_JSON),
    ],
)
def test_json_that_cannot_be_read_is_answered_with_its_reason_and_id(server, argument, identity, said):
    line = json.dumps(CALL).replace(json.dumps("name = 'MARK'"), argument)
    answer = server(line.encode())
    assert answer == {"jsonrpc": "2.0", "id": identity, "error": {"code": PARSE_ERROR, "message": said}}


def test_an_id_with_too_many_digits_is_not_given_back(server):
    answer = server(json.dumps(CALL).replace('"id": 7', f'"id": {"1" * 5_000}').encode())
    assert (answer["id"], answer["error"]["message"]) == (None, TOO_LONG)


@pytest.mark.parametrize("query", [r'{"name": "\ud800"}', r'{"\ud800": "x"}', r'{"name": {"$eq": ["\udc00"]}}'])
@pytest.mark.parametrize(
    ("tool", "names"),
    [
        ("compile_filter", ["query"]),
        ("check_filter", ["filter_or_query"]),
        ("explain_filter", ["filter_or_query"]),
        ("compare_filters", ["first", "second"]),
    ],
)
def test_half_a_surrogate_pair_in_json_that_is_given_as_text_is_answered(server, tool, names, query):
    arguments = dict.fromkeys(names, query) | {"target": "people"}
    answer = server(json.dumps(request(5, "tools/call", name=tool, arguments=arguments)).encode())
    assert answer["id"] == 5
    text = answer["result"]["content"][0]["text"]
    assert r"`\ud800`" in text or "half a surrogate pair is not a character" in text


@pytest.mark.parametrize(
    ("params", "said"),
    [
        (
            {"name": "compile_filter", "arguments": [1]},
            "`arguments` takes an object with the name and value of each argument, not an array",
        ),
        (
            {"name": "compile_filter", "arguments": "name = 1"},
            "`arguments` takes an object with the name and value of each argument, not a string",
        ),
        ({"name": 5, "arguments": {}}, "`name` takes a text, the name of a tool, not a number"),
        ({"name": None}, "`name` takes a text, the name of a tool, not null"),
        ({"arguments": {}}, "the call of a tool needs `name`, the name of the tool"),
        ({}, "the call of a tool needs `name`, the name of the tool"),
    ],
)
def test_a_call_without_a_name_or_an_object_of_arguments_is_answered_in_plain_words(server, params, said):
    answer = server(json.dumps(request(8, "tools/call", **params)).encode())
    assert answer == {"jsonrpc": "2.0", "id": 8, "error": {"code": INVALID_PARAMS, "message": said}}


def test_notifications_are_not_answered(server):
    known = json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}).encode()
    unknown = json.dumps({"jsonrpc": "2.0", "method": "notifications/of_another_day"}).encode()
    assert server(known + b"\n" + unknown + b"\n" + json.dumps(request(4, "ping")).encode())["id"] == 4


def test_empty_lines_are_not_answered(server):
    assert server(b"\n  \n\r\n" + json.dumps(request(3, "ping")).encode())["id"] == 3
