"""The configuration file: `attioql.toml`, or `[tool.attioql]` in `pyproject.toml`, the nearest one upwards.

Everything in it is a default that an option on the command line overrides. Paths and patterns are relative to the folder
the file stands in. Every mistake raises `ConfigurationError`, which names the file and the key.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn, TypeVar, cast

from attioql.diagnostics.suggest import nearest
from attioql.project.file_paths import is_file
from attioql.project.unquoted_values import quoted_line

_Paths = TypeVar("_Paths", bound=Iterable[str])

OWN_NAME = "attioql.toml"
PROJECT_NAME = "pyproject.toml"
SEVERITIES = ("error", "warning", "note")

_OURS = ("tool", "attioql")
_AFTER_NAMES = re.compile(r"[]=#]")

_KEYS = ("workspace", "target", "lint")
_LINT_KEYS = ("select", "ignore", "extend-select", "exclude", "include", "per-file-ignores", "severity", "targets")


class ConfigurationError(ValueError):
    """A mistake in a configuration file; the text names the file and the key. `why` is the text without the file."""

    def __init__(self, path: Path | None, why: str) -> None:
        """Take the file, and what is wrong with it."""
        super().__init__(f"{path}: {why}")
        self.path = path
        self.why = why


@dataclass(frozen=True, slots=True)
class LintConfiguration:
    """The section `lint`. Rules are names, or `all`; patterns are those of `fnmatch`, on paths with `/`.

    `select` replaces the rules that run by default, `extend_select` adds to them, `ignore` removes some. `include` matches files in
    folders that are linted whatever their suffix is. `targets` maps patterns of files to the target of their filters.
    """

    select: tuple[str, ...] | None = None
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    severity: Mapping[str, str] = field(default_factory=dict)
    targets: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Configuration:
    """The content of one file. `path` is `None` if there is no file; `target` is the default target of filters."""

    path: Path | None = None
    workspace: Path | None = None
    target: str | None = None
    lint: LintConfiguration = field(default_factory=LintConfiguration)

    @property
    def folder(self) -> Path:
        """The folder that patterns are relative to."""
        return Path.cwd() if self.path is None else self.path.parent


def _ignore(_: str) -> None:
    """Take a warning that nobody reads."""


def find_configuration(start: Path | None = None, warn: Callable[[str], None] = _ignore) -> Configuration:
    """Return the configuration of a folder or of its nearest parent that has one; an empty one if there is none.

    In one folder `attioql.toml` comes before `pyproject.toml`; a `pyproject.toml` without `[tool.attioql]` is ignored, with a
    warning if it cannot be read. Raises `ConfigurationError`.
    """
    folder = (start or Path.cwd()).resolve()
    for place in (folder, *folder.parents):
        own = place / OWN_NAME
        if is_file(own):
            return _ConfigurationReader(own).configuration(_parsed(own))
        project = place / PROJECT_NAME
        if is_file(project):
            tool = _parsed_project(project, warn).get("tool", {})
            if isinstance(tool, Mapping) and "attioql" in tool:
                return _ConfigurationReader(project).configuration(tool["attioql"])
    return Configuration()


def read_configuration(path: Path) -> Configuration:
    """Return the configuration in a file: that of a project, if it has the name of one. Raises `ConfigurationError`."""
    data: object = _parsed(path)
    if path.name == PROJECT_NAME and isinstance(data, Mapping):
        tool = data.get("tool", {})
        data = tool.get("attioql", {}) if isinstance(tool, Mapping) else {}
    return _ConfigurationReader(path).configuration(data)


def _parsed_project(path: Path, warn: Callable[[str], None]) -> Mapping[str, Any]:
    """Return what a `pyproject.toml` says; nothing, after a warning, for one that cannot be read and has no section of ours."""
    try:
        return _parsed(path)
    except ConfigurationError as error:
        if _has_section(path):
            raise
        warn(f"{error}; it has no section `tool.attioql` that can be seen, and is ignored")
        return {}


def _has_section(path: Path) -> bool:
    """Tell whether text that may be no TOML has the section `tool.attioql`, or a key of it; not `attioql` in another section."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        return False
    section: tuple[str, ...] = ()
    for line in text.splitlines():
        is_header = line.lstrip().startswith("[")
        names, rest = _dotted_names(line)
        section = names if is_header else section
        whole = names if is_header else (*section, *names)
        if whole[:2] == _OURS or (whole == _OURS[:1] and _OURS[1] in rest):
            return True
    return False


