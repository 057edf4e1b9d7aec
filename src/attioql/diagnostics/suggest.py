"""Near misses: the known name a person most likely meant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attioql.limits import LIMITS

_LONGEST_NAME_COMPARED = LIMITS.names_compared_characters


def edit_distance(left: str, right: str, limit: int) -> int:
    """Return the number of edits between two names, a swap of neighbours counting once; more than `limit` is `limit + 1`."""
    if abs(len(left) - len(right)) > limit:
        return limit + 1
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        current = [i]
        for j, b in enumerate(right, 1):
            cost = min(previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (a != b))
            if before and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            current.append(cost)
        if min(current) > limit:
            return limit + 1
        before, previous = previous, current
    return min(previous[-1], limit + 1)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name nearest to `name`, if it is within a third of its length (at least one edit)."""
    if not name or len(name) > _LONGEST_NAME_COMPARED:
        return None
    limit = max(len(name) // 3, 1)
    folded = name.casefold()
    best: tuple[int, str] | None = None
    for candidate in known:
        distance = edit_distance(folded, candidate.casefold(), limit)
        if distance <= limit and (best is None or (distance, candidate) < best):
            best = (distance, candidate)
    return best[1] if best else None


def nearest_called(name: str, known: Mapping[str, Iterable[str]]) -> str | None:
    """Return the key that is nearest to `name`, by itself or by one of the other names that it goes by, such as a singular."""
    names = {other: key for key, others in known.items() for other in (*others, key)}
    near = nearest(name, names)
    return None if near is None else names[near]
