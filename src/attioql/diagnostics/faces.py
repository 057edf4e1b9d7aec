"""Where a diagnostic is read, and the notes that say something else there: a program, the command line, a file of filters, a tool, a page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias, get_args

from attioql.diagnostics.model import Diagnostic

Face: TypeAlias = Literal["python", "command", "file", "tool", "page"]
FACES: tuple[Face, ...] = get_args(Face)
_AS_AT: Mapping[Face, Face] = {"file": "command", "page": "python"}
"""The face whose words a face has where it has none of its own: the command line reads files, and the page of the playground runs Python."""


class NoteByFace(str):
    """A note that names a function or an option: the string is what Python programs read, and `elsewhere` has the other words.

    A face whose words are missing shows no note, or has those of another face.
    """

    __slots__ = ("elsewhere",)

    elsewhere: Mapping[Face, str]

    def __new__(  # noqa: PYI034 - `Self` is younger than Python 3.10
        cls, text: str, elsewhere: Mapping[Face, str] | None = None
    ) -> NoteByFace:
        """Make the note of the words of Python and those of other faces."""
        made = super().__new__(cls, text)
        made.elsewhere = elsewhere or {}
        return made


def note_by_face(say: Callable[[Face], str | None]) -> str | None:
    """Return the note that each face words in its own way; `None` for one that Python does not show."""
    words = {face: text for face in FACES if (text := say(face)) is not None}
    text = words.pop("python", None)
    return None if text is None else NoteByFace(text, words)


def said_at(face: Face, text: str) -> str | None:
    """Return what a note says at a face, which no other face changes any more; `None` if it says nothing there."""
    if not isinstance(text, NoteByFace):
        return text
    if face in text.elsewhere:
        return text.elsewhere[face]
    other = _AS_AT.get(face, face)
    return str.__str__(text) if other == "python" else text.elsewhere.get(other)


def worded_for(face: Face, diagnostic: Diagnostic) -> Diagnostic:
    """Return a diagnostic with its notes in the words of a face."""
    if not any(isinstance(each, NoteByFace) for each in diagnostic.notes):
        return diagnostic
    said = [said_at(face, each) for each in diagnostic.notes]
    return replace(diagnostic, notes=tuple([each for each in said if each is not None]))
