"""Checks open files a moment after they change, outside the loop that answers requests, and publishes their diagnostics."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple, Protocol

from lsprotocol import types
from pygls.uris import from_fs_path

from attioql.diagnostics.model import Diagnostic
from attioql.limits import LIMITS
from attioql.lsp.background import BackgroundThread
from attioql.lsp.checking import Opened, opened, problems_of
from attioql.lsp.editor_positions import Positions
from attioql.lsp.open_files import OpenFile, OpenFiles
from attioql.lsp.projects import FileFault, Project, Projects
from attioql.lsp.published_diagnostics import SOURCE, PublishedDiagnostic, published
from attioql.text.source import Source


class CheckedFile(NamedTuple):
    """What is known of a version of a file: its document, if it holds filters, and what is reported of it."""

    positions: Positions
    opened: Opened | None
    problems: tuple[Diagnostic, ...]


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

    def window_show_message(self, params: types.ShowMessageParams) -> None:
        """Show a message in the editor."""

    def report_failure(self, error: Exception, where: str) -> None:
        """Report an internal error."""

    def watch_projects(self) -> None:
        """Have the editor watch the files that are in use now."""

    def folder_of(self, file: OpenFile) -> Path:
        """Return the folder whose project a text belongs to."""


class Publisher:
    """Checks files one at a time. Changes that come while a check waits or runs are checked together.

    A file that waits is a URI: its text is that of the moment in which its check starts. So texts that have changed are never checked.
    """

    def __init__(self, server: Publishing) -> None:
        """Start with nothing to check."""
        self._server = server
        self._is_closed = False
        self._delayed: set[str] = set()
        self._waiting: dict[str, None] = {}
        self._is_checking = False
        self._worker = BackgroundThread("attioql-check")
        self._faults: dict[Path, tuple[FileFault, ...]] = {}
        self._faulty: dict[str, FileFault] = {}
        self._told: dict[Path, str] = {}
        self._last: dict[str, CheckedFile] = {}

    def check(self, uri: str) -> None:
        """Check a file soon."""
        if uri not in self._delayed:
            self._delayed.add(uri)
            asyncio.get_running_loop().call_later(LIMITS.editor_delay_milliseconds * 1e-3, self._enqueue, uri)

    def check_all(self) -> None:
        """Check all open files soon."""
        for file in self._server.files:
            self.check(file.uri)

    def report(self, file: OpenFile) -> CheckedFile:
        """Return what is reported of a file as it is now, checked at once if it has changed."""
        last = self.known(file)
        if last is None:
            project = self._server.projects.of(self._server.folder_of(file))
            last = self._last[file.uri] = _checked(file.positions, file.name, project)
        return last

    def known(self, file: OpenFile) -> CheckedFile | None:
        """Return what is reported of a file as it is now, if it was checked since it changed."""
        last = self._last.get(file.uri)
        return last if last is not None and last.positions is file.positions else None

    def clear(self, uri: str) -> None:
        """Forget a file, and take back its diagnostics."""
        self._last.pop(uri, None)
        self._publish(uri, [], None)
        self._publish_faults()

    def close(self) -> None:
        """Check nothing any more."""
        self._is_closed = True
        self._worker.close()

    def _enqueue(self, uri: str) -> None:
        self._delayed.discard(uri)
        self._waiting[uri] = None
        self._start_next()

    def _start_next(self) -> None:
        """Check the file that has waited longest and is still open, unless a check runs."""
        while self._waiting and not self._is_checking and not self._is_closed:
            uri = next(iter(self._waiting))
            del self._waiting[uri]
            file = self._server.files.get(uri)
            if file is not None:
                self._start(file)

    def _start(self, file: OpenFile) -> None:
        try:
            self._start_on(file)
        except Exception as error:  # noqa: BLE001 - nothing else would report what a timer raises
            self._server.report_failure(error, file.uri)

    def _start_on(self, file: OpenFile) -> None:
        uri = file.uri
        folder = self._server.folder_of(file)
        project = self._server.projects.of(folder)
        self._faults[folder] = project.faults
        self._publish_faults()
        self._tell_faults(project)
        self._server.watch_projects()
        positions, name = file.positions, file.name
        work = self._worker.submit(partial(_checked, positions, name, project))
        self._is_checking = True
        work.add_done_callback(lambda done: self._finish(done, uri, positions))
        work.add_done_callback(self._go_on)

    def _finish(self, done: asyncio.Future[CheckedFile], uri: str, positions: Positions) -> None:
        file = self._server.files.get(uri)
        if done.cancelled() or file is None or file.positions is not positions:
            return
        error = done.exception()
        if error is None:
            last = self._last[uri] = done.result()
            self._publish(uri, published(last.problems, uri, positions), file.version)
        elif isinstance(error, Exception):
            self._server.report_failure(error, uri)

    def _go_on(self, _: object) -> None:
        self._is_checking = False
        self._start_next()

    def _publish_faults(self) -> None:
        """Publish new diagnostics of the files of the projects in use, and withdraw those that no longer apply."""
        if not any(self._faults.values()) and not self._faulty:
            self._faults.clear()
            return
        used = {self._server.folder_of(file) for file in self._server.files}
        self._faults = {folder: faults for folder, faults in self._faults.items() if folder in used and faults}
        every = (fault for faults in self._faults.values() for fault in faults)
        new = {uri: fault for fault in every if (uri := from_fs_path(str(fault.path))) is not None}
        for uri in self._faulty.keys() - new.keys():
            self._publish(uri, [], None)
        for uri, fault in new.items():
            if self._faulty.get(uri) != fault:
                self._publish(uri, _of_fault(fault, uri, self._server.files.encoding), None)
        self._faulty = new

    def _tell_faults(self, project: Project) -> None:
        """Show a message about each fault of a project once: who edits a filter does not see the diagnostics of another file."""
        now = {fault.path: fault.why for fault in project.faults}
        for path, why in now.items():
            if self._told.get(path) != why:
                message = f"attioql checks filters without {path}: {why}"
                self._server.window_show_message(types.ShowMessageParams(types.MessageType.Error, message))
        kept = {path: why for path, why in self._told.items() if path not in project.stamps}
        self._told = {**kept, **now}

    def _publish(self, uri: str, found: Sequence[types.Diagnostic], version: int | None) -> None:
        self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))


def _checked(positions: Positions, name: str, project: Project) -> CheckedFile:
    found = opened(positions.source, name, project)
    return CheckedFile(positions, found, problems_of(found))


def _of_fault(fault: FileFault, uri: str, encoding: types.PositionEncodingKind | str) -> list[types.Diagnostic]:
    if fault.problems:
        return [
            each
            for problem in fault.problems
            for each in published([problem], uri, Positions(problem.source or Source(""), encoding))
        ]
    start = types.Position(0, 0)
    return [
        PublishedDiagnostic(
            types.Range(start, start), fault.why, severity=types.DiagnosticSeverity.Error, source=SOURCE
        )
    ]
