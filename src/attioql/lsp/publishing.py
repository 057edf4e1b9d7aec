"""Checks open files a moment after they change, outside the loop that answers requests, and publishes their diagnostics."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Protocol

from lsprotocol import types
from pygls.uris import from_fs_path

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.lsp.checking import opened, problems_of
from attioql.lsp.editor_positions import Positions
from attioql.lsp.open_files import OpenFile, OpenFiles
from attioql.lsp.projects import FileFault, Project, Projects
from attioql.lsp.published_diagnostics import SOURCE, published
from attioql.text.source import Source


class Publishing(Protocol):
    """What diagnostics are published with: the server."""

    @property
    def files(self) -> OpenFiles:
        """The open texts."""

    @property
    def projects(self) -> Projects:
        """The projects that they belong to."""

    def text_document_publish_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        """Send the diagnostics of a file."""

    def report_failure(self, error: Exception, where: str) -> None:
        """Report an internal error."""

    def folder_of(self, file: OpenFile) -> Path:
        """Return the folder whose project a text belongs to."""


class Publisher:
    """Checks files one at a time. Changes that come while a check waits or runs are checked together."""

    def __init__(self, server: Publishing) -> None:
        """Start with nothing to check."""
        self._server = server
        self._waiting: set[str] = set()
        self._worker = ThreadPoolExecutor(1, "attioql-check")
        self._faulty: dict[str, int] = {}

    def check(self, uri: str) -> None:
        """Check a file soon."""
        if uri not in self._waiting:
            self._waiting.add(uri)
            asyncio.get_running_loop().call_later(LIMITS.editor_delay_milliseconds * 1e-3, self._start, uri)

    def check_all(self) -> None:
        """Check all open files soon."""
        for file in self._server.files:
            self.check(file.uri)

    def clear(self, uri: str) -> None:
        """Take back the diagnostics of a file."""
        self._publish(uri, [], None)

    def close(self) -> None:
        """Check nothing any more."""
        self._worker.shutdown(wait=False, cancel_futures=True)

    def _start(self, uri: str) -> None:
        self._waiting.discard(uri)
        file = self._server.files.get(uri)
        if file is None:
            return
        project = self._server.projects.of(self._server.folder_of(file))
        self._publish_faults(project.faults)
        positions, version, name = file.positions, file.version, file.name
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._worker, _checked, positions.source, name, project)
        work.add_done_callback(lambda done: self._finish(done, uri, version, positions))

    def _finish(
        self, done: asyncio.Future[tuple[Diagnostic, ...]], uri: str, version: int, positions: Positions
    ) -> None:
        file = self._server.files.get(uri)
        if done.cancelled() or file is None or file.version != version:
            return
        error = done.exception()
        if error is None:
            self._publish(uri, published(done.result(), uri, positions), version)
        elif isinstance(error, Exception):
            self._server.report_failure(error, uri)

    def _publish_faults(self, faults: Sequence[FileFault]) -> None:
        """Publish what is wrong with files of the project, where it is not yet published, and take back what is mended."""
        new = {uri: fault for fault in faults if (uri := from_fs_path(str(fault.path))) is not None}
        for uri in self._faulty.keys() - new.keys():
            self._publish(uri, [], None)
        for uri, fault in new.items():
            if self._faulty.get(uri) != hash(fault.why):
                self._publish(uri, _of_fault(fault, uri, self._server.files.encoding), None)
        self._faulty = {uri: hash(fault.why) for uri, fault in new.items()}

    def _publish(self, uri: str, found: Sequence[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _checked(source: Source, name: str, project: Project) -> tuple[Diagnostic, ...]:
    return problems_of(opened(source, name, project))


def _of_fault(fault: FileFault, uri: str, encoding: types.PositionEncodingKind | str) -> list[types.Diagnostic]:
    if fault.problems:
        return [
            each
            for problem in fault.problems
            for each in published([problem], uri, Positions(problem.source or Source(""), encoding))
        ]
    start = types.Position(0, 0)
    return [
        types.Diagnostic(types.Range(start, start), fault.why, severity=types.DiagnosticSeverity.Error, source=SOURCE)
    ]
