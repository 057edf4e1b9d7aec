"""A bounded cache, for what would otherwise be worked out again and again from input of any length."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

from attioql.limits import LIMITS

_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


class Cache(dict[_Key, _Value]):
    """A dictionary that is emptied when it has too many entries, or too many characters in its keys.

    A key is a text, or a tuple with texts in it. A key that would fill a sixteenth of the cache is not kept.
    """

    __slots__ = ("_characters",)

    def __init__(self) -> None:
        """Begin with no entries."""
        super().__init__()
        self._characters = 0

    def keep(self, key: _Key, value: _Value) -> _Value:
        """Keep a value, and return it; of two threads that keep one at once, both get the first one."""
        size = _characters_in(key)
        if size > LIMITS.cache_characters // 16:
            return value
        if len(self) >= LIMITS.cache_entries or self._characters + size > LIMITS.cache_characters:
            self.clear()
        self._characters += size
        return self.setdefault(key, value)

    def clear(self) -> None:
        """Remove all entries."""
        super().clear()
        self._characters = 0


def _characters_in(key: object) -> int:
    if isinstance(key, str):
        return len(key)
    return sum(len(part) for part in key if isinstance(part, str)) if isinstance(key, Iterable) else 0
