"""What a session lives through: files of the project that change, bugs, cancelled requests, and messages that make no sense."""

import asyncio
import json
import os
import re
import subprocess
import sys
from concurrent.futures import Future

import pytest
from editor_session import WAIT, started
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams, JsonRpcInvalidRequest, JsonRpcMethodNotFound

import attioql

TEXT = "# 🙂 日本\njob_title = 'x'\n"
WATCHING = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    )
)


def codes(problems):
    return [each.code for each in problems]


def shown(session):
    return [each.message for each in session.client.messages]


def written(folder, name, text):
    (folder / name).write_text(text, encoding="utf-8")


def test_the_configuration_is_found_and_read_anew_without_being_told(sessions, tmp_path):
    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == ["missing-target"]
        session.forget()
        written(tmp_path, "pyproject.toml", '[tool.attioql]\ntarget = "people"\n')
        assert codes(await session.diagnostics(uri, 1)) == []
        session.forget()
        written(tmp_path, "attioql.toml", 'target = "companies"\n')
        assert codes(await session.diagnostics(uri, 1)) == ["unknown-attribute"]

    sessions(test)


def test_what_the_editor_says_has_changed_is_read_anew(sessions, tmp_path):
    async def test(session):
        written(tmp_path, "attioql.toml", 'target = "people"\nworkspace = "own.json"\n')
        uri = session.open("a.attioql", TEXT)
        fault = session.uri("own.json")
        (problem,) = await session.diagnostics(fault)
        assert problem.message == "No such file or directory", "the place names the file"
        assert codes(await session.diagnostics(uri, 1)) == []
        session.forget()
        people = {"singular": "Person", "plural": "People", "attributes": {"boat": {"title": "Boat", "type": "text"}}}
        written(tmp_path, "own.json", json.dumps({"objects": {"people": people}}))
        session.client.workspace_did_change_watched_files(
            types.DidChangeWatchedFilesParams([types.FileEvent(fault, types.FileChangeType.Created)])
        )
        found = codes(await session.diagnostics(uri, 1))
        assert found == ["unknown-attribute"]
        assert await session.diagnostics(fault) == []
        patterns = [each["globPattern"] for one in session.registered for each in one.register_options["watchers"]]
        assert patterns == ["**/attioql.toml", "**/pyproject.toml", "**/own.json"]

    session = sessions(test, capabilities=WATCHING, logs=True)
    assert shown(session) == [f"attioql checks filters without {tmp_path / 'own.json'}: No such file or directory"]


def test_a_mistake_in_the_configuration_is_published_and_taken_back(sessions, tmp_path):
    async def test(session):
        written(tmp_path, "attioql.toml", 'taget = "people"\n')
        uri = session.open("a.attioql", TEXT)
        (problem,) = await session.diagnostics(session.uri("attioql.toml"))
        assert problem.message == "taget: unknown key; did you mean `target`?", "the place names the file"
        assert codes(await session.diagnostics(uri, 1)) == ["missing-target"]
        session.forget()
        written(tmp_path, "attioql.toml", 'target = "people"\n')
        assert codes(await session.diagnostics(uri, 1)) == []
        assert await session.diagnostics(session.uri("attioql.toml")) == []

    session = sessions(test, logs=True)
    why = "taget: unknown key; did you mean `target`?"
    assert shown(session) == [f"attioql checks filters without {tmp_path / 'attioql.toml'}: {why}"]


def test_each_fault_of_a_project_is_shown_once_while_filters_are_edited(sessions, tmp_path):
    async def test(session):
        written(tmp_path, "attioql.toml", 'target = "people"\nworkspace = "own.json"\n')
        for version, text in enumerate(("[]", "[]", "{", "{", '{"objects": {}}', "{"), 1):
            written(tmp_path, "own.json", text)
            uri = session.open("a.attioql", TEXT, version=2 * version)
            session.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
            await session.diagnostics(uri, 2 * version)
            session.change(uri, 2 * version + 1, types.TextDocumentContentChangeWholeDocument(f"{TEXT}# more\n"))
            await session.diagnostics(uri, 2 * version + 1)

    session = sessions(test, logs=True)
    said = [each.split("own.json: ")[1] for each in shown(session)]
    assert len(said) == 3
    assert said[1] == said[2] != said[0], "a fault that comes back is shown again"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize("path", ["pipe", "/dev/stdin", "/dev/zero"])
