"""JSON values that Python code built, in Python's own types: the class of a caller may count, iterate and compare as it likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from attioql.json_text.patching import copied

_OWN = frozenset({dict, list, tuple})


def in_own_types(value: object) -> object:
    """Return a JSON value whose objects, arrays and keys are of Python's own types: itself, or a copy. What is shared in it stays shared."""
    if all(type(each) in _OWN and not _has_other_texts(each) for each in _containers_in(value)):
        return value
    copy = copied(value)
    for each in [*_containers_in(copy)]:
        if isinstance(each, dict) and _has_other_texts(each):
            _take_own_texts(each)
    return copy


def _containers_in(value: object) -> Iterator[Any]:
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, (Mapping, list, tuple)) and id(each) not in seen:
            seen.add(id(each))
            yield each
            waiting += each.values() if isinstance(each, Mapping) else each


def _has_other_texts(container: object) -> bool:
    """Tell whether an object has a key of a subclass of `str`."""
    return isinstance(container, dict) and any(isinstance(key, str) and type(key) is not str for key in container)


def _take_own_texts(copy: dict[Any, object]) -> None:
    """Make keys text of Python's own type. Two that are the same text then stay: none may be lost."""
    members = {str.__str__(key) if isinstance(key, str) else key: value for key, value in copy.items()}
    if len(members) == len(copy):
        copy.clear()
        copy.update(members)
