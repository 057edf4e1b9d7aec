"""A session with the server over stdio, with the real client of pytest-lsp."""

import asyncio
import sys
from pathlib import Path

from lsprotocol import types
from pytest_lsp import LanguageClient, make_test_lsp_client

WAIT = 60
"""Seconds after which an answer is missing, on a slow machine as well."""


class Session:
    """One editor with its server."""

    def __init__(self, client: LanguageClient, folder: Path) -> None:
        self.client = client
        self.folder = folder
        self.log = ""
        self.reading: asyncio.Task[bytes] | None = None
        self.result: types.InitializeResult | None = None
        self.news = asyncio.Event()
        self.registered: list[types.Registration] = []
        self._published: dict[str, list[types.PublishDiagnosticsParams]] = {}

    @property
    def process(self):
        """The number of the server's process."""
        return self.client._server.pid

    def note(self, params):
        self._published.setdefault(params.uri, []).append(params)
        self.news.set()

    def uri(self, name):
        return (self.folder / name).as_uri()

    def open(self, name, text, language="attioql", version=1):
        uri = self.uri(name)
        item = types.TextDocumentItem(uri, language, version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
        return uri

    def change(self, uri, version, *changes):
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, uri), list(changes))
        )

    async def diagnostics(self, uri, version=None):
        """The diagnostics of a version of a file; of `None`, the last that have none."""

        async def found():
            while True:
                for each in reversed(self._published.get(uri, ())):
                    if each.version == version:
                        return list(each.diagnostics)
                self.news.clear()
                await self.news.wait()

        return await asyncio.wait_for(found(), WAIT)

    def published(self, uri):
        """The diagnostics that were published last for a file; `None` if none were."""
        last = self._published.get(uri)
        return list(last[-1].diagnostics) if last else None

    def forget(self):
        self._published.clear()


async def started(folder, *arguments, code=None, encodings=None, capabilities=None, options=None, settings=None):
    client = make_test_lsp_client()
    session = Session(client, folder)
    client.protocol.fm._features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(lambda params: session.note(params))  # noqa: PLW0108 - pygls sets attributes of it
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: session.registered.extend(params.registrations))
    if settings is not None:
        client.protocol.fm._features.pop(types.WORKSPACE_CONFIGURATION, None)
        client.feature(types.WORKSPACE_CONFIGURATION)(lambda params: settings(params.items))
    program = ["-c", code] if code else ["-m", "attioql", "lsp", "--stdio", *arguments]
    await super(LanguageClient, client).start_io(sys.executable, *program, cwd=folder)
    session.reading = asyncio.create_task(client._server.stderr.read())
    if capabilities is None:
        capabilities = types.ClientCapabilities()
    if encodings:
        capabilities.general = types.GeneralClientCapabilities(position_encodings=encodings)
    params = types.InitializeParams(capabilities, root_uri=folder.as_uri(), initialization_options=options)
    session.result = await asyncio.wait_for(client.initialize_session(params), WAIT)
    return session