def test_a_workspace_that_is_no_regular_file_is_a_fault_and_stops_nothing(sessions, tmp_path, path):
    os.mkfifo(tmp_path / "pipe")
    written(tmp_path, "attioql.toml", f'target = "people"\nworkspace = "{path}"\n')

    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == []
        (problem,) = await session.diagnostics((tmp_path / path).as_uri())
        assert problem.message == "it is not a regular file"

    session = sessions(test, logs=True)
    assert shown(session) == [f"attioql checks filters without {tmp_path / path}: it is not a regular file"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_a_configuration_that_is_no_regular_file_is_a_fault_if_it_is_named_and_else_ignored(sessions, tmp_path):
    for name in ("attioql.toml", "pyproject.toml", "own.toml"):
        os.mkfifo(tmp_path / name)

    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == ["missing-target"]

    sessions(test)
    session = sessions(test, "--config", "own.toml", logs=True)
    assert shown(session) == [f"attioql checks filters without {tmp_path / 'own.toml'}: it is not a regular file"]


def test_a_nul_character_in_a_path_of_the_configuration_is_a_fault_of_it(sessions, tmp_path):
    written(tmp_path, "attioql.toml", r'workspace = "\u0000"')

    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == ["missing-target"]
        (problem,) = await session.diagnostics(session.uri("attioql.toml"))
        assert problem.message == "workspace: expected a path, which has no NUL character"

    sessions(test, logs=True)


@pytest.mark.parametrize("path", ["\0", "\udcff.json", "\ud83d"])
def test_a_setting_that_can_be_no_path_is_named(sessions, path):
    async def test(session):
        assert codes(await session.diagnostics(session.open("a.attioql", TEXT), 1)) == ["missing-target"]

    session = sessions(test, options={"workspaceFile": path, "configFile": path}, logs=True)
    assert shown(session) == [
        "the setting `attioql.workspaceFile` takes the path of a workspace file",
        "the setting `attioql.configFile` takes the path of a configuration file",
    ]


@pytest.mark.parametrize("folder", ["a%00b", "x" * 5_000, "%ED%A0%80", "%ff"])
def test_a_text_whose_folder_cannot_exist_is_checked(sessions, folder):
    async def test(session):
        item = types.TextDocumentItem(f"file:///{folder}/a.attioql", "attioql", 1, TEXT)
        session.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        assert codes(await session.diagnostics(item.uri, 1)) == ["missing-target"]

    sessions(test)


def test_settings_of_the_editor_come_before_the_configuration(sessions, tmp_path):
    written(tmp_path, "attioql.toml", 'target = "people"\n')

    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == ["unknown-attribute"]
        session.forget()
        settings = {"attioql": {"target": "deals", "lineWidth": 40, "command": ["x"]}}
        session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
        (problem,) = await session.diagnostics(uri, 1)
        assert problem.message.startswith("deals has no attribute")

    sessions(test, options={"target": "companies"})


def test_a_setting_of_the_wrong_kind_is_named(sessions):
    async def test(session):
        await session.diagnostics(session.open("a.attioql", TEXT), 1)
        assert [each.message for each in session.client.messages] == [
            "the setting `attioql.lineWidth` takes a number from 20 to 400"
        ]

    sessions(test, options={"lineWidth": 7}, logs=True)


BUGGY = """
from attioql.lsp import assisting, checking, publishing
def boom(*arguments, **given):
    raise ZeroDivisionError("boom")
hover, lint = assisting.hover, checking.lint_document
assisting.hover = lambda source, *rest: boom() if "explode" in source.text else hover(source, *rest)
checking.lint_document = lambda document, settings: (
    boom() if "explode" in document.source.text else lint(document, settings)
)
import sys
sys.argv[1:] = ["lsp"]
from attioql.cli import main
main()
"""


def test_a_bug_is_said_to_be_ours_and_stops_nothing(sessions):
    async def test(session):
        uri = session.open("a.attioql", "# target: people\nname = 'explode'\n")
        document = types.TextDocumentIdentifier(uri)
        for _ in range(2):
            with pytest.raises(Exception, match="this is a bug in attioql"):
                await session.client.text_document_hover_async(types.HoverParams(document, types.Position(1, 2)))
        here = types.Range(types.Position(1, 2), types.Position(1, 2))
        params = types.CodeActionParams(document, here, types.CodeActionContext([]))
        with pytest.raises(Exception, match="this is a bug in attioql"):
            await session.client.text_document_code_action_async(params)
        whole = types.TextDocumentContentChangeWholeDocument("# target: people\nnam = 'fine'\n")
        session.change(uri, 2, whole)
        assert codes(await session.diagnostics(uri, 2)) == ["unknown-attribute"]
        found = await session.client.text_document_hover_async(
            types.HoverParams(
                types.TextDocumentIdentifier(session.open("b.attioql", "# target: people\nname = 'x'")),
                types.Position(1, 2),
            )
        )
        assert "name" in found.contents.value

    session = sessions(test, code=BUGGY, logs=True)
    assert session.log == ""
    said = [each.message for each in session.client.log_messages]
    assert all(
        "This is a bug in attioql, not a mistake in your input." in each and "Traceback" in each for each in said
    )
    assert {each.split("on: ")[1].split("\n")[0].rpartition("/")[2] for each in said} >= {"hover", "codeAction"}
    assert len(session.client.messages) == 1, "one exception is shown once"


def test_cancelled_requests_and_messages_without_sense_stop_nothing(sessions):
    async def test(session):
        uri = session.open("a.attioql", f"# target: people\n{TEXT}")
        document = types.TextDocumentIdentifier(uri)
        params = types.CompletionParams(document, types.Position(2, 0))
        sent = [
            session.client.protocol.send_request_async("textDocument/completion", params, msg_id=f"c{n}")
            for n in range(20)
        ]
        tasks = [asyncio.ensure_future(each) for each in sent]
        await asyncio.sleep(0)
        for number in range(20):
            session.client.protocol.notify("$/cancelRequest", types.CancelParams(f"c{number}"))
        await asyncio.gather(*tasks, return_exceptions=True)
        session.change("file:///never/opened", 3, types.TextDocumentContentChangeWholeDocument("x"))
        session.client.text_document_did_close(
            types.DidCloseTextDocumentParams(types.TextDocumentIdentifier("file:///no"))
        )
        session.client.protocol.notify("unknown/notification", None)
        with pytest.raises(Exception, match="unknown/request"):
            await session.client.protocol.send_request_async("unknown/request", None)
        raw = json.dumps({"jsonrpc": "2.0", "method": "textDocument/didOpen", "params": {"textDocument": 5}}).encode()
        cancelled = b'{"jsonrpc": "2.0", "method": "$/cancelRequest", "params": []}'
        for body in (raw, cancelled, b"{", b"[]", b'"x"', b"\xff\xfe"):
            session.client._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        for where in (types.Position(0, 10**6), types.Position(10**6, 0)):
            await session.client.text_document_hover_async(types.HoverParams(document, where))
        session.change(uri, 2, types.TextDocumentContentChangeWholeDocument("# target: people\nnam = 1\n"))
        assert codes(await session.diagnostics(uri, 2)) == ["unknown-attribute"]

    session = sessions(test, logs=True)
    assert session.log == ""


HERE = {"textDocument": {"uri": "file:///a.attioql"}}


@pytest.mark.parametrize(
    ("method", "params"),
    [
        ("textDocument/hover", {**HERE, "position": {"line": -1, "character": 0}}),
        ("textDocument/hover", {**HERE, "position": {"line": 2**31, "character": 0}}),
        ("textDocument/hover", None),
        ("textDocument/hover", {"textDocument": 5, "position": {"line": 0, "character": 0}}),
        ("textDocument/formatting", {**HERE, "options": {}}),
    ],
)
def test_a_request_with_invalid_params_is_answered_with_an_error(sessions, method, params):
    async def test(session):
        with pytest.raises(JsonRpcInvalidParams, match=f"the `params` are not those of `{method}` in the protocol"):
            await sent(session, {"method": method, "params": params})

    sessions(test)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        ({"method": [], "params": {}}, JsonRpcInvalidRequest),
        ({"method": "unknown/request"}, JsonRpcMethodNotFound),
    ],
)
def test_a_request_without_a_method_that_exists_is_answered_with_an_error(sessions, request_, error):
    async def test(session):
        with pytest.raises(error):
            await sent(session, request_)

    sessions(test)


