"""Which versions of open files are checked while one check runs, and what is published: with a checker that waits until it is let go."""

import asyncio
from pathlib import Path
from queue import SimpleQueue

import pytest
from lsprotocol import types

from attioql.limits import LIMITS
from attioql.lsp import publishing
from attioql.lsp.editor_settings import EditorSettings
from attioql.lsp.open_files import OpenFiles
from attioql.lsp.projects import Projects

PASSED = LIMITS.editor_delay_milliseconds * 2e-3
"""Seconds after which a file that changed is due to be checked."""

WAIT = 60


class Server:
    """What the publisher knows of the server: it keeps what is sent."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = OpenFiles()
        self.projects = Projects(EditorSettings())
        self.publisher = publishing.Publisher(self)
        self.sent: list[tuple[str, int | None]] = []
        self.failures: list[tuple[str, str]] = []
        self.news = asyncio.Event()

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.sent.append((params.uri, params.version))
        self.news.set()

    def window_show_message(self, params: types.ShowMessageParams) -> None:
        raise AssertionError(params.message)

    def report_failure(self, error: Exception, where: str) -> None:
        self.failures.append((where, str(error)))
        self.news.set()

    def watch_projects(self) -> None:
        pass

    def folder_of(self, _: object) -> Path:
        return self.folder

    async def open(self, uri: str, text: str = "", version: int = 0) -> None:
        self.publisher.check(self.files.open(types.TextDocumentItem(uri, "attioql", version, text)).uri)
        await asyncio.sleep(PASSED)

    async def change(self, uri: str, version: int, text: str = "") -> None:
        file = self.files.get(uri)
        assert file is not None
        file.change([types.TextDocumentContentChangeWholeDocument(text or f"# {version}")], version)
        self.publisher.check(uri)
        await asyncio.sleep(PASSED)

    async def close(self, uri: str) -> None:
        self.files.close(uri)
        self.publisher.clear(uri)

    async def until_sent(self, *wanted: tuple[str, int | None]) -> None:
        while not set(wanted) <= set(self.sent):
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), WAIT)

    async def until_failed(self) -> None:
        while not self.failures:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), WAIT)


class Checker:
    """Checks nothing, and waits before each check until it is let go. Keeps the texts that it was asked to check."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._permits: SimpleQueue[None] = SimpleQueue()
        self._started: SimpleQueue[None] = SimpleQueue()

    def __call__(self, positions, *_):
        self.texts.append(positions.source.text)
        self._started.put(None)
        self._permits.get(timeout=WAIT)
        if positions.source.text == "boom":
            message = "boom"
            raise ZeroDivisionError(message)
        return publishing.CheckedFile(positions, None, ())

    def let_go(self, checks: int = 1) -> None:
        for _ in range(checks):
            self._permits.put(None)

    async def until_started(self, checks: int) -> None:
        """Wait until so many checks have started. Called once in a test."""
        for _ in range(checks):
            await asyncio.to_thread(self._started.get, timeout=WAIT)


@pytest.fixture
def checker(monkeypatch):
    checker = Checker()
    monkeypatch.setattr(publishing, "_checked", checker)
    return checker


@pytest.fixture
def run(tmp_path):
    def run(test):
        async def whole():
            server = Server(tmp_path)
            await test(server)
            server.publisher.close()
            return server

        return asyncio.run(whole())

    return run


def test_of_many_changes_during_a_check_the_last_alone_is_checked_and_published(run, checker):
    async def test(server):
        await server.open("a", "first")
        for version in range(1, 31):
            await server.change("a", version)
        checker.let_go(40)
        await server.until_sent(("a", 30))
        await asyncio.sleep(PASSED)

    server = run(test)
    assert checker.texts == ["first", "# 30"]
    assert server.sent == [("a", 30)], "what was found in a version that has changed is not published"


def test_a_file_that_is_closed_while_it_waits_is_not_checked(run, checker):
    async def test(server):
        await server.open("a", "a")
        await server.open("b", "b")
        await server.open("c", "c")
        await server.close("b")
        checker.let_go(40)
        await server.until_sent(("a", 0), ("c", 0))
        await asyncio.sleep(PASSED)

    server = run(test)
    assert checker.texts == ["a", "c"]
    assert server.sent == [("b", None), ("a", 0), ("c", 0)]


def test_a_file_that_is_closed_during_its_check_gets_no_diagnostics(run, checker):
    async def test(server):
        await server.open("a", "a")
        await server.close("a")
        await server.open("b", "b")
        checker.let_go(40)
        await server.until_sent(("b", 0))

    assert run(test).sent == [("a", None), ("b", 0)]


def test_files_take_turns_while_one_of_them_changes_all_the_time(run, checker):
    async def test(server):
        await server.open("a", "a")
        await server.open("b", "b")
        await server.open("c", "c")
        await server.change("a", 1)
        checker.let_go()
        await checker.until_started(2)
        await server.change("a", 2)
        await server.change("b", 1, "b again")
        checker.let_go(40)
        await server.until_sent(("a", 2), ("b", 1), ("c", 0))

    run(test)
    assert checker.texts == ["a", "b", "c", "# 2", "b again"]


def test_an_exception_in_one_check_does_not_stop_later_ones(run, checker):
    async def test(server):
        await server.open("a", "boom")
        await server.open("b", "b")
        checker.let_go(40)
        await server.until_sent(("b", 0))
        await server.change("a", 1, "fine")
        await server.until_sent(("a", 1))

    server = run(test)
    assert checker.texts == ["boom", "b", "fine"]
    assert server.failures == [("a", "boom")]


def test_a_project_that_cannot_be_found_stops_no_check_of_another(run, checker, tmp_path, monkeypatch):
    async def test(server):
        folders = iter([ZeroDivisionError("no folder"), tmp_path])

        def folder_of(_):
            found = next(folders, tmp_path)
            if isinstance(found, Exception):
                raise found
            return found

        await server.open("x")
        monkeypatch.setattr(server, "folder_of", folder_of)
        await server.open("a", "a")
        await server.open("b", "b")
        checker.let_go(40)
        await server.until_failed()
        await server.until_sent(("b", 0))

    server = run(test)
    assert checker.texts == ["", "b"]
    assert server.failures == [("a", "no folder")]


def test_after_the_end_no_file_that_waits_is_checked(run, checker):
    async def test(server):
        await server.open("a", "a")
        await server.open("b", "b")
        server.publisher.close()
        checker.let_go(40)
        await asyncio.sleep(PASSED)

    run(test)
    assert checker.texts == ["a"]
