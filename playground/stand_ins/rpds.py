"""The part of the package `rpds` that jsonschema uses, as plain Python: `rpds` is compiled, and there is no build for browsers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any


class HashTrieMap(dict[Any, Any]):
    """A mapping whose methods return changed copies."""

    def insert(self, key: Any, value: Any) -> HashTrieMap:
        """Return a copy with one more item."""
        return HashTrieMap({**self, key: value})

    def remove(self, key: Any) -> HashTrieMap:
        """Return a copy without an item. Raises `KeyError` if it is not there."""
        copied = HashTrieMap(self)
        del copied[key]
        return copied

    def update(self, *others: Any, **items: Any) -> HashTrieMap:  # type: ignore[override]  # rpds returns the changed copy
        """Return a copy with more items."""
        copied = dict(self)
        copied.update(*others, **items)
        return HashTrieMap(copied)

    @classmethod
    def convert(cls, value: Any) -> HashTrieMap:
        """Return a mapping as one of this class."""
        return value if isinstance(value, cls) else cls(value)


class HashTrieSet(frozenset[Any]):
    """A set whose methods return changed copies."""

    def insert(self, value: Any) -> HashTrieSet:
        """Return a copy with one more value."""
        return HashTrieSet([*self, value])

    def remove(self, value: Any) -> HashTrieSet:
        """Return a copy without a value. Raises `KeyError` if it is not there."""
        if value not in self:
            raise KeyError(value)
        return HashTrieSet(self - {value})

    def update(self, *others: Iterable[Any]) -> HashTrieSet:
        """Return a copy with more values."""
        return HashTrieSet(self.union(*others))


class List:
    """A list that grows at its front, which its copies share."""

    def __init__(self, *values: Any) -> None:
        """Take the values, or one iterable of them."""
        single = len(values) == 1 and isinstance(values[0], Iterable)
        self._values = tuple(values[0] if single else values)

    def push_front(self, value: Any) -> List:
        """Return a list with one more value, which comes first."""
        return List([value, *self._values])

    def __iter__(self) -> Iterator[Any]:
        """Yield the values, the newest first."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._values)