def test_a_second_start_of_the_session_is_answered_with_an_error(sessions):
    async def test(session):
        with pytest.raises(JsonRpcInvalidRequest, match="the session is initialized already"):
            await sent(session, {"method": "initialize", "params": {"capabilities": {}}})
        assert codes(await session.diagnostics(session.open("a.attioql", TEXT), 1)) == ["missing-target"]

    sessions(test)


def test_before_the_session_starts_requests_get_an_error_and_notifications_nothing(tmp_path):
    item = {"uri": "file:///a.attioql", "languageId": "attioql", "version": 1, "text": "x"}
    hover = {**HERE, "position": {"line": 0, "character": 0}}
    messages: list[dict[str, object]] = [
        {"id": 1, "method": "textDocument/hover", "params": hover},
        {"method": "textDocument/didOpen", "params": {"textDocument": item}},
        {"id": 2, "method": "shutdown"},
        {"id": 3, "method": "initialize", "params": {"capabilities": {}}},
        {"id": 4, "method": "textDocument/hover", "params": hover},
        {"id": 5, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps(each | {"jsonrpc": "2.0"}) for each in messages]
    done = subprocess.run(
        [sys.executable, "-m", "attioql", "lsp"],
        input="".join(f"Content-Length: {len(body)}\r\n\r\n{body}" for body in bodies).encode(),
        cwd=tmp_path,
        capture_output=True,
        timeout=WAIT,
        check=False,
    )
    answers = [
        json.loads(each) for each in re.findall(r"^\{.*?\}(?=Content-Length|\Z)", done.stdout.decode(), re.MULTILINE)
    ]
    assert [(each.get("id"), each.get("error", {}).get("code")) for each in answers] == [
        (1, -32002),
        (2, -32002),
        (3, None),
        (4, None),
        (5, None),
    ]
    assert (done.returncode, done.stderr) == (0, b"")


def sent(session, request):
    """The answer to a request whose parts no client would send."""
    body = json.dumps({"jsonrpc": "2.0", "id": "own", **request}).encode()
    answer = session.client.protocol._request_futures["own"] = Future()
    session.client._server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
    return asyncio.wait_for(asyncio.wrap_future(answer), WAIT)


def test_a_closed_file_has_no_diagnostics(sessions):
    async def test(session):
        uri = session.open("a.attioql", TEXT)
        assert codes(await session.diagnostics(uri, 1)) == ["missing-target"]
        session.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))
        assert await session.diagnostics(uri) == []

    sessions(test)


