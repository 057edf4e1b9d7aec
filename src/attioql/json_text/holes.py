"""Holes in JSON: what the code around a filter puts there when it runs. The reader takes one for any value, and reads the rest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attioql.diagnostics.phrases import short

MARK = "\ue000"
"""Begins the JSON string that stands for a hole in the text of an entry; no edit writes it to a file."""


class Hole:
    """A value, a member of an array, or members of an object (then it is the key) that only a running program knows.

    `mark` is the JSON string in its place, and `text` the expression in the code. It equals itself alone.
    """

    __slots__ = ("mark", "text")

    def __init__(self, mark: str, text: str) -> None:
        """Keep the string in its place, and its expression."""
        self.mark = mark
        self.text = " ".join(text.split())

    @property
    def is_several(self) -> bool:
        """Whether it may be any number of members: a spread, as JavaScript and Python write one."""
        return self.text.startswith(("...", "*"))

    def __repr__(self) -> str:
        """Return the expression, cut."""
        return short(self.text)


def is_hole(value: object) -> bool:
    """Tell whether a value is a hole."""
    return type(value) is Hole


def has_holes(value: object) -> bool:
    """Tell whether there is a hole in a JSON value."""
    return any(True for _ in holes_in(value))


def without_holes(value: Mapping[Any, object]) -> dict[str, object]:
    """Return the members of an object whose keys are known."""
    return {key: member for key, member in value.items() if not is_hole(key)}


def with_holes(value: object, holes: Mapping[str, Hole]) -> object:
    """Put holes in the place of their marks, in a value of dicts and lists, which is changed."""
    holder = [value]
    waiting: list[Any] = [holder]
    while waiting:
        container = waiting.pop()
        if isinstance(container, dict):
            members = {holes.get(key, key): member for key, member in container.items()}
            container.clear()
            container.update(members)
        for key, member in [*container.items()] if isinstance(container, dict) else [*enumerate(container)]:
            if isinstance(member, str) and member in holes:
                container[key] = holes[member]
            elif isinstance(member, (dict, list)):
                waiting.append(member)
    return holder[0]


def holes_in(value: object) -> Iterator[Hole]:
    """Yield the holes in a JSON value, in no order."""
    waiting = [value]
    while waiting:
        each: Any = waiting.pop()
        if is_hole(each):
            yield each
        elif isinstance(each, Mapping):
            waiting += [*each, *each.values()]
        elif isinstance(each, (list, tuple)):
            waiting += each
