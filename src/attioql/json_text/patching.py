"""Edits of a JSON value applied to a copy of it (`JsonEdit`), and two values compared. Nothing here recurses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias, cast

from attioql.diagnostics.model import JsonEdit
from attioql.diagnostics.phrases import shown
from attioql.json_text.nesting import decode
from attioql.json_text.strict_json import RECORDS

_JsonContainer: TypeAlias = "dict[object, object] | list[object]"
_NUMBER = re.compile(r"0|[1-9][0-9]{0,17}", re.ASCII)
_POINTER = re.compile(r"(?:/(?:[^/~]|~[01])*)*")
_FIRST = ("set", "rename", "remove")


class MisplacedEditError(ValueError):
    """An edit leads nowhere in a value, or to a key that is taken."""


def tokens_in(pointer: str) -> tuple[str, ...]:
    """Return the keys and numbers of an RFC 6901 pointer. Raises `MisplacedEditError` for another text."""
    if _POINTER.fullmatch(pointer) is None:
        message = f"{shown(pointer)} is not a JSON Pointer"
        raise MisplacedEditError(message)
    return tuple([token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:]])


def is_number(token: str) -> bool:
    """Tell whether a token may lead into an array."""
    return _NUMBER.fullmatch(token) is not None


def patched(value: object, edits: Iterable[JsonEdit]) -> object:
    """Return a value with edits made that do not touch; it shares with the old one what lies beside them.

    Raises `MisplacedEditError` where a pointer leads nowhere, or a key is renamed to one that is there.
    """
    patch = _Patch(value)
    for edit, tokens in sorted([(edit, tokens_in(edit.pointer)) for edit in edits], key=_order):
        patch.apply(edit, tokens)
    return patch.value


def _order(edit: tuple[JsonEdit, tuple[str, ...]]) -> tuple[object, ...]:
    """Sort edits so that none changes where a later one leads: inner ones first, of an array the last member first."""
    (op, _, _), tokens = edit
    number = int(tokens[-1]) if tokens and is_number(tokens[-1]) else 0
    return -len(tokens), _FIRST.index(op), -number


class _Patch:
    """A value that is changed: what leads to a change is copied, once."""

    def __init__(self, value: object) -> None:
        self._holder: list[object] = [value]
        self._copies: dict[int, _JsonContainer] = {}

    @property
    def value(self) -> object:
        return self._holder[0]

    def apply(self, edit: JsonEdit, tokens: tuple[str, ...]) -> None:
        container, token = self._opened(edit.pointer, tokens)
        match edit.op, container:
            case "set", dict():
                container[token] = decode(RECORDS, edit.text)
            case "set", list():
                container[_index(token, container, edit.pointer)] = decode(RECORDS, edit.text)
            case "remove", list() if tokens:
                del container[_index(token, container, edit.pointer)]
            case "remove", dict() if token in container:
                del container[token]
            case "rename", dict() if token in container:
                _rename(container, token, decode(RECORDS, edit.text), edit.pointer)
            case _:
                raise _leads_nowhere(edit.pointer)

    def _opened(self, pointer: str, tokens: tuple[str, ...]) -> tuple[_JsonContainer, str]:
        """Return the copy of the container that a pointer leads into, and its last token."""
        *around, last = ("0", *tokens)
        container: _JsonContainer = self._holder
        for token in around:
            key: object = token if isinstance(container, dict) else _index(token, container, pointer)
            if isinstance(container, dict) and key not in container:
                raise _leads_nowhere(pointer)
            inner = self._copied(container[key], pointer)  # type: ignore[call-overload]  # a number leads into a list, a key into an object
            container[key] = inner  # type: ignore[call-overload]  # as above
            container = inner
        return container, last

    def _copied(self, value: object, pointer: str) -> _JsonContainer:
        if id(value) in self._copies:
            return self._copies[id(value)]
        if not isinstance(value, (Mapping, list, tuple)):
            raise _leads_nowhere(pointer)
        copy: _JsonContainer = {**value} if isinstance(value, Mapping) else [*value]
        self._copies[id(copy)] = copy
        return copy


def _index(token: str, container: list[object], pointer: str) -> int:
    if not is_number(token) or int(token) >= len(container):
        raise _leads_nowhere(pointer)
    return int(token)


def _rename(container: dict[object, object], token: str, name: object, pointer: str) -> None:
    if name in container and name != token:
        message = f"the edit at {pointer} renames a key to {shown(name)}, which is there already"
        raise MisplacedEditError(message)
    entries = [(name if key == token else key, value) for key, value in container.items()]
    container.clear()
    container.update(entries)


def _leads_nowhere(pointer: str) -> MisplacedEditError:
    return MisplacedEditError(f"the edit at {pointer or 'the top level'} leads nowhere in this value")


def copied(value: object) -> object:
    """Return a copy of a JSON value with all objects and arrays in it as `dict` and `list`. What is shared in it stays shared."""
    holder: list[object] = [value]
    copies: dict[int, _JsonContainer] = {}
    waiting: list[_JsonContainer] = [holder]
    while waiting:
        container = waiting.pop()
        for key, member in [*container.items()] if isinstance(container, dict) else [*enumerate(container)]:
            if not isinstance(member, (Mapping, list, tuple)):
                continue
            if id(member) not in copies:
                copies[id(member)] = {**member} if isinstance(member, Mapping) else [*member]
                waiting.append(copies[id(member)])
            container[key] = copies[id(member)]  # type: ignore[call-overload]  # a number leads into a list, a key into an object
    return holder[0]


def is_same(one: object, other: object) -> bool:
    """Tell whether two JSON values are equal. Quick for a value and a patched one, which share most of what is in them."""
    waiting = [(one, other)]
    while waiting:
        left, right = waiting.pop()
        if left is right:
            continue
        if isinstance(left, Mapping) and isinstance(right, Mapping):
            if left.keys() != right.keys():
                return False
            waiting += [(member, right[key]) for key, member in left.items()]
        elif isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
            if len(left) != len(right):
                return False
            waiting += zip(left, right, strict=True)
        elif type(left) is not type(right) or left != right:
            return False
    return True


def at(value: object, tokens: Iterable[str | int]) -> object:
    """Return what keys and numbers lead to in a JSON value that has them."""
    for token in tokens:
        value = cast("Mapping[str | int, object]", value)[token]
    return value
