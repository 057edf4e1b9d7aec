"""A token, as actions and recovery see it: a match of the token pattern, or what stands in for one."""

from __future__ import annotations

from typing import Any, Protocol


class Token(Protocol):
    """What the actions need of a match. The token stands after the blanks before it, where its group 1 is."""

    @property
    def lastindex(self) -> int | None:
        """The group that says which terminal it is."""

    def start(self, group: int, /) -> int:
        """Where the token starts, for group 1."""

    def end(self) -> int:
        """Where the token ends."""

    def span(self, group: int, /) -> tuple[int, int]:
        """Where the token starts (twice, or its end as well), for group 1."""

    def __getitem__(self, group: int, /) -> str | Any:
        """The blanks before the token and the token, for group 0."""


def text_of(token: Token) -> str:
    """Return the token as it was written."""
    return str(token[0].lstrip())


def start_of(token: Token) -> int:
    """Return where the token starts."""
    return token.span(1)[0]


def end_of(token: Token) -> int:
    """Return where the token ends."""
    return token.end()
