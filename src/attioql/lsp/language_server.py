"""The language server: what an editor sends to the functions that answer it."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException, JsonRpcInternalError
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method

from attioql.limits import LIMITS
from attioql.lsp.open_files import OpenFile, OpenFiles
from attioql.lsp.projects import EditorSettings, Projects
from attioql.lsp.publishing import Publisher
from attioql.project.internal_errors import failure_of, report_of_failure
from attioql.version import __version__

_Params = TypeVar("_Params")


class OwnProtocol(LanguageServerProtocol):
    """Leaves the texts to `OpenFiles`: pygls ends lines where Python does, and so at more characters than the protocol."""

    _server: AttioServer

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Add a text."""
        self._server.did_open(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a text."""
        self._server.did_change(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text."""
        self._server.did_close(params)


class AttioServer(LanguageServer):
    """The server of one editor: its open texts, and the projects that they belong to."""

    def __init__(self, settings: EditorSettings) -> None:
        """Start with no text open."""
        super().__init__("attioql", __version__, protocol_cls=OwnProtocol)
        self.files = OpenFiles()
        self.projects = Projects(settings)
        self.publisher = Publisher(self)
        self.has_ended = False
        self._shown: set[str] = set()
        self._answer(types.INITIALIZE, self._initialize)
        self._answer(types.SHUTDOWN, self._shutdown)
        self._answer(types.TEXT_DOCUMENT_DID_SAVE, self._did_save)

    def _answer(self, method: str, handler: Callable[[_Params], object], options: object = None) -> None:
        """Have a function answer a method. An exception that it raises is reported as a bug, and the server goes on."""

        def answer(params: _Params) -> object:
            try:
                return handler(params)
            except JsonRpcException:
                raise
            except Exception as error:
                self.report_failure(error, method)
                message = f"attioql: internal error: {type(error).__name__}; the log has more"
                raise JsonRpcInternalError(message) from error

        self.feature(method, options)(answer)

    def _initialize(self, _: types.InitializeParams) -> None:
        self.files.encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16

    def did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Add a text, and publish its diagnostics."""
        self.publisher.check(self.files.open(params.text_document).uri)

    def did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a text, and publish its diagnostics."""
        file = self.files.get(params.text_document.uri)
        if file is not None:
            file.change(params.content_changes, params.text_document.version)
            self.publisher.check(file.uri)

    def did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text, and take its diagnostics back."""
        self.files.close(params.text_document.uri)
        self.publisher.clear(params.text_document.uri)

    def folder_of(self, file: OpenFile) -> Path:
        """Return the folder whose project a text belongs to: its own, or the one that the editor has open."""
        if file.path is not None:
            return file.path.parent
        root = self.workspace.root_path
        return Path(root) if root else Path.cwd()

    def report_failure(self, error: Exception, where: str) -> None:
        """Report a bug of the server in its log, and once in the editor."""
        failure = failure_of(error, where)
        lines = report_of_failure(failure)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, "\n".join(lines)))
        if failure.error not in self._shown and len(self._shown) < LIMITS.diagnostics:
            self._shown.add(failure.error)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, "\n".join(lines[:3])))

    def _shutdown(self, _: None) -> None:
        self.has_ended = True
        self.publisher.close()

    def _did_save(self, _: types.DidSaveTextDocumentParams) -> None:
        self.projects.forget()


def serve(workspace: str | None, config: str | None, target: str | None, tz: str) -> int:
    """Serve an editor on the standard input and output, until it ends the session. Return the exit status."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    paths = [None if each is None else Path(each).resolve() for each in (workspace, config)]
    server = AttioServer(EditorSettings(paths[0], paths[1], target, tz))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        server.start_io(None, output)
    return 0 if server.has_ended else 1
