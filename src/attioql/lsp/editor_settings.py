"""The settings of an editor: `attioql.workspaceFile`, `configFile`, `target`, `timeZone` and `lineWidth`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from zoneinfo import ZoneInfo

from attioql.limits import LIMITS
from attioql.project.file_paths import is_path
from attioql.syntax.spelling import DEFAULT_WIDTH

SECTION = "attioql"
_NARROWEST = 20


@dataclass(frozen=True, slots=True)
class EditorSettings:
    """What the editor or the command line sets. All but the width is as the options of `attioql lint` of the same names."""

    workspace: Path | None = None
    config: Path | None = None
    target: str | None = None
    tz: str = "UTC"
    width: int = DEFAULT_WIDTH


def settings_of(given: object, base: EditorSettings, folder: Path) -> tuple[EditorSettings, tuple[str, ...]]:
    """Return settings with those that an editor sends in place of others, and what is wrong with them. Paths are from a folder."""
    sent = dict(given) if isinstance(given, Mapping) else {}
    found = {key: value for key, value in sent.items() if key in _ACCEPTED and value is not None and value != ""}
    right = {key: value for key, value in found.items() if _ACCEPTED[key][0](value)}
    wrong = [f"the setting `{SECTION}.{key}` takes {_ACCEPTED[key][1]}" for key in found if key not in right]
    settings = EditorSettings(
        workspace=folder / right["workspaceFile"] if "workspaceFile" in right else base.workspace,
        config=folder / right["configFile"] if "configFile" in right else base.config,
        target=right.get("target", base.target),
        tz=right.get("timeZone", base.tz),
        width=right.get("lineWidth", base.width),
    )
    return settings, tuple(wrong)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_path(value: object) -> bool:
    return isinstance(value, str) and is_path(value)


def _is_zone(value: object) -> bool:
    try:
        ZoneInfo(value if isinstance(value, str) else "")
    except (OSError, ValueError, KeyError):
        return False
    return True


def _is_width(value: object) -> bool:
    return isinstance(value, int) and _NARROWEST <= value <= LIMITS.line_width


_ACCEPTED: Mapping[str, tuple[Callable[[object], bool], str]] = MappingProxyType(
    {
        "workspaceFile": (_is_path, "the path of a workspace file"),
        "configFile": (_is_path, "the path of a configuration file"),
        "target": (_is_text, "the slug of an object, a list or an activity"),
        "timeZone": (_is_zone, "the name of a time zone, such as `Europe/Berlin`"),
        "lineWidth": (_is_width, f"a number from {_NARROWEST} to {LIMITS.line_width}"),
    }
)
"""The settings: what each accepts, and how that is said."""
