"""The language server: its session with one editor, from the settings at its start to the exit status."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.exceptions import (
    FeatureNotificationError,
    FeatureRequestError,
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.protocol.json_rpc import RPCMessage, RPCRequest

from attioql.limits import LIMITS
from attioql.lsp.editor_settings import SECTION, EditorSettings, settings_of
from attioql.lsp.features import Features
from attioql.lsp.open_files import OpenFile, OpenFiles
from attioql.lsp.projects import Projects
from attioql.lsp.publishing import Publisher
from attioql.project.configuration import OWN_NAME, PROJECT_NAME
from attioql.project.internal_errors import failure_of, report_of_failure
from attioql.version import __version__

_Params = TypeVar("_Params")

_OWN_LANGUAGE = types.TextDocumentFilterLanguage("attioql")


class _Misfit(NamedTuple):
    """A request whose parts are not those of its method, and the error to answer."""

    id: str | int
    error: JsonRpcException


class OwnProtocol(LanguageServerProtocol):
    """Leaves the texts to `OpenFiles`: pygls ends lines where Python does, and so at more characters than the protocol."""

    _server: AttioServer
    _is_initialized = False

    def structure_message(self, data: dict[str, Any]) -> Any:
        """Return a message as objects; a request that does not fit its method as the error to answer, which pygls only logs."""
        try:
            return super().structure_message(data)
        except JsonRpcException:
            if "method" not in data or type(data.get("id")) not in {str, int}:
                raise
            return _Misfit(data["id"], self._misfit(data["method"]))

    def _misfit(self, method: object) -> JsonRpcInvalidRequest | JsonRpcMethodNotFound | JsonRpcInvalidParams:
        """Return what is wrong with a request whose parts are not those of its method."""
        if not isinstance(method, str):
            return JsonRpcInvalidRequest("the `method` of a request is a string")
        if self.get_message_type(method) is None:
            return JsonRpcMethodNotFound(f"Method Not Found: {method}")
        return JsonRpcInvalidParams(f"the `params` are not those of `{method}` in the protocol")

    def handle_message(self, message: RPCMessage | _Misfit) -> None:
        """Refuse a request that does not fit its method, or comes at a wrong time: pygls does not answer it with an error."""
        if isinstance(message, _Misfit):
            self._refuse(message.id, message.error)
            return
        error = self._refusal(message)
        if error is None:
            super().handle_message(message)
        elif isinstance(message, RPCRequest):
            self._refuse(message.id, error)

    def _refusal(self, message: RPCMessage) -> JsonRpcException | None:
        """Return why a message is not accepted now; `None` if it is. A notification that is not accepted is ignored."""
        method = getattr(message, "method", None)
        if self._server.has_ended and isinstance(message, RPCRequest):
            return JsonRpcInvalidRequest("the session has ended")
        if self._is_initialized and method == types.INITIALIZE:
            return JsonRpcInvalidRequest("the session is initialized already")
        if not self._is_initialized and method not in {types.INITIALIZE, types.EXIT}:
            return JsonRpcServerNotInitialized("the first request of a session is `initialize`")
        return None

    def _refuse(self, identity: str | int, error: JsonRpcException) -> None:
        self._send_response(identity, None, error.to_response_error())

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Take back what is registered for one language alone, where the editor allows that."""
        self._is_initialized = True
        result = yield from super().lsp_initialize(params)
        if self._server.registers("formatting"):
            result.capabilities.document_formatting_provider = None
        if self._server.registers("semantic_tokens"):
            result.capabilities.semantic_tokens_provider = None
        return result

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """Add a text."""
        self._server.publisher.check(self._server.files.open(params.text_document).uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """Change a text."""
        file = self._server.files.get(params.text_document.uri)
        if file is not None:
            file.change(params.content_changes, params.text_document.version)
            self._server.publisher.check(file.uri)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a text."""
        self._server.files.close(params.text_document.uri)
        self._server.publisher.clear(params.text_document.uri)


class AttioServer(LanguageServer):
    """The server of one editor: its open texts, and the projects that they belong to."""

    def __init__(self, settings: EditorSettings) -> None:
        """Start with no text open."""
        super().__init__("attioql", __version__, protocol_cls=OwnProtocol)
        self.files = OpenFiles()
        self.projects = Projects(settings)
        self.publisher = Publisher(self)
        self.has_ended = False
        self._given = settings
        self._shown: set[str] = set()
        self._watched: frozenset[Path] = frozenset()
        self._poll: asyncio.Task[None] | None = None
        Features(self).register()
        self.answer(types.INITIALIZE, self._initialize)
        self.answer(types.INITIALIZED, self._initialized)
        self.answer(types.SHUTDOWN, self._shutdown)
        self.answer(types.TEXT_DOCUMENT_DID_SAVE, self._look_again)
        self.answer(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, self._look_again)
        self.answer(types.WORKSPACE_DID_CHANGE_CONFIGURATION, self._did_change_configuration)

    def answer(self, method: str, handler: Callable[[_Params], object], options: object = None) -> None:
        """Have a function answer a method. An exception that it raises is reported as a bug, and the server goes on."""

        def respond(params: _Params) -> object:
            try:
                return handler(params)
            except JsonRpcException:
                raise
            except Exception as error:
                self.report_failure(error, method)
                message = f"attioql: internal error: {type(error).__name__}: this is a bug in attioql; the log has more"
                raise JsonRpcInternalError(message) from error

        self.feature(method, options)(respond)

    def registers(self, feature: str) -> bool:
        """Tell whether the editor lets a feature be registered for some languages."""
        return bool(get_capability(self.client_capabilities, f"text_document.{feature}.dynamic_registration"))

    def folder_of(self, file: OpenFile) -> Path:
        """Return the folder whose project a text belongs to: its own, or the one that the editor has open."""
        return self._root if file.path is None else file.path.parent

    def report_failure(self, error: Exception, where: str) -> None:
        """Report a bug of the server in its log, and once in the editor."""
        failure = failure_of(error, where)
        lines = report_of_failure(failure)
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, "\n".join(lines)))
        if failure.error not in self._shown and len(self._shown) < LIMITS.diagnostics:
            self._shown.add(failure.error)
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, "\n".join(lines[:3])))

    def report_server_error(self, error: Exception, source: type[Exception]) -> None:
        """Report what pygls cannot handle: a message that is not understood, or an answer that cannot be sent."""
        if source not in {FeatureRequestError, FeatureNotificationError}:
            self.window_log_message(
                types.LogMessageParams(types.MessageType.Warning, f"attioql: {source.__name__}: {error}")
            )

    def watch_projects(self) -> None:
        """Have the editor watch the workspace files that are in use now."""
        found = frozenset(self.projects.watched)
        if found <= self._watched or not self._can_watch:
            return
        new, self._watched = found - self._watched, found | self._watched
        self._register_watchers([f"**/{path.name}" for path in sorted(new)], f"attioql-files-{len(self._watched)}")

    @property
    def _root(self) -> Path:
        root = self.workspace.root_path
        if root is None and self.workspace.folders:
            root = self.workspace.get_text_document(next(iter(self.workspace.folders))).path
        return Path(root) if root else Path.cwd()

    @property
    def _can_watch(self) -> bool:
        path = "workspace.did_change_watched_files.dynamic_registration"
        return bool(get_capability(self.client_capabilities, path))

    def _initialize(self, params: types.InitializeParams) -> None:
        self.files.encoding = self.workspace.position_encoding or types.PositionEncodingKind.Utf16
        self._take(params.initialization_options)

    def _initialized(self, _: types.InitializedParams) -> None:
        own = [_OWN_LANGUAGE]
        if self.registers("formatting"):
            self._register(
                "attioql-formatting", types.TEXT_DOCUMENT_FORMATTING, types.DocumentFormattingRegistrationOptions(own)
            )
        if self.registers("semantic_tokens"):
            options = types.SemanticTokensRegistrationOptions(legend=Features.LEGEND, document_selector=own, full=True)
            self._register("attioql-tokens", "textDocument/semanticTokens", options)
        if self._can_watch:
            self._register_watchers([f"**/{OWN_NAME}", f"**/{PROJECT_NAME}"], "attioql-configuration")
        else:
            self._poll = asyncio.get_running_loop().create_task(self._look_now_and_then())
        self._ask_for_settings()

    def _register(self, identity: str, method: str, options: object) -> None:
        params = types.RegistrationParams([types.Registration(identity, method, options)])
        self.client_register_capability(params)

    def _register_watchers(self, patterns: Sequence[str], identity: str) -> None:
        watchers = [types.FileSystemWatcher(pattern) for pattern in patterns]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        self._register(identity, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)

    def _ask_for_settings(self) -> None:
        if get_capability(self.client_capabilities, "workspace.configuration"):
            items = [types.ConfigurationItem(section=SECTION)]
            self.workspace_configuration(types.ConfigurationParams(items), lambda found: self._take(*found[:1]))

    def _did_change_configuration(self, params: types.DidChangeConfigurationParams) -> None:
        if get_capability(self.client_capabilities, "workspace.configuration"):
            self._ask_for_settings()
        else:
            given = params.settings
            self._take(given.get(SECTION, given) if isinstance(given, dict) else None)

    def _take(self, given: object = None) -> None:
        """Take the settings that the editor sends; those that it does not send are those of the command line."""
        settings, wrong = settings_of(given, self._given, self._root)
        for message in wrong:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))
        if settings != self.projects.settings:
            self.projects.change(settings)
            self.publisher.check_all()

    def _look_again(self, _: object) -> None:
        self.projects.forget()
        self.publisher.check_all()

    async def _look_now_and_then(self) -> None:
        while not self.has_ended:
            await asyncio.sleep(LIMITS.editor_reload_seconds)
            if self.projects.have_changed():
                self._look_again(None)

    def _shutdown(self, _: None) -> None:
        self.has_ended = True
        self.publisher.close()
        if self._poll is not None:
            self._poll.cancel()


def serve(workspace: str | None, config: str | None, target: str | None, tz: str) -> int:
    """Serve an editor on the standard input and output, until it ends the session. Return the exit status."""
    logging.basicConfig(level=logging.ERROR, format="%(levelname)s %(name)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.CRITICAL)  # what it logs as an error is answered, or reported as a bug
    paths = [None if each is None else Path(each).resolve() for each in (workspace, config)]
    server = AttioServer(EditorSettings(paths[0], paths[1], target, tz))
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as output:
        server.start_io(None, output)
    return 0 if server.has_ended else 1
