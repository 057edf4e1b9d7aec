"""Reads what a model gives a tool: a target, and a filter as query text or JSON, also out of an answer that it stands in."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timezone
from typing import Literal, NamedTuple

from mcp.server.mcpserver.exceptions import ToolError

from attioql.api import check, compile, load, reads_as_json  # noqa: A004 - what it does, as in re.compile
from attioql.applying import fix, read_pasted
from attioql.catalog.workspace import Target, Workspace
from attioql.diagnostics.model import Applicability, Diagnostic, Fix, Severity
from attioql.errors import FilterError
from attioql.filter import Filter
from attioql.limiting.input_limits import Limits
from attioql.mcp.answers import AnswerNote, ReadFilter, problem_lines, remarks_on_records
from attioql.text.source import Source

FixLevel = Literal["none", "safe", "likely"]

LEVELS: Mapping[FixLevel, Applicability | None] = {
    "none": None,
    "safe": Applicability.SAFE,
    "likely": Applicability.UNSAFE,
}


def current_time() -> datetime:
    """Return the time of the real clock."""
    return datetime.now(timezone.utc)


class ServerSettings(NamedTuple):
    """What the server was started with: the workspace, the time zone that days start in, and its clock."""

    workspace: Workspace
    zone: str = "UTC"
    clock: Callable[[], datetime] = current_time


class FilterReader(NamedTuple):
    """Reads filters for one target at one moment, as those of strangers."""

    target: Target
    zone: str
    now: datetime
    limits: Limits

    def check(self, text: object) -> tuple[Diagnostic, ...]:
        """Return the diagnostics of a filter."""
        return check(text, self.target, now=self.now, tz=self.zone, limits=self.limits)

    def read(self, text: str, level: Applicability | None, name: str = "") -> ReadFilter:
        """Return the filter that a text is or has in it, after its fixes. Raises `ToolError` with what is wrong, and in which argument."""
        found = self.mended(text, level)
        if isinstance(found, ReadFilter):
            return found
        raise ToolError("\n".join([f"{name}: {line}" if name else line for line in problem_lines(found)]))

    def mended(self, text: str, level: Applicability | None) -> ReadFilter | Sequence[Diagnostic]:
        """Return the filter that a text is or has in it, after its fixes, or what is wrong with it."""
        applied: tuple[Fix, ...]
        if level is None:
            pasted = read_pasted(Source(text), self.check)
            text, applied = pasted.text, pasted.applied
        else:
            fixed = fix(text, self.target, applicability=level, now=self.now, tz=self.zone, limits=self.limits)
            text, applied = fixed.text, fixed.applied
        try:
            return ReadFilter(self._filter(text), text, applied, self._time_note(text))
        except FilterError as error:
            return error.diagnostics

    def remarks_on_valid(self, text: str, problems: Sequence[Diagnostic]) -> list[AnswerNote]:
        """Return what to know of a filter without errors that its diagnostics do not say."""
        if any(each.severity is Severity.ERROR for each in problems):
            return []
        return remarks_on_records(self._filter(text))

    def is_json(self, text: str) -> bool:
        """Tell whether a text is filter JSON rather than query text."""
        return reads_as_json(text, self.limits)

    def _filter(self, text: str) -> Filter:
        if self.is_json(text):
            return load(text, self.target, limits=self.limits)
        return compile(text, self.target, now=self.now, tz=self.zone, limits=self.limits)

    def _time_note(self, text: str) -> str | None:
        """Return which moment and time zone a filter without errors depends on: it has errors without a clock, or is another one in UTC."""
        if self.is_json(text):
            return None
        if any(each.severity is Severity.ERROR for each in check(text, self.target, tz=self.zone, limits=self.limits)):
            moment = self.now.astimezone(timezone.utc).isoformat(timespec="seconds").replace("+00:00", "Z")
            return f"relative dates count from {moment}; days start in {self.zone}"
        in_utc = compile(text, self.target, now=self.now, limits=self.limits)
        return None if in_utc == self._filter(text) else f"days start in {self.zone}"


def reader_for(settings: ServerSettings, target: str) -> FilterReader:
    """Return the reader for a target. Raises `ToolError`, which names the nearest target."""
    return FilterReader(target_of(settings, target), settings.zone, settings.clock(), Limits.untrusted())


def target_of(settings: ServerSettings, name: str) -> Target:
    """Return the target with a slug or ID. Raises `ToolError`, which names the nearest one."""
    try:
        return settings.workspace[name]
    except KeyError as error:
        raise ToolError(str(error.args[0])) from None
