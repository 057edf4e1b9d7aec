"""The configuration and the workspace of each open file, found as the command line finds them, and read again when they change."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.model import Diagnostic, Severity
from attioql.errors import WorkspaceError
from attioql.limits import LIMITS
from attioql.linter.selection import Selection, default_selection
from attioql.lsp.editor_settings import EditorSettings
from attioql.project.configuration import (
    OWN_NAME,
    PROJECT_NAME,
    Configuration,
    ConfigurationError,
    find_configuration,
    read_configuration,
)
from attioql.project.file_paths import NOT_REGULAR, may_block
from attioql.project.file_settings import FileSettings, configured_selection

_Stamps = Mapping[Path, "tuple[int, int] | None"]


class FileFault(NamedTuple):
    """A file that cannot be used, and why: a sentence, and the diagnostics of a workspace file."""

    path: Path
    why: str
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """What the files of one folder are linted with. Where a file of it has a fault, it is as if it were not there."""

    configuration: Configuration
    workspace: Workspace
    selection: Selection
    settings: EditorSettings
    faults: tuple[FileFault, ...] = ()
    stamps: _Stamps = field(default_factory=dict)

    def file_settings(self) -> FileSettings:
        """Return what files are linted with now."""
        now = datetime.now(timezone.utc)
        return FileSettings.of(
            self.configuration, self.workspace, self.selection, now, self.settings.tz, self.settings.target
        )


class Projects:
    """The projects of folders. Whether a file of one changed is looked up at most once in a while."""

    def __init__(self, settings: EditorSettings) -> None:
        """Start with no project read."""
        self.settings = settings
        self._by_folder: dict[Path, Project] = {}
        self._looked: dict[Path, float] = {}

    def of(self, folder: Path) -> Project:
        """Return the project of a folder."""
        found = self._by_folder.get(folder)
        now = monotonic()
        if found is not None and now - self._looked[folder] < LIMITS.editor_reload_seconds:
            return found
        self._looked[folder] = now
        if found is not None and all(_stamp(path) == stamp for path, stamp in found.stamps.items()):
            return found
        if len(self._by_folder) >= LIMITS.editor_folders:
            self._by_folder.clear()
        made = self._by_folder[folder] = _read(folder, self.settings)
        return made

    def forget(self) -> None:
        """Check every file again when it is next needed."""
        self._looked = dict.fromkeys(self._looked, float("-inf"))

    def have_changed(self) -> bool:
        """Tell whether a file of a project changed since it was read."""
        return any(_stamp(path) != stamp for each in self._by_folder.values() for path, stamp in each.stamps.items())

    def change(self, settings: EditorSettings) -> None:
        """Take other settings."""
        self.settings = settings
        self._by_folder.clear()

    @property
    def watched(self) -> tuple[Path, ...]:
        """The workspace files in use, in order."""
        found = {path for each in self._by_folder.values() for path in each.stamps if path.name not in _OWN_NAMES}
        return tuple(sorted(found))


_OWN_NAMES = frozenset({OWN_NAME, PROJECT_NAME})


def _read(folder: Path, settings: EditorSettings) -> Project:
    stamps: dict[Path, tuple[int, int] | None] = {}
    faults: list[FileFault] = []
    for place in (folder, *folder.parents) if settings.config is None else ():
        for name in (OWN_NAME, PROJECT_NAME):
            stamps[place / name] = _stamp(place / name)
    if settings.config is not None:
        stamps[settings.config] = _stamp(settings.config)
    selection = default_selection()
    configuration = Configuration()
    try:
        found = _configuration(folder, settings.config)
        selection = configured_selection(found)
        configuration = found
    except ConfigurationError as error:
        faults.append(FileFault(error.path or folder / OWN_NAME, error.why))
    path = settings.workspace or configuration.workspace
    workspace = Workspace.standard()
    if path is not None:
        stamps[path] = _stamp(path)
        try:
            workspace = _workspace(path)
        except OSError as error:
            faults.append(FileFault(path, str(error.strerror or error)))
        except WorkspaceError as error:
            faults.append(FileFault(path, _first_error(error.diagnostics), error.diagnostics))
    return Project(configuration, workspace, selection, settings, tuple(faults), stamps)


def _configuration(folder: Path, named: Path | None) -> Configuration:
    if named is None:
        return find_configuration(folder)
    if may_block(named):
        raise ConfigurationError(named, NOT_REGULAR)
    return read_configuration(named)


def _workspace(path: Path) -> Workspace:
    if may_block(path):
        raise OSError(errno.EINVAL, NOT_REGULAR)
    return Workspace.load(path)


def _first_error(problems: Sequence[Diagnostic]) -> str:
    return next(each.message for each in problems if each.severity is Severity.ERROR)


def _stamp(path: Path) -> tuple[int, int] | None:
    """Return what changes with a file; `None` if it is not there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a Path would be made for each of many
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
