"""The parts of a diagnostic, and what a report reads of one."""

from __future__ import annotations

import json
from enum import Enum, IntEnum
from typing import Literal, NamedTuple, Protocol, cast

from attioql.text.source import Source, Span

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Severity(str, Enum):
    """An error rejects the filter, a warning does not, and a note names what was not checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Applicability(IntEnum):
    """How a fix may be applied: only shown, applied on request, or applied always (same meaning, or the only reading)."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


class Edit(NamedTuple):
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


class JsonEdit(NamedTuple):
    """Change a JSON value at an RFC 6901 pointer: `set` a value, `rename` a key, or `remove` a member, or a key with its value.

    `text` is the value, or the new key, as JSON text. All pointers of a fix are places in the value before the fix. `set` can also add
    a key.
    """

    op: Literal["set", "rename", "remove"]
    pointer: str
    text: str = ""

    @property
    def value(self) -> JsonValue:
        """The new value, or the new key; `None` for `remove`. A number with a fraction is a float."""
        return cast("JsonValue", json.loads(self.text)) if self.text else None


class Fix(NamedTuple):
    """An offered change: its message, its applicability, and its edits, which never overlap.

    `edits` change a text. For a filter that was given as a parsed JSON value, there are `json_edits` instead.
    """

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]
    json_edits: tuple[JsonEdit, ...] = ()


class Label(NamedTuple):
    """A second span that explains the first."""

    span: Span
    message: str


class Drawable(Protocol):
    """What a report reads of a diagnostic, which lies above the reports that it draws of itself."""

    @property
    def name(self) -> str:
        """The identity of the diagnostic."""

    @property
    def code(self) -> str:
        """The short code."""

    @property
    def severity(self) -> Severity:
        """How bad it is."""

    @property
    def message(self) -> str:
        """What is wrong."""

    @property
    def span(self) -> Span | None:
        """The culprit in the text of the source."""

    @property
    def labels(self) -> tuple[Label, ...]:
        """The other spans that explain it."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say besides."""

    @property
    def fixes(self) -> tuple[Fix, ...]:
        """The changes that are offered."""

    @property
    def pointer(self) -> str | None:
        """The RFC 6901 pointer of the culprit."""

    @property
    def source(self) -> Source | None:
        """The text, and its name."""
