"""The settings that a file is linted with, by its name and the configuration, and whether it is one of filters at all."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fnmatch import fnmatch
from functools import lru_cache
from pathlib import Path

from attioql.catalog.workspace import Workspace
from attioql.diagnostics.model import Severity
from attioql.documents.code_calls import may_hold
from attioql.documents.model import Document
from attioql.documents.read import holds_set, is_code
from attioql.linter.entries import Settings
from attioql.linter.selection import Selection, UnknownRuleError, select
from attioql.project.configuration import Configuration, ConfigurationError
from attioql.text.source import Source

OWN_ENDS = (
    ".attioql",
    *[f".{name}.{kind}" for name in ("filter", "filters") for kind in ("json", "jsonc")],
    ".filters.yaml",
    ".filters.yml",
)
"""How the names of files end that hold filters whatever is in them."""


@dataclass(frozen=True, slots=True)
class FileSettings:
    """What the files of a project are linted with. Patterns are from `folder`; `target` comes before them, `fallback` after them."""

    workspace: Workspace
    selection: Selection
    folder: Path
    now: datetime
    tz: str = "UTC"
    target: str | None = None
    fallback: str | None = None
    targets: Mapping[str, str] = field(default_factory=dict)
    ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    of_most: Settings = field(init=False)
    """What most files are linted with: those that no pattern is about."""

    def __post_init__(self) -> None:
        """Make these settings once for all files."""
        settings = Settings(self.workspace, self.target or self.fallback, self.selection, self.now, self.tz)
        object.__setattr__(self, "of_most", settings)

    @classmethod
    def of(
        cls,
        configuration: Configuration,
        workspace: Workspace,
        selection: Selection,
        now: datetime,
        tz: str,
        target: str | None,
    ) -> FileSettings:
        """Return what the files of a configuration are linted with; `target` is for all files."""
        return cls(
            workspace=workspace,
            selection=selection,
            folder=configuration.folder,
            now=now,
            tz=tz,
            target=target,
            fallback=configuration.target,
            targets=configuration.lint.targets,
            ignores=configuration.lint.per_file_ignores,
        )

    def target_of(self, name: str) -> str | None:
        """Return the target that is set for a file by its name: the one for all files, or that of a pattern."""
        return self.target or next(
            (target for pattern, target in self.targets.items() if matches(name, pattern, self.folder)), None
        )

    def of_file(self, name: str, target: str | None) -> Settings:
        """Return the settings of a file; `target` is the one that is set for it by its name."""
        settings = self.of_most
        if target is not None and target != settings.target:
            settings = replace(settings, target=target)
        ignored = self._ignored(name)
        if ignored:
            chosen = self.selection
            settings = replace(settings, selection=_less(chosen.names, ignored, tuple(chosen.levels.items())))
        return settings

    def _ignored(self, name: str) -> tuple[str, ...]:
        if not self.ignores:
            return ()
        return tuple(
            rule for pattern, rules in self.ignores.items() if matches(name, pattern, self.folder) for rule in rules
        )


@lru_cache(maxsize=64)
def _less(names: frozenset[str], ignored: tuple[str, ...], levels: tuple[tuple[str, Severity], ...]) -> Selection:
    return Selection(names, dict(levels)).without(ignored)


def configured_selection(configuration: Configuration) -> Selection:
    """Return the rules that a configuration selects. Raises `ConfigurationError` for a name that is no rule's."""
    settings = configuration.lint
    try:
        for rules in settings.per_file_ignores.values():
            select((), ignored=rules)
        return select(settings.select, settings.extend_select, settings.ignore, settings.severity)
    except UnknownRuleError as error:
        raise ConfigurationError(configuration.path, f"lint: {error}") from None


def may_hold_filters(source: Source, target: str | None) -> bool:
    """Tell whether a file that nobody named may hold filters; `target` is the one that is set for it by its name."""
    if is_code(source.name):
        return may_hold(source.text)
    return target is not None or source.name.endswith(OWN_ENDS) or holds_set(source)


def has_filters(document: Document) -> bool:
    """Tell whether there is anything to report about a file of code that nobody named."""
    return bool(document.entries or document.unread or document.problems)


def is_among(path: str, patterns: Sequence[str], folder: Path) -> bool:
    """Tell whether a path matches one of some patterns."""
    return any(matches(path, pattern, folder) for pattern in patterns)


def matches(path: str, pattern: str, folder: Path) -> bool:
    """Tell whether a path matches a pattern: its name where the pattern has no `/`, else the path from `folder`."""
    if "/" not in pattern and fnmatch(os.path.basename(path), pattern):  # noqa: PTH119 - many paths, each a text
        return True
    return fnmatch(relative(path, folder), pattern)


def relative(path: str, folder: Path) -> str:
    """Return a path as it is from a folder, with `/`."""
    return os.path.relpath(path, folder).replace(os.sep, "/")