def test_a_text_that_has_no_file_yet_is_read_by_its_language(sessions):
    async def test(session):
        item = types.TextDocumentItem("untitled:Untitled-1", "attioql", 1, f"# target: people\n{TEXT}nam = 1")
        session.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        assert len(await session.diagnostics(item.uri, 1)) == len(
            attioql.check(item.text, attioql.Workspace.standard()["people"])
        )

    sessions(test)


def test_a_text_that_is_too_long_is_checked_and_nothing_else(sessions):
    async def test(session):
        text = "# target: people\nnam = 1 and\n" + "#\n" * 300_000 + "name = 'x'\n"
        uri = session.open("a.attioql", text)
        assert codes(await session.diagnostics(uri, 1)) == ["unknown-attribute"]
        document = types.TextDocumentIdentifier(uri)
        assert await session.client.text_document_hover_async(types.HoverParams(document, types.Position(1, 1))) is None
        found = await session.client.text_document_completion_async(
            types.CompletionParams(document, types.Position(1, 1))
        )
        assert not found.items

    sessions(test)


def test_other_mistakes_in_a_workspace_file_take_the_place_of_those_before(sessions, tmp_path):
    async def test(session):
        written(tmp_path, "attioql.toml", 'target = "people"\nworkspace = "own.json"\n')
        said = []
        for version, text in enumerate(['{"objects": 5}', "{", "[]", '{"objects": {}} x', "{"], 1):
            written(tmp_path, "own.json", text)
            session.forget()
            session.open("a.attioql", TEXT, version=version)
            document = types.TextDocumentIdentifier(session.uri("a.attioql"))
            session.client.text_document_did_save(types.DidSaveTextDocumentParams(document))
            said.append([each.message for each in await session.diagnostics(session.uri("own.json"))])
        assert all(said)
        assert len({str(each) for each in said}) == 4

    sessions(test, logs=True)


