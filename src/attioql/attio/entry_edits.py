"""Edits of a parsed JSON value: how a value is set, and a key renamed, at a place in it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attioql.attio.writer import JsonFilter, as_text
from attioql.diagnostics.model import JsonEdit
from attioql.json_text.paths import JsonPath, pointer
from attioql.limits import LIMITS
from attioql.values.exact import LARGEST_NUMBER


def set_value(json_path: JsonPath, value: object) -> tuple[JsonEdit, ...] | None:
    """Return the edit that sets a value at a place; `None` for a value that JSON text cannot hold, or only a very long one."""
    plain = plain_json(value)
    return None if plain is None else (JsonEdit("set", pointer(json_path), as_text(plain)),)


def renamed_key(json_path: JsonPath, key: str) -> tuple[JsonEdit, ...]:
    """Return the edit that renames the key at a place; none where it has that name."""
    if json_path is None or json_path[1] == key:
        return ()
    return (JsonEdit("rename", pointer(json_path), json.dumps(key, ensure_ascii=False)),)


def plain_json(value: object) -> JsonFilter | None:
    """Return a copy of a value with `dict` and `list` alone; `None` for one that is not JSON, is nested deeply or is large.

    A value that Python code shares counts as often as it is reached.
    """
    holder: list[object] = [value]
    waiting: list[tuple[dict[object, object] | list[object], int]] = [(holder, 0)]
    left = LIMITS.json_fix_values
    while waiting:
        container, level = waiting.pop()
        members = [*container.items()] if isinstance(container, dict) else [*enumerate(container)]
        left -= len(members)
        if left < 0 or level > LIMITS.json_edit_levels:
            return None
        for key, member in members:
            if isinstance(member, (Mapping, list, tuple)):
                copy: dict[object, object] | list[object] = {**member} if isinstance(member, Mapping) else [*member]
                container[key] = copy  # type: ignore[call-overload]  # a number leads into a list, a key into an object
                waiting.append((copy, level + 1))
            elif not _is_scalar(member):
                return None
        if isinstance(container, dict) and not all(isinstance(key, str) for key in container):
            return None
    return cast("JsonFilter", holder[0])


def _is_scalar(value: object) -> bool:
    match value:
        case None | bool() | str():
            return True
        case int():
            return abs(value) <= LARGEST_NUMBER
        case float():
            return math.isfinite(value)
        case Decimal():
            return value.is_finite() and value.copy_abs() <= LARGEST_NUMBER
    return False
