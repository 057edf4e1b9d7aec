"""The parts of a diagnostic, and what a report reads of one."""

from __future__ import annotations

import json
from enum import Enum, IntEnum
from typing import Literal, NamedTuple, Protocol, cast

from attioql.text.source import Source, Span

JsonValue = None | bool | int | float | str | list["JsonValue"] | dict[str, "JsonValue"]


class Severity(str, Enum):
    """How bad a diagnostic is: an error stops the compile, a warning does not, a note names what was not checked."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Applicability(IntEnum):
    """How far a fix may be trusted: only shown, applied on request, or applied freely (same meaning or the only reading)."""

    DISPLAY = 0
    UNSAFE = 1
    SAFE = 2


class Edit(NamedTuple):
    """Replace the text of `span` by `replacement`."""

    span: Span
    replacement: str


class JsonEdit(NamedTuple):
    """Change a JSON value at an RFC 6901 pointer: `set` a value, `rename` a key, or `remove` a member or a key with its value.

    `text` is the value, or the new key, as JSON text. Each pointer is one of the value before all edits of its fix. A key that is
    set need not be there yet.
    """

    op: Literal["set", "rename", "remove"]
    pointer: str
    text: str = ""

    @property
    def value(self) -> JsonValue:
        """The value that is set, or the new key; `None` where something is removed. A number with a fraction is a float."""
        return cast("JsonValue", json.loads(self.text)) if self.text else None


class Fix(NamedTuple):
    """An offered change: what it does, how far to trust it, and its edits, which never overlap.

    `edits` are those of a text. A filter that was given as a parsed JSON value has `json_edits` instead.
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
