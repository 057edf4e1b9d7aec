"""The order of places in a parsed JSON value: that of the text it would be written as."""

from __future__ import annotations

from collections.abc import Mapping

from attioql.diagnostics.phrases import plain
from attioql.json_text.patching import tokens_in


class DocumentOrder:
    """Gives JSON Pointers a key to sort by: an object or array comes before its members. The members of each are counted once."""

    def __init__(self, value: object) -> None:
        """Keep the value that the pointers are places in."""
        self._value = value
        self._members: dict[int, dict[str, tuple[int, object]]] = {}

    def key(self, pointer: str | None) -> tuple[int, ...]:
        """Return what a pointer is sorted by. One to a member that is not there comes after the other members."""
        value, numbers = self._value, []
        for token in tokens_in(pointer or ""):
            members = self._members_of(value)
            number, value = members.get(token, (len(members), None))
            numbers.append(number)
        return tuple(numbers)

    def _members_of(self, value: object) -> dict[str, tuple[int, object]]:
        found = self._members.get(id(value))
        if found is None:
            found = self._members[id(value)] = {}
            if isinstance(value, Mapping):
                found.update((plain(key), (number, value[key])) for number, key in enumerate(value))
            elif isinstance(value, (list, tuple)):
                found.update((str(number), (number, member)) for number, member in enumerate(value))
        return found
