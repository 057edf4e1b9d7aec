"""Fixes of rows that hold: each is made in a copy of its row, its group or all rows, which is read again by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from attioql.attio.faults import Change, Fault
from attioql.diagnostics.fix_search import CopyBudget
from attioql.json_text.paths import tokens_of
from attioql.limits import LIMITS

RowCheck: TypeAlias = Callable[[object], Sequence[Fault]]
"""Returns what is wrong with rows."""

_OF_ROW = ("any_of", 0, "all_of", 0)
_OF_GROUP = _OF_ROW[:2]
_OF_PATH = frozenset({"path"})


def with_offers(faults: Sequence[Fault], rows: object, read: RowCheck) -> list[Fault]:
    """Return the faults of rows, each with those of its changes that hold, and without a suggestion that does not."""
    budget = CopyBudget(LIMITS.json_fix_values)
    known = {_alike(fault) for fault in faults}
    return [_offered(fault, rows, read, budget, known) for fault in faults]


def _offered(fault: Fault, rows: object, read: RowCheck, budget: CopyBudget, known: set[tuple[str, str]]) -> Fault:
    """Keep the changes that hold. A suggestion stays as well for a key, and where what is left is wrong about the attribute path alone."""
    others = known - {_alike(fault)}
    tried = [(change, _errors_after(change, rows, read, budget, others)) for change in fault.changes]
    fault = fault._replace(changes=tuple([change for change, left in tried if left == set()]))
    if all(change.renames for change, _ in tried) or any(left is not None and left <= _OF_PATH for _, left in tried):
        return fault
    return fault._replace(message=fault.message.removesuffix(fault.suggestion), suggestion="")


def _errors_after(
    change: Change, rows: object, read: RowCheck, budget: CopyBudget, others: set[tuple[str, str]]
) -> set[str | int] | None:
    """Return the last keys to the new errors after a change; `None` if the budget is spent."""
    if budget.left < 0:
        return None
    tokens = tokens_of(change.json_path)
    around = next(part for part in (_OF_ROW, _OF_GROUP, ()) if len(part) <= len(tokens))
    part = _at(rows, tokens[: len(around)])
    inner, new = tokens[len(around) :], change.new
    if change.renames:
        inner, new = inner[:-1], _renamed(_at(part, inner[:-1]), inner[-1], change.new)
    copy = _changed(part, inner, new)
    budget.left -= _size(copy)
    if budget.left < 0:
        return None
    left = [fault for fault in read(_whole(copy, around)) if _alike(fault) not in others]
    return {(tokens_of(fault.json_path) or ("",))[-1] for fault in left}


def _alike(fault: Fault) -> tuple[str, str]:
    return fault.name, fault.message


def _at(value: object, tokens: Sequence[str | int]) -> object:
    for token in tokens:
        value = value[token]  # type: ignore[index]  # a fault was found there
    return value


def _renamed(value: object, key: str | int, name: object) -> object:
    """Return an object with another name for one of its keys."""
    return (
        {(name if each == key else each): held for each, held in value.items()} if isinstance(value, Mapping) else value
    )


def _changed(value: object, tokens: Sequence[str | int], new: object) -> object:
    """Return a copy of a value with another one at a place in it."""
    copies: list[dict[object, object] | list[object]] = []
    for token in tokens:
        copies.append({**value} if isinstance(value, Mapping) else [*value])  # type: ignore[misc]  # an array then
        value = value[token]  # type: ignore[index]
    for copy, token in zip(reversed(copies), reversed(tokens), strict=True):
        copy[token] = new  # type: ignore[index]
        new = copy
    return new


def _whole(part: object, around: Sequence[str | int]) -> object:
    """Return rows that are one row or group alone."""
    for token in reversed(around):
        part = {token: part} if isinstance(token, str) else [part]
    return part


def _size(part: object) -> int:
    """Return how many values a part has."""
    count, waiting = 0, [part]
    while waiting and count <= LIMITS.json_fix_values:
        value = waiting.pop()
        members = [*value.values()] if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
        count += 1 + len(members)
        waiting += members
    return count