def _dotted_names(line: str) -> tuple[tuple[str, ...], str]:
    """Return the names of the header or the key on a line, and the rest of the line."""
    written, *rest = _AFTER_NAMES.split(line.strip(" \t["), maxsplit=1)
    return tuple([name.strip(" \t\"'") for name in written.split(".")]), "".join(rest)


def _parsed(path: Path) -> Mapping[str, Any]:
    toml = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    text = ""
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return cast("Mapping[str, Any]", toml.loads(text))
    except OSError as error:
        why = str(error.strerror or error)
    except UnicodeDecodeError as error:
        why = f"not UTF-8 (byte {error.start})"
    except RecursionError:
        why = "not TOML: it is nested too deeply"
    except ValueError as error:
        line = quoted_line(text, str(error), toml.loads)
        reason = error if isinstance(error, toml.TOMLDecodeError) else "a number has too many digits"
        why = f"not TOML: {reason}" + (f"; a text needs quotes: write `{line}`" if line else "")
    raise ConfigurationError(path, why)


class _ConfigurationReader:
    """Checks the data of one file. Raises `ConfigurationError` for unknown keys and for values of other types."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def configuration(self, data: object) -> Configuration:
        table = self._table(data, "", _KEYS)
        workspace = self._text(table, "workspace", "")
        self._paths(() if workspace is None else (workspace,), "workspace")
        return Configuration(
            path=self._path,
            workspace=None if workspace is None else self._path.parent / workspace,
            target=self._text(table, "target", ""),
            lint=self._lint(table.get("lint", {})),
        )

    def _lint(self, data: object) -> LintConfiguration:
        table = self._table(data, "lint", _LINT_KEYS)
        ignores = self._table(table.get("per-file-ignores", {}), "lint.per-file-ignores")
        return LintConfiguration(
            select=self._texts(table["select"], "lint.select") if "select" in table else None,
            extend_select=self._texts(table.get("extend-select", []), "lint.extend-select"),
            ignore=self._texts(table.get("ignore", []), "lint.ignore"),
            exclude=self._paths(self._texts(table.get("exclude", []), "lint.exclude"), "lint.exclude"),
            include=self._paths(self._texts(table.get("include", []), "lint.include"), "lint.include"),
            per_file_ignores={
                pattern: self._texts(rules, f'lint.per-file-ignores."{pattern}"')
                for pattern, rules in self._paths(ignores, "lint.per-file-ignores").items()
            },
            severity={rule: self._severity(value, rule) for rule, value in self._pairs(table, "severity").items()},
            targets=self._paths(self._pairs(table, "targets"), "lint.targets"),
        )

    def _table(self, data: object, where: str, known: Sequence[str] | None = None) -> Mapping[str, object]:
        if not isinstance(data, Mapping):
            self._refuse(where, "expected a table")
        for key in data:
            if known is not None and key not in known:
                near = nearest(key, known)
                advice = f"did you mean `{near}`?" if near else f"there are {', '.join(known)}"
                self._refuse(f"{where}.{key}" if where else key, f"unknown key; {advice}")
        return cast("Mapping[str, object]", data)

    def _text(self, table: Mapping[str, object], key: str, where: str) -> str | None:
        value = table.get(key)
        if value is not None and not (isinstance(value, str) and value):
            self._refuse(f"{where}.{key}" if where else key, "expected a non-empty string")
        return value

    def _texts(self, value: object, where: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._refuse(where, "expected an array of strings")
        return tuple(value)

    def _pairs(self, table: Mapping[str, object], key: str) -> dict[str, str]:
        inner = self._table(table.get(key, {}), f"lint.{key}")
        return {name: self._text(inner, name, f"lint.{key}") or "" for name in inner}

    def _paths(self, found: _Paths, where: str) -> _Paths:
        """Return paths or patterns of paths. One with a NUL character is refused: the system raises for it."""
        if any("\0" in each for each in found):
            self._refuse(where, "expected a path, which has no NUL character")
        return found

    def _severity(self, value: str, rule: str) -> str:
        if value not in SEVERITIES:
            self._refuse(
                f"lint.severity.{rule}", f"expected {', '.join(SEVERITIES[:-1])} or {SEVERITIES[-1]}, not `{value}`"
            )
        return value

    def _refuse(self, where: str, why: str) -> NoReturn:
        raise ConfigurationError(self._path, f"{where or 'tool.attioql'}: {why}")
