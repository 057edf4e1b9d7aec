"""Workspace members, and finding them by e-mail address, name or ID."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Member(NamedTuple):
    """A workspace member. Names and e-mail address are empty if they are not known."""

    id: str
    first_name: str = ""
    last_name: str = ""
    email_address: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class Members(NamedTuple):
    """The workspace members, and each of them by e-mail address, name and ID."""

    everyone: tuple[Member, ...]
    by_name: Mapping[str, tuple[Member, ...]]

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]] | None) -> Members | None:
        """Make members of rows; of no rows nothing, as nothing is known."""
        if rows is None:
            return None
        everyone = tuple([Member(**row) for row in rows])
        by_name: dict[str, list[Member]] = {}
        for member in everyone:
            for name in {folded(each) for each in (member.id, member.email_address, member.name) if each}:
                by_name.setdefault(name, []).append(member)
        return cls(everyone, {name: tuple(members) for name, members in by_name.items()})


def folded(name: str) -> str:
    """Write a name or address as it is compared: without regard to case and to blanks in a row."""
    return " ".join(name.casefold().split())