def test_mistakes_of_one_project_stay_while_a_file_of_another_is_checked(sessions, tmp_path):
    async def test(session):
        for name, text in (("bad", 'taget = "people"\n'), ("good", 'target = "people"\n')):
            (tmp_path / name).mkdir()
            written(tmp_path / name, "attioql.toml", text)
        fault = session.uri("bad/attioql.toml")
        bad = session.open("bad/a.attioql", TEXT)
        assert len(await session.diagnostics(fault)) == 1
        good = session.open("good/a.attioql", TEXT)
        assert codes(await session.diagnostics(good, 1)) == []
        session.change(good, 2, types.TextDocumentContentChangeWholeDocument("name = 'x'\n"))
        assert codes(await session.diagnostics(good, 2)) == []
        assert len(session.published(fault)) == 1
        session.forget()
        session.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(bad)))
        assert await session.diagnostics(fault) == []

    assert len(shown(sessions(test, logs=True))) == 1


def test_a_request_after_the_end_is_refused_and_the_exit_is_as_ever(sessions):
    async def test(session):
        uri = session.open("a.attioql", TEXT)
        await session.diagnostics(uri, 1)
        session.forget()
        await session.client.shutdown_async(None)
        params = types.HoverParams(types.TextDocumentIdentifier(uri), types.Position(1, 2))
        for _ in range(2):
            with pytest.raises(Exception, match="the session has ended"):
                await asyncio.wait_for(session.client.text_document_hover_async(params), 60)
        session.change(uri, 2, types.TextDocumentContentChangeWholeDocument("nam = 1"))
        session.client.exit(None)
        assert await session.client._server.wait() == 0
        assert session.published(uri) is None

    sessions(test, ended=True)


ENDLESS = """
import sys, time
from attioql.cli.app import app
from attioql.lsp import publishing

def check(*_):
    print("checking", file=sys.stderr, flush=True)
    time.sleep(3_600)

publishing._checked = check
app(["lsp"])
"""


@pytest.mark.parametrize(("end", "status"), [("shutdown and exit", 0), ("exit", 1), ("closed input", 1)])
def test_a_session_that_ends_during_a_check_does_not_wait_for_it(tmp_path, end, status):
    async def whole():
        session = await started(tmp_path, code=ENDLESS)
        server = session.client._server
        session.reading.cancel()
        session.open("a.attioql", TEXT)
        assert await asyncio.wait_for(server.stderr.readline(), WAIT) == b"checking\n"
        session.open("b.attioql", TEXT)
        try:
            match end:
                case "shutdown and exit":
                    await asyncio.wait_for(session.client.shutdown_session(), WAIT)
                case "exit":
                    session.client.exit(None)
                case _:
                    server.stdin.close()
            assert await asyncio.wait_for(server.wait(), WAIT) == status
        finally:
            if server.returncode is None:
                server.kill()
        assert await server.stderr.read() == b""
        await session.client.stop()

    asyncio.run(whole())
