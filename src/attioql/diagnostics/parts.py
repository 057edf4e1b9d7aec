"""The parts of a diagnostic, and what a report reads of one."""

from __future__ import annotations

from enum import Enum, IntEnum
from typing import NamedTuple, Protocol

from attioql.text.source import Source, Span


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


class Fix(NamedTuple):
    """An offered change: what it does, how far to trust it, and its edits, which never overlap."""

    message: str
    applicability: Applicability
    edits: tuple[Edit, ...]


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
