"""Values that Python has no type for: moments such as `now - 8d`, actors and records."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID

from attioql.checker import moments, references
from attioql.diagnostics.phrases import shown
from attioql.filters.wholes import ActorReference, RecordReference
from attioql.syntax import nodes, printer
from attioql.syntax.parser import operand_in

_DAYS = ("now", "today", "yesterday", "tomorrow")


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """A moment that depends on the current time: `moment("today")`, plus or minus a duration."""

    base: str
    shift: str = ""

    def __add__(self, duration: timedelta | str) -> RelativeTime:
        """Return the moment that is later by a `timedelta` of whole minutes, or by text such as `"3mo"`."""
        return self._moved(duration, "+", "-")

    def __sub__(self, duration: timedelta | str) -> RelativeTime:
        """Return the moment that is earlier by a `timedelta` of whole minutes, or by text such as `"3mo"`."""
        return self._moved(duration, "-", "+")

    def __str__(self) -> str:
        """Return the moment as query text."""
        return printer.spell_operand(self._node)

    def __repr__(self) -> str:
        """Return the call that makes the moment."""
        return f"attioql.moment({str(self)!r})"

    @property
    def _node(self) -> nodes.Moment:
        return nodes.Moment(self.base, self.shift, 0, 0)

    def _moved(self, duration: timedelta | str, sign: str, opposite: str) -> RelativeTime:
        if not isinstance(duration, (timedelta, str)):
            message = f"a moment is moved by a timedelta, or by text such as '3mo', not by {shown(duration)}"
            raise TypeError(message)
        if self.shift:
            message = f"a moment has one duration, and `{self}` has it already: add the durations up"
            raise ValueError(message)
        length = abs(duration) if isinstance(duration, timedelta) else duration
        text = moments.duration_text(length)
        if text is None:
            message = (
                f"a duration is a timedelta of whole minutes, or text such as '30d' or '3mo', not {shown(duration)}"
            )
            raise ValueError(message)
        return replace(self, shift=(sign if length == duration else opposite) + text)


def moment(text: str) -> RelativeTime:
    """Return a moment that depends on the current time, such as `moment("now - 8d")` or `moment("today") + timedelta(days=1)`.

    Raises:
        ValueError: The text is not a moment.
    """
    if not isinstance(text, str):
        message = f"a moment is text, such as 'now - 8d', not {type(text).__name__}"
        raise TypeError(message)
    found = operand_in(text, "value")
    if not isinstance(found, nodes.Moment) or found.parameter:
        message = (
            f"a moment is {', '.join(_DAYS)}, each alone or with + or - a duration, as in 'now - 8d'; not {shown(text)}"
        )
        raise ValueError(message)
    return RelativeTime(found.base, found.shift)


def member(name: str | UUID) -> ActorReference:
    """Return a workspace member by ID; if the workspace lists its members, also by e-mail address or full name."""
    return ActorReference(references.ACTORS["member"], _text(name))


def token(id: str | UUID) -> ActorReference:  # noqa: A002 - what Attio calls it
    """Return an API token by ID."""
    return ActorReference(references.ACTORS["token"], _text(id))


def app(id: str | UUID) -> ActorReference:  # noqa: A002 - what Attio calls it
    """Return an app by ID."""
    return ActorReference(references.ACTORS["app"], _text(id))


def system() -> ActorReference:
    """Return the actor for what Attio does itself."""
    return ActorReference(references.ACTORS["system"], None)


def record(object: str, id: str | UUID) -> RecordReference:  # noqa: A002 - what Attio calls them
    """Return a record by the slug of its object and its ID."""
    return RecordReference(_text(object), _text(id))


def _text(given: str | UUID) -> str:
    if isinstance(given, UUID):
        return UUID.__str__(given)
    if not isinstance(given, str):
        message = f"an actor or a record goes by text or a UUID, not by {shown(given)}"
        raise TypeError(message)
    return str.__str__(given)
